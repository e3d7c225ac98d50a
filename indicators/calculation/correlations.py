"""How far indicators go together over areas: Pearson's r and Spearman's rank correlation, as matrices.

    r_xy = Σ (x_a − x̄)(y_a − ȳ) ÷ √( Σ (x_a − x̄)² · Σ (y_a − ȳ)² )          ρ_xy = r of the ranks, ties at their mean rank

A correlation says that two numbers are high in the same areas, and nothing about why; nor does one over areas hold for the
people who live there. Components of an index that say the same (|r| above 0.9) count twice in it.

Source: Pearson (1895), Spearman (1904); ``scipy.stats.pearsonr``, ``spearmanr`` give the same.
"""

from dataclasses import dataclass

import numpy as np
from scipy.stats import rankdata

from indicators.calculation.hierarchy import Floats

ALIKE = 0.9
"""From this absolute correlation on two components say the same."""


@dataclass(frozen=True, eq=False)
class Correlations:
    """Both matrices (rows, rows), symmetric, 1 on the diagonal; NaN for a row that is the same everywhere.

    ``areas``: over how many areas.
    """

    pearson: Floats
    spearman: Floats
    areas: int

    def alike(self) -> tuple[tuple[int, int], ...]:
        """Pairs of rows whose correlation is above ``ALIKE`` in absolute value, by either measure."""
        strongest = np.fmax(np.abs(self.pearson), np.abs(self.spearman))
        rows, columns = np.nonzero(np.triu(np.nan_to_num(strongest) > ALIKE, 1))
        return tuple(zip(rows.tolist(), columns.tolist(), strict=True))


def correlations(rows: Floats) -> Correlations:
    """Each row (rows, areas) with each other, over the areas that have a number in every row.

    Fewer than two such areas give NaN throughout.

    >>> found = correlations(np.array([[1.0, 2.0, 3.0, np.nan], [1.0, 4.0, 9.0, 2.0]]))
    >>> found.pearson.round(4).tolist(), found.spearman.round(4).tolist(), found.areas
    ([[1.0, 0.9897], [0.9897, 1.0]], [[1.0, 1.0], [1.0, 1.0]], 3)
    """
    whole = rows[:, np.isfinite(rows).all(axis=0)]
    if whole.shape[1] < 2:
        nothing = np.full((len(rows), len(rows)), np.nan)
        return Correlations(nothing, nothing, whole.shape[1])
    ranks = rankdata(whole, axis=1)
    return Correlations(_products(whole), _products(ranks), whole.shape[1])


def _products(rows: Floats) -> Floats:
    """Rounding may carry a product past 1; a row without spread has none, whatever rounding leaves of it."""
    away = rows - rows.mean(axis=1, keepdims=True)
    away[rows.max(axis=1) == rows.min(axis=1)] = np.nan
    lengths = np.sqrt((away**2).sum(axis=1))
    found = np.clip((away @ away.T) / np.outer(lengths, lengths), -1.0, 1.0)
    np.fill_diagonal(found, np.where(np.isnan(lengths), np.nan, 1.0))
    return np.asarray(found, np.float64)
