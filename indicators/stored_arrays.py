"""Arrays of stored blocks, read as they lie on the wire: one COPY for any number of blocks, no number passes through text.

PostgreSQL sends an array as a head (dimensions, whether it has NULLs, type, length, lower bound) and for each item its length
and its bytes in network order; a NULL has no bytes. The server is asked for NaN in place of NULL, which stands in no stored
block, so that every array is one stride of numpy's.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
from django.db import connection

from indicators import bulk
from indicators.wire import ARRAY_HEAD, HEADER, TRAILER

Table = Literal["result_block", "released_block", "index_block", "released_index"]
Array = npt.NDArray[Any]
_CODES = frozenset({"status", "class_of", "left_out"})
"""Columns of ``smallint[]``, without NULLs; all others are ``float8[]``."""
_NUMBER_AT, _ARRAYS_AT = 6, 14  # after the count of fields, and the length of the first


def stored_arrays(table: Table, numbers: Iterable[int], columns: Sequence[str]) -> dict[int, tuple[Array, ...]]:
    """Arrays of some rows by their id, in the order of ``columns``; what is not there, or not to be seen, is left out.

    Codes come as int16, numbers as float64 with NaN for NULL. ``table`` and ``columns`` are names of this code; ``id`` of a
    view is that of its line.

    Raises:
        django.db.Error: as any query does.
    """
    wanted = list(numbers)
    if not wanted:
        return {}
    asked = (name if name in _CODES else f"array_replace({name}, NULL, 'NaN')" for name in columns)
    query = f"SELECT id, {', '.join(asked)} FROM {table} WHERE id = ANY(%(numbers)s::bigint[])"
    body = bulk.copied(query, {"numbers": wanted})
    found: dict[int, tuple[Array, ...]] = {}
    at = len(HEADER)
    while body[at : at + 2] != TRAILER:
        number = int.from_bytes(body[at + _NUMBER_AT : at + _ARRAYS_AT], "big", signed=True)
        at += _ARRAYS_AT
        arrays = []
        for name in columns:
            array, at = _array(body, at, name in _CODES)
            arrays.append(array)
        found[number] = tuple(arrays)
    return found


def stored_ids(table: Literal["result_block", "index_block"], digests: Iterable[str]) -> dict[str, int]:
    """Content hash → id of the blocks that are stored."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT content_sha256, id FROM {table} WHERE content_sha256 = ANY(%s)", [list(digests)])
        return dict(cursor.fetchall())


@lru_cache(maxsize=2)
def _items(is_code: bool) -> np.dtype[np.void]:
    return np.dtype([("length", ">i4"), ("value", ">i2" if is_code else ">f8")])


def _array(body: memoryview, at: int, is_code: bool) -> tuple[Array, int]:
    """The array of the field that begins at ``at``, and where the next field begins."""
    kind = _items(is_code)
    length = int.from_bytes(body[at : at + 4], "big", signed=True)
    end = at + 4 + length
    start = at + 4 + ARRAY_HEAD
    if start >= end:
        return np.empty(0, np.int16 if is_code else np.float64), end
    found = np.frombuffer(body[start:end], kind)["value"]
    return found.astype(np.int16 if is_code else np.float64), end
