"""From rows of Python values, as parsers of workbooks give them, to columns of texts with the numbers beside.

The rule of texts stands at ``indicators.intake.tables.RawSheet``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from math import isfinite
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from indicators.parsing import limits
from indicators.parsing.findings import Refusal

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_HEAD = 32  # texts stand above numbers there: columns of one kind alone go the short way
_CHUNK = 4_096
_SPACES = (*range(33), 0xC2, 0xE1, 0xE2, 0xE3)  # first bytes of white space


@dataclass
class Column:
    """Cells as an Arrow array of texts, and ``typed`` beside: the number of a cell that is one, whose text is empty here,
    NaN where a cell is none; None where no cell is. ``indicators.intake.texts`` makes the texts of numbers.
    """

    texts: Any
    typed: Floats | None

    def content(self) -> Bools:
        """Which cells hold more than white space."""
        if self.typed is not None and not np.isnan(self.typed).any():
            return np.ones(len(self.texts), dtype=np.bool_)
        places, data = _bytes_of(self.texts)
        filled: Bools = places[1:] > places[:-1]
        rows = np.flatnonzero(filled)
        spaced = rows[np.isin(data[places[:-1][rows]], _SPACES)] if rows.size else rows
        filled[spaced] = [bool(str(self.texts[row]).strip()) for row in spaced]
        return filled if self.typed is None else filled | ~np.isnan(self.typed)

    def filtered(self, kept: Bools) -> "Column":
        return Column(self.texts.filter(pa.array(kept)), None if self.typed is None else self.typed[kept])


def columns_of(rows: Iterable[Sequence[Any]]) -> list[Column]:
    """The columns of equally long rows. Taken in pieces, so that there are never all cells as objects at once.

    Raises:
        Refusal: there is more text than the intake takes.
    """
    pieces: list[list[Column]] = []
    remaining, size, number = iter(rows), 0, _HEAD
    while chunk := list(islice(remaining, number)):
        number = _CHUNK
        pieces.append([_column(cells) for cells in zip(*chunk, strict=True)])
        size += sum(column.texts.nbytes for column in pieces[-1])
        if size > limits.TEXT_BYTES:
            raise Refusal("too_much_text", megabytes=limits.megabytes(size), limit=limits.megabytes(limits.TEXT_BYTES))
    return [_joined(parts) for parts in zip(*pieces, strict=True)] if pieces else []


def text_of(value: Any) -> str:
    """The text of one value that is no number."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat(" ", "microseconds" if value.microsecond else "seconds")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    return "" if value is None else str(value)


def _column(cells: tuple[Any, ...]) -> Column:
    kinds = set(map(type, cells))
    if kinds == {float}:
        numbers = np.array(cells, dtype=np.float64)
        if np.isfinite(numbers).all():
            return Column(_blanks(len(cells)), numbers)
    if kinds == {str}:
        return Column(_strings(cells), None)
    texts, numbers = [], np.full(len(cells), np.nan)
    for place, cell in enumerate(cells):
        is_number = type(cell) in (float, int) and isfinite(cell)
        texts.append("" if is_number else text_of(cell))
        if is_number:
            numbers[place] = cell
    return Column(_strings(texts), None if np.isnan(numbers).all() else numbers)


def _blanks(number: int) -> Any:
    return pa.StringArray.from_buffers(number, pa.py_buffer(bytes(4 * (number + 1))), pa.py_buffer(b""))


def _bytes_of(texts: Any) -> tuple[Ints, NDArray[np.uint8]]:
    """Where each cell's bytes begin, the end of the last one included, and the bytes."""
    _, places, data = texts.buffers()
    begins = np.frombuffer(places, np.int32)[texts.offset : texts.offset + len(texts) + 1].astype(np.int64)
    return begins, np.frombuffer(data or b"", np.uint8)


def _strings(cells: Sequence[str]) -> Any:
    try:
        return pa.array(cells, pa.string())
    except UnicodeEncodeError:  # half a surrogate pair, which UTF-8 cannot say
        return pa.array([cell.encode("utf-8", "replace").decode() for cell in cells], pa.string())


def _joined(parts: Sequence[Column]) -> Column:
    if len(parts) == 1:
        return parts[0]
    texts = pa.concat_arrays([part.texts for part in parts])
    if all(part.typed is None for part in parts):
        return Column(texts, None)
    typed = [np.full(len(part.texts), np.nan) if part.typed is None else part.typed for part in parts]
    return Column(texts, np.concatenate(typed))
