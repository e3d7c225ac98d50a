"""The catalogue as the portal reads it: specifications rebuilt from the stored documents."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from indicators.catalogue.documents import spec_of
from indicators.catalogue.schemas import Part
from indicators.catalogue.specs import IndicatorSpec, MeasureSpec, SourceSpec
from indicators.models import Indicator, Measure


@dataclass(frozen=True, eq=False)
class Entry:
    """An indicator with the hash of its document, which changes whenever a text or rule of it does."""

    pk: int
    spec: IndicatorSpec
    sha256: str

    @property
    def code(self) -> str:
        return self.spec.code


class _Document:
    """A document under its hash, so that a specification is rebuilt once per content."""

    __slots__ = ("document", "part", "sha256")

    def __init__(self, part: Part, document: dict[str, Any], sha256: str) -> None:
        self.part, self.document, self.sha256 = part, document, sha256

    def __hash__(self) -> int:
        return hash((self.part, self.sha256))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Document) and (self.part, self.sha256) == (other.part, other.sha256)


@lru_cache(maxsize=2000)
def _specification(document: _Document) -> object:
    return spec_of(document.part, document.document)


def _entry(row: Indicator) -> Entry:
    spec = _specification(_Document(Part.INDICATOR, row.document, row.sha256))
    return Entry(row.pk, cast(IndicatorSpec, spec), row.sha256)


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
    return [
        Component(
            cast(MeasureSpec, _specification(_Document(Part.MEASURE, row.document, row.sha256))),
            cast(SourceSpec, _specification(_Document(Part.SOURCE, row.source.document, row.source.sha256))),
        )
        for row in (rows[code] for code in spec.measures if code in rows)
    ]
