"""Status × dynamics: every class of a status index with every class of its dynamics index, as in Berlin's monitoring.

    group = status class · D + dynamics class                 D classes of dynamics, classes counted from 0

Level and dynamics are two statements; a group only says which two classes an area has, and adds nothing to them. Berlin has
4 × 3 = 12 groups, ``1+`` to ``4-``: the status classes by number, the dynamics classes as ``+``, ``+/-`` and ``-``. The
classes of both indices stand from the lowest values of the index up, so that ``+`` is the class in which disadvantage fell.

Source: Senatsverwaltung für Stadtentwicklung Berlin, Monitoring Soziale Stadtentwicklung 2013 ff., chapter on the Gesamtindex
Soziale Ungleichheit (status/dynamics index).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

NO_GROUP = -1
Codes = NDArray[np.int16]
_SIGNS = ("+", "±", "−")


@dataclass(frozen=True, eq=False)
class Groups:
    """``group`` per area, ``NO_GROUP`` where it lacks one of the two classes; ``cells[s, d]`` counts areas."""

    group: Codes
    cells: NDArray[np.int64]

    @property
    def without(self) -> int:
        """Areas that are in no group."""
        return int((self.group == NO_GROUP).sum())


def groups_of_classes(status: Codes, dynamics: Codes, classes: tuple[int, int]) -> Groups:
    """The group of each area and how many areas each has.

    Args:
        status: position of the status class per area, from the lowest values up; -1 where an area has none.
        dynamics: position of the dynamics class per area, likewise; the same areas in the same order.
        classes: how many classes status and dynamics have, both at least 1.

    Raises:
        ValueError: the shapes differ, a number of classes is below 1, or a position is none of them.

    >>> found = groups_of_classes(np.array([0, 3, 3, -1], np.int16), np.array([0, 2, -1, 1], np.int16), (4, 3))
    >>> found.group.tolist(), int(found.cells[3, 2]), found.without
    ([0, 11, -1, -1], 1, 2)
    """
    rows, columns = classes
    if status.shape != dynamics.shape:
        raise ValueError(f"shapes {status.shape}, {dynamics.shape}")
    if rows < 1 or columns < 1:
        raise ValueError(f"{rows} × {columns} classes")
    for position, most in ((status, rows), (dynamics, columns)):
        if ((position < -1) | (position >= most)).any():
            raise ValueError("a position is no class")
    both = (status >= 0) & (dynamics >= 0)
    group = np.where(both, status.astype(np.int16) * columns + dynamics, NO_GROUP).astype(np.int16)
    cells = np.bincount(group[both], minlength=rows * columns).reshape(rows, columns)
    return Groups(group, cells.astype(np.int64))


def dynamics_signs(count: int) -> tuple[str, ...]:
    """Short names of the dynamics classes: signs where there are three, numbers otherwise.

    >>> dynamics_signs(3), dynamics_signs(2)
    (('+', '±', '−'), ('/1', '/2'))
    """
    return _SIGNS if count == len(_SIGNS) else tuple(f"/{at + 1}" for at in range(count))


def group_labels(status: int, dynamics: int) -> tuple[str, ...]:
    """Short names of all groups, in the order of their codes.

    >>> group_labels(4, 3)[:4], group_labels(4, 3)[-1], group_labels(1, 2)
    (('1+', '1±', '1−', '2+'), '4−', ('1/1', '1/2'))
    """
    signs: Sequence[str] = dynamics_signs(dynamics)
    return tuple(f"{row + 1}{sign}" for row in range(status) for sign in signs)
