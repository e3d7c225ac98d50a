"""Parquet: its columns as they are typed; nested ones are told and left out."""

import pyarrow as pa
import pyarrow.parquet as pq

from indicators.parsing import limits
from indicators.parsing.arrow import check_shape, sheet_of
from indicators.parsing.findings import Finding, Refusal
from indicators.parsing.kinds import ENCRYPTED_PARQUET, Kind
from indicators.parsing.parsed import Parsed

_BATCH = 16_384
_NO_FILE = (pa.ArrowException, OSError, ValueError, OverflowError)


def read_parquet(content: bytes) -> Parsed:
    """The one table of a Parquet file, read in pieces, for what it declares of its size need not be true.

    Raises:
        Refusal: it cannot be read, or is larger than the intake takes.
    """
    if content.startswith(ENCRYPTED_PARQUET):
        raise Refusal("protected_file")
    findings: list[Finding] = []
    try:
        file = pq.ParquetFile(pa.BufferReader(content), memory_map=False, pre_buffer=False)
        schema, rows, size = file.schema_arrow, 0, 0
        check_shape(file.metadata.num_rows, len(schema))
        batches = []
        for batch in file.iter_batches(_BATCH, use_threads=False):
            rows, size = rows + batch.num_rows, size + batch.nbytes
            check_shape(rows, len(schema))
            if size > limits.TEXT_BYTES:
                limit = limits.megabytes(limits.TEXT_BYTES)
                raise Refusal("too_much_text", megabytes=limits.megabytes(size), limit=limit)
            batches.append(batch)
        table = pa.Table.from_batches(batches, schema)
        sheet = sheet_of(None, schema.names, [column.combine_chunks() for column in table.columns], findings)
    except pa.ArrowMemoryError as error:
        raise MemoryError from error
    except _NO_FILE as error:
        raise Refusal("broken_file", kind="Parquet") from error
    return Parsed(Kind.PARQUET, [sheet], findings)
