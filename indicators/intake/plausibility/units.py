"""A column in another unit: off by a power of ten, or a percentage where a count is meant.

- Factor: the city's change of the column is within a tenth of a decade of 10^k, k = ±1, ±2, ±3, ±6. No measure of a
  whole city grows tenfold from one period to the next.
- Percentage: no number above 100, and half of the areas lie within two points of what the earlier count is of the
  residents, 100·x₀ ÷ residents.
"""

import numpy as np

from indicators.intake.plausibility.findings import number, tell
from indicators.intake.plausibility.scatter import Scale, city_change
from indicators.intake.plausibility.tracks import City, Track
from indicators.intake.problems import ProblemLog, make_problem

POWERS = (1, 2, 3, 6)
NEAR_DECADE = 0.1
NEAR_POINTS = 2.0
LEAST_AREAS = 10


def power_of_ten(ratio: float, near: float = NEAR_DECADE) -> int:
    """The k of the power of ten that a ratio is close to, 0 for none.

    >>> power_of_ten(1030.0), power_of_ten(0.98), power_of_ten(0.0101)
    (3, 0, -2)
    """
    if not (np.isfinite(ratio) and ratio > 0):
        return 0
    found = round(float(np.log10(ratio)))
    return found if abs(found) in POWERS and abs(np.log10(ratio) - found) <= near else 0


def factor_of(track: Track) -> int:
    """The power of ten by which most of the column is off, 0 for none."""
    assert track.previous is not None
    both = np.isfinite(track.now) & np.isfinite(track.previous) & (track.previous > 0)
    if both.sum() < LEAST_AREAS:
        return 0
    return power_of_ten(city_change(track.previous, track.now, Scale.AMOUNT))


def is_percentage(track: Track) -> bool:
    """Whether a column of counts holds the percentages that its counts were of the residents."""
    assert track.previous is not None
    if track.scale is not Scale.COUNT:
        return False
    both = np.isfinite(track.now) & np.isfinite(track.previous) & (track.people > 0)
    if both.sum() < LEAST_AREAS or track.now[both].max() > 100 or np.median(track.previous[both]) <= 100:
        return False
    off = np.abs(track.now[both] - 100.0 * track.previous[both] / track.people[both])
    return bool(np.median(off) <= NEAR_POINTS)


def check_units(city: City, log: ProblemLog) -> set[str]:
    """Log columns in another unit; returns them."""
    found = set()
    for track in city.compared:
        assert track.previous is not None
        before, now = float(np.nansum(track.previous)), float(np.nansum(track.now))
        old, new, period = number(track, before), number(track, now), track.previous_period.code
        if is_percentage(track):
            tell(track, make_problem("percent_instead", column=track.column, before=old, now=new, period=period), log)
        elif power := factor_of(track):
            factor = factor_text(power)
            tell(
                track,
                make_problem("unit_factor", column=track.column, factor=factor, before=old, now=new, period=period),
                log,
            )
        else:
            continue
        found.add(track.column)
    return found


def factor_text(power: int) -> str:
    """A power of ten as people write it: ``1000``, ``1/100``."""
    return f"{10**power}" if power > 0 else f"1/{10**-power}"
