"""The check of one file, from bytes to typed values or coded problems: the whole file or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from indicators.catalogue.specs import MeasureSpec, ProfileSpec
from indicators.intake.cells import notation_of, read_cells
from indicators.intake.comparisons import (
    Delivered,
    check_at_most,
    check_column,
    check_sums,
    compare_in_force,
    not_computed_rows,
)
from indicators.intake.header import Columns, match_columns
from indicators.intake.persons import refuse_persons
from indicators.intake.problems import Problem, ProblemLog, Severity
from indicators.intake.reading import BYTE_LIMIT, read_file
from indicators.intake.reporting_period import check_period
from indicators.intake.rows import NOWHERE, Places, find_places
from indicators.intake.tables import Table
from indicators.periods import Period
from indicators.states import ValueState


@dataclass(frozen=True, eq=False)
class CheckedFile:
    """What a file says, and what is wrong with it.

    ``values`` (float64, NaN where not OK), ``states`` (uint8, ``ValueState``) and ``given`` have the shape
    (measures, places). ``given`` tells where the file had a cell; elsewhere the state is missing. ``counts`` has the exact
    number of problems of each code, ``problems`` at most a thousand examples of each. ``inspected`` is False where the
    bytes could not be read as a table, so that nobody looked for persons in them.
    """

    problems: tuple[Problem, ...]
    rows: int
    measures: tuple[str, ...]
    places: tuple[str, ...]
    values: NDArray[np.float64]
    states: NDArray[np.uint8]
    given: NDArray[np.bool_]
    counts: Mapping[str, int] = field(default_factory=dict)
    inspected: bool = True

    @property
    def refused(self) -> bool:
        """Whether anything is an error, so that nothing of the file may be staged."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)


def check_file(
    content: bytes,
    *,
    profile: ProfileSpec,
    measures: Mapping[str, MeasureSpec],
    places: Places,
    period: Period | None = None,
    in_force: Mapping[str, NDArray[np.float64]] | None = None,
    byte_limit: int = BYTE_LIMIT,
) -> CheckedFile:
    """Read a delivered file by its profile and collect everything that is wrong with it.

    Bad content never raises: it becomes problems with line, column and value. Nothing is repaired or left out silently.

    Args:
        measures: the specifications of at least the profile's measures, by code.
        places: what the rows may speak about; the arrays follow ``places.all``.
        period: decides which definition a column has (``ProfileSpec.columns_at``), and must be of a kind the profile takes.
        in_force: for a second delivery of a period, what is in force: measure → values in the order of ``places.all``.
        byte_limit: a larger file is refused unread.

    Raises:
        PersonLevelFile: the file seems to hold one row per person; the bytes must be erased.
    """
    log = ProblemLog()
    reading = read_file(content, profile, log, byte_limit=byte_limit)
    for seen in reading.seen:
        refuse_persons(seen, profile, places)
    table = reading.tables[0] if reading.tables else None
    if period is not None:
        log.extend(check_period(period.code, profile))
    mapping = profile.columns_at(period)
    result = _empty(tuple(measure for _, measure in mapping), places)
    if table is not None:
        columns = match_columns(table, profile, log)
        _read_table(table, columns, mapping, profile, measures, places, result, log)
        if in_force:
            mapped = {measure: column for column, measure in mapping}
            compare_in_force(result.measures, mapped, result.values, result.given, in_force, log)
    return CheckedFile(
        log.problems,
        0 if table is None else len(table.lines),
        result.measures,
        result.places,
        result.values,
        result.states,
        result.given,
        dict(log.counts),
        bool(reading.seen) or "empty_file" in log.counts,
    )


def inspect_file(content: bytes, *, profile: ProfileSpec, byte_limit: int = BYTE_LIMIT) -> bool:
    """Look for persons alone, where a delivery is refused before its areas are known.

    Returns:
        whether the bytes could be read at all; an empty file counts as read.

    Raises:
        PersonLevelFile: the file seems to hold one row per person; the bytes must be erased.
    """
    log = ProblemLog()
    reading = read_file(content, profile, log, byte_limit=byte_limit)
    for seen in reading.seen:
        refuse_persons(seen, profile, Places(profile.area.level, ()))
    return bool(reading.seen) or "empty_file" in log.counts


def _empty(measures: tuple[str, ...], places: Places) -> CheckedFile:
    shape = (len(measures), len(places.all))
    states = np.full(shape, ValueState.MISSING, dtype=np.uint8)
    return CheckedFile((), 0, measures, places.all, np.full(shape, np.nan), states, np.zeros(shape, dtype=np.bool_))


def _read_table(
    table: Table,
    columns: Columns,
    mapping: tuple[tuple[str, str], ...],
    profile: ProfileSpec,
    measures: Mapping[str, MeasureSpec],
    places: Places,
    result: CheckedFile,
    log: ProblemLog,
) -> None:
    """Fill the arrays of ``result`` from the rows that have a place; cells of the others are checked too."""
    rows = len(table.lines)
    found = np.full(rows, NOWHERE, dtype=np.int64)
    if columns.area is not None and rows:
        found = find_places(table.columns[columns.area], table.lines, profile, places, log)
    placed = np.flatnonzero(found >= 0)
    texts = {column: table.columns[position] for column, position in columns.delivered.items()}
    not_computed = not_computed_rows(texts, rows, profile, log)
    nothing = np.zeros(rows, dtype=np.bool_)
    notation = notation_of(profile)
    for position, (column, measure) in enumerate(mapping):
        if column not in texts:
            continue
        skip = not_computed.get(column, nothing)
        values, states = read_cells(texts[column], skip, table.lines, column, measures[measure], notation, log)
        states[skip] = ValueState.NOT_APPLICABLE
        check_column(column, values, states, log)
        result.values[position, found[placed]] = values[placed]
        result.states[position, found[placed]] = states[placed]
        result.given[position, found[placed]] = True
    rows_of_places = np.full(len(places.all), NOWHERE, dtype=np.int64)
    rows_of_places[found[placed]] = placed
    delivered = Delivered(result.values, rows_of_places, table.lines, [column for column, _ in mapping], texts)
    check_at_most(delivered, profile, log)
    check_sums(delivered, profile, [measures[measure].decimals for _, measure in mapping], log)
