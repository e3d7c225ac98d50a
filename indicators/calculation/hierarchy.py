"""Which place belongs to which: the levels of an edition, coarsest first, with sums from fine to coarse.

Source: the partition model of small-area statistics (every place has exactly one parent); the residual unit holds the
cases "räumlich nicht zuordenbar" and is the last position of every level below the top that has one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
States = NDArray[np.uint8]
Positions = NDArray[np.intp]


class HierarchyError(ValueError):
    """The levels do not nest: ``str(error)`` is a code, ``level`` says where."""

    def __init__(self, code: str, level: str) -> None:
        super().__init__(code)
        self.level = level


@dataclass(frozen=True)
class _Grouping:
    """How the columns of one level are gathered by parent: sorted once, then summed run by run."""

    order: Positions | None  # None: the columns already stand in their parents' order
    starts: Positions
    parents: Positions  # the parents that have children, ascending
    size: int


@dataclass(frozen=True, eq=False)
class Hierarchy:
    """The levels of one edition and how they nest.

    Args:
        levels: level codes, coarsest first.
        codes: per level the places' codes in position order; a residual unit is the last of its level.
        parents: per level the position of each place's parent in the level above; empty for the top.
        residual: per level whether its last place is the residual unit. The parent of a residual unit is the residual
            unit above, or the city where there is none above.

    Raises:
        HierarchyError: ``levels_do_not_match``, ``duplicate_place``, ``parent_out_of_range``, ``residual_at_the_top``,
            ``several_cities`` (a residual unit needs one city), ``residual_parent``, ``place_below_residual``.

    >>> city = Hierarchy(("stadt", "planungsraum"), (("0",), ("01", "02", "rest")),
    ...                  (np.array([], int), np.array([0, 0, 0])), (False, True))
    >>> city.roll_up(np.array([[5.0, 7.0, 1.0]]), "stadt")
    array([[13.]])
    """

    levels: tuple[str, ...]
    codes: tuple[tuple[str, ...], ...]
    parents: tuple[Positions, ...]
    residual: tuple[bool, ...]

    def __post_init__(self) -> None:
        parts = (self.codes, self.parents, self.residual)
        if not self.levels or any(len(part) != len(self.levels) for part in parts) or len(self.parents[0]):
            raise HierarchyError("levels_do_not_match", self.levels[0] if self.levels else "")
        if self.residual[0]:
            raise HierarchyError("residual_at_the_top", self.levels[0])
        for depth in range(len(self.levels)):
            self._check(depth)

    def _check(self, depth: int) -> None:
        level, codes, parents = self.levels[depth], self.codes[depth], self.parents[depth]
        if len(set(codes)) != len(codes):
            raise HierarchyError("duplicate_place", level)
        if depth == 0:
            return
        above = len(self.codes[depth - 1])
        if len(parents) != len(codes):
            raise HierarchyError("levels_do_not_match", level)
        if len(parents) and (parents.min() < 0 or parents.max() >= above):
            raise HierarchyError("parent_out_of_range", level)
        ordinary = parents[:-1] if self.residual[depth] else parents
        if self.residual[depth - 1] and (ordinary == above - 1).any():
            raise HierarchyError("place_below_residual", level)
        if self.residual[depth] and len(self.codes[0]) != 1:
            raise HierarchyError("several_cities", level)
        above_is_whole = depth == 1 or self.residual[depth - 1]
        if self.residual[depth] and (not above_is_whole or parents[-1] != above - 1):
            raise HierarchyError("residual_parent", level)

    @property
    def finest(self) -> str:
        """The level that is delivered and carries authority."""
        return self.levels[-1]

    def depth(self, level: str) -> int:
        """Position of ``level``, 0 for the top; ``KeyError`` for a level that is not here."""
        try:
            return self.levels.index(level)
        except ValueError:
            raise KeyError(level) from None

    def places(self, level: str) -> tuple[str, ...]:
        """Codes of a level in position order."""
        return self.codes[self.depth(level)]

    @cached_property
    def _groupings(self) -> tuple[_Grouping | None, ...]:
        return (None, *(_grouping(p, len(self.codes[d])) for d, p in enumerate(self.parents[1:])))

    def sum_once(self, matrix: Floats, depth: int) -> Floats:
        """Sums of the level at ``depth`` for the level above: (series × places) → (series × parents).

        A parent without children gets 0. Added in position order, so that the bits do not depend on the machine.
        """
        return _gather(np.add, matrix, self._grouping_at(matrix, depth), np.float64)

    def max_once(self, matrix: States, depth: int) -> States:
        """Largest code among the children of each place of the level above; 0 without children."""
        return _gather(np.maximum, matrix, self._grouping_at(matrix, depth), np.uint8)

    def _grouping_at(self, matrix: NDArray[np.generic], depth: int) -> _Grouping:
        grouping = self._groupings[depth]
        if grouping is None or matrix.ndim != 2 or matrix.shape[1] != len(self.codes[depth]):
            raise ValueError(f"shape {matrix.shape} does not fit level {self.levels[depth]}")
        return grouping

    def roll_up(self, matrix: Floats, level: str) -> Floats:
        """Sums of the finest level's matrix (series × finest places) for ``level``: (series × places of the level)."""
        target = self.depth(level)
        for depth in range(len(self.levels) - 1, target, -1):
            matrix = self.sum_once(matrix, depth)
        return matrix


def _grouping(parents: Positions, size: int) -> _Grouping:
    ascending = bool((np.diff(parents) >= 0).all())
    order = None if ascending else np.argsort(parents, kind="stable")
    present, starts = np.unique(parents if order is None else parents[order], return_index=True)
    return _Grouping(order, starts, present, size)


_Number = TypeVar("_Number", np.float64, np.uint8)


def _gather(
    operation: np.ufunc, matrix: NDArray[_Number], grouping: _Grouping, dtype: type[_Number]
) -> NDArray[_Number]:
    ordered = matrix if grouping.order is None else matrix[:, grouping.order]
    if len(grouping.parents) == grouping.size:
        return np.asarray(operation.reduceat(ordered, grouping.starts, axis=1), dtype)
    result = np.zeros((len(matrix), grouping.size), dtype)
    if len(grouping.parents):
        result[:, grouping.parents] = operation.reduceat(ordered, grouping.starts, axis=1)
    return result


def nested(levels: Sequence[str], codes: Sequence[Sequence[str]], parent_of: Sequence[dict[str, str]]) -> Hierarchy:
    """A hierarchy without residual units from codes and child → parent dictionaries (the first dictionary is empty).

    >>> nested(["stadt", "bezirk"], [["0"], ["01", "02"]], [{}, {"01": "0", "02": "0"}]).parents[1].tolist()
    [0, 0]
    """
    parents = [np.array([], np.intp)]
    for depth in range(1, len(levels)):
        position = {code: at for at, code in enumerate(codes[depth - 1])}
        parents.append(np.array([position[parent_of[depth][code]] for code in codes[depth]], np.intp))
    return Hierarchy(tuple(levels), tuple(tuple(c) for c in codes), tuple(parents), (False,) * len(levels))
