"""What the columns of a file say about each other: a part is not more than the whole, parts add up."""

from collections.abc import Sequence

import numpy as np

from indicators.catalogue.profile_spec import ProfileSpec
from indicators.intake.filling import Filled
from indicators.intake.problems import ProblemLog, make_problem
from indicators.intake.texts import Bools, Ints


class Delivered:
    """The numbers of one period by the profile's columns, and where in the file they stand."""

    def __init__(self, filled: Filled, columns: Sequence[str]) -> None:
        self._filled, self.told = filled, filled.told
        self._rows = {column: row for row, column in enumerate(columns) if filled.sources[row]}

    def has(self, *columns: str) -> bool:
        """Whether the file delivers all of these columns for the period."""
        return all(column in self._rows for column in columns)

    def row(self, column: str) -> int:
        """The row of a delivered column in the arrays."""
        return self._rows[column]

    def text(self, column: str, place: int) -> str:
        """A cell as it stands in the file."""
        return self._filled.text(self._rows[column], place)

    def places_where(self, wanted: Bools, column: str) -> Ints:
        """These places in the order in which the file has them in a column."""
        lines = self.told.lines[self._rows[column]]
        chosen = np.flatnonzero(wanted & (lines > 0))
        return chosen[np.argsort(lines[chosen], kind="stable")]


def check_at_most(delivered: Delivered, profile: ProfileSpec, log: ProblemLog) -> None:
    """A numerator may not exceed its denominator: the profile's ``at_most`` pairs, where both are numbers."""
    code, told = "numerator_above_denominator", delivered.told
    for column, other in profile.at_most:
        if not delivered.has(column, other):
            continue
        row, beside = delivered.row(column), delivered.row(other)
        with np.errstate(invalid="ignore"):
            places = delivered.places_where(told.values[row] > told.values[beside], column)
        shown = places[: log.room(code)]
        with log.within(told.sheets[row]):
            for place in shown:
                log.add(
                    make_problem(
                        code,
                        row=int(told.lines[row, place]),
                        column=told.columns[row],
                        value=delivered.text(column, place),
                        other_column=told.columns[beside],
                        other_value=delivered.text(other, place),
                    )
                )
        log.more(code, places.size - shown.size)


def check_sums(delivered: Delivered, profile: ProfileSpec, decimals: Sequence[int], log: ProblemLog) -> None:
    """The profile's parts must add up to their total where all of them are numbers: counts exactly, others as rounded.

    Each of n delivered numbers may be off by half a unit of its last decimal (``decimals`` by measure).
    """
    told = delivered.told
    for rule in profile.sums:
        if not delivered.has(rule.total, *rule.parts):
            continue
        row, parts = delivered.row(rule.total), [delivered.row(part) for part in rule.parts]
        added = np.sum(told.values[parts], axis=0)
        digits = decimals[row]
        allowed = 0.5 * 10.0**-digits * (len(parts) + 1) if digits else 0.0
        with np.errstate(invalid="ignore"):
            places = delivered.places_where(np.abs(told.values[row] - added) > allowed + 1e-9, rule.total)
        shown = places[: log.room("sum_differs")]
        names = ", ".join(told.columns[part] for part in parts)
        with log.within(told.sheets[row]):
            for place in shown:
                line, value, told_sum = int(told.lines[row, place]), delivered.text(rule.total, place), added[place]
                log.add(
                    make_problem(
                        "sum_differs",
                        row=line,
                        column=told.columns[row],
                        value=value,
                        parts=names,
                        sum=f"{told_sum:.{digits}f}",
                    )
                )
        log.more("sum_differs", places.size - shown.size)
