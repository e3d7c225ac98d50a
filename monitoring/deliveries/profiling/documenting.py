"""A profile as its supplier reads it: what stands in each column, which signs, how the first rows look."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from indicators.actions.errors import Refused
from indicators.catalogue.specs import ProfileSpec
from indicators.intake.template import Template
from indicators.intake.template.workbook import allowed
from indicators.models import ImportProfile
from indicators.periods import Period, parse_period
from monitoring.catalogue.words import MEASURE_UNITS, worded
from monitoring.deliveries.profiling.templating import template_for
from monitoring.departments.names import department_names

_EXAMPLE_ROWS = 3


@dataclass(frozen=True)
class ColumnDocument:
    name: str
    meaning: str
    unit: str
    allowed: str


@dataclass(frozen=True)
class Documented:
    """``rows`` are example rows of invented numbers; empty where no areas are loaded."""

    columns: tuple[ColumnDocument, ...]
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    rules: tuple[str, ...]
    owner: str
    legal_basis: str
    period: str


def documented(profile: ImportProfile) -> Documented:
    """The documentation of a profile in the active language."""
    spec, source = profile.spec, profile.source.spec
    period = latest_period(spec)
    try:
        template = template_for(profile, period) if period else None
    except Refused:
        template = None
    return Documented(
        columns=_columns(template) if template else (),
        headers=template.headers if template else (),
        rows=_example(template) if template else (),
        rules=tuple(_rules(spec)),
        owner=department_names().get(source.owner, source.owner),
        legal_basis=source.legal_basis,
        period=period,
    )


def latest_period(spec: ProfileSpec) -> str:
    """The last period of the profile's first kind that has ended; nothing for kinds without a rhythm."""
    today = timezone.localdate()
    months = [f"{year}-{month:02d}" for year in (today.year - 1, today.year) for month in range(1, 13)]
    years = (today.year - 2, today.year - 1, today.year)
    offered = {
        "day": [parse_period(month).ends.isoformat() for month in months],
        "month": months,
        "quarter": [f"{year}-Q{quarter}" for year in years for quarter in (1, 2, 3, 4)],
        "half-year": [f"{year}-H{half}" for year in years for half in (1, 2)],
        "year": [str(year) for year in years],
        "school-year": [f"{year}/{(year + 1) % 100:02d}" for year in years],
        "pooled": [f"{year - 2}..{year}" for year in years],
    }
    ended = [code for code in offered.get(spec.period_kinds[0], []) if _ended(parse_period(code))]
    return ended[-1] if ended else ""


def _ended(period: Period) -> bool:
    return period.ends <= timezone.localdate()


def _columns(template: Template) -> tuple[ColumnDocument, ...]:
    return tuple(
        ColumnDocument(
            column.header,
            column.title,
            worded(MEASURE_UNITS, column.measure.unit),
            allowed(column.rule, template, column.is_optional),
        )
        for column in template.columns
    )


def _example(template: Template) -> tuple[tuple[str, ...], ...]:
    """Rows of the first areas with invented numbers, in the notation of the profile."""
    return tuple(
        (line.code, line.name, *line.given, *_numbers(template, at))
        for at, line in enumerate(template.lines[:_EXAMPLE_ROWS])
    )


def _numbers(template: Template, row: int) -> Sequence[str]:
    spec = template.profile
    numbers = []
    for at, column in enumerate(template.columns):
        number = f"{(row + 2) * 137 - at * 11 if at < 10 else row + at}"
        numbers.append(number if column.rule.whole else f"{row + 1}{spec.decimal}{at % 10}")
    return numbers


def _rules(spec: ProfileSpec) -> list[str]:
    told = [
        _("“%(total)s” is the sum of %(parts)s.")
        % {"total": rule.total, "parts": ", ".join(f"“{p}”" for p in rule.parts)}
        for rule in spec.sums
    ]
    told += [
        _("“%(part)s” is never larger than “%(whole)s”.") % {"part": part, "whole": whole}
        for part, whole in spec.at_most
    ]
    return told
