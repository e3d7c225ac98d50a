"""Merged cells below a header: a text holds for all their rows, a number cannot."""

import numpy as np

from indicators.catalogue.profile_spec import ProfileSpec
from indicators.intake.problems import ProblemLog, make_problem
from indicators.intake.tables import RawSheet, Table


def log_merged_numbers(table: Table, raw: RawSheet, profile: ProfileSpec, log: ProblemLog) -> None:
    """An error for each cell of several rows that holds a number which would count once for every row.

    Columns that say what a row is about, and those that are not loaded, may be merged as they like.
    """
    harmless = {*profile.telling_columns, *profile.ignored_columns}
    places = {number: at for at, number in enumerate(table.column_numbers)}
    for cells in raw.merged:
        if cells.first_row == cells.last_row:
            continue
        rows = np.flatnonzero((table.lines >= cells.first_row) & (table.lines <= cells.last_row))
        for number in range(cells.first_column, cells.last_column + 1):
            at = places.get(number)
            if at is None or rows.size < 2 or table.header[at] in harmless:
                continue
            typed = table.columns[at].typed
            if typed is not None and not np.isnan(typed[rows[0]]):
                log.add(
                    make_problem(
                        "merged_number",
                        row=int(table.lines[rows[0]]),
                        column=table.header[at],
                        value=table.columns[at].one(int(rows[0])),
                        last_row=int(table.lines[rows[-1]]),
                    )
                )
