"""The scale on which areas of every level move alike: log odds of a share, logarithms of quotients and counts.

A movement of the whole city shifts an area of 5 % and one of 30 % by different percentage points, but by about the same
amount on this scale, and chance has a known size on it:

    ODDS       y = ln((n + ½) ÷ (d − n + ½))     noise = 1 ÷ (n + ½) + 1 ÷ (d − n + ½)     shares in percent
    RATIO      y = ln((n + ½) ÷ (d + ½))         noise = 1 ÷ (n + ½) + 1 ÷ (d + ½)         every other quotient
    COUNT      y = ln(n + ½)                     noise = 1 ÷ (n + ½)                       counts

The halves keep zero cases finite. Where the counts are not known the value itself is taken, with half of its last decimal
in place of half a case, and the noise is not known (1 everywhere):

    PERCENT    y = ln((v + h) ÷ (100 − v + h));   LOGARITHM  y = ln(v + h);   PLAIN  y = v (differences, signed values)

Source: F. J. Anscombe (1956), On estimating binomial response relations, Biometrika 43; J. B. S. Haldane (1956), The
estimation and significance of the logarithm of a ratio of frequencies, Annals of Human Genetics 20.
"""

from dataclasses import dataclass
from enum import Enum, auto

import numpy as np

from indicators.calculation.hierarchy import Floats
from indicators.catalogue.specs import IndicatorKind, IndicatorSpec


class Form(Enum):
    """Which of the formulas holds for an indicator."""

    ODDS = auto()
    RATIO = auto()
    COUNT = auto()
    PERCENT = auto()
    LOGARITHM = auto()
    PLAIN = auto()

    @property
    def is_counted(self) -> bool:
        """Whether the counts are known, and so the size of chance."""
        return self in (Form.ODDS, Form.RATIO, Form.COUNT)


@dataclass(frozen=True, eq=False)
class Numbers:
    """Values of one indicator with what they are made of; arrays of one shape, NaN where there is no number."""

    value: Floats
    numerator: Floats
    denominator: Floats


@dataclass(frozen=True, eq=False)
class Scaled:
    """``y`` and the variance ``noise`` that single cases give it; NaN where there is no number."""

    y: Floats
    noise: Floats


def form_of(spec: IndicatorSpec, numbers: Numbers) -> Form:
    """The formula for all numbers of an indicator: by counts where every value has them, otherwise by the values.

    >>> from types import SimpleNamespace
    >>> spec = SimpleNamespace(kind=IndicatorKind.RATE, unit="%")
    >>> form_of(spec, Numbers(np.array([12.0]), np.array([12.0]), np.array([100.0]))).name
    'ODDS'
    """
    known = np.isfinite(numbers.value)
    if spec.kind is IndicatorKind.COUNT and np.all(numbers.value[known] >= 0):
        return Form.COUNT
    counted = bool(known.any()) and bool(np.all(np.isfinite(numbers.numerator + numbers.denominator)[known]))
    if spec.kind is IndicatorKind.RATE and counted:
        n, d = numbers.numerator[known], numbers.denominator[known]
        if np.all((n >= 0) & (d >= 0)):
            return Form.ODDS if spec.unit == "%" and np.all(n <= d) else Form.RATIO
    values = numbers.value[known]
    if spec.kind is IndicatorKind.CHANGE or spec.unit == "percentage_point" or np.any(values < 0):
        return Form.PLAIN
    return Form.PERCENT if spec.unit == "%" and np.all(values <= 100) else Form.LOGARITHM


def scaled(form: Form, spec: IndicatorSpec, numbers: Numbers) -> Scaled:
    """The numbers on the scale of ``form``; any shape, same shape out.

    >>> from types import SimpleNamespace
    >>> spec = SimpleNamespace(kind=IndicatorKind.RATE, unit="%", decimals=1)
    >>> found = scaled(Form.ODDS, spec, Numbers(np.array([50.0]), np.array([20.0]), np.array([40.0])))
    >>> float(found.y[0]), round(float(found.noise[0]), 4)
    (0.0, 0.0976)
    """
    known = np.isfinite(numbers.value)
    if form is Form.COUNT:
        n = np.where(known, numbers.value, np.nan) + 0.5
        return Scaled(np.log(n), 1 / n)
    if form.is_counted:
        n = np.where(known, numbers.numerator, np.nan) + 0.5
        rest = numbers.denominator - (numbers.numerator if form is Form.ODDS else 0.0) + 0.5
        return Scaled(np.log(n / rest), 1 / n + 1 / rest)
    half, value = 0.5 * 10.0**-spec.decimals, numbers.value
    if form is Form.PERCENT:
        value = np.log((value + half) / (100 - value + half))
    elif form is Form.LOGARITHM:
        value = np.log(value + half)
    return Scaled(value, np.where(known, 1.0, np.nan))


def unscaled(form: Form, spec: IndicatorSpec, y: Floats) -> Floats:
    """Values again, in the unit of the indicator; the halves are left out, so that this is no exact inverse.

    >>> from types import SimpleNamespace
    >>> float(unscaled(Form.ODDS, SimpleNamespace(scale=100.0), np.array([0.0]))[0])
    50.0
    """
    if form is Form.PLAIN:
        return y
    with np.errstate(over="ignore"):
        grown = np.exp(y)
    if form in (Form.COUNT, Form.LOGARITHM):
        return grown
    scale = 100.0 if form is Form.PERCENT else spec.scale
    return scale * grown if form is Form.RATIO else scale / (1 + np.exp(-y))
