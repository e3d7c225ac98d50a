"""The pieces of an explanation: a step with its rule and its numbers, and one number with what it was computed from."""

from dataclasses import dataclass

import numpy as np

from indicators.calculation.relative import Figures
from indicators.states import ValueState


@dataclass(frozen=True)
class Step:
    """``method``: the page that explains the rule. Without ``numbers`` the reader gets none."""

    code: str
    title: str
    method: str
    rule: tuple[str, ...]
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cell:
    """One place at one period; NaN where the kind has none, or the reader gets none."""

    value: float
    n: float
    d: float
    low: float
    high: float

    @property
    def counted(self) -> bool:
        """Whether the reader sees what the value was computed from."""
        return bool(np.isfinite(self.n) and np.isfinite(self.d))


def cell_of(figures: Figures, at: int | None) -> Cell | None:
    """A cell of a series; nothing where there is no number."""
    if at is None or figures.status[at] != ValueState.OK:
        return None
    columns = (figures.value, figures.numerator, figures.denominator, figures.low, figures.high)
    return Cell(*(float(column[at]) for column in columns))
