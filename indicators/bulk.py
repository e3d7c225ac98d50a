"""Binary COPY in and out of PostgreSQL, from and to numpy arrays. Bulk data never pass through the ORM.

The format is PostgreSQL's: a header, per row a field count, per field its length and its bytes in network order. Rows
of one width are a numpy record array; arrays with NULLs are built with a mask.
"""

from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO, RawIOBase

import numpy as np
import numpy.typing as npt
from django.db import connection

HEADER = b"PGCOPY\n\xff\r\n\0" + bytes(8)
TRAILER = b"\xff\xff"
_FLOAT8_OID, _INT2_OID = 701, 21
_ARRAY_HEAD = 20  # dimensions, flags, type, length, lower bound


def record_type(columns: Mapping[str, str]) -> np.dtype:
    """The numpy type of one row: ``columns`` maps a name to a big-endian type (``>i8``, ``>i2``, ``>f8``)."""
    fields: list[tuple[str, str]] = [("fields", ">i2")]
    for name, kind in columns.items():
        fields += [(f"{name} length", ">i4"), (name, kind)]
    return np.dtype(fields)


def rows(columns: Mapping[str, tuple[str, npt.ArrayLike]], length: int) -> npt.NDArray[np.void]:
    """``length`` rows as one record array; a scalar fills its column."""
    kind = record_type({name: kind for name, (kind, _) in columns.items()})
    table = np.empty(length, kind)
    table["fields"] = len(columns)
    for name, (_, content) in columns.items():
        table[f"{name} length"] = kind[name].itemsize
        table[name] = content
    return table


class _Stream(RawIOBase):
    """A readable file over pieces of bytes, so that COPY never needs all of them at once."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._rest = memoryview(b"")
        self._pieces = self._chain(pieces)

    @staticmethod
    def _chain(pieces: Iterable[bytes]) -> Iterator[bytes]:
        yield HEADER
        yield from pieces
        yield TRAILER

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return b""
            self._rest = memoryview(piece)
        taken = self._rest if size < 0 else self._rest[:size]
        self._rest = self._rest[len(taken) :]
        return bytes(taken)


def copy_in(table: str, columns: Iterable[str], pieces: Iterable[bytes]) -> None:
    """``COPY table (columns) FROM STDIN`` of rows in binary form. ``table`` and ``columns`` are names of this code."""
    with connection.cursor() as cursor:
        cursor.cursor.copy_expert(
            f"COPY {table} ({', '.join(columns)}) FROM STDIN WITH (FORMAT binary)", _Stream(pieces), size=1 << 20
        )


def copy_out(query: str, params: Mapping[str, object], columns: Mapping[str, str]) -> npt.NDArray[np.void]:
    """The rows of ``query`` as a record array; every column is NOT NULL and has the stated big-endian type."""
    sink = BytesIO()  # one call a row: a method written in Python would cost more than the row
    with connection.cursor() as cursor:
        text = cursor.cursor.mogrify(query, params).decode()
        cursor.cursor.copy_expert(f"COPY ({text}) TO STDOUT WITH (FORMAT binary)", sink, size=1 << 20)
    body = sink.getbuffer()[len(HEADER) : -len(TRAILER)]
    return np.frombuffer(body, record_type(columns))


def series_out(
    query: str, params: Mapping[str, object]
) -> Iterator[tuple[int, npt.NDArray[np.int64], npt.NDArray[np.float64]]]:
    """The rows of ``query``: a bigint, and an array of bigints and one of floats, both NULL where there is nothing.

    Half the bytes and the time of a row for each number. The arrays hold no NULLs.
    """
    sink = BytesIO()
    with connection.cursor() as cursor:
        text = cursor.cursor.mogrify(query, params).decode()
        cursor.cursor.copy_expert(f"COPY ({text}) TO STDOUT WITH (FORMAT binary)", sink, size=1 << 20)
    body = sink.getbuffer()
    at = len(HEADER)
    while body[at : at + 2] != TRAILER:
        number = int.from_bytes(body[at + 6 : at + 14], "big", signed=True)
        ids, at = _items(body, at + 14, ">i8")
        values, at = _items(body, at, ">f8")
        yield number, ids.astype(np.int64), values.astype(np.float64)


def _items(body: memoryview, at: int, kind: str) -> tuple[npt.NDArray[np.void], int]:
    """The items of an array field that begins at ``at``, and where the next field begins."""
    length = int.from_bytes(body[at : at + 4], "big", signed=True)
    start, end = at + 4 + _ARRAY_HEAD, at + 4 + max(length, 0)
    items = np.frombuffer(body[min(start, end) : end], np.dtype([("length", ">i4"), ("value", kind)]))
    return items["value"], end


def _array_head(length: int, has_null: bool, oid: int) -> bytes:
    if length == 0:
        return np.array([0, 0, oid], ">i4").tobytes()
    return np.array([1, int(has_null), oid, length, 1], ">i4").tobytes()


def float_array(values: npt.NDArray[np.float64]) -> bytes:
    """A ``float8[]`` field with its length; NaN becomes NULL."""
    items = np.empty(len(values), np.dtype([("length", ">i4"), ("value", ">f8")]))
    items["length"], items["value"] = 8, values
    nulls = np.isnan(values)
    if nulls.any():
        items["length"][nulls] = -1
        keep = np.ones((len(values), 12), bool)
        keep[nulls, 4:] = False
        body = items.view(np.uint8).reshape(-1, 12)[keep].tobytes()
    else:
        body = items.tobytes()
    return field(_array_head(len(values), bool(nulls.any()), _FLOAT8_OID) + body)


def short_array(values: npt.NDArray[np.integer]) -> bytes:
    """A ``smallint[]`` field with its length."""
    items = np.empty(len(values), np.dtype([("length", ">i4"), ("value", ">i2")]))
    items["length"], items["value"] = 2, values
    return field(_array_head(len(values), False, _INT2_OID) + items.tobytes())


def field(content: bytes | None) -> bytes:
    """One field: its length (−1 for NULL) and its bytes."""
    return b"\xff\xff\xff\xff" if content is None else len(content).to_bytes(4, "big") + content


def text(content: str) -> bytes:
    """A text field."""
    return field(content.encode())


def bigint(content: int | None) -> bytes:
    """A bigint field."""
    return field(None if content is None else content.to_bytes(8, "big", signed=True))


def day(ordinal: int) -> bytes:
    """A date field from a proleptic Gregorian ordinal; PostgreSQL counts from 2000-01-01."""
    return field((ordinal - 730120).to_bytes(4, "big", signed=True))


def row(*fields: bytes) -> bytes:
    """One row of fields made by the functions above."""
    return len(fields).to_bytes(2, "big") + b"".join(fields)
