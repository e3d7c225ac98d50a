"""How a child hands over what it read: a line of JSON, then one Arrow stream a sheet."""

import json
from dataclasses import asdict
from typing import Any, BinaryIO

import numpy as np
import pyarrow as pa

from indicators.parsing.columns import Column
from indicators.parsing.findings import Finding
from indicators.parsing.parsed import Parsed, Sheet


def send(parsed: Parsed, to: BinaryIO) -> None:
    """Write what was read."""
    streams = [_stream(sheet) for sheet in parsed.sheets]
    about = {
        "kind": parsed.kind,
        "findings": [asdict(finding) for finding in parsed.findings],
        "sheets": [
            {
                "name": sheet.name,
                "columns": sheet.column_numbers,
                "merged": sheet.merged,
                "hidden": sheet.is_hidden,
                "beside": sheet.is_beside,
                "typed": [column.typed is not None for column in sheet.columns],
                "bytes": stream.size,
            }
            for sheet, stream in zip(parsed.sheets, streams, strict=True)
        ],
    }
    to.write(json.dumps(about).encode() + b"\n")
    for stream in streams:
        to.write(stream)


def receive(sent: bytes) -> Parsed:
    """What a child wrote.

    Raises:
        ValueError: it did not write it to its end.
    """
    line, _, _ = sent.partition(b"\n")
    about = json.loads(line)
    start, sheets = len(line) + 1, []
    for told in about["sheets"]:
        stream = memoryview(sent)[start : start + told["bytes"]]
        if len(stream) < told["bytes"]:
            raise ValueError("cut off")
        sheets.append(_sheet(told, stream))
        start += told["bytes"]
    return Parsed(about["kind"], sheets, [Finding(**finding) for finding in about["findings"]])


def _stream(sheet: Sheet) -> Any:
    arrays = [pa.array(sheet.rows)]
    for column in sheet.columns:
        arrays.append(column.texts)
        if column.typed is not None:
            arrays.append(pa.array(column.typed))
    batch = pa.record_batch(arrays, names=[str(number) for number in range(len(arrays))])
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as writer:
        writer.write_batch(batch)
    return sink.getvalue()


def _sheet(told: dict[str, Any], stream: memoryview) -> Sheet:
    batch = pa.ipc.open_stream(pa.py_buffer(stream)).read_next_batch()
    arrays = iter(batch.columns)
    rows = next(arrays).to_numpy()
    columns = []
    for typed in told["typed"]:
        texts = next(arrays)
        columns.append(Column(texts, next(arrays).to_numpy(zero_copy_only=False) if typed else None))
    merged = [(a, b, c, d) for a, b, c, d in told["merged"]]
    return Sheet(told["name"], columns, told["columns"], rows.astype(np.int64), merged, told["hidden"], told["beside"])
