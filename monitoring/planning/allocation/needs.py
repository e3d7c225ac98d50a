"""The need of every area as a variant works with it: of an indicator against the city, or of a released index."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indicators.calculation.need import NO_CLASS
from indicators.calculation.trend import unfavourable
from indicators.catalogue.specs import IndexSpec, IndicatorSpec
from indicators.models import Release
from indicators.periods import Period
from indicators.queries import catalogue, indices
from indicators.queries.audience import STAFF_WITHOUT_COUNTS
from indicators.queries.blocks import Floats
from indicators.queries.errors import Unanswerable
from indicators.states import LeftOut

INDEX_DECIMALS = 2
"""An index counts as it is printed; its classes are those of the release."""
SPREAD_DECIMALS = 3


@dataclass(frozen=True)
class Scale:
    """What an index is put into standard deviations with, where it is not made of them."""

    middle: float
    spread: float


@dataclass(frozen=True, eq=False)
class NeedValues:
    """The need of each area: as published, as deviation from the city (more need is positive), and in classes.

    ``class_of`` counts from the class of least need; an indicator's classes are the quarters of the areas. ``left_out``
    says in ``LeftOut`` codes why an index has no value for an area.
    """

    spec: IndicatorSpec | IndexSpec
    period: Period
    status: NDArray[np.uint8]
    value: Floats
    city: float
    deviation: Floats
    class_of: NDArray[np.int16]
    left_out: NDArray[np.uint8] | None = None
    scale: Scale | None = None

    @property
    def is_index(self) -> bool:
        return isinstance(self.spec, IndexSpec)

    @property
    def decimals(self) -> int:
        return self.spec.decimals if isinstance(self.spec, IndicatorSpec) else INDEX_DECIMALS

    @property
    def unit(self) -> str:
        return self.spec.unit if isinstance(self.spec, IndicatorSpec) else ""

    def reason(self, at: int) -> LeftOut:
        """Why the index has no value there."""
        return LeftOut.NONE if self.left_out is None else LeftOut(int(self.left_out[at]))


def index_need(release: Release, code: str, edition: str, level: str, period: str, more: bool) -> NeedValues:
    """The need by a released index, by the definition that the release holds.

    Raises:
        Unanswerable: it is not released at this level and period.
    """
    entry = indices.index(code)
    if entry is None:
        raise Unanswerable("unknown_indicator", indicator=f"index:{code}", part="need")
    try:
        found = indices.index_values(
            release, entry, STAFF_WITHOUT_COUNTS, level=level, period=period or None, edition=edition
        )
    except Unanswerable as nothing:
        raise Unanswerable(nothing.code, **{**nothing.params, "part": "need"}) from nothing
    spec = found.entry.spec
    value = np.round(np.where(found.included, found.value, np.nan), INDEX_DECIMALS)
    scale = None if spec.standardise == "z" else _scale(value)
    deviation = value if scale is None else (value - scale.middle) / scale.spread
    class_of = found.class_of
    if not more:
        deviation = -deviation
        class_of = np.where(class_of == NO_CLASS, NO_CLASS, len(spec.classes) - 1 - class_of).astype(np.int16)
    return NeedValues(spec, found.period, found.status, value, float("nan"), deviation, class_of, found.left_out, scale)


def _scale(value: Floats) -> Scale:
    """Mean and population standard deviation as they are printed; a spread of 1 where all are the same."""
    known = value[np.isfinite(value)]
    middle, spread = (float(known.mean()), float(known.std())) if known.size else (0.0, 0.0)
    return Scale(round(middle, SPREAD_DECIMALS), round(spread, SPREAD_DECIMALS) or 1.0)


def components_of(spec: IndicatorSpec | IndexSpec) -> list[IndicatorSpec]:
    """What a need is made of: the indicator itself, or those of the index that are in the catalogue."""
    if isinstance(spec, IndicatorSpec):
        return [spec]
    entries = (catalogue.indicator(code) for code in spec.components)
    return [entry.spec for entry in entries if entry is not None]


def worse(spec: IndicatorSpec | IndexSpec) -> int:
    """The sign of the values that mean more disadvantage: 1, −1, or 0 where nothing says or parts differ."""
    if isinstance(spec, IndicatorSpec):
        return unfavourable(spec.polarity)
    signs = {
        (1 if weight > 0 else -1) * unfavourable(entry.spec.polarity) if entry else 0
        for weight, entry in zip(spec.weights, map(catalogue.indicator, spec.components), strict=True)
        if weight
    }
    return signs.pop() if len(signs) == 1 else 0
