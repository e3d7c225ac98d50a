"""How far a goal is reached: the first one that is set; where none is, an assumed one for the city, which is said."""

from datetime import date
from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from indicators.calculation.goals import DAYS_A_YEAR
from indicators.calculation.trend import unfavourable
from indicators.catalogue.specs import IndicatorSpec, Polarity, Text
from indicators.periods import parse_period
from indicators.queries.catalogue import Entry
from indicators.queries.notes import noted
from monitoring.api.doors import said
from monitoring.api.views.series import SeriesView
from monitoring.departments.access import Right, reader_may
from monitoring.methods.examples.scene import Document, Example, Line, Scene
from monitoring.methods.figures import bracketed, exact, in_full
from monitoring.methods.formulas import Formula
from monitoring.numbers import format_difference, format_value
from monitoring.pages.asking import ask
from monitoring.planning.goals.listing import shown_goals
from monitoring.planning.goals.queries import GoalLine, in_force, line_of
from monitoring.planning.goals.standing import Now, document, progress_of
from monitoring.planning.goals.wording import standing_text
from monitoring.wording import period_label

_LESS, _YEARS = 0.1, 4
"""The assumed goal: a tenth of the start value less disadvantage within so many years of the latest value."""


def on_the_way(scene: Scene) -> Example | None:
    """Distance, degree, path and what is still needed a year."""
    return _set(scene) or _assumed(scene)


def _set(scene: Scene) -> Example | None:
    """The goal with the earliest date that has a degree, for readers who see goals at all."""
    if scene.release is None or not reader_may(scene.reader, Right.SEE_STAFF_VALUES):
        return None
    entries = {entry.code: entry for entry in scene.entries}
    goals = [line_of(row) for row in in_force().order_by("due", "pk") if row.indicator in entries]
    for one in shown_goals(goals, scene.release, entries, scene.audience):
        if one.told is not None and one.told["degree"] is not None:
            return _example(one.entry.spec, one.place, one.told, "")
    return None


def _assumed(scene: Scene) -> Example | None:
    """The city in the first rate with a favourable direction, from its first comparable value to its latest."""
    for values in scene.of_kind("rate"):
        entry = next(one for one in scene.entries if one.code == values["indicator"])
        answer = ask(scene.request, SeriesView, {"indicator": entry.code, "area": values["city"]["code"]})
        if scene.release is None or not answer.ok or entry.spec.polarity is Polarity.NEUTRAL:
            continue
        told = _told(noted(entry, scene.release.pk), answer.data)
        if told is not None:
            words = _("No goal has been set yet that you may see: this target is assumed, to show the computation.")
            return _example(entry.spec, answer.data["area"]["name"], told, words)
    return None


def _told(entry: Entry, series: Document) -> dict[str, Any] | None:
    spec = entry.spec
    known = [at for at, value in enumerate(series["value"]) if value is not None]
    if len(known) < 2:
        return None
    last, period = known[-1], parse_period(series["periods"][known[-1]])
    first = next(at for at in known if spec.comparable(parse_period(series["periods"][at]), period))
    start = series["value"][first]
    goal = GoalLine(
        number=0,
        indicator=spec.code,
        level="",
        area="",
        target=round(start * (1 - _LESS * unfavourable(spec.polarity)), spec.decimals),
        due=date(period.ends.year + _YEARS, 12, 31),
        start_period=parse_period(series["periods"][first]),
        start_day=series["ends"][first],
        start_value=start,
        department=Text("", ""),
    )
    low, high = (np.array([series[name][last]], np.float64) for name in ("low", "high"))
    now = Now(period, np.array([series["value"][last]]), low, high)
    told = document(goal, now, progress_of(goal, spec, now, np.array([start])), start)
    return told if told["degree"] is not None else None


def _example(spec: IndicatorSpec, place: str, told: dict[str, Any], words: str) -> Example:
    """``words``: that the goal is assumed."""
    s, v, g = told["start_value"], told["value"], told["target"]
    day = parse_period(told["period"]).ends
    passed, whole = (day - told["start_day"]).days, (told["due"] - told["start_day"]).days
    left = (told["due"] - day).days

    def shown(number: float) -> str:
        return f"{{{format_value(number, spec.unit, spec.decimals)}}}"

    def apart(number: float) -> str:
        return f"{{{format_difference(number, spec.unit, spec.decimals)}}}"

    lines = [
        Line(
            _("Start, value, target"),
            (),
            (),
            ("", _("Day"), _("Value")),
            (
                (_("Start (s)"), period_label(told["start_day"].isoformat()), in_full(s, spec.unit)),
                (_("Value (v)"), period_label(day.isoformat()), in_full(v, spec.unit)),
                (_("Target (g)"), period_label(told["due"].isoformat()), in_full(g, spec.unit)),
            ),
        ),
        Line(
            _("Distance"),
            (Formula("v − g"),),
            (Formula(f"{exact(v)} − {bracketed(g)} = {exact(told['distance'])} ≈ {apart(told['distance'])}"),),
        ),
        Line(
            _("Degree of achievement"),
            (Formula("100 · (s − v) ÷ (s − g)"),),
            (
                Formula(
                    f"100 · ({exact(s)} − {bracketed(v)}) ÷ ({exact(s)} − {bracketed(g)}) = {exact(told['degree'])} ≈ "
                    f"{{{format_value(told['degree'], '%', 0)}}}"
                ),
            ),
        ),
        Line(
            _("Where an even path would be"),
            (Formula(f"s + (g − s) · {{{_('days passed')}}} ÷ {{{_('days in all')}}}"),),
            (
                Formula(
                    f"{exact(s)} + ({exact(g)} − {bracketed(s)}) · {exact(min(passed, whole))} ÷ {exact(whole)} = "
                    f"{exact(told['path_value'])} ≈ {shown(told['path_value'])}"
                ),
            ),
        ),
    ]
    if told["needed_per_year"] is not None:
        pace = told["needed_per_year"]
        lines.append(
            Line(
                _("Change that is still needed a year"),
                (Formula(f"(g − v) · {exact(DAYS_A_YEAR)} ÷ {{{_('days left')}}}"),),
                (
                    Formula(
                        f"({exact(g)} − {bracketed(v)}) · {exact(DAYS_A_YEAR)} ÷ {exact(left)} = {exact(pace)} ≈ "
                        f"{apart(pace)}"
                    ),
                ),
            )
        )
    found = f"{_('State')}: {standing_text(told['standing'])}."
    return Example(said(spec.title), place, period_label(told["period"]), tuple(lines), said=f"{found} {words}".strip())
