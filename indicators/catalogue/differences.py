"""What differs between two documents of one entry, key by key, and word by word inside a text. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from indicators.catalogue.documents import Document
from indicators.catalogue.editing import Field, Group, fields_of
from indicators.catalogue.schemas import Part

_WORDS = re.compile(r"\s+|[^\s]+")
_LONG = 4000
"""Texts longer than this together are compared as wholes."""


@dataclass(frozen=True)
class Difference:
    """One key: its full name, its name without places, and both texts; an empty text stands for nothing."""

    key: str
    path: str
    before: str
    after: str


@dataclass(frozen=True)
class Piece:
    """A part of a text; ``is_changed``: the other side does not have it."""

    text: str
    is_changed: bool


def changed_keys(before: Mapping[str, object] | None, after: Mapping[str, object]) -> tuple[str, ...]:
    """The keys of the file whose values differ, in the order of the later document."""
    old = before or {}
    return tuple(key for key in {**after, **old} if after.get(key) != old.get(key))


def differences(part: Part, before: Document | None, after: Document) -> tuple[Difference, ...]:
    """Every key that differs, in the order of the format; of repeated tables row by row."""
    old, new = _flat(fields_of(part, before or {})), _flat(fields_of(part, after))
    names = dict.fromkeys((*new, *old))
    found = []
    for name in names:
        was, will = old.get(name), new.get(name)
        texts = (was.text if was else "", will.text if will else "")
        if texts[0] != texts[1]:
            path = (will or was).path if will or was else name  # type: ignore[union-attr]
            found.append(Difference(name, path, *texts))
    return tuple(found)


def _flat(nodes: tuple[Field | Group, ...]) -> dict[str, Field]:
    found: dict[str, Field] = {}
    for node in nodes:
        if isinstance(node, Group):
            found |= _flat(node.children)
        else:
            found[node.name] = node
    return found


def pieces(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts in pieces, those marked that the other does not have.

    >>> [piece.text for piece in pieces("alle unter 65", "alle unter 67")[1] if piece.is_changed]
    ['67']
    """
    if not before or not after or len(before) + len(after) > _LONG:
        return (Piece(before, bool(before)),), (Piece(after, bool(after)),)
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    left: list[Piece] = []
    right: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        for side, words in ((left, old[a:b]), (right, new[c:d])):
            if words:
                side.append(Piece("".join(words), kind != "equal"))
    return _joined(left), _joined(right)


def _joined(found: list[Piece]) -> tuple[Piece, ...]:
    """A space between two changed words is changed with them: marks follow phrases, not single words."""
    joined: list[Piece] = []
    for at, piece in enumerate(found):
        between = 0 < at < len(found) - 1 and found[at - 1].is_changed and found[at + 1].is_changed
        piece = Piece(piece.text, True) if between and piece.text.isspace() else piece
        if joined and joined[-1].is_changed == piece.is_changed:
            joined[-1] = Piece(joined[-1].text + piece.text, piece.is_changed)
        else:
            joined.append(piece)
    return tuple(joined)
