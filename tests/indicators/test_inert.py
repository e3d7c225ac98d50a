"""No text that leaves in a file is calculated by the program that opens it."""

import io

import pytest
from openpyxl import Workbook, load_workbook

from indicators.inert import as_text, inert

DANGEROUS = ("=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "\t=1", "\r=1", '=HYPERLINK("http://x")')


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_csv_marks_what_would_be_calculated(text: str) -> None:
    assert inert(text) == f"'{text}"


@pytest.mark.parametrize("value", ["", "Mitte", "12", "a=1", " =1", 3, -3.5, None, True])
def test_everything_else_stays_as_it_is(value: object) -> None:
    assert inert(value) is value


def test_a_workbook_keeps_text_as_text_and_numbers_as_numbers() -> None:
    book = Workbook()
    for row, value in enumerate((*DANGEROUS[:4], "Mitte", -3), 1):
        cell = book.active.cell(row, 1)
        cell.value = value
        as_text(cell)
    content = io.BytesIO()
    book.save(content)
    sheet = load_workbook(content).active
    assert [(cell.value, cell.data_type, cell.quotePrefix) for (cell,) in sheet.iter_rows()] == [
        *((text, "s", True) for text in DANGEROUS[:4]),
        ("Mitte", "s", False),
        (-3, "n", False),
    ]
