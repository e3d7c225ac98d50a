"""The steps to a number over a longer time, and to a smoothed one, with the numbers put in."""

from collections.abc import Iterator

import numpy as np
from django.utils.translation import gettext as _

from indicators.catalogue.specs import IndicatorKind
from indicators.queries.provenance import Provenance, Smoothing
from monitoring.methods.figures import exact, small, told
from monitoring.methods.pieces import Cell, Step
from monitoring.numbers import format_value

_MOST_SUMMANDS = 12
"""More periods than these stand in the table alone, and only their sum in the formula."""
_DIGITS = 6  # of rates without a scale: a rate per thousand has its first digit at the third place


def window_steps(found: Provenance, own: Cell) -> Iterator[Step]:
    """The mean counts of the periods of a window; nothing for a number of one period."""
    if found.windowing is None:
        return
    plain, at = found.windowing.plain.own, list(found.windowing.at)
    columns = [("n", _("Mean of the numerators"), plain.numerator[at], own.n)]
    if found.series.entry.spec.kind is IndicatorKind.RATE:
        columns.append(("d", _("Mean of the denominators"), plain.denominator[at], own.d))
    for name, title, counts, mean in columns:
        numbers: tuple[str, ...] = ()
        if np.isfinite(counts).all() and np.isfinite(mean):
            summed = " + ".join(exact(float(count)) for count in counts)
            if len(counts) > _MOST_SUMMANDS:
                summed = exact(float(counts.sum()))
            numbers = (f"{name} = ({summed}) ÷ {len(counts)} = {exact(mean)}",)
        yield Step(f"mean_{name}", title, "longer", (f"{name} = (Σ {name}_i) ÷ k",), numbers)


def smoothing_steps(found: Provenance, own: Cell) -> list[Step]:
    """From the area's own rate and that of all areas to what lies between them; rules alone for readers without counts."""
    spec = found.series.entry.spec
    numbers = _numbers(found.smoothing) if found.smoothing is not None else [()] * 4
    shown = format_value(own.value, spec.unit, spec.decimals)
    scale = "" if spec.scale == 1 else f"{exact(spec.scale)} · "
    last: tuple[str, ...] = ()
    if found.smoothing is not None:
        one = found.smoothing
        w, r, m = (exact(number, _DIGITS) for number in (one.weight, _rate(one), _mean(one)))
        last = (told(f"{scale}({w} · {r} + (1 − {w}) · {m})", own.value, shown, spec.decimals),)
    effect = f"{{{_('design effect')}}}"
    steps = (
        ("own_rate", _("Own rate"), ("r = n ÷ d",)),
        ("common_rate", _("Common rate of all areas"), ("m = (Σ n) ÷ (Σ d)",)),
        (
            "between",
            _("How far areas lie apart beyond chance"),
            ("s² = (Σ d_i · (r_i − m)²) ÷ (Σ d)", f"A = s² − m · {effect} ÷ {{{_('mean denominator')}}}"),
        ),
        ("weight", _("What is left of the own rate"), (f"w = A ÷ (A + m · {effect} ÷ d)",)),
    )
    made = [
        Step(code, title, "longer", rule, put_in) for (code, title, rule), put_in in zip(steps, numbers, strict=True)
    ]
    return [*made, Step("smoothed", _("Smoothed value"), "longer", (f"{scale}(w · r + (1 − w) · m)",), last)]


def _rate(one: Smoothing) -> float:
    return one.numerator / one.denominator


def _mean(one: Smoothing) -> float:
    return one.whole_numerator / one.whole_denominator


def _numbers(one: Smoothing) -> list[tuple[str, ...]]:
    """One line or two for each step but the last."""
    level = one.of_level
    n, d, whole_n, whole_d = (
        exact(number) for number in (one.numerator, one.denominator, one.whole_numerator, one.whole_denominator)
    )
    r, m, w = (exact(number, _DIGITS) for number in (_rate(one), _mean(one), one.weight))
    s, a = (small(number, _DIGITS) for number in (level.apart, level.between))
    effect, size = exact(one.design_effect), exact(level.size, 2)
    between = f"A = {s} − {m} · {effect} ÷ {size} = {a}"
    if level.between == 0:
        between = f"A = 0 ≥ {s} − {m} · {effect} ÷ {size}"
    return [
        (f"r = {n} ÷ {d} = {r}",),
        (f"m = {whole_n} ÷ {whole_d} = {m}",),
        (f"s² = {s}", between),
        (f"w = {a} ÷ ({a} + {m} · {effect} ÷ {d}) = {w}",),
    ]
