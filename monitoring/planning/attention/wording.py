"""A rule and its reasons in plain words. Nothing here says why an area stands so, or anything about single people."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from indicators.catalogue.specs import IndicatorSpec
from indicators.queries.catalogue import Entry
from indicators.queries.groups import StatusDynamics
from indicators.queries.indices import IndexEntry
from indicators.queries.values import Values
from monitoring.api.doors import said
from monitoring.api.index_words import class_names
from monitoring.numbers import format_number, format_value
from monitoring.planning.attention.applying import Applied
from monitoring.planning.attention.judging import YES
from monitoring.planning.attention.rule import Combining, Criterion, Rule, Side
from monitoring.wording import period_phrase

COURSES: dict[str, Promise] = {
    "diverging": gettext_lazy("moves away from the city"),
    "lagging": gettext_lazy("does not follow the city"),
}


def rule_sentences(rule: Rule, entries: Mapping[str, Entry], indices: Mapping[str, IndexEntry]) -> list[str]:
    """What the rule asks for, one sentence a criterion."""
    told = []
    if rule.index:
        told.append(
            _("“%(title)s”: the area is in one of the groups %(groups)s.")
            % {"title": said(indices[rule.index].spec.title), "groups": ", ".join(rule.groups)}
        )
    told += [_criterion(one, entries[one.indicator].spec) for one in rule.criteria]
    return told


def frame_sentence(rule: Rule) -> str:
    """How the criteria are combined, and how many residents an area must have."""
    number = len(rule.criteria) + bool(rule.index)
    if number == 1:
        text = _("An area is on the list if this holds:")
    elif rule.combining is Combining.ALL:
        text = _("An area is on the list if all of this holds:")
    else:
        text = _("An area is on the list if at least one of these holds:")
    if not rule.minimum_residents:
        return text
    least = ngettext(
        "Only areas with at least %(number)s resident are listed.",
        "Only areas with at least %(number)s residents are listed.",
        rule.minimum_residents,
    ) % {"number": format_number(rule.minimum_residents)}
    return f"{least} {text}"


def _criterion(one: Criterion, spec: IndicatorSpec) -> str:
    given = {"title": said(spec.title), "by": format_value(one.by, _unit(spec), spec.decimals)}
    if one.by and one.side is Side.ABOVE:
        text = _("“%(title)s” is at least %(by)s above the city.") % given
    elif one.by:
        text = _("“%(title)s” is at least %(by)s below the city.") % given
    elif one.side is Side.ABOVE:
        text = _("“%(title)s” is above the city.") % given
    else:
        text = _("“%(title)s” is below the city.") % given
    if one.clear:
        text += " " + _("The difference is larger than fluctuation explains.")
    if one.course:
        text += " " + _("Over a year, the area %(course)s.") % {"course": COURSES[one.course]}
    return text


def _unit(spec: IndicatorSpec) -> str:
    return "percentage_point" if spec.unit == "%" else spec.unit


def reasons(found: Applied, at: int) -> list[str]:
    """Why an area stands on the list: what it meets, with its values."""
    told = []
    parts = list(found.parts)
    if found.groups is not None and parts.pop(0)[at] == YES:
        told.append(_group_reason(found.groups, at))
    for one, own, verdict in zip(found.rule.criteria, found.found, parts, strict=True):
        if verdict[at] == YES:
            told.append(_value_reason(one, own, at))
    return told


def _group_reason(found: StatusDynamics, at: int) -> str:
    status, dynamics = found.status, found.dynamics
    return _("Group %(group)s %(when)s: status %(status)s, dynamics %(dynamics)s.") % {
        "group": found.labels[int(found.groups.group[at])],
        "when": period_phrase(dynamics.period.code),
        "status": class_names(status.entry.spec)[int(status.class_of[at])],
        "dynamics": class_names(dynamics.entry.spec)[int(dynamics.class_of[at])],
    }


def _value_reason(one: Criterion, found: Values, at: int) -> str:
    spec = found.entry.spec
    text = _("“%(title)s” stood at %(value)s %(when)s (city: %(city)s).") % {
        "title": said(spec.title),
        "value": format_value(float(found.block.value[at]), spec.unit, spec.decimals),
        "when": period_phrase(found.block.period.code),
        "city": format_value(float(found.reference_value[at]), spec.unit, spec.decimals),
    }
    if one.course:
        text += " " + _("Over a year, the area %(course)s.") % {"course": COURSES[one.course]}
    return text
