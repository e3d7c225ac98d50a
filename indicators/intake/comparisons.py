"""What the columns of a file say about each other, about areas that were not computed, and about what is in force."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indicators.catalogue.specs import ProfileSpec
from indicators.intake.cells import States
from indicators.intake.problems import ProblemLog, make_problem
from indicators.intake.texts import Bools, Floats, Ints, Texts
from indicators.states import ValueState

_ENOUGH_AREAS = 10


def not_computed_rows(
    delivered: Mapping[str, Texts], rows: int, profile: ProfileSpec, log: ProblemLog
) -> dict[str, Bools]:
    r"""For each column the rows whose value is not applicable, because all columns of a rule are 0 or blank there.

    A single zero stays a number, and a column that was not delivered does not count. Source: Monitoring Soziale
    Stadtentwicklung Berlin, where areas left out of the computation carry 0 in every share and change.
    """
    skip: dict[str, Bools] = {}
    for rule in profile.not_computed:
        columns = [column for column in rule.when_all_in if column in delivered]
        if not columns or not rows:
            continue
        empty = np.ones(rows, dtype=np.bool_)
        for column in columns:
            empty &= delivered[column].trimmed().matches(r"\A(?:[+-]?0+(?:[.,]0*)?)?\z")
        if empty.any():
            log.add(make_problem("not_computed", rows=int(empty.sum()), columns=", ".join(columns)))
        for column in columns:
            skip[column] = skip.get(column, False) | empty
    return skip


@dataclass(frozen=True)
class Delivered:
    """The numbers of a file by column and place, and where in the file they stand.

    ``values`` has the shape (columns, places); ``rows`` is the row of each place, -1 where the file has none.
    """

    values: NDArray[np.float64]
    rows: Ints
    lines: Ints
    columns: Sequence[str]
    texts: Mapping[str, Texts]

    def has(self, *columns: str) -> bool:
        return all(column in self.texts for column in columns)

    def numbers(self, column: str) -> Floats:
        """The column's values by place, NaN where there is no number."""
        numbers: Floats = self.values[self.columns.index(column)]
        return numbers

    def rows_where(self, wanted: Bools) -> Ints:
        """The rows of these places in the order of the file."""
        return np.sort(self.rows[wanted & (self.rows >= 0)])


def check_at_most(delivered: Delivered, profile: ProfileSpec, log: ProblemLog) -> None:
    """A numerator may not exceed its denominator: the profile's ``at_most`` pairs, where both are numbers."""
    code = "numerator_above_denominator"
    for column, other in profile.at_most:
        if not delivered.has(column, other):
            continue
        with np.errstate(invalid="ignore"):
            rows = delivered.rows_where(delivered.numbers(column) > delivered.numbers(other))
        shown = rows[: log.room(code)]
        texts, limits = delivered.texts[column].at(shown), delivered.texts[other].at(shown)
        for row, text, limit in zip(shown, texts, limits, strict=True):
            line = int(delivered.lines[row])
            log.add(make_problem(code, row=line, column=column, value=text, other_column=other, other_value=limit))
        log.more(code, rows.size - shown.size)


def check_sums(delivered: Delivered, profile: ProfileSpec, decimals: Sequence[int], log: ProblemLog) -> None:
    """The profile's parts must add up to their total where all of them are numbers: counts exactly, others as rounded.

    Each of n delivered numbers may be off by half a unit of its last decimal (``decimals`` by column).
    """
    for rule in profile.sums:
        if not delivered.has(rule.total, *rule.parts):
            continue
        total = delivered.numbers(rule.total)
        added = np.sum([delivered.numbers(part) for part in rule.parts], axis=0)
        places = decimals[delivered.columns.index(rule.total)]
        allowed = 0.5 * 10.0**-places * (len(rule.parts) + 1) if places else 0.0
        with np.errstate(invalid="ignore"):
            differs = np.abs(total - added) > allowed + 1e-9
        sum_of_row = np.zeros(len(delivered.lines))
        sum_of_row[delivered.rows[differs]] = added[differs]
        rows = delivered.rows_where(differs)
        shown = rows[: log.room("sum_differs")]
        for row, text in zip(shown, delivered.texts[rule.total].at(shown), strict=True):
            told = f"{sum_of_row[row]:.{places}f}"
            parts = ", ".join(rule.parts)
            line = int(delivered.lines[row])
            log.add(make_problem("sum_differs", row=line, column=rule.total, value=text, parts=parts, sum=told))
        log.more("sum_differs", rows.size - shown.size)


def check_column(column: str, values: Floats, states: States, log: ProblemLog) -> None:
    """A column in which nothing is a number, or in ten rows and more every number is zero, is hardly what was meant."""
    numbers = values[states == ValueState.OK]
    if states.size and not numbers.size and not (states == ValueState.NOT_APPLICABLE).all():
        log.add(make_problem("column_without_numbers", column=column))
    elif numbers.size >= _ENOUGH_AREAS and not numbers.any():
        log.add(make_problem("column_all_zero", column=column, rows=int(numbers.size)))


def compare_in_force(
    measures: tuple[str, ...],
    columns: Mapping[str, str],
    values: NDArray[np.float64],
    given: NDArray[np.bool_],
    in_force: Mapping[str, Floats],
    log: ProblemLog,
) -> None:
    """What a second delivery of a period changes, measure by measure; nothing at all is worth a warning.

    A file that says the same of some measures and brings others too (two tables of one source that share the residents),
    or leaves some out, is not last time's file.

    ``in_force`` holds for a measure the values that readers have now, in the order of ``CheckedFile.places``, NaN for none.
    """
    compared = changed = 0
    brought = {measure for row, measure in enumerate(measures) if given[row].any()}
    for row, measure in enumerate(measures):
        old = in_force.get(measure)
        if old is None or measure not in brought:
            continue
        told = given[row]
        differs = told & ~((values[row] == old) | (np.isnan(values[row]) & np.isnan(old)))
        here, number = int(told.sum()), int(differs.sum())
        compared, changed = compared + here, changed + number
        if number:
            log.add(make_problem("values_changed", column=columns[measure], changed=number, compared=here))
    if compared and not changed and brought == in_force.keys():
        log.add(make_problem("unchanged_delivery", compared=compared))
