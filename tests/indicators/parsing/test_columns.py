"""Whatever cells a workbook holds, they are read as they are, by the one rule of texts."""

import datetime
import io
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from indicators.intake import reading
from indicators.intake.problems import ProblemLog
from indicators.intake.tables import RawSheet
from indicators.parsing.columns import columns_of, text_of
from indicators.parsing.parse import parse_file
from indicators.parsing.parsed import Parsed
from indicators.parsing.sending import receive, send

WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc"), max_codepoint=0xFFFD), max_size=12)
DAYS = st.dates(datetime.date(1901, 1, 1), datetime.date(2100, 1, 1))
NUMBERS = st.one_of(st.integers(-(10**12), 10**12), st.floats(-1e9, 1e9, allow_nan=False).map(lambda n: round(n, 6)))
CELLS = st.one_of(WORDS, NUMBERS, st.booleans(), DAYS, st.none())


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=12))
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_workbook_says_what_was_written(rows: list[list[Any]]) -> None:
    raw = _read(_written(rows))
    found = {
        (int(line), number): column.one(at)
        for number, column in zip(raw.column_numbers, raw.columns, strict=True)
        for at, line in enumerate(raw.rows)
    }
    for line, row in enumerate(rows, 1):
        for number, value in enumerate(row, 1):
            _compare(found.get((line, number), ""), value)


@given(st.lists(st.one_of(NUMBERS.map(float), WORDS, st.none(), st.booleans()), min_size=1, max_size=80))
@settings(max_examples=100, deadline=None)
def test_numbers_stand_beside_the_texts_exactly_where_cells_are_numbers(cells: list[Any]) -> None:
    (column,) = columns_of([[cell] for cell in cells])
    typed = np.full(len(cells), np.nan) if column.typed is None else column.typed
    assert [math.isnan(number) for number in typed] == [not isinstance(cell, float) for cell in cells]
    assert all(number == cell for number, cell in zip(typed, cells, strict=True) if isinstance(cell, float))
    assert column.texts.to_pylist() == ["" if isinstance(cell, float) else text_of(cell) for cell in cells]
    filled = [isinstance(cell, float) or bool(text_of(cell).strip()) for cell in cells]
    assert column.content().tolist() == filled


@pytest.mark.parametrize("blank", ["", " ", "\t", "\u00a0", "\u2003 \u3000"])
def test_white_space_is_no_content(blank: str) -> None:
    (column,) = columns_of([["x"], [blank], [1.0]])
    assert column.content().tolist() == [True, False, True]


def test_infinite_and_impossible_numbers_are_texts() -> None:
    (column,) = columns_of([[float("nan")], [float("inf")], [2.0]])
    assert column.texts.to_pylist() == ["nan", "inf", ""] and column.typed is not None
    assert np.array_equal(column.typed, [np.nan, np.nan, 2.0], equal_nan=True)


def _compare(text: str, value: Any) -> None:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        expected = (
            {True: "true", False: "false", None: ""}.get(value, str(value)) if not isinstance(value, str) else value
        )
        assert text == (expected if expected.strip() else text) and bool(text.strip()) == bool(expected.strip())
        return
    assert float(text) == pytest.approx(float(value), rel=1e-15)
    assert not text.endswith(".0") and len(text) <= len(np.format_float_positional(float(value), trim="-"))


def _written(rows: list[list[Any]]) -> bytes:
    book = Workbook()
    for line, row in enumerate(rows, 1):
        for number, value in enumerate(row, 1):
            cell = book.active.cell(line, number)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _read(content: bytes) -> RawSheet:
    """As ``open_file`` does it, without a process for each of many workbooks."""

    def here(given: bytes) -> Parsed:
        sent = io.BytesIO()
        send(parse_file(given), sent)
        return receive(sent.getvalue())

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "parse_apart", here)
        return reading.open_file(content, ProblemLog()).sheets[0]
