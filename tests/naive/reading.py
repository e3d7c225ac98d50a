"""A file's numbers the slow way: line by line, cell by cell, into one dictionary."""

import csv
from collections.abc import Mapping, Sequence

Cells = dict[tuple[str, str, str], float]
"""(period, measure, area) → number"""


def read(
    text: str,
    *,
    areas: Sequence[str],
    columns: Mapping[str, str],
    periods: Sequence[str],
    measure_column: str = "",
    value_column: str = "",
    period_column: str = "",
) -> Cells:
    """The cells of a text with semicolons whose header has a column ``id``.

    ``columns``: the name of a column, or the word of ``measure_column``, → measure. A name that ends in one of ``periods``
    is a column of that period; without any of these and without ``period_column`` everything is of the first period.
    """
    lines = list(csv.reader(text.splitlines(), delimiter=";"))
    start = next(number for number, line in enumerate(lines) if "id" in line)
    header = lines[start]
    found: Cells = {}
    for line in lines[start + 1 :]:
        if len(line) != len(header):
            continue
        row = dict(zip(header, line, strict=True))
        area = area_of(row["id"].strip(), areas)
        if area is None:
            continue
        for name, cell in row.items():
            told = column(name, columns, periods, value_column)
            if told is None or not cell.strip():
                continue
            word, period = told
            if measure_column:
                word = row[measure_column]
            if word in columns:
                found[row[period_column] if period_column else period, columns[word], area] = float(cell)
    return found


def area_of(code: str, areas: Sequence[str]) -> str | None:
    """The area of a code, completed by zeros where it lost them."""
    while len(code) <= max(map(len, areas)):
        if code in areas:
            return code
        code = "0" + code
    return None


def column(name: str, columns: Mapping[str, str], periods: Sequence[str], value_column: str) -> tuple[str, str] | None:
    """What a column is called without its period, and the period; nothing for one that carries no numbers."""
    wanted = [value_column] if value_column else list(columns)
    for word in wanted:
        if name == word:
            return word, periods[0]
        for period in periods:
            if name == f"{word} {period}":
                return word, period
    return None
