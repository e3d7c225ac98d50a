"""A document as the fields of a form and back, made from the tables of the format. Pure.

Names of fields are the keys that problems name (``sheet.key_statement.de``, ``breaks[1].period``), so that whatever reading
finds wrong stands at its field. What was typed is never lost: what cannot be understood goes on as text and is refused
by the reader of its key.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import tomlkit

from indicators.catalogue.readers import BothLanguages, Choice, Flag, Number, Reader, Words
from indicators.catalogue.schemas import TABLES, Part
from indicators.catalogue.tables import REQUIRED, Key, ListOf, Pairs, Table

Raw = dict[str, object]
Texts = Mapping[str, str]

BLANK_ROWS = 1
"""Empty rows that a form offers after those of a repeated table."""


class Form(StrEnum):
    """How a value is typed."""

    LINE = "line"
    TEXT = "text"
    NUMBER = "number"
    CHOICE = "choice"
    FLAG = "flag"
    LINES = "lines"  # one value a line
    PAIRS = "pairs"  # "column" = "measure", as in the file, one a line


@dataclass(frozen=True)
class Field:
    """One value: its name, the key without places (``breaks.period``), how it is typed, its text, and what it means."""

    name: str
    path: str
    form: Form
    is_required: bool
    text: str
    about: str
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """Fields that belong together: a table, or the rows of a repeated one, each a group of its own."""

    name: str
    path: str
    is_repeated: bool
    is_required: bool
    about: str
    children: tuple["Field | Group", ...]


class Absent:
    """Nothing was typed."""


_ABSENT = Absent()


def fields_of(part: Part, document: Mapping[str, object]) -> tuple[Field | Group, ...]:
    """Every key of the format in its order with what ``document`` says; the document may be one that is refused."""
    return _of_table(TABLES[part], document, "", "")


def document_of_texts(part: Part, texts: Texts) -> Raw:
    """Inverse of ``fields_of``: the document that was typed, as a reader of the format takes it."""
    return _typed_table(TABLES[part], texts, "")


def _join(before: str, name: str) -> str:
    return f"{before}.{name}" if before else name


def _of_table(table: Table, values: object, name: str, path: str) -> tuple[Field | Group, ...]:
    given = values if isinstance(values, Mapping) else {}
    return tuple(_of_key(key, given.get(key.name), _join(name, key.name), _join(path, key.name)) for key in table.keys)


def _of_key(key: Key, value: object, name: str, path: str) -> Field | Group:
    reader, required = key.reader, key.default is REQUIRED
    if isinstance(reader, BothLanguages):
        texts = value if isinstance(value, Mapping) else {}
        spoken = (
            Field(f"{name}.{language}", f"{path}.{language}", Form.TEXT, required, _text(texts.get(language)), "")
            for language in ("de", "en")
        )
        return Group(name, path, False, required, key.about, tuple(spoken))
    if isinstance(reader, Table):
        return Group(name, path, False, required, key.about, _of_table(reader, value, name, path))
    if isinstance(reader, ListOf) and isinstance(reader.item, Table):
        rows = list(value) if isinstance(value, list) else []
        rows += [{}] * BLANK_ROWS
        children = (
            Group(f"{name}[{place}]", path, False, False, "", _of_table(reader.item, row, f"{name}[{place}]", path))
            for place, row in enumerate(rows, start=1)
        )
        return Group(name, path, True, required, key.about, tuple(children))
    return _of_value(reader, key, value, name, path)


def _of_value(reader: Reader, key: Key, value: object, name: str, path: str) -> Field:
    required, about = key.default is REQUIRED, key.about
    match reader:
        case Flag():
            is_set = value if value is not None else key.default is True
            return Field(name, path, Form.FLAG, required, "true" if is_set is True else "", about)
        case Choice():
            return Field(name, path, Form.CHOICE, required, _text(value), about, reader.words)
        case ListOf():
            lines = [_text(entry) for entry in value] if isinstance(value, list) else [_text(value)]
            return Field(name, path, Form.LINES, required and not reader.empty, "\n".join(lines), about)
        case Pairs():
            return Field(name, path, Form.PAIRS, required, _pairs(value), about)
        case Number():
            return Field(name, path, Form.NUMBER, required, _text(value), about)
        case Words():
            return Field(name, path, Form.TEXT, required, _text(value), about)
    return Field(name, path, Form.LINE, required, _text(value), about)


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _pairs(value: object) -> str:
    if not isinstance(value, Mapping):
        return _text(value)
    return "\n".join(
        f"{tomlkit.item(str(left)).as_string()} = {tomlkit.item(right).as_string()}" for left, right in value.items()
    )


def _typed_table(table: Table, texts: Texts, name: str) -> Raw:
    typed = {key.name: _typed(key, texts, _join(name, key.name)) for key in table.keys}
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
