"""A document as the fields of a form, made from the tables of the format. Pure.

Names of fields are the keys that problems name (``sheet.key_statement.de``, ``breaks[1].period``), so that whatever reading
finds wrong stands at its field. ``indicators.catalogue.typed`` is the way back.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import tomlkit

from indicators.catalogue.readers import BothLanguages, Choice, Flag, Number, Reader, Words
from indicators.catalogue.schemas import TABLES, Part
from indicators.catalogue.tables import REQUIRED, Key, ListOf, Pairs, Table

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


def fields_of(part: Part, document: Mapping[str, object]) -> tuple[Field | Group, ...]:
    """Every key of the format in its order with what ``document`` says; the document may be one that is refused."""
    return _of_table(TABLES[part], document, "", "")


def key_in(before: str, name: str) -> str:
    """The full name of a key of a table."""
    return f"{before}.{name}" if before else name


def _of_table(table: Table, values: object, name: str, path: str) -> tuple[Field | Group, ...]:
    given = values if isinstance(values, Mapping) else {}
    return tuple(
        _of_key(key, given.get(key.name), key_in(name, key.name), key_in(path, key.name)) for key in table.keys
    )


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
