"""What is unusual about an area: far from the city and from areas of its type at once, and not by chance.

For the value v_ia of indicator i at area a, the city's value c_i, and t_ia the value of the other areas of its type together:

    from_city = (v_ia − c_i) ÷ s_i           s_i² = mean over areas of (v_ia − c_i)²
    from_type = (v_ia − t_ia) ÷ u_i          u_i² = mean over areas of (v_ia − t_ia)²
    distance  = the one of both that is nearer to 0; none where they point to different sides
    p         = 2 · Φ(−1.96 · |v − reference| ÷ half range towards the reference), the larger one of both

An indicator is unusual where its p falls at a false discovery rate of 5 % among all indicators of the area
(Benjamini–Hochberg) and the distance is at least 1.5: two conditions, because in a large area chance explains next to
nothing, and among few people a large distance may be chance alone. Where an indicator has no range of fluctuation
(delivered without counts), chance cannot be judged: it is told from a distance of 2 on, and marked. Where an area has no
type, or is alone in it, the city alone counts.

Source: methods, what is unusual here; Benjamini and Hochberg (1995); the larger p is the intersection–union test of
R. L. Berger (1982), Technometrics 24.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from indicators.calculation.fluctuation import Z_95
from indicators.calculation.hierarchy import Bools, Floats
from indicators.discoveries import discoveries

RATE = 0.05
LEAST_DISTANCE = 1.5
LEAST_WITHOUT_RANGE = 2.0
SAYS_THE_SAME = 0.8


@dataclass(frozen=True, eq=False)
class Unusual:
    """All arrays are (indicators, areas). ``from_type`` is NaN where the city alone counts.

    ``distance`` is signed; NaN where there is none. ``found``: unusual; ``ranged``: judged against its range.
    """

    from_city: Floats
    from_type: Floats
    distance: Floats
    p: Floats
    ranged: Bools
    found: Bools


def unusual(value: Floats, low: Floats, high: Floats, city: Floats, others: Floats) -> Unusual:
    """Every indicator at every area.

    Args:
        value, low, high: (indicators, areas), NaN where there is none; rates and shares only.
        city: (indicators,).
        others: (indicators, areas), the value of the other areas of the same type together; NaN where there are none.

    An indicator that is the same everywhere is unusual nowhere.

    >>> v = np.array([[5.0, 6.0, 5.5, 5.2, 15.0]])
    >>> found = unusual(v, v - 1, v + 1, np.array([6.0]), np.full(v.shape, np.nan))
    >>> found.found.tolist()
    [[False, False, False, False, True]]
    """
    whole = np.broadcast_to(city[:, np.newaxis], value.shape)
    from_city = _apart(value, whole)
    from_type = _apart(value, others)
    typed = np.isfinite(from_type)
    nearer = np.where(np.abs(from_type) < np.abs(from_city), from_type, from_city)
    one_side = ~typed | (np.sign(from_type) == np.sign(from_city))
    distance = np.where(one_side, np.where(typed, nearer, from_city), np.nan)
    p = _chance(value, low, high, whole)
    p = np.where(typed, np.maximum(p, _chance(value, low, high, others)), p)
    ranged = np.isfinite(p)
    fallen = np.stack([discoveries(column, rate=RATE) for column in p.T], axis=1) if p.size else np.zeros(p.shape, bool)
    far = np.abs(distance) >= np.where(ranged, LEAST_DISTANCE, LEAST_WITHOUT_RANGE)
    return Unusual(from_city, from_type, distance, p, ranged, np.asarray(far & (fallen | ~ranged), bool))


def _apart(value: Floats, reference: Floats) -> Floats:
    """Differences in units of their root mean square over the areas; NaN for an indicator whose areas do not differ."""
    difference = value - reference
    known = np.isfinite(difference)
    squares = np.where(known, difference, 0.0) ** 2
    spread = np.sqrt(squares.sum(axis=1) / np.maximum(known.sum(axis=1), 1))[:, np.newaxis]
    scale = np.abs(np.where(known, value, 0.0)).max(axis=1, initial=0.0)[:, np.newaxis]
    varies = spread > 1e-12 * np.maximum(scale, 1.0)
    apart: Floats = np.divide(difference, spread, out=np.full(value.shape, np.nan), where=varies)
    return apart


def _chance(value: Floats, low: Floats, high: Floats, reference: Floats) -> Floats:
    """Probability of a difference this large by chance, from the half of the range that faces the reference."""
    difference = np.abs(value - reference)
    half = np.where(reference < value, value - low, high - value)
    ratio = np.divide(difference, half, out=np.full(value.shape, np.nan), where=half > 0)
    p: Floats = np.where(difference == 0, np.where(np.isfinite(half), 1.0, np.nan), 2 * ndtr(-Z_95 * ratio))
    return p


def most_unusual(found: Unusual, value: Floats, area: int, most: int = 3) -> list[int]:
    """Indicators that are unusual at an area, the largest distance first, each saying something of its own.

    An indicator is left out where its values go up and down with those of one before it over the areas
    (|r| ≥ 0.8): the old in percent and the quotient of old people would be told twice.
    """
    order = np.argsort(-np.abs(np.where(found.found[:, area], found.distance[:, area], 0.0)), kind="stable")
    chosen: list[int] = []
    for place in order.tolist():
        if len(chosen) == most or not found.found[place, area]:
            break
        if all(abs(_correlation(value[place], value[other])) < SAYS_THE_SAME for other in chosen):
            chosen.append(place)
    return chosen


def _correlation(first: Floats, second: Floats) -> float:
    """Pearson's r over the areas that have both; 0 where there are fewer than three, or one does not vary."""
    both = np.isfinite(first) & np.isfinite(second)
    x, y = first[both], second[both]
    if len(x) < 3:
        return 0.0
    x, y = x - x.mean(), y - y.mean()
    size = float(np.sqrt((x * x).sum() * (y * y).sum()))
    return float((x * y).sum()) / size if size > 0 else 0.0
