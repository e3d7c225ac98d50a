"""Goals in words: distance, degree, path. Codes in, text of the active language out; nothing about causes."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from indicators.catalogue.specs import IndicatorKind, IndicatorSpec
from monitoring.numbers import as_shown, format_difference, format_number, format_value, with_unit
from monitoring.wording import period_label

STANDINGS: dict[str, Promise] = {
    "reached": _("reached"),
    "ahead": _("ahead of the path"),
    "on_path": _("on the path"),
    "behind": _("behind the path"),
    "missed": _("not reached by its date"),
    "not_begun": _("no value since the start"),
    "not_comparable": _("not comparable"),
    "no_start": _("no value at the start"),
    "no_value": _("no value"),
}
SENTENCES: dict[str, Promise] = {
    "reached": _("The goal is reached."),
    "ahead": _("At an even pace the value would be at %(path)s now: it is ahead of that path."),
    "on_path": _("At an even pace the value would be at %(path)s now: it is on that path."),
    "behind": _("At an even pace the value would be at %(path)s now: it is behind that path."),
    "missed": _("The date has passed, and the goal was not reached."),
    "not_begun": _("There is no value yet after the start of the goal."),
    "not_comparable": _(
        "The definition of the indicator has changed since the start: start and value are not compared."
    ),
    "no_start": _("There is no value at the start that could be compared with."),
    "no_value": _("There is no value at present."),
}
_GOAL = _("Goal: %(target)s by %(due)s.")
_DISTANCES = {
    "more": _("The value lies %(distance)s above it."),
    "less": _("The value lies %(distance)s below it."),
    "same": _("The value lies at it."),
}
_DEGREE = _("%(degree)s of the way from %(start)s to the target are done.")
_FARTHER = _("The value is farther from the target than at the start (%(start)s).")
_PACE = _("To reach it in time the value would have to change by %(pace)s a year.")
_WITHIN = _("The target lies within the range of fluctuation of the value.")
_AGAINST = _("The target lies in the direction of more disadvantage.")


def sentences(told: Mapping[str, Any], spec: IndicatorSpec) -> list[str]:
    """A goal (document of ``standing``) in words, from the target to the pace that is still needed."""

    def shown(number: float | None) -> str:
        return "" if number is None else format_value(number, spec.unit, spec.decimals)

    def steps(number: float, *, signed: bool = False) -> str:
        if spec.kind is IndicatorKind.COUNT:
            return format_value(number if signed else abs(number), spec.unit, spec.decimals)
        return format_difference(number, spec.unit, spec.decimals, signed=signed)

    words = {
        "target": shown(told["target"]),
        "due": period_label(told["due"].isoformat()),
        "path": shown(told["path_value"]),
    }
    words["start"] = shown(told["start_value"])
    said = [str(_GOAL) % words]
    if (distance := told["distance"]) is not None:
        rounded = as_shown(distance, spec.decimals)
        way = "same" if rounded == 0 else "more" if rounded > 0 else "less"
        said.append(str(_DISTANCES[way]) % {"distance": steps(distance)})
    if (degree := told["degree"]) is not None and told["standing"] != "reached":
        said.append(str(_DEGREE if degree >= 0 else _FARTHER) % {**words, "degree": degree_text(degree)})
    said.append(str(SENTENCES[told["standing"]]) % words)
    if told["needed_per_year"] is not None:
        said.append(str(_PACE) % {"pace": steps(told["needed_per_year"], signed=True)})
    if told["beside"] == "within":
        said.append(str(_WITHIN))
    if told["against_polarity"]:
        said.append(str(_AGAINST))
    return said


def mark_text(name: str, target: str, due: date) -> str:
    """What stands at a target in a chart: whose, how much, by when."""
    return gettext("Goal for %(area)s: %(target)s by %(due)s") % {
        "area": name,
        "target": target,
        "due": period_label(due.isoformat()),
    }


def degree_text(degree: float) -> str:
    """``62 %`` of the way; what lies below nothing or beyond all is told as it is, and nothing is rounded up to the whole."""
    return with_unit(format_number(99.0 if 99 < degree < 100 else degree), "%")


def way_text(degree: float) -> str:
    """How far the way is done, in words that stay sensible below nothing and beyond all."""
    if degree < 0:
        return gettext("farther away than at the start")
    if degree > 100:
        return gettext("farther than the whole way")
    return gettext("%(degree)s of the way") % {"degree": degree_text(degree)}


def standing_text(standing: str) -> str:
    """Where a goal stands, in two or three words."""
    return str(STANDINGS[standing])
