"""What the columns of a file say about areas that were not computed, as a whole, and about what is in force."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from indicators.catalogue.profile_spec import ProfileSpec
from indicators.intake.cells import States
from indicators.intake.problems import ProblemLog, make_problem
from indicators.intake.texts import Bools, Floats, Texts
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
