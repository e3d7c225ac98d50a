"""Fields of PostgreSQL's binary COPY, from numpy arrays: per field its length and its bytes in network order.

A stream is a header, per row a count of fields, the fields, and a trailer. An array is a head (dimensions, mark of NULLs,
type, length, lower bound) and its items, each with its length; a NULL has no bytes.
"""

from functools import lru_cache

import numpy as np
import numpy.typing as npt

HEADER = b"PGCOPY\n\xff\r\n\0" + bytes(8)
TRAILER = b"\xff\xff"
ARRAY_HEAD = 20
"""Bytes of an array's head."""
_FLOAT8_OID, _INT2_OID = 701, 21


def _array_head(length: int, oid: int) -> bytes:
    return np.array([1, 0, oid, length, 1] if length else [0, 0, oid], ">i4").tobytes()


@lru_cache(maxsize=64)
def _without_nulls(number: int, length: int) -> npt.NDArray[np.void]:
    """So many ``float8[]`` fields of one length, to be filled."""
    head = np.dtype([(name, ">i4") for name in ("length", "dimensions", "nulls", "type", "items", "from")])
    item = np.dtype([("length", ">i4"), ("value", ">f8")])
    fields = np.zeros(number, np.dtype([("head", head), ("items", item, (length,))]))
    fields["head"] = np.array((ARRAY_HEAD + item.itemsize * length, 1, 0, _FLOAT8_OID, length, 1), head)
    fields["items"]["length"] = 8
    return fields


def float_arrays(columns: npt.NDArray[np.float64]) -> bytes:
    """A ``float8[]`` field with its length for each row of ``columns`` (arrays × items); NaN becomes NULL.

    All in one: a city's blocks are tens of thousands of such arrays.
    """
    number, length = columns.shape
    if not length:
        return field(_array_head(0, _FLOAT8_OID)) * number
    fields, nulls = _without_nulls(number, length).copy(), np.isnan(columns)
    fields["items"]["value"] = columns
    if not nulls.any():
        return fields.tobytes()
    fields["items"]["length"][nulls] = -1
    fields["head"]["nulls"] = nulls.any(axis=1)
    fields["head"]["length"] -= (8 * nulls.sum(axis=1)).astype(np.int32)
    keep = np.ones((number, fields.itemsize), bool)
    keep[:, -12 * length :].reshape(number, length, 12)[nulls, 4:] = False
    return fields.view(np.uint8).reshape(number, -1)[keep].tobytes()


def short_array(values: npt.NDArray[np.integer]) -> bytes:
    """A ``smallint[]`` field with its length."""
    items = np.empty(len(values), np.dtype([("length", ">i4"), ("value", ">i2")]))
    items["length"], items["value"] = 2, values
    return field(_array_head(len(values), _INT2_OID) + items.tobytes())


def field(content: bytes | None) -> bytes:
    """One field: its length (−1 for NULL) and its bytes."""
    return b"\xff\xff\xff\xff" if content is None else len(content).to_bytes(4, "big") + content


def text(content: str) -> bytes:
    """A text field."""
    return field(content.encode())


def document(content: str) -> bytes:
    """A ``jsonb`` field from JSON as text."""
    return field(b"\1" + content.encode())


def bigint(content: int | None) -> bytes:
    """A bigint field."""
    return field(None if content is None else content.to_bytes(8, "big", signed=True))


def day(ordinal: int) -> bytes:
    """A date field from a proleptic Gregorian ordinal; PostgreSQL counts from 2000-01-01."""
    return field((ordinal - 730120).to_bytes(4, "big", signed=True))


def row(number: int, *fields: bytes) -> bytes:
    """One row of ``number`` fields made by the functions above, of which ``float_arrays`` makes several at once."""
    return number.to_bytes(2, "big") + b"".join(fields)
