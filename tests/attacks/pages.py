"""Pages and files as readers get them: numbers by the links that lead to how they came about, rows of tables."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.attacks.contexts import Context
from tests.attacks.crawling import Answer

_HOW = re.compile(r'<a[^>]*href="[^"]*?/how/\?([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_NUMBER = re.compile(r"[-−]?\d[\d.\u202f\u00a0 ]*(?:,\d+)?")


def linked_numbers(answer: Answer) -> Iterator[tuple[Context, str, str, float]]:
    """Where, area, period and number of every link to how a number came about."""
    for query, shown in _HOW.findall(answer.text):
        asked = _asked(query.replace("&amp;", "&"))
        value = number(_TAG.sub("", shown))
        if value is not None and {"indicator", "area", "period"} <= asked.keys():
            at = Context(answer, asked["indicator"], release=asked.get("release", ""))
            yield at, asked["area"], asked["period"], value


def exported_cells(answer: Answer) -> Iterator[tuple[Context, Mapping[str, Any]]]:
    """Every row of an export: one area, its numbers and its status; nothing of tables of another kind."""
    asked = _asked(urlsplit(answer.path).query)
    for row in csv.DictReader(io.StringIO(answer.text.lstrip("\ufeff"))):
        if "area_code" not in row or "status" not in row:
            return
        at = Context(answer, asked.get("indicator", ""), release=asked.get("release", ""))
        cell = {name: text if name == "status" else _number_of(text) for name, text in row.items()}
        yield replace(at, area=row["area_code"], period=row["period"]), cell


def _asked(query: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(query).items()}


def number(text: str) -> float | None:
    """The number that a German text begins with, ``1.234,5 %``: one further on belongs to a title."""
    found = _NUMBER.match(text.strip())
    if not found:
        return None
    plain = re.sub(r"[.\s\u202f\u00a0]", "", found.group()).replace("−", "-").replace(",", ".")
    return float(plain)


def _number_of(text: str | None) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None
