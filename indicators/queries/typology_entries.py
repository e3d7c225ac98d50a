"""The definitions of types of areas, as the portal reads them from the catalogue. Rights are not asked here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from indicators.catalogue.specs import IndicatorSpec, TypologySpec
from indicators.models import Typology
from indicators.queries.catalogue import Entry, indicators


@dataclass(frozen=True, eq=False)
class TypologyEntry:
    """A typology with the hash of its document. ``entries``: its indicators, by which is decided who may see it."""

    pk: int
    spec: TypologySpec
    sha256: str
    entries: tuple[Entry, ...] = ()

    @property
    def code(self) -> str:
        return self.spec.code

    @property
    def indicators(self) -> tuple[IndicatorSpec, ...]:
        return tuple(entry.spec for entry in self.entries)

    @property
    def is_whole(self) -> bool:
        """Every indicator that it names is in the catalogue."""
        return len(self.entries) == len(self.spec.indicators)


def typologies(among: Iterable[Entry] | None = None) -> list[TypologyEntry]:
    """Every typology, those that say which areas are of the same type first, then by code.

    ``among``: the indicators that count, so that what is not whole is what a reader may not see; none: all of them.
    """
    rows = list(Typology.objects.order_by("code"))
    known = {one.code: one for one in (indicators() if among is None else among)}
    found = [
        TypologyEntry(row.pk, row.spec, row.sha256, tuple(known[code] for code in row.spec.indicators if code in known))
        for row in rows
    ]
    return sorted(found, key=lambda entry: not entry.spec.default)


def chosen_indicators(entries: Sequence[Entry]) -> TypologyEntry:
    """A typology that is none: some indicators by which areas are to be compared."""
    codes = tuple(entry.code for entry in entries)
    spec = TypologySpec("", entries[0].spec.title, codes, "ward", 2)
    return TypologyEntry(0, spec, "", tuple(entries))
