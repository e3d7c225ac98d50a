"""A workbook with the layout of a file that is none, or too large to be kept as it is: written row by row."""

from collections.abc import Iterator
from typing import IO, Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter

from indicators.inert import as_text
from indicators.intake.excerpts import FileCells
from indicators.intake.tables import RawSheet
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
from monitoring.deliveries.marking.marks import Mark, Marked

_ROWS_A_PIECE = 1000
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384


def write_generated(file: FileCells, marked: Marked, target: IO[bytes]) -> None:
    """Write the list of problems and every sheet into ``target``; memory does not grow with the number of rows."""
    workbook = Workbook(write_only=True)
    titles: dict[str | None, str] = {}
    own = title_among(_("Report of the check"), {raw.name for raw in file.sheets if raw.name})
    for raw in file.sheets:
        titles[raw.name] = title_among(raw.name or _("File"), {own, *titles.values()})
    _write_list(workbook.create_sheet(own), marked, titles)
    for raw in file.sheets:
        _write_sheet(workbook.create_sheet(titles[raw.name]), raw, marked)
    workbook.save(target)


def _write_list(sheet: Any, marked: Marked, titles: dict[str | None, str]) -> None:
    for number, width in enumerate(listing.WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    told = listing.notes(marked)
    sheet.freeze_panes = f"A{len(told) + 3}"
    for line in told:
        sheet.append([_cell(sheet, line)])
    sheet.append([])
    sheet.append([_styled(_cell(sheet, name), font=HEAD) for name in listing.head()])
    for at, (listed, values) in enumerate(listing.rows(marked), len(told) + 3):
        cells = [_styled(_cell(sheet, value), alignment=WRAPPED) for value in values]
        place = listing.place_of(listed, titles)
        if place is not None:
            cells[listing.LINKED - 1] = _styled(_cell(sheet, values[listing.LINKED - 1] or place[1]), font=LINK)
            sheet._hyperlinks.append(link_to(*place, f"{get_column_letter(listing.LINKED)}{at}"))
        sheet.append(cells)


def _write_sheet(sheet: Any, raw: RawSheet, marked: Marked) -> None:
    marks = {(row, column): mark for (name, row, column), mark in marked.cells.items() if name == raw.name}
    by_row: dict[int, dict[int, Mark]] = {}
    for (row, column), mark in marks.items():
        by_row.setdefault(row, {})[column] = mark
    written = 0
    for number, cells in _rows(raw, by_row):
        if number > _LAST_ROW:
            break
        for _blank in range(number - written - 1):
            sheet.append([])
        sheet.append(_marked_row(sheet, cells, by_row.get(number, {})))
        written = number


def _rows(raw: RawSheet, by_row: dict[int, dict[int, Mark]]) -> Iterator[tuple[int, dict[int, str]]]:
    """Row number and texts by column; marked rows that the file has no content in come along."""
    present = {int(row) for row in raw.rows}
    missing = sorted(row for row in by_row if row not in present)
    for start in range(0, len(raw.rows), _ROWS_A_PIECE):
        numbers = raw.rows[start : start + _ROWS_A_PIECE].tolist()
        pieces = [column.slice(start, start + _ROWS_A_PIECE).all() for column in raw.columns]
        for at, number in enumerate(numbers):
            while missing and missing[0] < number:
                yield missing.pop(0), {}
            yield number, {column: piece[at] for column, piece in zip(raw.column_numbers, pieces, strict=True)}
    for number in missing:
        yield number, {}


def _marked_row(sheet: Any, cells: dict[int, str], marks: dict[int, Mark]) -> list[Any]:
    width = min(max((*cells, *marks), default=0), _LAST_COLUMN)
    row: list[Any] = [None] * width
    for column, text in cells.items():
        if column <= width and text:
            row[column - 1] = _plain(sheet, text)
    for column, mark in marks.items():
        if column <= width:
            cell = _styled(_cell(sheet, cells.get(column, "")), fill=FILLS[mark.severity])
            cell.comment = comment_of(mark)
            row[column - 1] = cell
    return row


def _plain(sheet: Any, text: str) -> Any:
    """Texts that begin like a formula, or hold what a workbook cannot, take a cell of their own; others are written bare."""
    return text if text[0].isalnum() and text.isprintable() and len(text) < 1000 else _cell(sheet, text)


def _cell(sheet: Any, value: object) -> Any:
    return as_text(WriteOnlyCell(sheet, inert(value)))


def _styled(cell: Any, **looks: Any) -> Any:
    for name, look in looks.items():
        setattr(cell, name, look)
    return cell
