"""Workbooks (XLSX, XLS, ODS): every sheet with its values, merged cells filled, errors and bare formulas in their places."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any
from xml.parsers import expat

import numpy as np

from indicators.parsing import limits
from indicators.parsing.columns import columns_of
from indicators.parsing.findings import Finding, Refusal
from indicators.parsing.loading import Loading
from indicators.parsing.marks import Marks
from indicators.parsing.parsed import Parsed, Sheet

Merged = tuple[int, int, int, int]


class MarksOf:
    """What the parser of values leaves out, by the name of a sheet; nothing, where a format has no such marks."""

    def of(self, name: str) -> Marks:
        return Marks()


def read_workbook(loading: Loading, marks: MarksOf) -> Parsed:
    """Every worksheet of a workbook that keeps the limits; ``marks`` says what the parser of values leaves out.

    Raises:
        Refusal: it cannot be read, or is larger than the intake takes.
    """
    parsed, cells = Parsed(loading.kind, [], []), 0
    for name, is_hidden, coming in loading.sheets():
        try:
            found = marks.of(name)
        except (expat.ExpatError, ValueError) as error:
            raise loading.broken() from error
        sheet = loading.values(coming)
        cells += sheet.height * sheet.width
        if cells > limits.CELLS:
            raise Refusal("too_many_cells", cells=cells, limit=limits.CELLS)
        parsed.sheets.append(_sheet(sheet, found, is_hidden))
        parsed.findings += _findings(name, found, is_hidden)
    return parsed


def _findings(name: str, found: Marks, is_hidden: bool) -> Iterator[Finding]:
    if is_hidden:
        yield Finding("hidden_sheet", name)
    if found.hidden_rows:
        yield Finding("hidden_rows", name, params={"rows": found.hidden_rows})
    if found.hidden_columns:
        yield Finding("hidden_columns", name, params={"columns": found.hidden_columns})
    if found.not_computed:
        yield Finding("formula_not_computed", name, params={"cells": found.not_computed})


@dataclass(frozen=True)
class _Box:
    """The part of a sheet that holds anything: rows ``top`` to ``bottom``, columns ``left`` to ``right``, 0-based."""

    top: int
    bottom: int
    left: int
    right: int

    @property
    def cells(self) -> int:
        return (self.bottom - self.top + 1) * (self.right - self.left + 1)


def _sheet(sheet: Any, found: Marks, is_hidden: bool) -> Sheet:
    """The sheet without its blank rows and columns."""
    nothing = Sheet(sheet.name, [], [], np.empty(0, np.int64), [], is_hidden)
    box = _box(sheet, found)
    if box is None:
        return nothing
    if box.cells > limits.CELLS:
        raise Refusal("too_many_cells", cells=box.cells, limit=limits.CELLS)
    merged = _clipped([*_ranges(sheet), *found.merged], box)
    columns = columns_of(_corrected(_rows(sheet, box), found, merged, box))
    filled = [column.content() for column in columns]
    kept_columns = [index for index, content in enumerate(filled) if content.any()]
    if not kept_columns:
        return nothing
    if len(kept_columns) > limits.COLUMNS:
        raise Refusal("too_many_columns", columns=len(kept_columns), limit=limits.COLUMNS)
    kept = np.logical_or.reduce([filled[index] for index in kept_columns])
    if not kept.all():
        columns = [column.filtered(kept) for column in columns]
    return Sheet(
        sheet.name,
        [columns[index] for index in kept_columns],
        [box.left + index + 1 for index in kept_columns],
        np.flatnonzero(kept) + box.top + 1,
        [(first + 1, last + 1, start + 1, end + 1) for first, last, start, end in merged],
        is_hidden,
    )


def _box(sheet: Any, found: Marks) -> _Box | None:
    """What the values and the marks together cover."""
    rows = list(found.texts)
    columns = [column for row in found.texts.values() for column, _ in row]
    if sheet.start is not None:
        rows += [sheet.start[0], sheet.end[0]]
        columns += [sheet.start[1], sheet.end[1]]
    return _Box(min(rows), max(rows), min(columns), max(columns)) if rows else None


def _ranges(sheet: Any) -> Iterator[Merged]:
    for (first, start), (last, end) in sheet.merged_cell_ranges or ():
        yield first, last, start, end


def _clipped(merged: list[Merged], box: _Box) -> list[Merged]:
    """Merged cells as far as the sheet has anything, without those of one cell.

    Raises:
        Refusal: they cover more cells than the intake takes.
    """
    inside = [(first, min(last, box.bottom), start, min(end, box.right)) for first, last, start, end in merged]
    inside = [
        (first, last, start, end)
        for first, last, start, end in inside
        if box.top <= first <= last and box.left <= start <= end and (last > first or end > start)
    ]
    area = sum((last - first + 1) * (end - start + 1) for first, last, start, end in inside)
    if area > limits.MERGED_CELLS:
        raise Refusal("too_many_cells", cells=area, limit=limits.MERGED_CELLS)
    return inside


def _rows(sheet: Any, box: _Box) -> Iterator[list[Any]]:
    """The rows of the box, each as wide as it is."""
    blank = [""] * (box.right - box.left + 1)
    if sheet.start is None:
        yield from (list(blank) for _ in range(box.top, box.bottom + 1))
        return
    (first, start), (last, end) = sheet.start, sheet.end
    rows = islice(sheet.iter_rows(), first, None)
    before, behind = [""] * (start - box.left), [""] * (box.right - end)
    yield from (list(blank) for _ in range(box.top, first))
    yield from rows if not before and not behind else (before + row + behind for row in rows)
    yield from (list(blank) for _ in range(last, box.bottom))


def _corrected(rows: Iterator[list[Any]], found: Marks, merged: list[Merged], box: _Box) -> Iterator[list[Any]]:
    """The rows with errors and bare formulas in their places and the first cell of merged ones in all of them."""
    if not found.texts and not merged:
        yield from rows
        return
    left = box.left
    starting: dict[int, list[Merged]] = {}
    for cells in merged:
        starting.setdefault(cells[0], []).append(cells)
    lasting: list[tuple[Any, Merged]] = []
    for number, row in enumerate(rows, box.top):
        for column, text in found.texts.get(number, ()):
            row[column - left] = text
        lasting += [(row[cells[2] - left], cells) for cells in starting.get(number, ())]
        for value, (_, _, start, end) in lasting:
            row[start - left : end + 1 - left] = [value] * (end + 1 - start)
        lasting = [(value, cells) for value, cells in lasting if cells[1] > number]
        yield row
