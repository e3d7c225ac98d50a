"""The baseline of ``methods``: the same formulas in numpy, from arrays in memory to rows in a table with a key.

Values with their ranges and the indices go into the table; relative values and trends are computed, as in the portal.
"""

import io
import json

import django
import numpy as np

from tests.bench.measuring import timed
from tests.bench.methods.recalculation import COMPONENTS, PAIRS, QUARTERS, SIZES

Z = 1.959963984540054
DESIGN = 1.5
COLUMNS = "indicator, period, level, area, status, numerator, denominator, value, low, high"
TABLE = """
    DROP TABLE IF EXISTS rows;
    CREATE TABLE rows (
        indicator int NOT NULL, period int NOT NULL, level int NOT NULL, area int NOT NULL, status smallint NOT NULL,
        numerator float8, denominator float8, value float8, low float8, high float8,
        PRIMARY KEY (indicator, period, level, area)
    )
"""


def _bounds(n: np.ndarray, d: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    size, share = d / DESIGN, n / d
    middle = (share + Z * Z / (2 * size)) / (1 + Z * Z / size)
    half = Z / (1 + Z * Z / size) * np.sqrt(share * (1 - share) / size + Z * Z / (4 * size * size))
    return 100 * (middle - half), 100 * (middle + half)


def _rows(indicator: int, level: int, n: np.ndarray, d: np.ndarray) -> bytes:
    """The rows of one indicator at one level; n and d are (quarters × areas)."""
    with np.errstate(all="ignore"):
        low, high = _bounds(n, d)
    hidden = (n > 0) & (n < 3)
    quarters, areas = n.shape
    kind = np.dtype(
        [("fields", ">i2")]
        + [part for name in ("i", "p", "l", "a") for part in ((f"{name}#", ">i4"), (name, ">i4"))]
        + [("s#", ">i4"), ("s", ">i2")]
        + [part for name in ("n", "d", "v", "lo", "hi") for part in ((f"{name}#", ">i4"), (name, ">f8"))]
    )
    rows = np.empty((quarters, areas), kind)
    rows["fields"] = 10
    for name in kind.names or ():
        if name.endswith("#"):
            rows[name] = kind[name[:-1]].itemsize
    rows["i"], rows["l"], rows["s"] = indicator, level, np.where(hidden, 5, 0)
    rows["p"], rows["a"] = np.arange(quarters)[:, None], np.arange(areas)[None, :]
    for name, column in (("n", n), ("d", d), ("v", 100 * n / d), ("lo", low), ("hi", high)):
        rows[name] = np.where(hidden, 0.0, column)
    return rows.tobytes()


def _against(value: np.ndarray, city: np.ndarray) -> None:
    """What readers are told of every value: difference, index, change over four quarters, and that beside the city."""
    difference, ratio = value - city, 100 * value / city
    change, city_change = value[4:] - value[:-4], city[4:] - city[:-4]
    steps = np.diff(value[:-4] - city[:-4], axis=0)
    spread = steps.std(axis=0, ddof=1) * 2
    outside = np.abs(change - city_change)[-2:] > 2 * spread
    _ = difference, ratio, outside


def _index(values: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Sum of z over the areas, standardised again, with three classes; (quarters × areas)."""
    combined = sum((one - one.mean(axis=1, keepdims=True)) / one.std(axis=1, keepdims=True) for one in values)
    again = (combined - combined.mean(axis=1, keepdims=True)) / combined.std(axis=1, keepdims=True)
    return again, 1.0 + np.digitize(again, [-1.0, 1.0])


def main() -> None:
    """Sums upwards, rates, ranges, protection of small counts, two indices, relative values and trends, and one COPY."""
    django.setup()
    from django.db import connection, transaction

    chance = np.random.default_rng(11)
    finest = SIZES["planungsraum"]
    shape = (len(QUARTERS), finest)
    cases = [chance.integers(0, 200, shape).astype(float) for _ in PAIRS]
    residents = [chance.integers(200, 3000, shape).astype(float) for _ in range(10)]
    starts = [np.arange(number) * finest // number for number in SIZES.values()]
    with connection.cursor() as cursor:
        cursor.execute(TABLE)

    def calculate() -> None:
        pieces = [b"PGCOPY\n\xff\r\n\0" + bytes(8)]
        components: list[list[np.ndarray]] = [[] for _level in starts]
        for indicator, n in enumerate(cases):
            city = 100 * n.sum(axis=1, keepdims=True) / residents[indicator % 10].sum(axis=1, keepdims=True)
            for level, start in enumerate(starts):
                sums = [np.add.reduceat(counts, start, axis=1) for counts in (n, residents[indicator % 10])]
                pieces.append(_rows(indicator, level, *sums))
                value = 100 * sums[0] / sums[1]
                _against(value, city)
                if indicator < len(COMPONENTS):
                    components[level].append(value)
        for level, values in enumerate(components[1:], 1):
            changes = [one[8:] - one[:-8] for one in values]
            for number, parts in enumerate((values, changes)):
                pieces.append(_rows(len(PAIRS) + number, level, *_index(parts)))
        pieces.append(b"\xff\xff")
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.cursor.copy_expert(
                f"COPY rows ({COLUMNS}) FROM STDIN WITH (FORMAT binary)", io.BytesIO(b"".join(pieces)), size=1 << 20
            )

    print(json.dumps(timed(calculate)))


if __name__ == "__main__":
    main()
