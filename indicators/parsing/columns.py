"""From rows of Python values, as parsers of workbooks give them, to columns of texts with the numbers beside.

The rule of texts stands at ``indicators.intake.tables.RawSheet``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from indicators.parsing import limits
from indicators.parsing.findings import Refusal

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_CHUNK = 4_096
_WHOLE = 2.0**53


@dataclass
class Column:
    """Cells as an Arrow array of texts; ``typed`` has the numbers, NaN where a cell is none; None without any number."""

    texts: Any
    typed: Floats | None

    def content(self) -> Bools:
        """Which cells hold more than white space."""
        if self.typed is not None and not np.isnan(self.typed).any():
            return np.ones(len(self.texts), dtype=np.bool_)
        lengths = pc.utf8_length(pc.utf8_trim_whitespace(self.texts))
        filled: Bools = pc.greater(lengths, 0).to_numpy(zero_copy_only=False)
        return filled

    def filtered(self, kept: Bools) -> "Column":
        return Column(self.texts.filter(pa.array(kept)), None if self.typed is None else self.typed[kept])

    def put(self, rows: Sequence[int], texts: Sequence[str]) -> "Column":
        """The column with other texts in some rows, which are no numbers then."""
        every = self.texts.to_pylist()
        typed = None if self.typed is None else self.typed.copy()
        for row, text in zip(rows, texts, strict=True):
            every[row] = text
            if typed is not None:
                typed[row] = np.nan
        return Column(pa.array(every, pa.string()), typed)

    def repeat(self, source: int, rows: slice) -> "Column":
        """The column with one cell's content in several rows."""
        taken = np.arange(len(self.texts))
        taken[rows] = source
        return Column(self.texts.take(pa.array(taken)), None if self.typed is None else self.typed[taken])


def columns_of(rows: Iterable[Sequence[Any]]) -> list[Column]:
    """The columns of equally long rows. Taken in pieces, so that there are never all cells as objects at once.

    Raises:
        Refusal: there is more text than the intake takes.
    """
    pieces: list[list[Column]] = []
    remaining, size = iter(rows), 0
    while chunk := list(islice(remaining, _CHUNK)):
        pieces.append([_column(cells) for cells in zip(*chunk, strict=True)])
        size += sum(column.texts.nbytes for column in pieces[-1])
        if size > limits.TEXT_BYTES:
            raise Refusal("too_much_text", megabytes=limits.megabytes(size), limit=limits.megabytes(limits.TEXT_BYTES))
    return [_joined(parts) for parts in zip(*pieces, strict=True)] if pieces else []


def number_texts(numbers: Floats) -> Any:
    """Whole numbers without a decimal point, others with as few digits as give the same number."""
    with np.errstate(invalid="ignore"):
        whole = (numbers == np.floor(numbers)) & (np.abs(numbers) < _WHOLE)
    if whole.all():
        return pa.array(numbers.astype(np.int64)).cast(pa.string())
    texts = pa.array(numbers).cast(pa.string())
    if whole.any():
        integers = pa.array(np.where(whole, numbers, 0).astype(np.int64)).cast(pa.string())
        texts = pc.if_else(pa.array(whole), integers, texts)
    return texts


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
        return _numbers(np.array(cells, dtype=np.float64))
    if kinds == {str}:
        return Column(_strings(cells), None)
    is_number = np.fromiter((type(cell) in (float, int) for cell in cells), np.bool_, len(cells))
    texts = _strings(["" if number else text_of(cell) for cell, number in zip(cells, is_number, strict=True)])
    if not is_number.any():
        return Column(texts, None)
    numbers = np.array([cell if number else np.nan for cell, number in zip(cells, is_number, strict=True)], np.float64)
    read = _numbers(np.where(is_number, numbers, 0.0))
    typed = np.where(is_number & np.isfinite(numbers), numbers, np.nan)
    return Column(pc.if_else(pa.array(is_number), read.texts, texts), typed)


def _numbers(numbers: Floats) -> Column:
    return Column(number_texts(numbers), np.where(np.isfinite(numbers), numbers, np.nan))


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
    blank = [np.full(len(part.texts), np.nan) if part.typed is None else part.typed for part in parts]
    return Column(texts, np.concatenate(blank))
