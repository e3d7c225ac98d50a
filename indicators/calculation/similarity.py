"""Which areas are most like one of them, and why: Mahalanobis distances over chosen indicators, and each one's share.

With z_a the standardised values of the K indicators at area a (simple mean and population SD over the areas that have all of
them) and R their correlation matrix over these areas, pooled over the whole city:

    d²(a, b) = (z_a − z_b)ᵀ R_λ⁻¹ (z_a − z_b)         R_λ = (1 − λ) · R + λ · I
    share_k  = w_k² ÷ d²,   w = R_λ^(−½) (z_a − z_b)   Σ_k share_k = 1

Indicators that say the same do not count twice: that is what the matrix is for. λ is 0, so that the distance is
Mahalanobis's own. Where the smallest eigenvalue of R is below 0.000001 (indicators that determine each other, or fewer areas
than indicators) λ is 0.05, and the answer says so. The shares are those of the transformation whose parts stay nearest to
their indicators, so that none is negative.

Source: P. C. Mahalanobis (1936); P. H. Garthwaite and I. Koch (2016), Evaluating the contributions of individual variables
to a quadratic form, Aust. N. Z. J. Stat. 58 (corr-max).
"""

import math
from dataclasses import dataclass

import numpy as np

from indicators.calculation.hierarchy import Bools, Floats

SHRINKAGE = 0.05
_SINGULAR = 1e-6
LEAST_AREAS = 3
SIMILARITY_CODES: dict[str, tuple[str, ...]] = {
    "too_few_areas": ("areas", "least"),
    "constant_component": ("component",),
    "incomplete_area": (),
}
"""Why nothing is similar, each with the names of its parameters."""


class NotComparable(ValueError):
    """No distances can be computed; ``code`` and ``params`` say why."""

    def __init__(self, code: str, **params: int) -> None:
        super().__init__(f"{code} {params}")
        self.code, self.params = code, params


@dataclass(frozen=True, eq=False)
class Similarity:
    """All areas as seen from one.

    ``distance`` (areas) is NaN for the area itself and for those that lack an indicator; ``share`` (components, areas) sums
    to 1 over the components, NaN where the distance is 0 or not known. ``shrinkage`` is the λ that was needed; ``root``
    (components, components) is R_λ^(−½), by which the differences of z are weighted.
    """

    z: Floats
    distance: Floats
    share: Floats
    shrinkage: float
    root: Floats

    def nearest(self, most: int) -> list[int]:
        """Positions of the nearest areas, nearest first; of equal ones the earlier."""
        order = np.argsort(self.distance, kind="stable")
        return [int(place) for place in order[:most] if np.isfinite(self.distance[place])]


def similarity(components: Floats, area: int, *, allowed: Bools | None = None) -> Similarity:
    """The distance of every area from ``area``.

    Args:
        components: (components, areas), in any unit; NaN where there is no number.
        allowed: (areas,), which areas take part at all (never the residual unit).

    Raises:
        NotComparable: ``too_few_areas`` with all indicators, ``constant_component``, ``incomplete_area``: the area itself
            lacks an indicator.

    >>> found = similarity(np.array([[1.0, 2.0, 9.0, 4.0], [5.0, 5.5, 1.0, 7.0]]), 0)
    >>> found.nearest(1), round(float(found.share[:, 1].sum()), 6)
    ([1], 1.0)
    """
    taken = np.asarray(np.isfinite(components).all(axis=0), bool)
    if allowed is not None:
        taken &= allowed
    if not taken[area]:
        raise NotComparable("incomplete_area")
    count = int(taken.sum())
    if count < LEAST_AREAS:
        raise NotComparable("too_few_areas", areas=count, least=LEAST_AREAS)
    z = np.full(components.shape, np.nan)
    z[:, taken] = np.stack([_standardised(row, place) for place, row in enumerate(components[:, taken])])
    root, shrinkage = _inverse_root(_correlations(z[:, taken]))
    parts = root @ (z - z[:, area : area + 1])
    squares = (parts**2).sum(axis=0)
    squares[area] = np.nan
    known = squares > 0
    share = np.divide(parts**2, squares, out=np.full(components.shape, np.nan), where=known)
    return Similarity(z, np.sqrt(squares), share, shrinkage, root)


def _standardised(row: Floats, place: int) -> Floats:
    mean = math.fsum(row) / len(row)
    spread = math.sqrt(math.fsum((row - mean) ** 2) / len(row))
    if spread <= 1e-12 * max(1.0, abs(mean)):
        raise NotComparable("constant_component", component=place)
    return (row - mean) / spread


def _correlations(z: Floats) -> Floats:
    """Exactly rounded sums: how areas are ordered changes no bit."""
    size = len(z)
    found = np.eye(size)
    for i in range(size):
        for j in range(i):
            found[i, j] = found[j, i] = math.fsum(z[i] * z[j]) / z.shape[1]
    return found


def _inverse_root(correlations: Floats) -> tuple[Floats, float]:
    """``R_λ^(−½)``, symmetric, and the λ that was needed."""
    values, vectors = np.linalg.eigh(correlations)
    shrinkage = 0.0 if values[0] > _SINGULAR else SHRINKAGE
    values = (1 - shrinkage) * np.maximum(values, 0.0) + shrinkage
    root: Floats = (vectors / np.sqrt(values)) @ vectors.T
    return root, shrinkage
