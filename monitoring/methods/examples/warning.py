"""An entry of early warning, judged step by step: how far an area moved beside the city, and how far is usual for it.

For readers of the list with counts: it is computed from these, and sorted lists are theirs alone.
"""

from collections.abc import Iterator
from math import nan

import numpy as np
from django.utils.translation import gettext as _
from scipy.special import stdtr

from indicators.calculation.odds import Form
from indicators.calculation.watching import Movement, movement
from indicators.periods import parse_period
from indicators.queries.courses import History, histories
from indicators.queries.series import series
from indicators.queries.watched import TREND, Stretch, course_of
from monitoring.api.doors import said
from monitoring.departments.access import Right, reader_may
from monitoring.methods.examples.scene import Example, Line, Scene, how_address
from monitoring.methods.figures import bracketed, exact, probability
from monitoring.methods.formulas import Formula
from monitoring.numbers import format_number, format_value
from monitoring.planning.models import WatchEntry
from monitoring.planning.watch.listing import latest
from monitoring.wording import period_label

_DIGITS = 4
_TRIED = 12
"""So many entries are looked at for one whose area has a history of its own."""
_RULES = {
    Form.ODDS: "y = ln((n + ½) ÷ (d − n + ½))",
    Form.RATIO: "y = ln((n + ½) ÷ (d + ½))",
    Form.COUNT: "y = ln(n + ½)",
}


def left_what_was_expected(scene: Scene) -> Example | None:
    """The first entry about a trend, by area and indicator and not by need; with a history of its own, if there is one."""
    if scene.release is None or not scene.audience.counts or not reader_may(scene.reader, Right.SEE_SORTED_BY_NEED):
        return None
    found = latest(scene.release)
    entries = {entry.code: entry for entry in scene.entries}
    rows = (
        found.entries.filter(aspect=TREND, indicator__in=entries).select_related("watch").order_by("area", "indicator")
        if found
        else WatchEntry.objects.none()
    )
    without_past = None
    known: dict[str, History | None] = {}
    for row in rows[:_TRIED]:
        if row.indicator not in known:
            read = histories(scene.release, [entries[row.indicator]], scene.audience)
            known[row.indicator] = read[0] if read else None
        history = known[row.indicator]
        if history is None or history.form not in _RULES or row.area not in history.codes:
            continue
        stretch = course_of(history, parse_period(row.watch.quarter))
        judged = movement(stretch.course) if stretch else None
        if stretch is None or judged is None:
            continue
        told = (row, history, stretch, judged)
        if judged.freedom[history.codes.index(row.area)] > 0:
            return _example(scene, *told)
        without_past = without_past or told
    return _example(scene, *without_past) if without_past else None


def _example(scene: Scene, row: WatchEntry, history: History, stretch: Stretch, judged: Movement) -> Example:
    at, spec = history.codes.index(row.area), history.entry.spec
    place = history.places.names[int(history.at[at])]
    expected, low, high = (format_value(end, spec.unit, spec.decimals) for end in (row.expected, row.low, row.high))
    words = _("Expected was %(expected)s (%(low)s to %(high)s), counted was %(value)s.") % {
        "expected": expected,
        "low": low,
        "high": high,
        "value": format_value(row.value, spec.unit, spec.decimals),
    }
    lines = (_course(scene, row, history, stretch, at), *_judged(history, stretch, judged, at))
    query = {"indicator": spec.code, "codes": history.codes, "period": row.period, "edition": row.edition}
    query["release"] = {"number": scene.release.number if scene.release else ""}
    return Example(said(spec.title), place, period_label(row.period), lines, said=words, link=how_address(query, at))


def _course(scene: Scene, row: WatchEntry, history: History, stretch: Stretch, at: int) -> Line:
    """Area and city over the year that is judged, with the counts from which y is computed."""
    assert scene.release is not None
    found = series(scene.release, history.entry, scene.audience, area=row.area, edition=row.edition)
    places = {line.period.code: place for place, line in enumerate(found.lines)}
    rows = []
    for place in range(stretch.start, stretch.row + 1):
        period = history.periods[place].code
        there = places.get(period)
        numbers = [nan] * 4
        if there is not None:
            columns = (found.own.numerator, found.own.denominator)
            above = (found.of_reference.numerator, found.of_reference.denominator)
            numbers = [float(column[there]) for column in (*columns, *above)]
        n, d, whole_n, whole_d = (_number(number, 0) for number in numbers)
        own, city = _number(history.own.y[place, at]), _number(history.city[place])
        rows.append((period_label(period), n, d, own, whole_n, whole_d, city))
    head = (_("Period"), "n", "d", "y", _("n of the city"), _("d of the city"), _("y of the city"))
    words = _("ln: natural logarithm. On this scale a movement of the whole city shifts every area by about the same.")
    return Line(_("The year that is judged"), (Formula(_RULES[history.form]),), (), head, tuple(rows), said=words)


def _judged(history: History, stretch: Stretch, judged: Movement, at: int) -> Iterator[Line]:
    moved, unit, variance = (float(column[at]) for column in (judged.moved, judged.unit, judged.variance))
    y, c = history.own.y[:, at], history.city
    plain = (y[stretch.row] - y[stretch.start]) - (c[stretch.row] - c[stretch.start])
    title, rule = _("Moved beside the city"), (Formula("S = Σ (Δy − Δc)"),)
    if np.isclose(plain, moved):
        put_in = (
            f"({exact(float(y[stretch.row]))} − {bracketed(float(y[stretch.start]))}) − "
            f"({exact(float(c[stretch.row]))} − {bracketed(float(c[stretch.start]))}) = {exact(moved)}"
        )
        yield Line(title, rule, (Formula(put_in),), said=_("c: y of the city."))
    else:
        words = _("Steps across a change of the definition, or from a period without a number, are left out.")
        yield Line(title, rule, (Formula(f"S = {exact(moved)}"),), said=words)
    yield _usual(judged, at)
    spread = f"√({exact(variance)} · {exact(unit, 6)})"
    size = moved / float(np.sqrt(variance * unit))
    yield Line(
        _("Distance in units of what is usual"),
        (Formula(f"t = S ÷ √(w² · k · {{{_('chance')}}})"),),
        (Formula(f"t = {bracketed(moved)} ÷ {spread} = {exact(size, 2)}"),),
        said=_(
            "k steps, each with the chance that single cases bring: mean of 1 ÷ (n + ½) + 1 ÷ (d − n + ½) over the year."
        ),
    )
    degrees, p = float(judged.together[at]), float(2 * stdtr(judged.together[at], -abs(size)))
    yield Line(
        _("Probability of one this large"),
        (Formula("p = 2 · P(T > |t|)"),),
        (Formula(f"p {probability(p)}"),),
        said=_(
            "T: Student’s distribution with %(degrees)s degrees of freedom. An area is listed where p falls among all "
            "areas and indicators of the quarter with at most five percent false ones."
        )
        % {"degrees": exact(degrees, 1)},
    )


def _usual(judged: Movement, at: int) -> Line:
    """The area's own scatter, moderated by what all areas show."""
    title = _("Usual scatter of this area, moderated by that of all areas")
    rule = (Formula("w² = (d_0 · s_0² + (m − 1) · s²) ÷ (d_0 + m − 1)"),)
    common, freedom, variance = judged.common, float(judged.freedom[at]), float(judged.variance[at])
    whole = f"{exact(common.freedom, 1)} · {exact(common.square)}"
    put_in = f"w² = {exact(variance)}"
    if freedom > 0:
        own = f"{exact(freedom)} · {exact(float(judged.square[at]))}"
        put_in = f"({whole} + {own}) ÷ ({exact(common.freedom, 1)} + {exact(freedom)}) = {exact(variance)}"
    words = _(
        "s²: variance of the area’s m steps before this year in the size of chance; s₀², d₀: what all areas show."
    )
    return Line(title, rule, (Formula(put_in),), said=words)


def _number(number: float, digits: int = _DIGITS) -> str:
    return "–" if np.isnan(number) else format_number(float(number), digits)
