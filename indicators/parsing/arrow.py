"""From typed Arrow columns, as geodata and Parquet have them, to columns of texts with the numbers beside."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from indicators.parsing import limits
from indicators.parsing.columns import Column
from indicators.parsing.findings import Finding, Refusal
from indicators.parsing.parsed import Sheet

_EXACT = 2.0**53


def check_shape(rows: int, columns: int) -> None:
    """Refuse a table by its declared size, before its cells are read.

    Raises:
        Refusal: it has more columns or cells than the intake takes.
    """
    if columns > limits.COLUMNS:
        raise Refusal("too_many_columns", columns=columns, limit=limits.COLUMNS)
    if (rows + 1) * columns > limits.CELLS:
        raise Refusal("too_many_cells", cells=(rows + 1) * columns, limit=limits.CELLS)


def sheet_of(name: str | None, names: Sequence[str], arrays: Sequence[Any], findings: list[Finding]) -> Sheet:
    """A sheet with the columns' names in its first row; columns without one text a cell are told and left out."""
    columns, numbers = [], []
    for number, (title, array) in enumerate(zip(names, arrays, strict=True), 1):
        column = column_of(array)
        if column is None:
            findings.append(Finding("unread_column", name, 1, title, params={"kind": str(array.type)[:80]}))
            continue
        columns.append(_titled(title, column))
        numbers.append(number)
    length = len(columns[0].texts) if columns else 0
    return Sheet(name, columns, numbers, np.arange(1, length + 1), [])


def column_of(array: Any) -> Column | None:
    """One column; None for kinds that have no one text a cell: lists, structures, bytes, pictures."""
    kind = array.type
    try:
        if pa.types.is_dictionary(kind):
            return column_of(array.cast(kind.value_type))
        if pa.types.is_null(kind):
            return Column(pa.array([""] * len(array), pa.string()), None)
        if pa.types.is_integer(kind):
            return _typed(array, array.cast(pa.float64(), safe=False))
        if pa.types.is_floating(kind) or pa.types.is_decimal(kind):
            short = pa.types.is_float16(kind) or pa.types.is_float32(kind)  # 0.1, not what is nearest to it
            return _typed(array, (array.cast(pa.string()) if short else array).cast(pa.float64()))
        if pa.types.is_date(kind):
            return _texts(array.cast(pa.date32()).cast(pa.string()))
        if pa.types.is_timestamp(kind):
            return _texts(pc.replace_substring_regex(array.cast(pa.string()), r"\.0+(Z?)$", r"\1"))
        if pa.types.is_boolean(kind) or pa.types.is_time(kind) or _is_text(kind):
            return _texts(array.cast(pa.string()))
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        return None
    return None


def _is_text(kind: Any) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def _texts(array: Any) -> Column:
    texts = _filled(array)
    try:
        texts.validate(full=True)
    except pa.ArrowInvalid:  # bytes that are no UTF-8
        cells = [bytes(cell).decode("utf-8", "replace") for cell in texts.cast(pa.binary()).to_pylist()]
        texts = pa.array(cells, pa.string())
    return Column(texts, None)


def _typed(array: Any, numbers: Any) -> Column:
    """Numbers where they are finite and, of integers, exact; other cells keep their text, missing ones none."""
    floats = _whole(numbers.fill_null(np.nan)).to_numpy(zero_copy_only=False)
    exact = np.isfinite(floats) & ((np.abs(floats) < _EXACT) | (not pa.types.is_integer(array.type)))
    blank = exact | np.isnan(floats)
    texts = pc.if_else(pa.array(blank), "", _filled(array.cast(pa.string())))
    return Column(texts, np.where(exact, floats, np.nan) if exact.any() else None)


def _filled(array: Any) -> Any:
    return _whole(array.fill_null(""))


def _whole(array: Any) -> Any:
    return array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array


def _titled(title: str, column: Column) -> Column:
    texts = pa.concat_arrays([pa.array([title.encode("utf-8", "replace").decode()], pa.string()), column.texts])
    return Column(texts, None if column.typed is None else np.concatenate(([np.nan], column.typed)))
