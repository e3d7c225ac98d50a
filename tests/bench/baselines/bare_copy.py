"""The baseline of ``ingest``: binary COPY of the rows that were staged last, ready in memory, into an equal table."""

import io
import json

import django

from tests.bench.measuring import timed


def main() -> None:
    """Take the rows out (not timed), COPY them into a table with the same columns and the same key (timed)."""
    django.setup()
    from django.db import connection, transaction

    columns = "delivery_id, measure_id, period_id, area_id, state, value"
    rows = io.BytesIO()
    with connection.cursor() as cursor:
        cursor.cursor.copy_expert(
            f"COPY (SELECT {columns} FROM sealed.observation WHERE delivery_id = (SELECT max(id) FROM sealed.delivery) "
            f"ORDER BY {columns}) TO STDOUT WITH (FORMAT binary)",
            rows,
        )
        cursor.execute("DROP TABLE IF EXISTS bare; CREATE TABLE bare (LIKE sealed.observation INCLUDING ALL)")
    rows.seek(0)

    def copy() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.cursor.copy_expert(f"COPY bare ({columns}) FROM STDIN WITH (FORMAT binary)", rows, size=1 << 20)

    print(json.dumps(timed(copy)))


if __name__ == "__main__":
    main()
