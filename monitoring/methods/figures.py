"""Numbers as they stand in a formula: with all the digits that they have, as far as a reader can follow them."""

import numpy as np

from monitoring.numbers import MINUS, format_number, with_unit
from monitoring.wording import unit_text

_MOST = 4
"""Decimals of a number that has no end."""
_NOISE = 9  # binary fractions differ from decimal ones behind this place


def exact(value: float, most: int = _MOST) -> str:
    """The number with the decimals that it has, at most ``most``."""
    rounded = round(value, _NOISE)
    return format_number(value, next((places for places in range(most) if round(rounded, places) == rounded), most))


def small(value: float, least: int = _MOST) -> str:
    """At least ``least`` decimals, and as many as it takes to compute on: three digits behind the first that is not 0.

    >>> small(0.25), small(0.00123), small(0.0)
    ('0,25', '0,00123', '0')
    """
    places = least if value == 0 else max(least, 3 - int(np.floor(np.log10(abs(value)))))
    return exact(value, min(places, _NOISE))


def bracketed(value: float, most: int = _MOST) -> str:
    """The number behind a sign: a negative one in brackets."""
    text = exact(value, most)
    return f"({text})" if text.startswith(MINUS) else text


def told(put_in: str, result: float, shown: str, decimals: int) -> str:
    """The formula with its result, and that as the portal shows it where it has more digits: ``… = 19,9083 ≈ 19,9 %``."""
    whole = round(result, decimals) == round(result, _NOISE)
    return f"{put_in} = {{{shown}}}" if whole else f"{put_in} = {exact(result)} ≈ {{{shown}}}"


def probability(p: float) -> str:
    """A probability behind its sign, ``= 0,0123``; one that is too small to be written out is said to be smaller."""
    least = 1e-6
    return f"= {exact(p, 6)}" if p >= least else f"< {exact(least, 6)}"


def in_full(value: float, unit: str) -> str:
    """A value with the digits that it is computed with, and its unit: ``9,2308 %``."""
    return with_unit(exact(value), unit_text(unit))
