"""The steps from counts to a number and from the number to what is said about it, with the numbers put in.

Each step is a rule in names and the same with numbers, one line of text each (``formulas``). The numbers are those that the
reader sees anyway; who gets no counts gets only the rule of what counts would show.
"""

from collections.abc import Iterator

import numpy as np
from django.utils.translation import gettext as _

from indicators.calculation.candidate import QUOTIENT
from indicators.calculation.fluctuation import Z_95
from indicators.calculation.variants import Variant
from indicators.catalogue.specs import IndicatorKind, IndicatorSpec
from indicators.queries.making import Origin
from indicators.queries.provenance import Provenance
from monitoring.api.doors import said
from monitoring.methods.figures import bracketed, exact, small, told
from monitoring.methods.longer_steps import smoothing_steps, window_steps
from monitoring.methods.pieces import Cell, Step, cell_of
from monitoring.numbers import format_change, format_difference, format_number, format_value
from monitoring.wording import period_label

CENTRE = "c = {p} + {z}² ÷ (2 · {m})"
SPREAD = "s = {z} · √({p} · {q} ÷ {m} + {z}² ÷ (4 · {m}²))"
ENDS = "({c} ± {s}) ÷ (1 + {z}² ÷ {m})"


def steps_of(found: Provenance) -> tuple[Step, ...]:
    """Every step of a number that is there; none where a state stands instead."""
    own = cell_of(found.series.own, found.at)
    if own is None or found.made is None:
        return ()
    spec, series = found.series.entry.spec, found.series
    if series.variant is Variant.SMOOTHED and not series.area.is_residual:
        steps = smoothing_steps(found, own)
    else:
        steps = [*window_steps(found, own), value_step(spec, own, found.made.origins)]
    if np.isfinite(own.low) and np.isfinite(own.high):
        effects = [one.measure.design_effect for one in found.made.origins if one.role == "numerator"]
        steps.append(range_step(spec, own, max(effects, default=1.0)))
    reference = None
    if series.area.place != series.reference.place:
        reference = cell_of(series.of_reference, found.at)
    if reference is not None:
        steps += [*_reference(found, reference), *_relative(found, own, reference)]
    before = cell_of(series.own, found.before)
    if before is not None:
        steps += _trend(found, own, before, reference, cell_of(series.of_reference, found.before))
    return tuple(steps)


def value_step(spec: IndicatorSpec, own: Cell, origins: tuple[Origin, ...]) -> Step:
    """From the counts to the value; what was delivered without counts is what was delivered."""

    def names(role: str) -> str:
        return " + ".join(dict.fromkeys(f"{{{said(one.measure.title)}}}" for one in origins if one.role == role))

    shown = format_value(own.value, spec.unit, spec.decimals)
    if spec.kind is IndicatorKind.RATE:
        scale = "" if spec.scale == 1 else f"{exact(spec.scale)} · "
        put_in = told(f"{scale}{exact(own.n)} ÷ {exact(own.d)}", own.value, shown, spec.decimals) if own.counted else ""
        rule = f"{scale}({names('numerator')}) ÷ ({names('denominator')})"
        return Step("value", _("Value"), "rates", (rule,), (put_in,) if put_in else ())
    if spec.kind is IndicatorKind.COUNT:
        return Step("value", _("Value"), "rates", (names("numerator"),), (f"{{{shown}}}",))
    return Step("value", _("Value"), "shares", (names("measure"),), (f"{{{shown}}}",))


def range_step(spec: IndicatorSpec, own: Cell, effect: float) -> Step:
    """Wilson's range with the design effect, in parts that fit a narrow window; of a quotient that of its part of both."""
    low, high = (format_value(end, spec.unit, spec.decimals) for end in (own.low, own.high))
    quotient = spec.unit == QUOTIENT
    whole = "(n + d)" if quotient else "d"
    rule = [
        f"m = {whole} ÷ {{{_('design effect')}}}",
        f"p = n ÷ {whole}",
        CENTRE.format(p="p", m="m", z="z"),
        SPREAD.format(p="p", q="(1 − p)", m="m", z="z"),
        ENDS.format(c="c", s="s", m="m", z="z"),
    ]
    if quotient:
        rule.append("p ÷ (1 − p)")
    numbers = []
    if own.counted:
        base = own.n + own.d if quotient else own.d
        m, p = base / effect, own.n / base
        centre, spread = p + Z_95**2 / (2 * m), Z_95 * float(np.sqrt(p * (1 - p) / m + Z_95**2 / (4 * m**2)))
        put_in = {"p": small(p), "q": small(1 - p), "m": exact(m, 1), "z": exact(Z_95, 2)}
        numbers = [
            f"m = {exact(base)} ÷ {exact(effect)} = {exact(m, 1)}",
            f"p = {exact(own.n)} ÷ {exact(base)} = {small(p)}",
            f"{CENTRE.format(**put_in)} = {small(centre)}",
            f"{SPREAD.format(**put_in)} = {small(spread)}",
            ENDS.format(c=small(centre), s=small(spread), **put_in),
        ]
    ends = f"{{{low}}} … {{{high}}}"
    return Step("fluctuation", _("Range of fluctuation"), "fluctuation", tuple(rule), (*numbers, ends))


def _reference(found: Provenance, reference: Cell) -> Iterator[Step]:
    """The rate that the area is compared with, from its own counts: of a type, those of all its areas together."""
    spec = found.series.entry.spec
    if spec.kind is not IndicatorKind.RATE or not reference.counted:
        return
    scale = "" if spec.scale == 1 else f"{exact(spec.scale)} · "
    shown = format_value(reference.value, spec.unit, spec.decimals)
    put_in = f"{scale}{exact(reference.n, 2)} ÷ {exact(reference.d, 2)}"
    rule = f"v_r = {scale}n_r ÷ d_r"
    yield Step(
        "reference",
        _("Value of the reference"),
        "types" if found.series.types else "rates",
        (rule,),
        (told(put_in, reference.value, shown, spec.decimals),),
    )


def _relative(found: Provenance, own: Cell, reference: Cell) -> Iterator[Step]:
    spec, against, at = found.series.entry.spec, found.series.against, found.at
    a, r = exact(own.value), bracketed(reference.value)
    difference, index, share = (float(column[at]) for column in (against.difference, against.index, against.share))
    if np.isfinite(difference):
        numbers = told(f"{a} − {r}", difference, format_difference(difference, spec.unit, spec.decimals), spec.decimals)
        yield Step("difference", _("Difference"), "relative", ("v_a − v_r",), (numbers,))
    if np.isfinite(index):
        numbers = told(f"100 · {a} ÷ {r}", index, format_number(index, 1), 1)
        yield Step("index", _("Index"), "relative", ("100 · v_a ÷ v_r",), (numbers,))
    if np.isfinite(share):
        numbers = told(f"100 · {a} ÷ {r}", share, format_value(share, "%", 1), 1)
        yield Step("share", _("Share of the reference"), "relative", ("100 · v_a ÷ v_r",), (numbers,))
    if np.isfinite(excess := float(against.excess[at])):
        scale = exact(spec.scale)
        numbers = told(f"{exact(own.n)} − {exact(own.d)} · {r} ÷ {scale}", excess, format_number(excess, 1), 1)
        yield Step("excess", _("Observed less expected"), "relative", (f"n_a − d_a · v_r ÷ {scale}",), (numbers,))


def _trend(
    found: Provenance, own: Cell, before: Cell, reference: Cell | None, reference_before: Cell | None
) -> Iterator[Step]:
    spec, series, at = found.series.entry.spec, found.series, found.at
    change, divergence = float(series.against.change[at]), float(series.against.divergence[at])
    if not np.isfinite(change):
        return
    now = f"{{{period_label(series.lines[at].period.code)}}}"
    then = f"{{{period_label(series.lines[found.before or 0].period.code)}}}"
    decimals = 1 if spec.kind is IndicatorKind.COUNT else spec.decimals
    shown = format_change(change, spec.kind, spec.unit, spec.decimals)
    if spec.kind is IndicatorKind.COUNT:
        rule, put_in = f"100 · ({now} ÷ {then} − 1)", f"100 · ({exact(own.value)} ÷ {exact(before.value)} − 1)"
    else:
        rule, put_in = f"{now} − {then}", f"{exact(own.value)} − {bracketed(before.value)}"
    title = _("Change against the three years before") if series.variant is Variant.POOLED3 else ""
    title = title or _("Change against the year before")
    yield Step("change", title, "trend", (rule,), (told(put_in, change, shown, decimals),))
    if reference is not None and reference_before is not None and np.isfinite(divergence):
        own_change, theirs = _changed(spec, own, before), _changed(spec, reference, reference_before)
        shown = format_change(divergence, spec.kind, spec.unit, spec.decimals)
        numbers = told(f"{exact(own_change)} − {bracketed(theirs)}", divergence, shown, decimals)
        yield Step("divergence", _("Change less that of the reference"), "trend", ("Δv_a − Δv_r",), (numbers,))


def _changed(spec: IndicatorSpec, now: Cell, before: Cell) -> float:
    """A change in the unit of the value, of a count in percent."""
    return 100 * (now.value / before.value - 1) if spec.kind is IndicatorKind.COUNT else now.value - before.value
