"""Notes that travel with the numbers, as answers give them."""

from collections.abc import Iterable
from typing import Any

from indicators.models.releases import cited
from indicators.queries.notes import Note
from monitoring.api.doors import said


def notes_document(notes: Iterable[Note]) -> list[dict[str, Any]]:
    """Each with its kind, its span, the areas that it is about (none: all), and the release that it came with."""
    return [
        {
            "kind": note.kind,
            "first": note.first or None,
            "last": note.last or None,
            "text": said(note.text),
            "areas": sorted(note.areas),
            "release": cited(note.release),
        }
        for note in notes
    ]


def in_one_line(notes: Iterable[Note]) -> str:
    """The notes as one text, for files that have a cell for it."""
    return " · ".join(said(note.text) for note in notes)
