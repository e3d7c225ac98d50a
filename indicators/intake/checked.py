"""What a file says, and what is wrong with it: the outcome of a check."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from indicators.intake.cells import States
from indicators.intake.plausibility.history import Told
from indicators.intake.problems import Problem, Severity
from indicators.intake.texts import Bools, Floats
from indicators.periods import Period
from indicators.states import ValueState

Lines = NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class CheckedPeriod:
    """What a file says about one period (None: none was announced).

    ``values`` (float64, NaN where not OK), ``states`` (uint8, ``ValueState``), ``given`` and ``lines`` have the shape
    (measures, places). ``given`` tells where the file had a cell; elsewhere the state is missing. ``lines`` is the row of a
    cell in its sheet, 0 where there is none. ``columns`` and ``sheets`` name for each measure where it stood: the header
    of its column, or its word in a long file.
    """

    period: Period | None
    measures: tuple[str, ...]
    columns: tuple[str, ...]
    sheets: tuple[str | None, ...]
    values: Floats
    states: States
    given: Bools
    lines: Lines

    @property
    def told(self) -> Told:
        """The period as the checks against its surroundings take it."""
        assert self.period is not None
        return Told(
            self.period,
            self.measures,
            self.columns,
            self.values,
            self.states,
            self.given,
            self.lines,
            self.sheets,
        )


def nothing_said(period: Period | None, mapping: tuple[tuple[str, str], ...], places: int) -> CheckedPeriod:
    """A period of which nothing is known yet; ``mapping``: columns and their measures."""
    shape = (len(mapping), places)
    return CheckedPeriod(
        period,
        tuple(measure for _, measure in mapping),
        tuple(column for column, _ in mapping),
        (None,) * len(mapping),
        np.full(shape, np.nan),
        np.full(shape, ValueState.MISSING, dtype=np.uint8),
        np.zeros(shape, dtype=np.bool_),
        np.zeros(shape, dtype=np.int32),
    )


@dataclass(frozen=True, eq=False)
class CheckedFile:
    """What a file says period by period, in the order of ``places``, and everything that is wrong with it.

    ``periods`` ascend and are at least one. ``counts`` has the exact number of problems of each code, ``problems`` at most
    a thousand examples of each. ``inspected`` is False where the bytes could not be read as a table, so that nobody looked
    for persons in them.
    """

    problems: tuple[Problem, ...]
    rows: int
    places: tuple[str, ...]
    periods: tuple[CheckedPeriod, ...]
    announced: Period | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    inspected: bool = True

    @property
    def refused(self) -> bool:
        """Whether anything is an error, so that nothing of the file may be staged."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)

    @property
    def own(self) -> CheckedPeriod:
        """The announced period, or the first where the file does not have it."""
        return next((told for told in self.periods if told.period == self.announced), self.periods[0])

    @property
    def measures(self) -> tuple[str, ...]:
        return self.own.measures

    @property
    def values(self) -> Floats:
        return self.own.values

    @property
    def states(self) -> States:
        return self.own.states

    @property
    def given(self) -> Bools:
        return self.own.given

    @property
    def observations(self) -> int:
        """How many cells the file gives, of all periods."""
        return sum(int(told.given.sum()) for told in self.periods)
