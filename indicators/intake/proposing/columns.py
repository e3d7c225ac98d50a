"""What the cells of one column look like, whatever it is called."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from indicators.intake.proposing.notation import Writing, is_sign

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Column:
    """``cells`` are those of the rows of areas; ``numbers`` are NaN where a cell is none."""

    name: str
    position: int
    cells: tuple[str, ...]
    numbers: Floats

    @cached_property
    def others(self) -> Counter[str]:
        """Cells that are no numbers, with how often they occur."""
        return Counter(cell for cell, number in zip(self.cells, self.numbers.tolist(), strict=True) if np.isnan(number))

    @cached_property
    def distinct(self) -> frozenset[str]:
        return frozenset(self.cells)

    @cached_property
    def holds_numbers(self) -> bool:
        """Numbers and signs in at least nine of ten cells, and at least one number."""
        signs = sum(count for text, count in self.others.items() if is_sign(text))
        numbers = int((~np.isnan(self.numbers)).sum())
        return numbers > 0 and numbers + signs >= 0.9 * len(self.cells)

    @cached_property
    def is_blank(self) -> bool:
        return not any(self.cells)

    @cached_property
    def has_fractions(self) -> bool:
        known = self.numbers[~np.isnan(self.numbers)]
        return bool((known != np.floor(known)).any())

    @cached_property
    def has_negatives(self) -> bool:
        return bool((self.numbers < 0).any())

    @cached_property
    def highest(self) -> float:
        known = self.numbers[~np.isnan(self.numbers)]
        return float(known.max()) if known.size else 0.0


def column_of(name: str, position: int, cells: list[str], writing: Writing) -> Column:
    """A column with its cells read as numbers where they are such."""
    numbers = [writing.number(cell) for cell in cells]
    return Column(
        name, position, tuple(cells), np.array([np.nan if number is None else number for number in numbers], np.float64)
    )
