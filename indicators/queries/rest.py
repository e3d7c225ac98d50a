"""Which areas differ from the rest of the city by more than chance, as far as the audience sees the counts."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from indicators.calculation.candidate import QUOTIENT
from indicators.calculation.comparison import AgainstRest, against_rest
from indicators.calculation.relative import Figures
from indicators.catalogue.specs import IndicatorSpec
from indicators.discoveries import discoveries
from indicators.models import Measure
from indicators.queries.catalogue import Entry


def beside_the_rest(own: Figures, city: Figures, spec: IndicatorSpec, design_effect: float) -> AgainstRest:
    """Each cell against the city without it; nothing where the audience gets no counts or nothing fluctuates by chance.

    Args:
        own: cells of one shape.
        city: the same periods of the city, broadcast to them.
    """
    fluctuates = np.isfinite(own.low) & np.isfinite(own.high)
    n, d = np.where(fluctuates, own.numerator, np.nan), own.denominator
    whole_n, whole_d = city.numerator, city.denominator
    if spec.unit == QUOTIENT:  # the numerator is no part of the denominator, but of both together
        d, whole_d = n + d, whole_n + whole_d
    return against_rest(n, d, whole_n, whole_d, design_effect=design_effect)


def rest_of_map(own: Figures, city: Figures, entry: Entry, release_id: int, residual: int | None) -> NDArray[np.uint8]:
    """``Position`` codes of each area of a level against the city without it; the areas are judged together."""
    if not np.isfinite(own.numerator).any():
        return np.zeros(own.value.shape, np.uint8)
    found = beside_the_rest(own, city, entry.spec, design_effect_of(entry, release_id))
    p = found.p.copy()
    if residual is not None:
        p[residual] = np.nan
    return AgainstRest(found.z, p).positions(discoveries(p))


def design_effect_of(entry: Entry, release_id: int) -> float:
    """The largest design effect among the measures that are counted, 1 where nothing is."""
    effects = _design_effects(release_id)
    return max((effects.get(code, 1.0) for code in entry.spec.numerator), default=1.0)


@lru_cache(maxsize=8)
def _design_effects(release_id: int) -> dict[str, float]:
    """Measure → design effect, read once for a release: its ranges were computed with the catalogue of its time."""
    return {row.code: row.spec.design_effect for row in Measure.objects.all()}
