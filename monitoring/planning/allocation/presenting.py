"""A result as pages, files and papers show it: one row an area in fixed order, and sums by district."""

from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from indicators.catalogue.specs import IndexSpec
from indicators.queries.places import depth_of
from indicators.states import LeftOut, ValueState
from monitoring.api.index_words import reason_text
from monitoring.numbers import format_number, format_value, state_word
from monitoring.planning.allocation.amounts import decimals_of, number_text, signed
from monitoring.planning.allocation.outcome import Outcome


@dataclass(frozen=True)
class Row:
    """One area or the sum of some, in words. ``mark`` tells a floor, a cap, an assumed need or that it is left out."""

    code: str
    name: str
    base: str
    need: str
    weight: str
    equal: str
    before: str
    amount: str
    per_heads: str
    to_equal: str
    to_before: str
    mark: str


def rows(result: Outcome) -> list[Row]:
    """Every area in the edition's order, the residual unit last: no ranking."""
    return [_row(result, at) for at in range(len(result.inputs.places.codes))]


def _row(result: Outcome, at: int) -> Row:
    places = result.inputs.places
    decimals = decimals_of(result.variant.step)
    given = bool(result.given[at])
    before = None if result.before is None or np.isnan(result.before[at]) else float(result.before[at])
    amount = float(result.amounts[at])
    equal = float(result.equal_amounts[at])
    return Row(
        code=places.codes[at],
        name=places.names[at],
        base=number_or_nothing(result.inputs.base.count[at], 0),
        need=need_text(result, at),
        weight=number_or_nothing(result.weight[at], 2) if given else "",
        equal=format_number(equal, decimals) if given else "",
        before="" if before is None else format_number(before, before_decimals(result)),
        amount=format_number(amount, decimals) if given else "–",
        per_heads=number_or_nothing(result.per_heads[at], 2) if given else "",
        to_equal=signed(amount - equal, decimals) if given else "",
        to_before=signed(amount - before, max(decimals, before_decimals(result)))
        if given and before is not None
        else "",
        mark=mark_of(result, at),
    )


def before_decimals(result: Outcome) -> int:
    """As many decimals as last year's amounts need, four at most."""
    if result.before is None:
        return 0
    known = result.before[np.isfinite(result.before)]
    return next((d for d in range(4) if np.allclose(known, np.round(known, d), atol=1e-9, rtol=0)), 4)


def need_text(result: Outcome, at: int) -> str:
    need = result.inputs.need
    if np.isfinite(need.value[at]):
        return format_value(float(need.value[at]), need.unit, need.decimals)
    state = ValueState(int(need.status[at]))
    return state_word(state.word) or _("left out of the index")


def mark_of(result: Outcome, at: int) -> str:
    """What is special about an area's amount; with the reason where an index has no value for it."""
    if not result.given[at] or result.assumed[at]:
        told = _("need as in the city") if result.given[at] else _("left out")
        reason = _reason(result, at)
        return f"{told}. {reason}" if reason else told
    if result.own.at_floor[at]:
        return _("floor")
    return _("cap") if result.own.at_cap[at] else ""


def _reason(result: Outcome, at: int) -> str:
    """Of an index; what is suppressed or belongs to no area says so in the cell of its need or by its name."""
    spec, reason = result.inputs.need.spec, result.inputs.need.reason(at)
    if not isinstance(spec, IndexSpec) or reason in (LeftOut.NO_NUMBER, LeftOut.RESIDUAL):
        return ""
    listed = dict(spec.exclude.areas).get(result.inputs.places.codes[at], "")
    return reason_text(reason, spec, listed) or ""


def number_or_nothing(value: float, decimals: int) -> str:
    return format_number(float(value), decimals) if np.isfinite(value) else ""


@dataclass(frozen=True)
class Group:
    """The sum over the areas of a district, or over all of them."""

    name: str
    base: str
    equal: str
    before: str
    amount: str
    part: str
    to_equal: str
    to_before: str


def groups(result: Outcome) -> list[Group]:
    """Sums for the level below the city, where the areas lie deeper than that."""
    areas = result.inputs.areas
    depth = depth_of(areas, result.plan.level)
    if depth < 2:
        return []
    at = np.arange(len(result.inputs.places.codes))
    for level in areas.levels[depth:1:-1]:
        at = level.parents[at]
    return [
        _group(result, name, at == place)
        for place, name in enumerate(areas.levels[1].names)
        if (at == place).any() and result.given[at == place].any()
    ]


def whole(result: Outcome) -> Group:
    """The sum over everything: the amount that there was to give."""
    return _group(result, _("Sum"), np.ones(len(result.given), bool))


def _group(result: Outcome, name: str, members: NDArray[np.bool_]) -> Group:
    decimals = decimals_of(result.variant.step)
    own, equal = (int(one.amount[members].sum()) for one in (result.own, result.equal))
    before = None if result.before is None else result.before[members & np.isfinite(result.before)]
    amount = float(result.decimal(own))
    return Group(
        name=name,
        base=format_number(float(np.nansum(result.inputs.base.count[members])), 0),
        equal=number_text(result.decimal(equal), decimals),
        before="" if before is None else format_number(float(before.sum()), before_decimals(result)),
        amount=number_text(result.decimal(own), decimals),
        part=format_value(100 * own / int(result.own.amount.sum()), "%", 1),
        to_equal=signed(float(result.decimal(own - equal)), decimals),
        to_before=""
        if before is None or not before.size
        else signed(amount - float(before.sum()), max(decimals, before_decimals(result))),
    )
