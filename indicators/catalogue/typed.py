"""What was typed into the fields of a form, as a document; and where a key stands in a file. Pure.

What was typed is never lost: what cannot be understood goes on as text and is refused by the reader of its key.
"""

import re
import tomllib
from collections.abc import Mapping

from indicators.catalogue.editing import key_in
from indicators.catalogue.readers import BothLanguages, Choice, Flag, Number, Reader, Words
from indicators.catalogue.schemas import TABLES, Part
from indicators.catalogue.tables import REQUIRED, Key, ListOf, Pairs, Table

Raw = dict[str, object]
Texts = Mapping[str, str]


class Absent:
    """Nothing was typed."""


_ABSENT = Absent()


def document_of_texts(part: Part, texts: Texts) -> Raw:
    """Inverse of ``fields_of``: the document that was typed, as a reader of the format takes it."""
    return _typed_table(TABLES[part], texts, "")


def _typed_table(table: Table, texts: Texts, name: str) -> Raw:
    typed = {key.name: _typed(key, texts, key_in(name, key.name)) for key in table.keys}
    return {key: value for key, value in typed.items() if value is not _ABSENT}


def _typed(key: Key, texts: Texts, name: str) -> object:
    """What was typed for a key, ``_ABSENT`` where nothing was."""
    reader, required = key.reader, key.default is REQUIRED
    match reader:
        case BothLanguages():
            spoken = {language: _stripped(texts.get(f"{name}.{language}", "")) for language in ("de", "en")}
            given: Raw = {language: text for language, text in spoken.items() if text}
            return given or _ABSENT
        case Table():
            inner = _typed_table(reader, texts, name)
            return inner if required or not _is_blank(inner) else _ABSENT
        case ListOf(item=Table() as table):
            typed = (_typed_table(table, texts, f"{name}[{place}]") for place in _places(texts, name))
            rows = [row for row in typed if not _is_blank(row)]
            return rows if rows or required else _ABSENT
        case ListOf():
            lines = [_single(reader.item, line) for line in _lines(texts.get(name, "")) if line.strip()]
            return lines if lines or required or key.default is None else _ABSENT
        case Flag():
            is_set = name in texts and texts[name] != ""
            return _ABSENT if is_set == key.default else is_set
        case Pairs():
            text = texts.get(name, "")
            return _typed_pairs(text) if text.strip() or required else _ABSENT
    text = _lines_joined(texts.get(name, ""))
    return _single(reader, text) if text.strip() or (text and not isinstance(reader, Words)) else _ABSENT


def _is_blank(typed: Raw) -> bool:
    """Nothing was typed into a table, although lists that it must have are there without entries."""
    return not any(value not in ([], {}) for value in typed.values())


def _places(texts: Texts, name: str) -> list[int]:
    """The places of the rows of a repeated table, ascending."""
    form = re.compile(re.escape(name) + r"\[(\d{1,4})\]\.")
    return sorted({int(found.group(1)) for key in texts if (found := form.match(key))})


def _single(reader: Reader, text: str) -> object:
    if isinstance(reader, Number):
        return _number(text)
    return text if isinstance(reader, Choice) or not isinstance(reader, Words) else _stripped(text)


def _number(text: str) -> object:
    """A number as Germans or as programs write it; what is none stays text, which its reader refuses."""
    plain = text.strip().replace(",", ".")
    if re.fullmatch(r"[+-]?\d{1,15}", plain):
        return int(plain)
    return float(plain) if re.fullmatch(r"[+-]?\d{1,15}\.\d{1,15}", plain) else text.strip()


def _lines_joined(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _lines(text: str) -> list[str]:
    return _lines_joined(text).split("\n")


def _stripped(text: str) -> str:
    return _lines_joined(text).strip()


def _typed_pairs(text: str) -> object:
    """The pairs, or the text itself where it is not written as in a file."""
    try:
        return tomllib.loads(_lines_joined(text))
    except tomllib.TOMLDecodeError:
        return text


def line_of(text: str, key: str) -> int | None:
    """The line of a TOML text on which a key stands, as far as its form lets find it; nothing otherwise.

    >>> line_of('code = "x"\\n[sheet]\\nlegal_basis = "y"', "sheet.legal_basis")
    3
    """
    found = None
    start = 0
    lines = _lines(text)
    for name in re.split(r"\.|\[\d+\]\.?", key):
        form = re.compile(rf"\s*(\[+\s*)?[\"']?{re.escape(name)}[\"']?\s*(\]|=)")
        place = next((at for at in range(start, len(lines)) if name and form.match(lines[at])), None)
        if place is None:
            break
        found, start = place + 1, place
    return found
