"""A profile that nearly fits, changed as far as a file shows otherwise."""

from typing import Any

from indicators.catalogue.documents import Document, document_of
from indicators.catalogue.specs import ProfileSpec
from indicators.intake.proposing.findings import Findings

_FORM = ("delimiter", "encoding", "quote", "sheets", "header", "footer", "layout", "long", "decimal", "thousands")
_FOUND_FROM_THE_FILE = ("delimiter", "encoding")


def changed_document(base: ProfileSpec, form: Document, contents: Document, found: Findings) -> Document:
    """The base with the file's form, its names of columns, and the signs and rows that the base does not know.

    What the file does not show stays as it was: a sign that means something already, a decimal sign without decimals.
    """
    was = document_of(base)
    document: Document = {key: value for key, value in was.items() if key not in _FORM}
    document |= {"format": found.file.format, **form}
    if found.file.format == base.format:
        document |= {key: "auto" for key in _FOUND_FROM_THE_FILE if getattr(base, key) == "auto" and key in document}
        document |= {} if found.shows_numbers else {key: was[key] for key in ("decimal", "thousands") if key in was}
    area = document["area"]
    assert isinstance(area, dict)
    document["area"] = {**area, "column": found.heading.names[found.placing.column]}
    columns = _pairs(contents["columns"])
    document["signs"] = {**_pairs(contents["signs"]), **_pairs(document["signs"])}
    document["columns"] = columns
    for key in ("residual", "total", "ignored"):
        if key in contents:
            document[key] = {"rows": list(dict.fromkeys([*_rows(document.get(key)), *_rows(contents[key])]))}
    kept = [column for column in base.ignored_columns if column not in columns]
    document["ignored_columns"] = list(dict.fromkeys([*kept, *_texts(contents.get("ignored_columns"))]))
    _follow_names(document, _renamed(base, columns))
    return {key: value for key, value in document.items() if value not in ([], {}) or key in ("signs", "columns")}


def _renamed(base: ProfileSpec, columns: dict[str, object]) -> dict[object, object]:
    """Old header → new header of the same measure."""
    by_measure = {measure: column for column, measure in columns.items()}
    return {column: by_measure[measure] for column, measure in base.columns if measure in by_measure}


def _follow_names(document: Document, renamed: dict[object, object]) -> None:
    """Rules between columns follow their columns' new names, and go with columns that are gone."""
    at_most = _pairs(document.get("at_most"))
    document["at_most"] = {
        str(renamed[part]): renamed[whole] for part, whole in at_most.items() if part in renamed and whole in renamed
    }
    document["sums"] = [
        {"total": renamed[one["total"]], "parts": [renamed[part] for part in one["parts"]]}
        for one in _tables(document.get("sums"))
        if all(column in renamed for column in (one["total"], *one["parts"]))
    ]
    document["optional_columns"] = [
        renamed[name] for name in _texts(document.get("optional_columns")) if name in renamed
    ]
    document["not_computed"] = [
        {"when_all_in": [renamed[column] for column in one["when_all_in"]]}
        for one in _tables(document.get("not_computed"))
        if all(column in renamed for column in one["when_all_in"])
    ]
    document["columns_from"] = [
        {**one, "columns": later}
        for one in _tables(document.get("columns_from"))
        if (later := {str(renamed[name]): measure for name, measure in one["columns"].items() if name in renamed})
    ]


def _tables(value: object) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _pairs(table: object) -> dict[str, object]:
    return dict(table) if isinstance(table, dict) else {}


def _rows(table: object) -> list[str]:
    return list(table["rows"]) if isinstance(table, dict) else []


def _texts(value: object) -> list[str]:
    return list(value) if isinstance(value, list) else []
