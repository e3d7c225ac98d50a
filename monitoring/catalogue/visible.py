"""The catalogue as far as a reader may see it. What one may not see is in no list, no count and no download."""

from dataclasses import dataclass, replace

from indicators.catalogue.schemas import Part
from indicators.catalogue.specs import MeasureSpec, SourceSpec
from indicators.queries.documents import PARTS, Stored, whole
from monitoring.departments.access import Right, reader_may
from monitoring.departments.readers import Reader

_RIGHTS = {
    Part.SOURCE: Right.SEE_DOCUMENT,
    Part.MEASURE: Right.SEE_DOCUMENT,
    Part.INDICATOR: Right.SEE_INDICATOR,
    Part.INDEX: Right.SEE_INDEX,
    Part.TYPOLOGY: Right.SEE_INDEX,
}


@dataclass(frozen=True, eq=False)
class VisibleCatalogue:
    """Entries by kind and code; each names only those indicators that the reader may see too."""

    entries: dict[Part, dict[str, Stored]]

    def measures_of(self, source: str) -> list[Stored]:
        """The measures of a source."""
        found = self.entries[Part.MEASURE].values()
        return [one for one in found if isinstance(one.spec, MeasureSpec) and one.spec.source == source]

    def source_of(self, measure: str) -> SourceSpec | None:
        """The source of a measure."""
        found = self.entries[Part.MEASURE].get(measure)
        spec = found.spec if found else None
        source = self.entries[Part.SOURCE].get(spec.source) if isinstance(spec, MeasureSpec) else None
        return source.spec if source and isinstance(source.spec, SourceSpec) else None


def visible_to(reader: Reader) -> VisibleCatalogue:
    """What ``reader`` may see; as many queries as there are kinds."""
    stored = whole().entries
    return VisibleCatalogue(
        {
            part: {code: _seen(reader, one) for code, one in stored[part].items() if _may(reader, part, one)}
            for part in PARTS
        }
    )


def _may(reader: Reader, part: Part, one: Stored) -> bool:
    return reader_may(reader, _RIGHTS[part], one.spec if part is Part.INDICATOR else one)


def _seen(reader: Reader, one: Stored) -> Stored:
    seen = tuple(spec for spec in one.indicators if reader_may(reader, Right.SEE_INDICATOR, spec))
    return replace(one, indicators=seen)
