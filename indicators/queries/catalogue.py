"""The catalogue as the portal reads it: specifications rebuilt from the stored documents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indicators.catalogue.specs import IndicatorSpec, MeasureSpec, SourceSpec
from indicators.models import Indicator, Measure

if TYPE_CHECKING:
    from indicators.queries.notes import Note


@dataclass(frozen=True, eq=False)
class Entry:
    """An indicator with the hash of its document, which changes whenever a text or rule of it does.

    ``notes``: what was recorded about it with releases, once a release is named (``notes.noted``).
    """

    pk: int
    spec: IndicatorSpec
    sha256: str
    notes: tuple[Note, ...] = ()

    @property
    def code(self) -> str:
        return self.spec.code


def _entry(row: Indicator) -> Entry:
    return Entry(row.pk, row.spec, row.sha256)


def indicators() -> list[Entry]:
    """Every indicator by code; who may see which is not decided here."""
    return [_entry(row) for row in Indicator.objects.order_by("code")]


def indicator(code: str) -> Entry | None:
    """One indicator, or nothing."""
    row = Indicator.objects.filter(code=code).first()
    return _entry(row) if row else None


@dataclass(frozen=True)
class Component:
    """A measure that an indicator reads, with its source."""

    measure: MeasureSpec
    source: SourceSpec


def components(spec: IndicatorSpec) -> list[Component]:
    """The measures of an indicator with their sources, numerator first; one query."""
    rows = {row.code: row for row in Measure.objects.select_related("source").filter(code__in=spec.measures)}
    return [Component(row.spec, row.source.spec) for row in (rows[code] for code in spec.measures if code in rows)]
