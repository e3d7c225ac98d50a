"""What a workbook says of cells that the parser of values leaves out: errors, formulas never computed, what is hidden.

Only a sheet whose bytes show that there is any such thing is walked through element by element.
"""

import re
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

_NEVER_COMPUTED = re.compile(
    rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f\b[^>]*/>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_ERRORS = re.compile(rb"""\bt\s*=\s*["']e["']""")
_HIDDEN = re.compile(rb"""\bhidden\s*=\s*["'](?:1|true)["']""")
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_SPACED = re.compile(rb"\bt\s+=|\bt=\s")
_HEAD = 65_536
_FORMULA_CLIP = 200

FAR_COLUMN = 16_384


@dataclass
class Marks:
    """``texts``: row → (column, text), both 0-based, for cells that hold no value but an error or a bare formula.

    ``merged``: (first row, last row, first column, last column), 0-based, where the parser does not tell them.
    """

    texts: dict[int, list[tuple[int, str]]] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: int = 0
    hidden_columns: int = 0
    not_computed: int = 0

    def put(self, row: int, column: int, text: str) -> None:
        self.texts.setdefault(row, []).append((column, text))


def marks_of_xlsx(sheet: bytes) -> Marks:
    """The marks of one worksheet's XML.

    Raises:
        expat.ExpatError: it is no XML.
    """
    if not _shows_marks(sheet):
        return Marks()
    walker = _Worksheet()
    parse(sheet, walker.start, walker.end, walker.text)
    return walker.marks


def _shows_marks(sheet: bytes) -> bool:
    """Whether anything in the bytes may be a mark. Forty megabytes are looked through in a tenth of a second."""
    head = sheet[:_HEAD]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in head[:64]:
        return True
    has_prefixes = b":f" in head or sheet.find(b":", _HEAD) >= 0
    is_unusual = b"'" in sheet or _SPACED.search(head) is not None
    return bool(
        (b"hidden" in sheet and _HIDDEN.search(sheet))
        or b't="e"' in sheet
        or (is_unusual and _ERRORS.search(sheet))
        or ((b"<f" in sheet or (has_prefixes and b":f" in sheet)) and _NEVER_COMPUTED.search(sheet))
    )


def column_index(letters: str) -> int:
    """The 0-based index of a column.

    >>> column_index("A"), column_index("AB")
    (0, 27)
    """
    index = 0
    for letter in letters:
        index = 26 * index + ord(letter) - 64
    return index - 1


def parse(xml: bytes, start: Any, end: Any, text: Any) -> None:
    """Walk through XML with namespaces' prefixes taken off; entities that a document defines itself are refused."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: start(local(name), attributes)
    parser.EndElementHandler = lambda name: end(local(name))
    parser.CharacterDataHandler = text
    parser.EntityDeclHandler = _refuse_entity
    parser.Parse(xml, True)


def local(name: str) -> str:
    """The name without its namespace's prefix."""
    return name.rpartition(":")[2]


def _refuse_entity(*_: Any) -> None:
    raise expat.ExpatError("entity")


class _Worksheet:
    """Walks through a worksheet, counting rows and columns where cells do not name theirs, as the parser does."""

    def __init__(self) -> None:
        self.marks = Marks()
        self._row, self._column = -1, -1
        self._type = ""
        self._formula: list[str] | None = None
        self._value: list[str] | None = None
        self._into: list[str] | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "row":
            number = attributes.get("r", "")
            self._row = int(number) - 1 if number.isdecimal() and number.isascii() else self._row + 1
            self._column = -1
            self.marks.hidden_rows += attributes.get("hidden") in ("1", "true")
        elif name == "c":
            place = _REFERENCE.fullmatch(attributes.get("r", ""))
            self._column = column_index(place[1]) if place else self._column + 1
            if place:
                self._row = int(place[2]) - 1
            self._type = attributes.get("t", "")
            self._formula = self._value = None
        elif name == "f":
            self._formula = self._into = []
        elif name in ("v", "is"):
            self._value = self._into = []
        elif name == "col" and attributes.get("hidden") in ("1", "true"):
            first, last = attributes.get("min", "1"), attributes.get("max", "1")
            if first.isdecimal() and last.isdecimal():
                self.marks.hidden_columns += max(0, min(int(last), FAR_COLUMN) - int(first) + 1)

    def text(self, data: str) -> None:
        if self._into is not None:
            self._into.append(data)

    def end(self, name: str) -> None:
        if name in ("f", "v", "is"):
            self._into = None
        elif name == "c":
            value = "".join(self._value or ())
            if self._type == "e":
                self.marks.put(self._row, self._column, value.strip() or "#ERROR!")
            elif self._formula is not None and not value and self._type != "str":
                self.marks.put(self._row, self._column, "=" + "".join(self._formula)[:_FORMULA_CLIP])
                self.marks.not_computed += 1
