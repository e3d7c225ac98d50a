"""What keeps a type the same type: its number over the years, its name, and what sets it apart, in codes.

Types are found anew at every date. ``matched`` gives them the numbers of the date before, so that as many areas as
possible keep their type (Hungarian method over the areas that both dates have; where areas do not decide, over the
centres). ``named`` holds the names of the catalogue to centres. ``traits_of`` says by what a type differs from the city.

Source: H. W. Kuhn (1955), The Hungarian method for the assignment problem; L. Kaufman and P. J. Rousseeuw (1990), Finding
Groups in Data, p. 88 (words for the mean silhouette).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from scipy.spatial.distance import cdist

from indicators.calculation.hierarchy import Bools, Floats
from indicators.calculation.typology import NO_TYPE, Labels

NAME_WITHIN = 0.75
CLEAR, SLIGHT = 1.0, 0.5
"""From so many standard deviations on a difference from the city is told as clear, or as slight; below it is not told."""


def matched(now: Labels, before: Labels, centres_now: Floats, centres_before: Floats) -> NDArray[np.intp]:
    """The number of the date before for each type of today: ``found[today]``.

    Args:
        now, before: (areas,) of the areas that both dates have; ``NO_TYPE`` where one takes no part.
        centres_now, centres_before: (types, components) of equal shape.

    The assignment keeps the most areas in their type; of equal ones that with the nearer centres.

    >>> same = np.array([[0.0], [1.0]])
    >>> matched(np.array([0, 0, 1], np.int16), np.array([1, 1, 0], np.int16), same, same).tolist()
    [1, 0]
    """
    types = len(centres_now)
    both = (now != NO_TYPE) & (before != NO_TYPE)
    kept = np.bincount(now[both].astype(int) * types + before[both], minlength=types * types).reshape(types, types)
    return _assigned(-kept.astype(np.float64), centres_now, centres_before)


def named(centres: Floats, wanted: Floats) -> NDArray[np.intp]:
    """The place of the name for each type: both (types, components); together they lie as near as possible.

    >>> named(np.array([[1.0], [-1.0]]), np.array([[-0.8], [1.3]])).tolist()
    [1, 0]
    """
    return _assigned(np.zeros((len(centres), len(centres))), centres, wanted)


def fitting(centres: Floats, wanted: Floats) -> Bools:
    """Where a type lies near enough to the centre of its name: within 0.75 standard deviations in the root mean square.

    A name that was given in another city, or long ago, is not kept where it no longer describes the type.

    >>> fitting(np.array([[1.0, 1.0], [2.0, -2.0]]), np.array([[0.5, 1.2], [1.0, 0.0]])).tolist()
    [True, False]
    """
    return np.asarray(np.sqrt(((centres - wanted) ** 2).mean(axis=1)) <= NAME_WITHIN, bool)


def _assigned(cost: Floats, first: Floats, second: Floats) -> NDArray[np.intp]:
    """The distances of the centres add less than one area to any assignment: they decide between equals only."""
    distances = cdist(first, second, "sqeuclidean")
    rows, columns = linear_sum_assignment(cost + distances / (1 + distances.sum()))
    found = np.empty(len(first), np.intp)
    found[rows] = columns
    return found


@dataclass(frozen=True)
class Trait:
    """One indicator by which a type differs: its place, the difference in standard deviations of the areas, its word.

    ``word``: ``far_above``, ``above``, ``below``, ``far_below``.
    """

    component: int
    difference: float
    word: str


def traits_of(difference: Floats) -> tuple[Trait, ...]:
    """What sets a type apart, the largest difference first; ties in the order of the indicators. Small ones are not told.

    Args:
        difference: (components,), value of the type less that of the city, in standard deviations of the areas; NaN is none.

    >>> [(trait.component, trait.word) for trait in traits_of(np.array([0.2, -1.4, 0.6, np.nan]))]
    [(1, 'far_below'), (2, 'above')]
    """
    order = np.argsort(-np.abs(difference), kind="stable")
    return tuple(
        Trait(int(place), float(difference[place]), _word(float(difference[place])))
        for place in order
        if abs(difference[place]) >= SLIGHT
    )


def _word(difference: float) -> str:
    side = "above" if difference > 0 else "below"
    return f"far_{side}" if abs(difference) >= CLEAR else side


def quality_word(silhouette: float) -> str:
    """How clearly the types part: ``strong`` (> 0.70), ``reasonable`` (> 0.50), ``weak`` (> 0.25) or ``none``.

    >>> quality_word(0.31)
    'weak'
    """
    return next(
        (word for word, above in (("strong", 0.7), ("reasonable", 0.5), ("weak", 0.25)) if silhouette > above), "none"
    )
