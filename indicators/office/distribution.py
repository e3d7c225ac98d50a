"""The areas of a level over their values, before and after: bars of a histogram with common edges, and quantiles."""

from dataclasses import dataclass

import numpy as np

from indicators.calculation.hierarchy import Bools, Floats
from indicators.office.comparison import Cells

BINS = 24
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
_TAIL = 0.005


@dataclass(frozen=True, eq=False)
class Distribution:
    """``edges`` (bins + 1) and the areas in each bin; values beyond the outer edges count in the outer bins.

    ``before`` is empty where there is nothing to compare with. Quantiles in the order of ``QUANTILES``.
    """

    edges: tuple[float, ...]
    after: tuple[int, ...]
    before: tuple[int, ...]
    quantiles_after: tuple[float, ...]
    quantiles_before: tuple[float, ...]


def distribution(after: Cells, before: Cells | None, residual: int | None = None) -> Distribution | None:
    """Both distributions over the same bins; nothing with fewer than three numbers after.

    The outermost half percent on either side does not stretch the bins, so that one outlier does not press all others
    into one of them.
    """
    now = _numbers(after, residual)
    if now.size < 3:
        return None
    was = _numbers(before, residual) if before is not None else np.empty(0)
    low, high = np.quantile(np.concatenate((now, was)), (_TAIL, 1 - _TAIL))
    if low == high:
        low, high = low - 0.5, high + 0.5
    edges = np.linspace(low, high, BINS + 1)
    return Distribution(
        edges=tuple(edges.tolist()),
        after=_counted(now, edges),
        before=_counted(was, edges) if was.size else (),
        quantiles_after=tuple(np.quantile(now, QUANTILES).tolist()),
        quantiles_before=tuple(np.quantile(was, QUANTILES).tolist()) if was.size else (),
    )


def _numbers(cells: Cells, residual: int | None) -> Floats:
    ok: Bools = cells.ok.copy()
    if residual is not None:
        ok[residual] = False
    return cells.value[ok]


def _counted(values: Floats, edges: Floats) -> tuple[int, ...]:
    counts, _ = np.histogram(np.clip(values, edges[0], edges[-1]), edges)
    return tuple(counts.tolist())
