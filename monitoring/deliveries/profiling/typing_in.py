"""What was corrected on the page of a file, as the document of a profile."""

import json
from collections.abc import Mapping

from django.http import QueryDict

from indicators.catalogue.documents import Document
from indicators.catalogue.schemas import Part
from indicators.catalogue.typed import document_of_texts

KEPT = ("optional_columns", "not_computed", "columns_from", "quote", "format")
"""Keys that the page does not offer: they stay as they are, and the editor of the catalogue has them all."""

OFFERED = (
    "code",
    "title.de",
    "title.en",
    "source",
    "delimiter",
    "encoding",
    "decimal",
    "thousands",
    "sheets",
    "header.row",
    "header.rows",
    "footer",
    "layout",
    "long.measure",
    "long.value",
    "area.column",
    "area.level",
    "area.width",
    "area.system",
    "area.upper",
    "period",
    "period_from.column",
    "period_from.pattern",
    "period_kinds",
    "expected_areas",
    "residual.rows",
    "total.rows",
    "ignored.rows",
)
"""Keys that the page offers as fields of their names."""


def document_of_page(given: QueryDict, before: Mapping[str, object]) -> Document:
    """The document as typed; ``before`` is the one that the page began with."""
    texts = {name: given.get(name, "") for name in OFFERED}
    texts["period_kinds"] = "\n".join(given.getlist("period_kinds"))
    if not texts["title.en"]:
        texts["title.en"] = texts["title.de"]
    typed = document_of_texts(Part.PROFILE, texts)
    document: Document = {key: value for key, value in typed.items() if key not in ("columns", "signs")}
    document |= {key: before[key] for key in KEPT if key in before}
    columns, ignored = _columns(given, str(texts["area.column"]))
    document["columns"] = columns
    if ignored:
        document["ignored_columns"] = ignored
    document["signs"] = _signs(given)
    sums, at_most = _rules(given, columns)
    if sums:
        document["sums"] = sums
    if at_most:
        document["at_most"] = at_most
    return _without_lost_columns(document, columns)


def _columns(given: QueryDict, area: str) -> tuple[dict[str, str], list[str]]:
    """Columns with their measures, and those that are not loaded."""
    columns: dict[str, str] = {}
    ignored: list[str] = []
    for name, measure in zip(given.getlist("column"), given.getlist("measure"), strict=False):
        if name == area or not name:
            continue
        code = measure.strip()
        if code:
            columns[name] = code
        else:
            ignored.append(name)
    words = given.getlist("word")
    for word, measure in zip(words, given.getlist("word-measure"), strict=False):
        if measure.strip():
            columns[word] = measure.strip()
    return columns, [name for name in dict.fromkeys(ignored) if name not in columns]


def _signs(given: QueryDict) -> dict[str, str]:
    """Signs with their meanings; one without a meaning stays unmapped and stops the file."""
    pairs = zip(given.getlist("sign"), given.getlist("meaning"), strict=False)
    return {sign: meaning for sign, meaning in pairs if meaning}


def _rules(given: QueryDict, columns: Mapping[str, str]) -> tuple[list[object], dict[str, str]]:
    """The sums and parts that were left ticked, as far as their columns are loaded."""
    sums: list[object] = []
    at_most: dict[str, str] = {}
    for text in given.getlist("rule"):
        try:
            rule = json.loads(text)
            total, parts = str(rule["total"]), [str(part) for part in rule["parts"]]
        except (ValueError, KeyError, TypeError):
            continue
        if not {total, *parts} <= columns.keys():
            continue
        if rule.get("is_sum") is True:
            sums.append({"total": total, "parts": parts})
        elif parts:
            at_most[parts[0]] = total
    return sums, at_most


def _without_lost_columns(document: Document, columns: Mapping[str, str]) -> Document:
    """Rules about columns that are not loaded any more go with them."""
    optional = document.get("optional_columns")
    if isinstance(optional, list):
        document["optional_columns"] = [name for name in optional if name in columns]
    computed = document.get("not_computed")
    if isinstance(computed, list):
        document["not_computed"] = [one for one in computed if set(one["when_all_in"]) <= columns.keys()]
    later = document.get("columns_from")
    if isinstance(later, list):
        document["columns_from"] = [one for one in later if set(one["columns"]) <= columns.keys()]
    return {key: value for key, value in document.items() if value != [] or key == "period_kinds"}
