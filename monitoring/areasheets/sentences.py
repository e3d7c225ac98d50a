"""One area and one indicator in words: level and trend as two statements that are never merged into one.

The templates travel to the map as they are (``monitoring.maps.strings``), which fills the same placeholders: sheet and map
speak with one voice. Formal, without judgement: "more" and "less", never "better" or "worse".
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from monitoring.numbers import as_shown, format_change, format_difference, format_share, format_value, state_word
from monitoring.wording import period_phrase, period_since

REFERENCES: dict[str, Promise] = {
    "reference_city": _("in the city as a whole"),
    "reference_parent": _("in the area above it"),
    "reference_area": _("in the area %(area)s"),
    "reference_beyond": _("in the comparison place %(area)s"),
    "reference_type": _("in the areas of the same type together"),
}
LEVELS: dict[str, Promise] = {
    "level_more": _(
        "In the area %(area)s, “%(title)s” stood at %(value)s %(period)s, %(difference)s more than %(reference)s "
        "(%(reference_value)s)."
    ),
    "level_less": _(
        "In the area %(area)s, “%(title)s” stood at %(value)s %(period)s, %(difference)s less than %(reference)s "
        "(%(reference_value)s)."
    ),
    "level_same": _(
        "In the area %(area)s, “%(title)s” stood at %(value)s %(period)s, as %(reference)s (%(reference_value)s)."
    ),
    "level_alone": _("In the area %(area)s, “%(title)s” stood at %(value)s %(period)s."),
    "level_share": _(
        "In the area %(area)s, “%(title)s” stood at %(value)s %(period)s; that is %(share)s of the number %(reference)s."
    ),
    "level_state": _("For the area %(area)s, there is no value of “%(title)s” %(period)s: %(state)s."),
}
FLUCTUATION: dict[str, Promise] = {
    "fluctuation_within": _("The difference lies within the range of fluctuation."),
    "fluctuation_outside": _("The difference lies outside the range of fluctuation."),
}
TRENDS: dict[str, Promise] = {
    "trend_area_more": _("The value has risen by %(change)s %(since)s."),
    "trend_area_less": _("The value has fallen by %(change)s %(since)s."),
    "trend_area_same": _("The value has not changed %(since)s."),
    "trend_reference_more": _("Over the same time it has risen by %(change)s %(reference)s."),
    "trend_reference_less": _("Over the same time it has fallen by %(change)s %(reference)s."),
    "trend_reference_same": _("Over the same time it has not changed %(reference)s."),
    "trend_rising": _("The change lies outside the range in which the value fluctuates here anyway."),
    "trend_falling": _("The change lies outside the range in which the value fluctuates here anyway."),
    "trend_stable": _("The change lies within the range in which the value fluctuates here anyway."),
    "course_diverging": _(
        "The development runs counter to that %(reference)s, outside the range of fluctuation in two comparisons in a row."
    ),
    "course_lagging": _(
        "The development is less favourable than %(reference)s, outside the range of fluctuation in two comparisons in a row."
    ),
    "trend_none": _("There is no value of the previous year to compare with."),
    "trend_broken": _("The definition has changed since the previous year: the values are not compared."),
}
#: Why there is no number, after the sentence that says so.
REASONS: dict[str, Promise] = {
    "reason_suppressed": _(
        "The number is so small that people could be recognised, or that another small number could be computed from it."
    ),
    "reason_missing": _("Nothing has been delivered for this area and period."),
    "reason_pending": _("The source has announced the value; it follows with a later delivery."),
    "reason_not_applicable": _("The indicator is not computed for this area or level."),
    "reason_unreliable": _("So few people are counted here that chance alone would move the value."),
}
TEMPLATES: dict[str, Promise] = {**REASONS, **REFERENCES, **LEVELS, **FLUCTUATION, **TRENDS}


@dataclass(frozen=True)
class Statement:
    """What is known about an area's value, ready to be said.

    ``reference`` is what "more than …" continues with (``reference_phrase``). ``position`` is below, within, above or None;
    ``rest`` the same for the area against the city without it, which outranks it where it is known. ``change`` and
    ``reference_change`` are against ``earlier``; ``broken``: the definition has changed since. ``direction`` (falling,
    stable, rising) and ``course`` (along, diverging, lagging) say what the trend is worth.
    """

    area: str
    title: str
    kind: str
    unit: str
    decimals: int
    period: str
    status: str
    value: float | None
    reference: str = ""
    reference_value: float | None = None
    difference: float | None = None
    position: str | None = None
    earlier: str | None = None
    change: float | None = None
    reference_change: float | None = None
    broken: bool = False
    rest: str | None = None
    direction: str | None = None
    course: str | None = None


def reference_phrase(name: str = "", *, whole: bool = False, same_type: bool = False, beyond: bool = False) -> str:
    """``in der Stadt insgesamt``, ``im Gebiet Mitte``, ``in den Gebieten desselben Typs``; else: the area above each."""
    if whole or same_type:
        return str(REFERENCES["reference_type" if same_type else "reference_city"])
    if beyond:
        return str(REFERENCES["reference_beyond"]) % {"area": name}
    return str(REFERENCES["reference_area"]) % {"area": name} if name else str(REFERENCES["reference_parent"])


def _direction(number: float, decimals: int) -> str:
    rounded = as_shown(number, decimals)
    return "same" if rounded == 0 else "more" if rounded > 0 else "less"


def level_sentences(known: Statement) -> list[str]:
    """The level: the value against its reference, and whether the difference lies within the range of fluctuation."""
    words = {"area": known.area, "title": known.title, "period": period_phrase(known.period)}
    if known.status != "ok" or known.value is None:
        reason = REASONS.get(f"reason_{known.status}")
        return [
            str(LEVELS["level_state"]) % {**words, "state": state_word(known.status)},
            *([str(reason)] if reason else []),
        ]
    words["value"] = format_value(known.value, known.unit, known.decimals)
    words["reference"] = known.reference
    if known.kind == "count" and known.reference_value:
        words["share"] = format_share(100 * known.value / known.reference_value, known.value)
        return [str(LEVELS["level_share"]) % words]
    if known.difference is None or known.reference_value is None:
        return [str(LEVELS["level_alone"]) % words]
    words["reference_value"] = format_value(known.reference_value, known.unit, known.decimals)
    words["difference"] = format_difference(known.difference, known.unit, known.decimals, signed=False)
    said = [str(LEVELS[f"level_{_direction(known.difference, known.decimals)}"]) % words]
    position = known.rest or known.position
    if position in ("above", "below"):
        said.append(str(FLUCTUATION["fluctuation_outside"]))
    elif position == "within":
        said.append(str(FLUCTUATION["fluctuation_within"]))
    return said


def trend_sentences(known: Statement) -> list[str]:
    """The trend, apart from the level: the area's own change, then the reference's. Nothing for what has no value."""
    if known.status != "ok":
        return []
    if known.broken:
        return [str(TRENDS["trend_broken"])]
    if known.change is None or not known.earlier:
        return [str(TRENDS["trend_none"])]
    said = [_changed(known, known.change, "area")]
    if known.reference_change is not None:
        said.append(_changed(known, known.reference_change, "reference"))
    return said + _judged(known)


def _judged(known: Statement) -> list[str]:
    """What the change is worth: beside the reference where something can be said, else by itself."""
    if known.course in ("diverging", "lagging"):
        return [str(TRENDS[f"course_{known.course}"]) % {"reference": known.reference}]
    return [str(TRENDS[f"trend_{known.direction}"])] if known.direction else []


def _changed(known: Statement, change: float, who: str) -> str:
    decimals = 1 if known.kind == "count" else known.decimals
    return str(TRENDS[f"trend_{who}_{_direction(change, decimals)}"]) % {
        "since": period_since(known.earlier or ""),
        "change": format_change(change, known.kind, known.unit, known.decimals, signed=False),
        "reference": known.reference,
    }
