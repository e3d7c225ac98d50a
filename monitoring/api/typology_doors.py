"""From a reader to the typologies that they may see: those of whose indicators none is hidden from them."""

from collections.abc import Sequence

from indicators.queries.catalogue import Entry
from indicators.queries.errors import Unanswerable
from indicators.queries.places import TYPE
from indicators.queries.typologies import TypologyEntry, chosen_indicators, typologies
from monitoring.api.doors import entries_for, entry_for
from monitoring.departments.readers import Reader


def typologies_for(reader: Reader, entries: Sequence[Entry] | None = None) -> list[TypologyEntry]:
    """Those that the reader may see, the one that says which areas are of the same type first.

    ``entries``: the indicators that the reader may see, where they were read already.
    """
    return [one for one in typologies(entries_for(reader) if entries is None else entries) if one.is_whole]


def default_typology(reader: Reader, entries: Sequence[Entry] | None = None) -> TypologyEntry | None:
    """The first of them, if there is one."""
    return next(iter(typologies_for(reader, entries)), None)


def typology_for(reader: Reader, code: str) -> TypologyEntry:
    """One of them; raises ``Unanswerable("unknown_typology")``."""
    found = next((one for one in typologies_for(reader) if one.code == code), None)
    if found is None:
        raise Unanswerable("unknown_typology", typology=code)
    return found


def typology_of_reference(reader: Reader, reference: str | None) -> TypologyEntry | None:
    """What ``reference=type`` means to a reader, and nothing for any other reference; raises ``no_typology``."""
    if reference != TYPE:
        return None
    found = default_typology(reader)
    if found is None:
        raise Unanswerable("no_typology")
    return found


def compared_by(reader: Reader, typology: str | None, indicators: str | None) -> TypologyEntry:
    """By what areas are compared: indicators named with commas, a typology, or the default one."""
    codes = list(dict.fromkeys(code.strip() for code in (indicators or "").split(",") if code.strip()))
    if codes:
        return chosen_indicators([entry_for(reader, code) for code in codes])
    if typology:
        return typology_for(reader, typology)
    found = default_typology(reader)
    if found is None:
        raise Unanswerable("no_typology")
    return found
