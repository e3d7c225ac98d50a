"""The map of a candidate's change: a class or a state for each area, a sentence each, and the classes in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.urls import reverse
from django.utils.translation import gettext as _

from indicators.calculation.classification import quantile_classes
from indicators.catalogue.specs import IndicatorKind, IndicatorSpec
from indicators.office.closeup import Closeup
from indicators.states import ValueState
from monitoring.deliveries.profiles import said
from monitoring.numbers import format_change, format_value, state_word

_SHARES = (0.5, 0.9)  # of the areas with a change: where the classes of the map end, on either side
_UNCHANGED = 3  # the class around nothing, of seven


@dataclass(frozen=True)
class AreaLine:
    """One area before and after. ``change`` is empty without two numbers, ``half`` without a range.

    ``beyond``: the change by itself lies outside its range; ``outside``: also when it is one among all areas.
    """

    code: str
    name: str
    before: str
    after: str
    change: str
    half: str
    beyond: bool
    outside: bool
    suppressed_now: bool


def change_map(found: Closeup, lines: Sequence[AreaLine]) -> dict[str, Any]:
    """What the script paints: a class or a state per area, a sentence each, and the classes in words."""
    numbers = found.movement.change if found.movement else np.where(found.after.ok, found.after.value, np.nan)
    drawn = [at for at in range(len(lines)) if at != found.residual]
    classes, labels = _classes(found, numbers[drawn])
    counts = [int((classes == at).sum()) for at in range(len(labels))]
    states = [
        ""
        if np.isfinite(numbers[at])
        else (ValueState(int(found.after.status[at])).word if not found.after.ok[at] else "missing")
        for at in drawn
    ]
    return {
        "shapes_url": f"{reverse('api-shapes', args=[found.edition, found.level])}?v={found.shapes_sha256}",
        "ramp": "diverging" if found.movement else "sequential",
        "label": said(found.spec.title),
        "codes": [lines[at].code for at in drawn],
        "names": [lines[at].name for at in drawn],
        "classes": classes.tolist(),
        "states": states,
        "sentences": [_sentence(lines[at]) for at in drawn],
        "legend": [
            {"class": at, "label": label, "count": count}
            for at, (label, count) in enumerate(zip(labels, counts, strict=True))
            if count or not found.movement
        ],
        "colours": len(labels),
        "legend_states": [
            {"state": state, "label": state_word(state), "count": states.count(state)}
            for state in dict.fromkeys(states)
            if state
        ],
    }


def _sentence(line: AreaLine) -> str:
    words = {"area": line.name, "before": line.before, "after": line.after, "change": line.change, "half": line.half}
    if not line.change:
        return (_("%(area)s: %(before)s before, %(after)s after.") if line.before else "%(area)s: %(after)s.") % words
    told = _("%(area)s: %(before)s before, %(after)s after, %(change)s.") % words
    if not line.half:
        return told
    range_of = (
        _("Outside the range of fluctuation (± %(half)s).") if line.beyond else _("Range of fluctuation: ± %(half)s.")
    )
    return f"{told} {range_of % words}"


def _classes(found: Closeup, numbers: Any) -> tuple[Any, list[str]]:
    """The class of each number, −1 for none, and the classes in words from low to high."""
    if found.movement is None:
        edges = quantile_classes(numbers)
        lows = (edges.lowest, *edges.upper[:-1])
        return edges.of(numbers), [
            _("%(from)s to %(to)s") % {"from": _value(low, found.spec), "to": _value(high, found.spec)}
            for low, high in zip(lows, edges.upper, strict=True)
        ]
    least = 0.5 * 10.0 ** -(1 if found.spec.kind is IndicatorKind.COUNT else found.spec.decimals)  # what shows as zero
    sizes = np.abs(numbers[np.isfinite(numbers)])
    sizes = sizes[sizes >= least]
    cuts = [float(cut) for cut in np.quantile(sizes, _SHARES)] if sizes.size else [least, least]
    classes = np.full(numbers.shape, -1)
    known = np.isfinite(numbers)
    steps = (np.abs(numbers[known]) >= least).astype(int) + sum(
        (np.abs(numbers[known]) > cut).astype(int) for cut in cuts
    )
    classes[known] = _UNCHANGED + np.sign(numbers[known]).astype(int) * steps
    words = {"first": _change(cuts[0], found.spec), "second": _change(cuts[1], found.spec)}
    return classes, [
        text % words
        for text in (
            _("fallen by more than %(second)s"),
            _("fallen by %(first)s to %(second)s"),
            _("fallen by up to %(first)s"),
            _("no change as shown"),
            _("risen by up to %(first)s"),
            _("risen by %(first)s to %(second)s"),
            _("risen by more than %(second)s"),
        )
    ]


def _change(change: float, spec: IndicatorSpec) -> str:
    return format_change(change, spec.kind.value, spec.unit, spec.decimals, signed=False)


def _value(value: float, spec: IndicatorSpec) -> str:
    return format_value(value, spec.unit, spec.decimals)
