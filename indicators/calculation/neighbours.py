"""Which areas lie side by side: queen contiguity, from their shapes. Pure.

Two areas are neighbours where they share at least one point, a corner too. An area without a shape (the residual unit) has
none; nor has an island. Water, rails and motorways do not part areas: the shapes alone decide.

Source: A. D. Cliff and J. K. Ord (1981), Spatial Processes, chapter 1; libpysal, ``weights.contiguity.Queen``.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely

from indicators.calculation.hierarchy import Bools

Ints = npt.NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Neighbours:
    """The neighbours of every area: those of area i are ``areas[starts[i] : starts[i + 1]]``, ascending.

    Neighbourhood is mutual, and nobody is their own neighbour.
    """

    starts: Ints
    areas: Ints

    def __len__(self) -> int:
        return len(self.starts) - 1

    @property
    def counts(self) -> Ints:
        """How many neighbours each area has; 0: an island."""
        return np.diff(self.starts)

    def of(self, area: int) -> Ints:
        """The neighbours of one area."""
        return self.areas[self.starts[area] : self.starts[area + 1]]

    def in_order(self, order: Ints) -> "Neighbours":
        """The neighbourhood among some areas alone, in another order: area i is then what was ``order[i]``.

        Args:
            order: positions without repetition; areas that are left out are nobody's neighbours any more.

        >>> line = neighbours_from_pairs(3, [(0, 1), (1, 2)])
        >>> line.in_order(np.array([2, 1])).of(0).tolist()
        [1]
        """
        place = np.full(len(self), -1, np.intp)
        place[order] = np.arange(len(order))
        one, other = place[np.repeat(np.arange(len(self)), self.counts)], place[self.areas]
        both = (one >= 0) & (other >= 0)
        return _grouped(len(order), one[both], other[both])

    def among(self, part: Bools) -> "Neighbours":
        """The neighbourhood among the areas that take part, in their order."""
        return self.in_order(np.flatnonzero(part))


def queen(shapes: npt.NDArray[np.object_]) -> Neighbours:
    """The neighbourhood of areas by their shapes.

    Args:
        shapes: shapely geometries in the position order of a level, of one coordinate system; ``None``: no shape.

    >>> row = shapely.box([0, 1, 5], [0, 0, 0], [1, 2, 6], [1, 1, 1])
    >>> queen(row).counts.tolist()
    [1, 1, 0]
    """
    one, other = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    apart = one != other
    return _grouped(len(shapes), one[apart], other[apart])


def neighbours_from_pairs(areas: int, pairs: list[tuple[int, int]]) -> Neighbours:
    """The neighbourhood of ``areas`` areas from pairs that lie side by side, each named once or twice.

    >>> neighbours_from_pairs(3, [(0, 1), (1, 0)]).counts.tolist()
    [1, 1, 0]
    """
    both = np.array(pairs, np.intp).reshape(-1, 2)
    links = np.unique(np.concatenate([both, both[:, ::-1]]), axis=0)
    return _grouped(areas, links[:, 0], links[:, 1])


def _grouped(areas: int, one: Ints, other: Ints) -> Neighbours:
    order = np.lexsort((other, one))
    starts = np.concatenate([[0], np.cumsum(np.bincount(one, minlength=areas))])
    return Neighbours(starts.astype(np.intp), other[order].astype(np.intp))
