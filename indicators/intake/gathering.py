"""From the tables of a file to its parts by period: columns and rows of every table matched, what none has told."""

from collections.abc import Mapping, Sequence

import numpy as np

from indicators.catalogue.profile_spec import ProfileSpec
from indicators.intake.header import log_missing, match_columns
from indicators.intake.parts import Part, parts_of
from indicators.intake.problems import ProblemLog, make_problem
from indicators.intake.rows import LEFT_OUT, NOWHERE, Places, find_places
from indicators.intake.tables import Table
from indicators.intake.texts import Bools
from indicators.periods import Period


def gather(
    tables: Sequence[Table], profile: ProfileSpec, places: Places, announced: Period | None, log: ProblemLog
) -> tuple[dict[Period | None, list[Part]], int]:
    """The parts of every table under their periods, and how many rows there are."""
    found: dict[Period | None, list[Part]] = {}
    rows = 0
    matched = []
    for table in tables:
        with log.within(table.sheet):
            matched.append(match_columns(table, profile, log))
    log_missing(tables, matched, profile, log)
    for table, columns in zip(tables, matched, strict=True):
        place_of = np.full(len(table.lines), NOWHERE, dtype=np.int64)
        with log.within(table.sheet):
            if columns.area is not None and len(table.lines):
                used = [column.position for delivered in columns.delivered.values() for column in delivered]
                empty = _empty_rows(table, columns.area, used)
                place_of = find_places(table.columns[columns.area], empty, table.lines, profile, places, log)
            for part in parts_of(table, columns, place_of, profile, announced, log):
                found.setdefault(part.period, []).append(part)
        rows += int((place_of != LEFT_OUT).sum())
    _log_unsaid(found, profile, bool(tables), log)
    return found, rows


def _empty_rows(table: Table, area: int, used: Sequence[int]) -> Bools:
    """Rows without a code that have no content in any of the profile's columns; rows with a code are never empty."""
    empty = table.columns[area].blank()
    for position in used:
        if not empty.any():
            break
        empty &= table.columns[position].blank()
    return empty


def _log_unsaid(
    found: Mapping[Period | None, Sequence[Part]], profile: ProfileSpec, is_read: bool, log: ProblemLog
) -> None:
    """Words of a long file that never come, and columns that one of several periods does not have."""
    said = {period: {column for part in parts for column in part.cells} for period, parts in found.items()}
    every = {column for columns in said.values() for column in columns}
    for column, _ in profile.columns:
        if profile.long is not None and is_read and column not in every:
            optional = column in profile.optional_columns
            log.add(make_problem("column_not_delivered" if optional else "measure_not_in_file", column=column))
        for period, columns in said.items():
            if period is not None and column in every and column not in columns:
                with log.about(period.code):
                    log.add(make_problem("not_in_period", column=column))
