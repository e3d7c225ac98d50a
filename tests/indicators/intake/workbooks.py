"""Workbooks as statistics offices send them, made by the test itself."""

from collections.abc import Mapping, Sequence
from io import BytesIO

from openpyxl import Workbook

Rows = Sequence[Sequence[object]]


def workbook(
    sheets: Mapping[str, Rows], *, merged: Mapping[str, Sequence[str]] | None = None, hidden: Sequence[str] = ()
) -> bytes:
    """The bytes of an XLSX with these sheets; ``merged`` names ranges such as ``A4:A5``."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for cells in (merged or {}).get(name, ()):
            sheet.merge_cells(cells)
        sheet.sheet_state = "hidden" if name in hidden else "visible"
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()
