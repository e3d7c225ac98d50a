"""One level's segregation in words and as a line: what it is, what chance would give, how it was some years before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from monitoring.numbers import format_number, format_value
from monitoring.pages.curve import Curve, curve
from monitoring.wording import period_phrase

COLUMNS = ("dissimilarity", "by_chance", "isolation", "eta", "gini", "moran", "share", "coverage", "areas")
_YEARS = 5
_NOTABLE = 0.01
_COMPLETE = 0.995


@dataclass(frozen=True)
class Row:
    """One period: its numbers in the order of ``COLUMNS``; ``is_new``: another definition from here on."""

    period: str
    numbers: tuple[float | None, ...]
    is_new: bool


@dataclass(frozen=True)
class Told:
    """One level of one edition, the newest period first in ``rows``. ``line`` is the dissimilarity, its ribbon what lies
    above chance."""

    level: str
    edition: str
    periods: tuple[str, str]
    sentences: tuple[str, ...]
    line: Curve | None
    rows: tuple[Row, ...]


def told(strand: Mapping[str, Any]) -> Told:
    """The level as the page shows it. ``strand`` is one of the API's ``levels``."""
    return Told(
        strand["level"],
        strand["edition"],
        (strand["periods"][0], strand["periods"][-1]),
        tuple(_sentences(strand)),
        curve(
            strand["ends"], strand["dissimilarity"], strand["by_chance"], strand["dissimilarity"], strand["breaks"], ()
        ),
        tuple(
            Row(period, tuple(strand[name][at] for name in COLUMNS), at in strand["breaks"])
            for at, period in reversed(list(enumerate(strand["periods"])))
        ),
    )


def _sentences(strand: Mapping[str, Any]) -> list[str]:
    value: Sequence[float | None] = strand["dissimilarity"]
    last = next((at for at in range(len(value) - 1, -1, -1) if value[at] is not None), None)
    if last is None:
        return [
            _(
                "Nothing is computed: too few areas have a published value, or too few people live in those that have one."
            )
        ]
    now = value[last] or 0.0
    found = [
        _(
            "%(when)s the dissimilarity was %(value)s: %(percent)s of the group would have to live in other areas for every "
            "area to have the same part. Chance alone would give %(chance)s."
        )
        % {
            "when": _capital(period_phrase(strand["periods"][last])),
            "value": format_number(now, 2),
            "percent": _percent(now),
            "chance": format_number(strand["by_chance"][last], 2),
        },
        _(
            "On average, the group makes up %(isolation)s of the people in its members' areas, and %(share)s in the city."
        )
        % {"isolation": _percent(strand["isolation"][last]), "share": _percent(strand["share"][last])},
    ]
    if strand["coverage"][last] < _COMPLETE:
        found.append(
            _("%(coverage)s of the people live in areas with a published count; the others take no part.")
            % {"coverage": _percent(strand["coverage"][last])}
        )
    earlier = _earlier(strand, last)
    if earlier is not None:
        found.append(_trend(now - (value[earlier] or 0.0), strand["periods"][earlier], value[earlier] or 0.0))
    return found


def _earlier(strand: Mapping[str, Any], last: int) -> int | None:
    """The earliest comparable period of the same time of the year, at most ``_YEARS`` before."""
    since = max((at for at in strand["breaks"] if at <= last), default=0)
    ends = strand["ends"]
    fitting = [
        at
        for at in range(since, last)
        if strand["dissimilarity"][at] is not None
        and ends[at].month == ends[last].month
        and ends[last].year - ends[at].year <= _YEARS
    ]
    return min(fitting, default=None)


def _trend(change: float, period: str, before: float) -> str:
    given = {"when": period_phrase(period), "value": format_number(before, 2)}
    if abs(change) < _NOTABLE:
        return _("It has hardly changed: %(when)s it was %(value)s.") % given
    if change > 0:
        return _("The group lives less evenly over the areas than before: %(when)s it was %(value)s.") % given
    return _("The group lives more evenly over the areas than before: %(when)s it was %(value)s.") % given


def _percent(part: float) -> str:
    return format_value(100 * part, "%", 1)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
