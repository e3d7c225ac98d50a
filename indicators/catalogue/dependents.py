"""Which entries of the catalogue read which others, directly or through others. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from indicators.catalogue.references import parts_of, references
from indicators.catalogue.schemas import Part
from indicators.catalogue.specs import Catalogue

Entry = tuple[Part, str]


Readers = Mapping[Entry, set[Entry]]
"""Entry → the entries that refer to it."""


@dataclass(frozen=True)
class Dependents:
    """Codes of what reads an entry, the entry itself left out, each list by code."""

    measures: tuple[str, ...]
    indicators: tuple[str, ...]
    indices: tuple[str, ...]
    profiles: tuple[str, ...]
    typologies: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Nothing reads it."""
        return not (self.measures or self.indicators or self.indices or self.profiles or self.typologies)


def dependents(readers: Readers, part: Part, code: str) -> Dependents:
    """What reads the entry, however far away: a source's measures, their indicators and profiles, the indices of those."""
    found: set[Entry] = set()
    waiting: list[Entry] = [(part, code)]
    while waiting:
        for reader in readers.get(waiting.pop(), set()) - found:
            found.add(reader)
            waiting.append(reader)
    found.discard((part, code))

    def of(wanted: Part) -> tuple[str, ...]:
        return tuple(sorted(name for kind, name in found if kind is wanted))

    return Dependents(of(Part.MEASURE), of(Part.INDICATOR), of(Part.INDEX), of(Part.PROFILE), of(Part.TYPOLOGY))


def readers_in(catalogue: Catalogue) -> Readers:
    """What reads what, directly; made once for any number of questions."""
    found: dict[Entry, set[Entry]] = {}
    for part, specs in parts_of(catalogue).items():
        for code, spec in specs.items():
            for _key, wanted, name in references(spec):
                found.setdefault((wanted, name), set()).add((part, code))
    return found
