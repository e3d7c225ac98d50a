"""Specifications as documents and back: JSON-able, canonical, hashed, written as TOML; and the format's own page. Pure.

A document holds the keys of the file in the order of the format; what equals its default is left out, so that a key
added later changes no hash. Two files that mean the same have the same document.
"""

import hashlib
import json
from collections.abc import Mapping

import tomlkit
from tomlkit.items import AoT, Array, InlineTable, Item
from tomlkit.items import Table as Section

from indicators.catalogue.problems import CatalogueError, Findings
from indicators.catalogue.readers import INVALID, BothLanguages
from indicators.catalogue.schemas import TABLES, Part, Spec
from indicators.catalogue.specs import IndexSpec, IndicatorSpec, MeasureSpec, ProfileSpec, SourceSpec, TypologySpec
from indicators.catalogue.tables import REQUIRED, Key, ListOf, Table

Document = dict[str, object]

WIDTH = 100
SECTIONS = ("sheet", "columns", "at_most", "header", "long", "period_from")
"""Tables that stand under a heading of their own instead of on one line."""
REPEATED = ("breaks", "exceptional", "measure_from", "columns_from", "sums", "not_computed", "names")
"""Arrays of tables that stand under repeated headings."""


def part_of(spec: Spec) -> Part:
    """Which kind of file describes ``spec``."""
    match spec:
        case SourceSpec():
            return Part.SOURCE
        case MeasureSpec():
            return Part.MEASURE
        case IndicatorSpec():
            return Part.INDICATOR
        case IndexSpec():
            return Part.INDEX
        case ProfileSpec():
            return Part.PROFILE
        case TypologySpec():
            return Part.TYPOLOGY


def document_of(spec: Spec) -> Document:
    """The canonical document of ``spec``: text, numbers, booleans, lists and dicts only."""
    return TABLES[part_of(spec)].write(spec)


def spec_of(part: Part, document: Mapping[str, object]) -> Spec:
    """Inverse of ``document_of``; also reads what an editor or a client sends.

    Raises:
        CatalogueError: the document breaks the format; problems name the keys. References are not looked at.
    """
    file = f"{part.folder}/{document.get('code', '')}.toml"
    findings = Findings(file)
    spec = TABLES[part].read(dict(document), "", findings)
    if spec is INVALID or not isinstance(spec, Spec):
        raise CatalogueError(findings.problems)
    return spec


def ordered(part: Part, document: Mapping[str, object]) -> Document:
    """The document with its keys in the order of the format, which a database does not keep; it need not be sound."""
    return _ordered_table(TABLES[part], document)


def _ordered_table(table: Table, document: Mapping[str, object]) -> Document:
    readers = {key.name: key.reader for key in table.keys}
    names = [name for name in readers if name in document] + [name for name in document if name not in readers]
    return {name: _ordered_value(readers.get(name), document[name]) for name in names}


def _ordered_value(reader: object, value: object) -> object:
    if isinstance(reader, Table) and isinstance(value, Mapping):
        return _ordered_table(reader, value)
    if isinstance(reader, BothLanguages) and isinstance(value, Mapping):
        return dict(sorted(value.items()))
    if isinstance(reader, ListOf) and isinstance(value, list):
        return [_ordered_value(reader.item, entry) for entry in value]
    return value


def canonical(document: Mapping[str, object]) -> bytes:
    """The bytes that are hashed: JSON with sorted keys, without spaces, UTF-8."""
    return json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def document_sha256(document: Mapping[str, object]) -> str:
    """SHA-256 of the canonical bytes, in hexadecimal."""
    return hashlib.sha256(canonical(document)).hexdigest()


def toml_of(document: Mapping[str, object]) -> str:
    """The document as a catalogue file; reading it gives the same document."""
    file = tomlkit.document()
    later = [name for name, value in document.items() if name in SECTIONS or name in REPEATED and _tables(value)]
    for name, value in document.items():
        if name not in later:
            file.add(name, _inline(value))
    for name in later:
        value = document[name]
        file.add(tomlkit.nl())
        file.add(name, _section(value) if isinstance(value, Mapping) else _repeated(value))
    return tomlkit.dumps(file)


def _tables(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(entry, Mapping) for entry in value)


def _section(table: Mapping[str, object]) -> Section:
    section = tomlkit.table()
    for name, value in table.items():
        nested = isinstance(value, Mapping) and name in SECTIONS
        section.add(name, _section(value) if nested and isinstance(value, Mapping) else _inline(value))
    return section


def _repeated(tables: object) -> AoT:
    assert isinstance(tables, list)
    repeated = tomlkit.aot()
    for table in tables:
        assert isinstance(table, Mapping)
        repeated.append(_section(table))
    return repeated


def _inline(value: object) -> Item:
    if isinstance(value, Mapping):
        table: InlineTable = tomlkit.inline_table()
        for name, entry in value.items():
            table.append(name, _inline(entry))
        return table
    if isinstance(value, list):
        array: Array = tomlkit.array()
        for entry in value:
            array.append(_inline(entry))
        return array.multiline(len(array.as_string()) > WIDTH)
    return tomlkit.item(value)


def format_page() -> str:
    """The format of catalogue files in Markdown, from the tables that read them."""
    lines = ["# Catalogue files", "", "One thing a file, TOML, UTF-8. The file name is the code."]
    for part, table in TABLES.items():
        lines += ["", f"## {part.folder}/", "", "| key | form | default | meaning |", "|---|---|---|---|"]
        lines += _rows(table, "")
    return "\n".join(lines) + "\n"


def _rows(table: Table, prefix: str) -> list[str]:
    lines: list[str] = []
    for key in table.keys:
        form = key.reader.about.replace("|", "\\|")
        lines.append(f"| `{prefix}{key.name}` | {form} | {_default(key)} | {key.about} |")
        inner = key.reader.item if isinstance(key.reader, ListOf) else key.reader
        if isinstance(inner, Table):
            lines += _rows(inner, f"{prefix}{key.name}.")
    return lines


def _default(key: Key) -> str:
    if key.default is REQUIRED:
        return "required"
    return "none" if key.default is None else f"`{json.dumps(key.reader.write(key.default), ensure_ascii=False)}`"
