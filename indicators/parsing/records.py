"""The marks of an XLS: errors and what is hidden, from the records of its workbook stream."""

from collections.abc import Iterator
from struct import error, unpack_from

from indicators.parsing.marks import Marks
from indicators.parsing.workbooks import MarksOf

_BOUND_SHEET, _BEGIN, _END_OF_SHEET = 0x0085, 0x0809, 0x000A
_FORMULA, _TRUTH_OR_ERROR, _ROW, _COLUMNS = 0x0006, 0x0205, 0x0208, 0x007D
_HIDDEN_ROW, _HIDDEN_COLUMN = 0x20, 0x1
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
_LAST_COLUMN = 255


class MarksOfRecords(MarksOf):
    """Each sheet's marks, found where the workbook's list of sheets points; none where that cannot be followed."""

    def __init__(self, stream: bytes) -> None:
        self._stream = stream
        try:
            self._places = dict(_sheets(self._stream))
        except (error, ValueError):
            self._places = {}

    def of(self, name: str) -> Marks:
        marks = Marks()
        if name in self._places:
            for kind, start, length in _records(self._stream, self._places[name]):
                if length >= 8:
                    _take(self._stream, kind, start, length, marks)
        return marks


def _take(stream: bytes, kind: int, start: int, length: int, marks: Marks) -> None:
    if kind == _TRUTH_OR_ERROR:
        row, column, _, value, is_error = unpack_from("<HHHBB", stream, start)
        if is_error:
            marks.put(row, column, _ERRORS.get(value, "#ERROR!"))
    elif kind == _FORMULA and length >= 14:
        row, column, _, what, _, value, _, _, _, mark = unpack_from("<HHHBBBBBBH", stream, start)
        if mark == 0xFFFF and what == 2:
            marks.put(row, column, _ERRORS.get(value, "#ERROR!"))
    elif kind == _ROW and length >= 16:
        marks.hidden_rows += bool(stream[start + 12] & _HIDDEN_ROW)
    elif kind == _COLUMNS and length >= 10:
        first, last = unpack_from("<HH", stream, start)
        if stream[start + 8] & _HIDDEN_COLUMN and first <= last <= _LAST_COLUMN + 1:
            marks.hidden_columns += min(last, _LAST_COLUMN) - first + 1


def _sheets(stream: bytes) -> Iterator[tuple[str, int]]:
    """Name and place of each sheet."""
    for kind, start, length in _records(stream, 0):
        if kind == _BOUND_SHEET and length > 8:
            (place,) = unpack_from("<I", stream, start)
            letters, wide = stream[start + 6], stream[start + 7] & 1
            name = stream[start + 8 : start + 8 + letters * (2 if wide else 1)]
            yield name.decode("utf-16-le" if wide else "latin-1"), place


def _records(stream: bytes, start: int) -> Iterator[tuple[int, int, int]]:
    """Kind, place and length of the records up to the end of a sheet; charts within it are passed over."""
    depth, end = 0, len(stream) - 4
    while start <= end:
        kind, length = unpack_from("<HH", stream, start)
        start += 4
        if kind == _BEGIN:
            depth += 1
        elif kind == _END_OF_SHEET:
            depth -= 1
            if depth <= 0:
                return
        elif depth == 1 and start + length <= len(stream):
            yield kind, start, length
        start += length
