"""Which classes somebody wants, and what comes of it. Written ``natural:5``, ``quantiles:4`` or ``fixed``."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from indicators.calculation.classification.edges import (
    CLASSES,
    Classes,
    deviation_classes,
    equal_classes,
    fixed_classes,
    quantile_classes,
)
from indicators.calculation.classification.natural import natural_classes
from indicators.calculation.hierarchy import Floats

#: A map with fewer classes says too little; more colours than this are not told apart.
FEWEST, MOST = 3, 7


class Method(StrEnum):
    """How the edges of classes are found."""

    FIXED = "fixed"
    QUANTILES = "quantiles"
    NATURAL = "natural"
    EQUAL = "equal"
    DEVIATIONS = "deviations"


@dataclass(frozen=True)
class Choice:
    """A method and how many classes; fixed breaks bring their own number."""

    method: Method
    count: int = CLASSES

    def __str__(self) -> str:
        return self.method if self.method is Method.FIXED else f"{self.method}:{self.count}"


class ClassesRefused(ValueError):
    """The choice does not fit the indicator: ``no_fixed_classes``, ``no_reference_value``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def parse_choice(text: str) -> Choice:
    """A choice as it is written; the number may be left out.

    Raises:
        ValueError: the method is unknown, or the number is not within ``FEWEST … MOST`` or stands behind ``fixed``.

    >>> parse_choice("natural:4"), str(parse_choice("equal"))
    (Choice(method=<Method.NATURAL: 'natural'>, count=4), 'equal:5')
    """
    word, colon, number = text.partition(":")
    method = Method(word)
    if not colon:
        return Choice(method)
    if method is Method.FIXED or not (number.isascii() and number.isdigit()) or not FEWEST <= int(number) <= MOST:
        raise ValueError(f"{text!r} is no choice of classes")
    return Choice(method, int(number))


def classes_for(
    values: Floats, breaks: tuple[float, ...], choice: Choice | None = None, reference: float = np.nan
) -> Classes:
    """The classes of a choice; by default the indicator's fixed breaks where it has some, else quantiles.

    Args:
        values: protected values without the residual unit, any shape, NaN ignored; those of several periods where the edges
            are to hold for all of them.
        breaks: the indicator's fixed breaks; may be empty.
        reference: value of the reference, for deviations alone.

    Raises:
        ClassesRefused: fixed breaks where there are none, deviations without a reference.

    >>> classes_for(np.array([1.0, 2.0, 6.0, 9.0]), (), Choice(Method.NATURAL, 3)).upper
    (2.0, 6.0, 9.0)
    """
    method = choice.method if choice else Method.FIXED if breaks else Method.QUANTILES
    count = choice.count if choice else CLASSES
    match method:
        case Method.FIXED:
            if not breaks:
                raise ClassesRefused("no_fixed_classes")
            return fixed_classes(values, breaks)
        case Method.DEVIATIONS:
            if not np.isfinite(reference):
                raise ClassesRefused("no_reference_value")
            return deviation_classes(values, reference, count)
        case Method.NATURAL:
            return natural_classes(values, count)
        case Method.EQUAL:
            return equal_classes(values, count)
        case Method.QUANTILES:
            return quantile_classes(values, count)
