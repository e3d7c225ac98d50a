"""Binary COPY in and out of PostgreSQL, from and to numpy arrays. Bulk data never pass through the ORM.

Rows of one width are a numpy record array; others are put together from the fields of ``wire``.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import nullcontext
from functools import partial
from io import BytesIO, RawIOBase
from typing import Any

import numpy as np
import numpy.typing as npt
import psycopg2
from django.db import connection
from django.db.backends.utils import CursorDebugWrapper

from indicators.wire import ARRAY_HEAD, HEADER, TRAILER


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


def copy_table(table: str, columns: Mapping[str, tuple[str, npt.ArrayLike]], length: int) -> None:
    """``copy_in`` of ``rows``: everything at once."""
    copy_in(table, columns, [rows(columns, length).tobytes()])


def copied(query: str, params: Mapping[str, object]) -> memoryview:
    """What ``COPY (query) TO STDOUT`` sends, header and trailer included; counted and logged like every other query.

    Raises:
        django.db.Error: a connection that breaks while COPY runs is an ``OperationalError`` here as everywhere; the driver
            itself tells it by its plainest error.
    """
    sink = BytesIO()  # one call a row: a method written in Python would cost more than the row

    def run(sql: str, _params: object, _many: bool, context: Mapping[str, Any]) -> None:
        try:
            context["cursor"].cursor.copy_expert(sql, sink, size=1 << 20)
        except psycopg2.DatabaseError as error:
            if type(error) is psycopg2.DatabaseError:
                raise psycopg2.OperationalError(*error.args) from error
            raise

    with connection.wrap_database_errors, connection.cursor() as cursor:
        sql = f"COPY ({cursor.cursor.mogrify(query, params).decode()}) TO STDOUT WITH (FORMAT binary)"
        execute: Callable[..., None] = run
        for wrapper in reversed(connection.execute_wrappers):
            execute = partial(wrapper, execute)
        logged = cursor.debug_sql(sql) if isinstance(cursor, CursorDebugWrapper) else nullcontext()
        with logged:
            execute(sql, None, False, {"connection": connection, "cursor": cursor})
    return sink.getbuffer()


def copy_out(query: str, params: Mapping[str, object], columns: Mapping[str, str]) -> npt.NDArray[np.void]:
    """The rows of ``query`` as a record array; every column is NOT NULL and has the stated big-endian type."""
    return np.frombuffer(copied(query, params)[len(HEADER) : -len(TRAILER)], record_type(columns))


def series_out(
    query: str, params: Mapping[str, object]
) -> Iterator[tuple[int, npt.NDArray[np.int64], npt.NDArray[np.float64]]]:
    """The rows of ``query``: a bigint, and an array of bigints and one of floats, both NULL where there is nothing.

    Half the bytes and the time of a row for each number. The arrays hold no NULLs.
    """
    body = copied(query, params)
    at = len(HEADER)
    while body[at : at + 2] != TRAILER:
        number = int.from_bytes(body[at + 6 : at + 14], "big", signed=True)
        ids, at = _items(body, at + 14, ">i8")
        values, at = _items(body, at, ">f8")
        yield number, ids.astype(np.int64), values.astype(np.float64)


def _items(body: memoryview, at: int, kind: str) -> tuple[npt.NDArray[np.void], int]:
    """The items of an array field that begins at ``at``, and where the next field begins."""
    length = int.from_bytes(body[at : at + 4], "big", signed=True)
    start, end = at + 4 + ARRAY_HEAD, at + 4 + max(length, 0)
    items = np.frombuffer(body[min(start, end) : end], np.dtype([("length", ">i4"), ("value", kind)]))
    return items["value"], end
