"""An index at one level as it is stored: values, classes, and for every area without one the reason.

The components are protected values: only those whose status is ``OK`` are numbers. With ``change_years`` the changes over
so many years take their place, Δx_ka = x_ka − x_ka(earlier), in the unit of the value; the same is done with the values of
the whole. Then ``index_of`` computes over the areas that are left.

Which reason holds: the residual unit is no area; then what the index lists; then too few residents; then a component that
does not apply; then one without a number; then one without an earlier number. Where a single area is left, it is left out,
too: of one alone there is nothing to say. What has no index is *not applicable*, but
where a component has no number, the area takes the strongest state of its components (``precedence``). Where the index is
about the city, and the city has no value of a component, every area lacks a number.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indicators.calculation.hierarchy import Bools, Floats, States
from indicators.calculation.indices import index_of
from indicators.calculation.precedence import rank, state_of
from indicators.catalogue.specs import IndexSpec
from indicators.periods import Period, pair
from indicators.states import LeftOut, ValueState

LEAST_AREAS = 2
"""An index says how areas lie among each other."""
RESIDENTS_WITHIN_MONTHS = 12
"""So much older than the day of an index the number of residents may be by which areas are left out."""


@dataclass(frozen=True, eq=False)
class Parts:
    """What an index is computed from at one level: (components, areas) each, the residual unit last.

    ``value`` is NaN where ``status`` (``ValueState`` codes) is not ``OK``. ``whole``: (components,), the city's values,
    NaN where there is none.
    """

    status: States
    value: Floats
    whole: Floats


@dataclass(frozen=True, eq=False)
class Level:
    """The areas of a level: codes in position order, which of them is the residual unit, residents (NaN: unknown)."""

    codes: tuple[str, ...]
    residual: Bools
    residents: Floats | None = None


@dataclass(frozen=True, eq=False)
class IndexBlock:
    """An index over a level: ``components`` as combined and ``z`` are (components, areas), all else is (areas,).

    ``status`` holds ``ValueState`` codes, ``left_out`` ``LeftOut`` codes; numbers are NaN and classes ``NO_CLASS`` where the
    status is not ``OK``.
    """

    status: NDArray[np.int16]
    value: Floats
    class_of: NDArray[np.int16]
    left_out: NDArray[np.int16]
    z: Floats
    components: Floats

    @property
    def included(self) -> Bools:
        """Areas that have an index."""
        return np.asarray(self.left_out == LeftOut.NONE, bool)

    @property
    def says_something(self) -> bool:
        """Whether areas are left to be compared with each other."""
        return bool(self.included.any())


def index_block(spec: IndexSpec, level: Level, now: Parts, earlier: Parts | None = None) -> IndexBlock:
    """An index over the areas of a level.

    Args:
        now: the components at the period, in the order of ``spec.components``.
        earlier: the same ``spec.change_years`` years before, in today's order of areas; an area that was another one then
            is *not applicable*. Needed if and only if the index combines changes.

    Raises:
        ValueError: shapes that do not fit, or ``earlier`` missing or needless.

    >>> from indicators.catalogue.specs import Exclusion, Text
    >>> spec = IndexSpec("i", Text("", ""), ("a", "b"), (1.0, 1.0), "mean_of_areas", "population_sd", "z", "mean", False,
    ...     Exclusion(areas=(("03", "Haftanstalt"),)), (0.0,), ("<=", ">"), ("niedrig", "hoch"))
    >>> level = Level(("01", "02", "03", "rest"), np.array([False, False, False, True]))
    >>> now = Parts(np.zeros((2, 4), np.uint8), np.array([[1.0, 3.0, 9.0, 9.0], [2.0, 6.0, 9.0, 9.0]]), np.full(2, np.nan))
    >>> found = index_block(spec, level, now)
    >>> found.value.tolist(), [LeftOut(code).word for code in found.left_out]
    ([-1.0, 1.0, nan, nan], ['none', 'none', 'listed', 'residual'])
    """
    if (earlier is not None) != bool(spec.change_years):
        raise ValueError("earlier values belong to an index of changes, and to no other")
    components, whole = now.value, now.whole
    if earlier is not None:
        components, whole = components - earlier.value, whole - earlier.whole
    state = _strongest(now.status)
    left_out = left_out_reasons(spec, level, state, components)
    about_city = spec.centre == "rate_of_the_whole"
    if about_city and not np.isfinite(whole).all():
        left_out[left_out == LeftOut.NONE] = LeftOut.NO_NUMBER
    found = index_of(components, spec, included=left_out == LeftOut.NONE, whole=whole if about_city else None)
    status = np.full(len(level.codes), ValueState.NOT_APPLICABLE, np.int16)
    status[left_out == LeftOut.NONE] = ValueState.OK
    nothing = left_out == LeftOut.NO_NUMBER
    status[nothing] = np.where(state == ValueState.OK, ValueState.MISSING, state)[nothing]
    if earlier is not None:
        late, then = left_out == LeftOut.NO_EARLIER, _strongest(earlier.status)
        status[late] = np.where(then == ValueState.OK, ValueState.MISSING, then)[late]
    return IndexBlock(status, found.value + 0.0, found.class_of, left_out, found.z + 0.0, components)


def residents_at(period: Period, offered: Iterable[Period]) -> Period | None:
    """The period whose residents say which areas are too small: the nearest not after ``period``, at most a year older."""
    return pair(period, offered, "nearest_earlier", RESIDENTS_WITHIN_MONTHS)


def left_out_reasons(spec: IndexSpec, level: Level, state: States, components: Floats) -> NDArray[np.int16]:
    """``LeftOut`` codes of every area, the weakest reason written first so that the strongest stands at the end.

    Args:
        state: (areas,), the strongest state of the components.
        components: (components, areas) as they are combined, NaN where there is no number.
    """
    reason = np.full(len(level.codes), LeftOut.NONE, np.int16)
    reason[~np.isfinite(components).all(axis=0)] = LeftOut.NO_EARLIER
    reason[state != ValueState.OK] = LeftOut.NO_NUMBER
    reason[state == ValueState.NOT_APPLICABLE] = LeftOut.NOT_COMPUTED
    if spec.exclude.residents_below is not None and level.residents is not None:
        reason[level.residents < spec.exclude.residents_below] = LeftOut.RESIDENTS
    reason[_listed(spec, level.codes)] = LeftOut.LISTED
    reason[level.residual] = LeftOut.RESIDUAL
    if int((reason == LeftOut.NONE).sum()) < LEAST_AREAS:
        reason[reason == LeftOut.NONE] = LeftOut.ALONE
    return reason


def _strongest(status: States) -> States:
    return state_of(rank(status).max(axis=0))


def _listed(spec: IndexSpec, codes: Sequence[str]) -> Bools:
    listed = {code for code, _ in spec.exclude.areas}
    return np.array([code in listed for code in codes], bool)
