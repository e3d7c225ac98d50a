"""The catalogue's entries with the indicators that read them; who may see which is not decided here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from indicators.catalogue.dependents import Readers, dependents, readers_in
from indicators.catalogue.reading import collected
from indicators.catalogue.schemas import Part, Spec
from indicators.catalogue.specs import Catalogue, IndexSpec, IndicatorSpec, MeasureSpec, SourceSpec, TypologySpec
from indicators.models.catalogue import MODELS, CatalogueEntry

PARTS = (Part.SOURCE, Part.MEASURE, Part.INDICATOR, Part.INDEX, Part.TYPOLOGY)
"""The kinds that the portal reads; import profiles are the office's."""


@dataclass(frozen=True, eq=False)
class Stored:
    """One entry. ``indicators``: those that read it, for an indicator itself, for an index or typology its own."""

    part: Part
    spec: Spec
    indicators: tuple[IndicatorSpec, ...]

    @property
    def code(self) -> str:
        return self.spec.code


@dataclass(frozen=True, eq=False)
class Whole:
    """Everything that the portal reads of the catalogue, by kind and code; one query per kind."""

    catalogue: Catalogue
    entries: dict[Part, dict[str, Stored]]


_Hashes = tuple[tuple[Part, str, str], ...]
# One catalogue is in use at a time; what it was before is of no use to anybody.
_latest: tuple[_Hashes, Whole] | None = None


def whole() -> Whole:
    """Every entry with the indicators that read it; who reads what is worked out anew only when an entry has changed."""
    global _latest
    rows = {part: list(MODELS[part]._default_manager.order_by("code")) for part in PARTS}
    hashes = tuple((part, row.code, row.sha256) for part in PARTS for row in rows[part])
    known = _latest
    if known is None or known[0] != hashes:
        known = _latest = (hashes, _worked_out(rows))
    return known[1]


def _worked_out(rows: Mapping[Part, Sequence[CatalogueEntry]]) -> Whole:
    catalogue = collected(row.read() for part in PARTS for row in rows[part])
    readers = readers_in(catalogue)
    entries = {
        part: {row.code: Stored(part, row.read(), _indicators(catalogue, readers, row.read())) for row in rows[part]}
        for part in PARTS
    }
    return Whole(catalogue, entries)


def _indicators(catalogue: Catalogue, readers: Readers, spec: Spec) -> tuple[IndicatorSpec, ...]:
    match spec:
        case IndicatorSpec():
            return (spec,)
        case IndexSpec():
            return tuple(catalogue.indicators[code] for code in spec.components if code in catalogue.indicators)
        case TypologySpec():
            return tuple(catalogue.indicators[code] for code in spec.indicators if code in catalogue.indicators)
        case SourceSpec():
            part = Part.SOURCE
        case MeasureSpec():
            part = Part.MEASURE
        case _:
            return ()
    return tuple(catalogue.indicators[code] for code in dependents(readers, part, spec.code).indicators)
