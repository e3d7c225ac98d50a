"""Shown blocks against their reference, by the one function of ``indicators.calculation.relative``."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indicators.calculation.relative import Derived, Figures, relate
from indicators.catalogue.specs import IndicatorKind, IndicatorSpec
from indicators.queries.blocks import Block, Floats, counts_published

#: Decimals of an index and of a share where numbers are rounded: both are percentages of the reference.
_RATIO_DECIMALS = 1


def figures_of(block: Block, positions: NDArray[np.intp] | None = None) -> Figures:
    """A shown block as figures; at ``positions`` (one reference for each cell) where they are given."""
    arrays = (block.status, block.value, block.numerator, block.denominator, block.low, block.high)
    if positions is not None:
        arrays = tuple(array[positions] for array in arrays)  # type: ignore[assignment]
    return Figures(*arrays)


@dataclass(frozen=True, eq=False)
class Against:
    """Arrays of what is said about cells against their reference; NaN where nothing can be said."""

    difference: Floats
    index: Floats
    share: Floats
    excess: Floats
    change: Floats
    reference_change: Floats
    divergence: Floats
    position: NDArray[np.uint8]


def against(
    own: Figures,
    reference: Figures,
    spec: IndicatorSpec,
    earlier: Figures | None = None,
    earlier_reference: Figures | None = None,
) -> Against:
    """``relate`` over shown figures; where these are rounded, what is derived from them is rounded too."""
    relative = relate(
        own, reference, kind=spec.kind, scale=spec.scale, earlier=earlier, earlier_reference=earlier_reference
    )
    own_exact, reference_exact = _exact(own, spec), _exact(reference, spec)
    exact = own_exact & reference_exact
    return Against(
        difference=_rounded(relative.difference, exact, spec.decimals),
        index=_rounded(relative.index, exact, _RATIO_DECIMALS),
        share=_rounded(relative.share, exact, _RATIO_DECIMALS),
        excess=relative.excess.value,
        change=_rounded(relative.change, own_exact, _trend_decimals(spec)),
        reference_change=_rounded(relative.reference_change, reference_exact, _trend_decimals(spec)),
        divergence=_rounded(relative.divergence, exact, _trend_decimals(spec)),
        position=relative.position,
    )


def _trend_decimals(spec: IndicatorSpec) -> int:
    """A count changes in percent, anything else in its own unit."""
    return _RATIO_DECIMALS if spec.kind is IndicatorKind.COUNT else spec.decimals


def _exact(figures: Figures, spec: IndicatorSpec) -> NDArray[np.bool_]:
    return counts_published(spec, figures.numerator, figures.denominator)


def _rounded(derived: Derived, exact: NDArray[np.bool_], decimals: int) -> Floats:
    value, exact = np.broadcast_arrays(derived.value, exact)
    return np.where(exact, value, np.round(value, decimals))
