"""A column of texts, held by Arrow: the only place where the intake touches that library's arrays."""

import re
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_FEW = 500
_WHOLE = 2.0**53


def number_texts(numbers: Floats) -> Any:
    """Whole numbers without a decimal point, others with as few digits as give the same number; as an Arrow array.

    >>> number_texts(np.array([1020.0, 0.1, -3.5])).to_pylist()
    ['1020', '0.1', '-3.5']
    """
    whole = (numbers == np.floor(numbers)) & (np.abs(numbers) < _WHOLE)
    if whole.all():
        return pa.array(numbers.astype(np.int64)).cast(pa.string())
    texts = pa.array(numbers).cast(pa.string())
    if whole.any():
        integers = pa.array(np.where(whole, numbers, 0).astype(np.int64)).cast(pa.string())
        texts = pc.if_else(pa.array(whole), integers, texts)
    return texts


def _positions(rows: Ints) -> Any:
    """Positions as Arrow's own array; its converter would import pandas first, which takes longer than a file."""
    whole = np.ascontiguousarray(rows, dtype=np.int64)
    return pa.Array.from_buffers(pa.int64(), len(whole), [None, pa.py_buffer(whole)])


def _strings(texts: Sequence[str]) -> Any:
    """Texts as Arrow's own array, see ``_positions``."""
    encoded = [text.encode() for text in texts]
    ends = np.cumsum([0, *map(len, encoded)], dtype=np.int32)
    return pa.StringArray.from_buffers(len(encoded), pa.py_buffer(ends), pa.py_buffer(b"".join(encoded)))


def _bits(mask: Bools) -> Any:
    """A mask as Arrow's own array, see ``_positions``."""
    packed = np.packbits(np.ascontiguousarray(mask, dtype=np.bool_), bitorder="little")
    return pa.Array.from_buffers(pa.bool_(), len(mask), [None, pa.py_buffer(packed)])


def _numpy(array: Any, kind: type[np.generic]) -> np.ndarray:
    """An Arrow array of numbers without nulls as it lies in memory, see ``_positions``."""
    size = np.dtype(kind).itemsize
    return np.frombuffer(array.buffers()[1], kind, len(array), size * array.offset)


class Texts:
    """The cells of one column as text, without nulls.

    ``typed`` has the numbers of cells that a file holds as numbers, NaN where it holds a text; None where it holds texts
    only. It goes along with the cells, so that nothing has to be parsed that was a number already. The text of such a cell
    is always ``number_texts`` of it, made when somebody asks for it.
    """

    def __init__(self, told: Any, typed: Floats | None = None) -> None:
        self._told = told
        self.typed = typed

    @cached_property
    def _array(self) -> Any:
        """Every cell's text, those of numbers included."""
        if self.typed is None:
            return self._told
        numbers = ~np.isnan(self.typed)
        texts = number_texts(np.where(numbers, self.typed, 0.0))
        return texts if numbers.all() else pc.if_else(_bits(numbers), texts, self._told)

    @classmethod
    def of(cls, texts: Sequence[str]) -> "Texts":
        return cls(_strings(texts))

    def __len__(self) -> int:
        return len(self._told)

    def matches(self, pattern: str) -> Bools:
        r"""Which cells the pattern matches somewhere; anchor it with ``\A`` and ``\z``.

        It is read by RE2, which is fast on many cells and slow to begin; few cells are given to ``re``. So a pattern keeps to
        what both read alike: no ``\s``, ``\d``, ``\w`` or ``\p``.
        """
        if len(self) <= _FEW:
            compiled = re.compile(pattern.replace(r"\z", r"\Z"))
            return np.array([compiled.search(cell) is not None for cell in self.all()], dtype=np.bool_)
        return self._booleans(pc.match_substring_regex(self._array, pattern))

    def blank(self) -> Bools:
        """Which cells are empty or white space only."""
        blank: Bools = _numpy(pc.utf8_length(pc.utf8_trim_whitespace(self._told)), np.int32) == 0
        return blank if self.typed is None else blank & np.isnan(self.typed)

    def positions_in(self, words: Sequence[str]) -> Ints:
        """For each cell its position in ``words``, -1 where it is none of them."""
        found = pc.index_in(self._array, value_set=_strings(words))
        positions = _numpy(found, np.int32).astype(np.int64)
        return np.where(self._booleans(found.is_valid()), positions, -1)

    def trimmed(self) -> "Texts":
        return Texts(pc.utf8_trim_whitespace(self._told), self.typed)

    def replaced(self, old: str, new: str) -> "Texts":
        return Texts(pc.replace_substring(self._told, old, new), self.typed)

    def where(self, mask: Bools) -> "Texts":
        return Texts(self._told.filter(_bits(mask)), None if self.typed is None else self.typed[mask])

    def slice(self, first: int, end: int | None = None) -> "Texts":
        """The cells from ``first`` up to ``end``, without copying them."""
        last = len(self) if end is None else end
        return Texts(
            self._told.slice(first, max(0, last - first)), None if self.typed is None else self.typed[first:last]
        )

    def taken(self, rows: Ints) -> "Texts":
        """The cells of these rows in this order."""
        return Texts(self._told.take(_positions(rows)), None if self.typed is None else self.typed[rows])

    def encoded(self) -> tuple[Ints, list[str]]:
        """For each cell, trimmed, its position among the different ones, and these in the order in which they come."""
        encoded = pc.utf8_trim_whitespace(self._array).dictionary_encode()
        positions: Ints = _numpy(encoded.indices, np.int32).astype(np.int64)
        return positions, encoded.dictionary.to_pylist()

    def at(self, rows: Ints) -> list[str]:
        """The cells of these rows as strings."""
        return self.taken(rows).all()

    def one(self, row: int) -> str:
        return self.slice(row, row + 1).all()[0]

    def all(self) -> list[str]:
        cells: list[str] = self._array.to_pylist()
        return cells

    def numbers(self) -> Floats:
        """The cells as float64; every one must be typed or a decimal number with a point. Too large ones become infinite."""
        numbers: Floats
        if self.typed is not None:
            numbers = self.typed.copy()
            told = np.isnan(numbers)
            if told.any():
                numbers[told] = Texts(self._told.filter(_bits(told))).numbers()
            return numbers
        try:
            numbers = _numpy(self._told.cast(pa.float64()), np.float64)
        except pa.ArrowInvalid:
            numbers = np.array([float(cell) for cell in self._told.to_pylist()], dtype=np.float64)
        return numbers

    @staticmethod
    def _booleans(array: Any) -> Bools:
        bits = np.unpackbits(np.frombuffer(array.buffers()[1], np.uint8), bitorder="little")
        booleans: Bools = bits[array.offset : array.offset + len(array)].astype(np.bool_)
        return booleans
