"""The supplier's own workbook with marks in it: its sheets, widths and formats stay, what could run does not."""

import io
import zipfile
from typing import IO, Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from indicators.inert import as_text
from monitoring.deliveries.marking import listing
from monitoring.deliveries.marking.looks import (
    FILLS,
    HEAD,
    LINK,
    WRAPPED,
    comment_of,
    inert,
    link_to,
    title_among,
)
from monitoring.deliveries.marking.marks import Marked

LARGEST_SHEETS = 32 * 2**20
"""Bytes of all sheets unpacked: formatted cells without content weigh, too, where they are read cell by cell."""
_UNREADABLE = (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError, IndexError)


def write_original(content: bytes, marked: Marked, target: IO[bytes]) -> bool:
    """Write the marked workbook into ``target``; ``False`` where it is too heavy, or cannot be read by this library."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            sheets = [part.file_size for part in archive.infolist() if part.filename.startswith("xl/worksheets/")]
        if sum(sheets) > LARGEST_SHEETS:
            return False
        workbook = load_workbook(io.BytesIO(content), data_only=True, keep_vba=False, keep_links=False)
        _mark(workbook, marked)
        workbook.save(target)
    except _UNREADABLE:
        return False
    return True


def _mark(workbook: Any, marked: Marked) -> None:
    own = title_among(_("Report of the check"), set(workbook.sheetnames))
    sheets = {sheet.title: sheet for sheet in workbook.worksheets}
    for sheet in sheets.values():
        sheet.sheet_view.tabSelected = False
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":  # a formula without a value
                    as_text(cell)
    for (name, row, column), mark in marked.cells.items():
        if name in sheets:
            cell = _first_of_merged(sheets[name], row, column)
            cell.fill = FILLS[mark.severity]
            cell.comment = comment_of(mark, cell.comment.text if cell.comment else "")
    _list(workbook.create_sheet(own, 0), marked, {name: name for name in sheets})
    workbook.active = 0


def _first_of_merged(sheet: Any, row: int, column: int) -> Any:
    """The cell itself, or the first one of those that it is merged with: the others hold nothing."""
    for merged in sheet.merged_cells.ranges:
        if merged.min_row <= row <= merged.max_row and merged.min_col <= column <= merged.max_col:
            return sheet.cell(merged.min_row, merged.min_col)
    return sheet.cell(row, column)


def _list(sheet: Any, marked: Marked, titles: dict[str | None, str]) -> None:
    for number, width in enumerate(listing.WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    told = listing.notes(marked)
    for at, line in enumerate(told, 1):
        _set(sheet.cell(at, 1), line)
    first = len(told) + 2
    for number, name in enumerate(listing.head(), 1):
        _set(sheet.cell(first, number), name).font = HEAD
    sheet.freeze_panes = f"A{first + 1}"
    for at, (listed, values) in enumerate(listing.rows(marked), first + 1):
        for number, value in enumerate(values, 1):
            _set(sheet.cell(at, number), value).alignment = WRAPPED
        place = listing.place_of(listed, titles)
        if place is not None:
            cell = _set(sheet.cell(at, listing.LINKED), values[listing.LINKED - 1] or place[1])
            cell.font = LINK
            cell.hyperlink = link_to(*place, cell.coordinate)


def _set(cell: Any, value: object) -> Any:
    cell.value = inert(value)
    return as_text(cell)
