"""Reference distributions by permutation: what a statistic would be if only chance had laid the values. Pure.

Every function takes its generator, so that a fixed seed gives the same bits.

Source: P. Good (2005), Permutation, Parametric and Bootstrap Tests of Hypotheses, chapter 1; B. Phipson and G. Smyth (2010),
Permutation p-values should never be zero, Stat. Appl. Genet. Mol. Biol. 9, 39.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from indicators.calculation.hierarchy import Floats

_CHUNK = 256


def draws(rng: np.random.Generator, others: int, most: int, permutations: int) -> NDArray[np.intp]:
    """``most`` different ones of ``others`` (0 … others − 1), without putting back, ``permutations`` times.

    Returns:
        (most, permutations); the first k rows are a draw of k.

    A number is drawn among those that are left and moved past the smaller ones that were taken before.

    >>> drawn = draws(np.random.default_rng(1), 5, 5, 3)
    >>> np.sort(drawn, axis=0).T.tolist()
    [[0, 1, 2, 3, 4], [0, 1, 2, 3, 4], [0, 1, 2, 3, 4]]
    """
    drawn = np.empty((most, permutations), np.intp)
    for turn in range(most):
        fresh = rng.integers(0, others - turn, permutations)
        for taken in np.sort(drawn[:turn], axis=0):
            fresh += fresh >= taken
        drawn[turn] = fresh
    return drawn


def shuffles(rng: np.random.Generator, values: Floats, permutations: int) -> Iterator[Floats]:
    """All values in another order, ``permutations`` times, some hundred at once.

    Yields:
        (values, some): every column is one order.

    >>> [part.shape for part in shuffles(np.random.default_rng(1), np.arange(4.0), 300)]
    [(4, 256), (4, 44)]
    """
    for start in range(0, permutations, _CHUNK):
        several = np.tile(values, (min(_CHUNK, permutations - start), 1))
        yield rng.permuted(several, axis=1, out=several).T


def two_sided(reference: Floats, observed: float, tie: float = 0.0) -> float:
    """Pseudo p of both sides: ``2 · (min(#{r ≥ o}, #{r ≤ o}) + 1) ÷ (P + 1)``, at most 1. What was observed counts as one.

    Args:
        reference: the statistic in every permutation.
        observed: the statistic itself.
        tie: what differs by no more than this is equal: sums in another order differ by rounding.

    >>> two_sided(np.arange(99.0), 97.0)
    0.06
    """
    above = int(np.count_nonzero(reference >= observed - tie))
    below = int(np.count_nonzero(reference <= observed + tie))
    return min(1.0, 2 * (min(above, below) + 1) / (len(reference) + 1))
