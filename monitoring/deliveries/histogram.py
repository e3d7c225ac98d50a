"""A distribution before and after as a small drawing: filled bars for after, a stepped line for before, and quantiles."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from indicators.catalogue.specs import IndicatorSpec
from indicators.office.distribution import QUANTILES, Distribution
from monitoring.numbers import format_value

WIDTH, HEIGHT = 480, 140
_GAP = 1


@dataclass(frozen=True)
class Bar:
    x: str
    y: str
    width: str
    height: str


@dataclass(frozen=True)
class QuantileLine:
    """How many areas lie below; the value before and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Histogram:
    """Coordinates of a drawing of ``WIDTH`` × ``HEIGHT``; the path is empty where there is nothing to compare with."""

    bars: tuple[Bar, ...]
    before_path: str
    low: str
    high: str
    most: int
    quantiles: tuple[QuantileLine, ...]


def histogram(found: Distribution, spec: IndicatorSpec) -> Histogram:
    """The drawing and its table in the active language."""
    most = max((*found.after, *found.before))
    wide = WIDTH / len(found.after)
    heights = [HEIGHT * count / most for count in found.after]
    was = found.quantiles_before or (None,) * len(QUANTILES)
    return Histogram(
        bars=tuple(
            Bar(f"{at * wide + _GAP / 2:.1f}", f"{HEIGHT - high:.1f}", f"{wide - _GAP:.1f}", f"{high:.1f}")
            for at, high in enumerate(heights)
        ),
        before_path=_stairs([HEIGHT * count / most for count in found.before], wide),
        low=_value(found.edges[0], spec),
        high=_value(found.edges[-1], spec),
        most=most,
        quantiles=tuple(
            QuantileLine(_label(share), _value(before, spec) if before is not None else "", _value(after, spec))
            for share, before, after in zip(QUANTILES, was, found.quantiles_after, strict=True)
        ),
    )


def _stairs(heights: Sequence[float], wide: float) -> str:
    if not heights:
        return ""
    steps = [f"M0 {HEIGHT}"]
    for at, high in enumerate(heights):
        steps.append(f"V{HEIGHT - high:.1f}H{(at + 1) * wide:.1f}")
    return "".join([*steps, f"V{HEIGHT}"])


def _label(share: float) -> str:
    if share == 0.5:
        return _("Half of the areas up to (median)")
    return _("%(share)s of the areas up to") % {"share": format_value(100 * share, "%", 0)}


def _value(value: float, spec: IndicatorSpec) -> str:
    return format_value(value, spec.unit, spec.decimals)
