"""A result as the map shows it: for each way of showing a class and a sentence an area, and the classes in words."""

from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from areas.queries import active_editions
from indicators.calculation.classification import quantile_classes
from indicators.queries.blocks import Floats
from indicators.states import ValueState
from monitoring.api.doors import said
from monitoring.dashboards.shapes import shapes_urls
from monitoring.numbers import format_value
from monitoring.planning.allocation.amounts import amount_text, decimals_of, number_text, signed, unit_of
from monitoring.planning.allocation.outcome import Outcome
from monitoring.planning.allocation.presenting import need_text, number_or_nothing
from monitoring.planning.allocation.statements import per_heads_unit

WAYS = ("per_heads", "per_need", "need", "to_equal")


def map_document(result: Outcome) -> dict[str, Any]:
    """What the script paints: for each way of showing a class and a sentence an area, and the classes in words."""
    places = result.inputs.places
    drawn = [at for at in range(len(places.codes)) if at != places.residual]
    urls = shapes_urls(_edition_id(result), result.plan.edition)
    return {
        "shapes_url": urls.get(result.plan.level, ""),
        "codes": [places.codes[at] for at in drawn],
        "names": [places.names[at] for at in drawn],
        "states": [_state(result, at) for at in drawn],
        "need_states": ["" if np.isfinite(result.inputs.need.value[at]) else state_of(result, at) for at in drawn],
        "sentences": [_sentence(result, at) for at in drawn],
        "ways": {way: _painted(result, way, drawn) for way in WAYS},
    }


def _state(result: Outcome, at: int) -> str:
    """Why an area has no amount per head; one without heads is not applicable."""
    if not result.given[at]:
        return state_of(result, at)
    return "" if np.isfinite(result.per_heads[at]) else ValueState.NOT_APPLICABLE.word


def state_of(result: Outcome, at: int) -> str:
    """The state of an area's need; one that an index leaves out is not applicable."""
    state = ValueState(int(result.inputs.need.status[at]))
    return "not_applicable" if state is ValueState.OK else state.word


def _edition_id(result: Outcome) -> int:
    return next(edition.pk for edition in active_editions() if edition.code == result.plan.edition)


def _sentence(result: Outcome, at: int) -> str:
    name = result.inputs.places.names[at]
    if not result.given[at]:
        return _("%(area)s: left out, need %(need)s.") % {"area": name, "need": need_text(result, at)}
    apart = result.decimal(int(result.own.amount[at] - result.equal.amount[at]))
    words = {
        "area": name,
        "amount": amount_text(result.amount(at), result.plan.subject),
        "per": number_or_nothing(result.per_heads[at], 2),
        "unit": per_heads_unit(result),
        "apart": f"{signed(float(apart), decimals_of(result.variant.step))} {unit_of(result.plan.subject, abs(apart))}",
        "need": need_text(result, at),
    }
    if not words["per"]:
        return _("%(area)s: %(amount)s; need: %(need)s.") % words
    return _("%(area)s: %(amount)s, %(per)s %(unit)s; %(apart)s against the equal split; need: %(need)s.") % words


def numbers_of(result: Outcome, way: str) -> Floats:
    """The number of each area in one way of showing."""
    match way:
        case "per_heads":
            return np.where(result.given, result.per_heads, np.nan)
        case "per_need":
            return np.where(result.given, result.per_need, np.nan)
        case "need":
            return result.inputs.need.value
    return np.where(result.given, result.amounts - result.equal_amounts, np.nan)


def _painted(result: Outcome, way: str, drawn: list[int]) -> dict[str, Any]:
    numbers = numbers_of(result, way)[drawn]
    classes, labels = (_around_zero if way == "to_equal" else _quantiles)(result, way, numbers)
    return {
        "ramp": "diverging" if way == "to_equal" else "sequential",
        "title": way_title(result, way),
        "classes": classes,
        "legend": [
            {"class": at, "label": label, "count": classes.count(at)}
            for at, label in enumerate(labels)
            if way != "to_equal" or classes.count(at)
        ],
        "colours": len(labels),
    }


def way_title(result: Outcome, way: str) -> str:
    """What a way of showing shows."""
    if way == "per_heads":
        return _("Amount per head: %(unit)s") % {"unit": per_heads_unit(result)}
    if way == "per_need":
        return _("Amount per head weighted by need: %(unit)s") % {"unit": per_heads_unit(result)}
    if way == "need":
        return _("Need: %(title)s") % {"title": said(result.inputs.need.spec.title)}
    return _("Difference to the equal split")


def _decimals(result: Outcome, way: str) -> int:
    return (
        result.inputs.need.decimals if way == "need" else decimals_of(result.variant.step) if way == "to_equal" else 2
    )


def _quantiles(result: Outcome, way: str, numbers: Floats) -> tuple[list[int], list[str]]:
    rounded = np.round(numbers, _decimals(result, way))
    known = rounded[np.isfinite(rounded)]
    if not known.size:
        return [-1] * len(numbers), []
    edges = quantile_classes(rounded)
    lows = (edges.lowest, *edges.upper[:-1])
    decimals, unit = _decimals(result, way), result.inputs.need.unit if way == "need" else ""
    labels = [
        _class_label(low, high, unit, decimals, at == 0)
        for at, (low, high) in enumerate(zip(lows, edges.upper, strict=True))
    ]
    return [int(one) for one in edges.of(rounded)], labels


def _class_label(low: float, high: float, unit: str, decimals: int, is_first: bool) -> str:
    """A class holds its upper edge; its lower one belongs to the class below."""
    words = {"from": format_value(low, unit, decimals), "to": format_value(high, unit, decimals)}
    if low == high:
        return words["to"]
    return (_("%(from)s to %(to)s") if is_first else _("over %(from)s to %(to)s")) % words


_MIDDLE = 3


def _around_zero(result: Outcome, way: str, numbers: Floats) -> tuple[list[int], list[str]]:
    """Seven classes with none in the middle: up to half of the differences, up to nine tenths, more."""
    step = float(result.variant.step)
    sizes = np.abs(numbers[np.isfinite(numbers) & (np.abs(numbers) > step / 2)])
    cuts = [float(cut) for cut in np.quantile(sizes, (0.5, 0.9), method="lower")] if sizes.size else [step, step]
    classes = []
    for number in numbers.tolist():
        size = abs(number)
        if np.isnan(number):
            classes.append(-1)
            continue
        away = int(size > step / 2) + sum(size > cut + step / 2 for cut in cuts)
        classes.append(_MIDDLE + int(np.sign(number)) * away)
    words = {
        name: number_text(result.decimal(round(cut / step)), decimals_of(result.variant.step))
        for name, cut in zip(("first", "second"), cuts, strict=True)
    }
    texts = (
        _("more than %(second)s less"),
        _("up to %(second)s less"),
        _("up to %(first)s less"),
        _("as in the equal split"),
        _("up to %(first)s more"),
        _("up to %(second)s more"),
        _("more than %(second)s more"),
    )
    return classes, [text % words for text in texts]
