"""Amounts as people write them: ``2,5 Stellen``, ``12.300 €``; no more decimals than the smallest part has."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from monitoring.numbers import format_number, with_unit
from monitoring.planning.allocation.plan import Subject


def decimals_of(step: Decimal) -> int:
    """Decimals of a smallest part: 0 for 1 and 100, 1 for 0.5, 2 for 0.25.

    >>> [decimals_of(Decimal(text)) for text in ("1", "100", "0.5", "0.250")]
    [0, 0, 1, 2]
    """
    exponent = step.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def number_text(amount: Decimal, decimals: int | None = None) -> str:
    """The number alone; by default with the decimals it has."""
    return format_number(amount, decimals_of(amount) if decimals is None else decimals)  # type: ignore[arg-type]


def amount_text(amount: Decimal, subject: str, decimals: int | None = None) -> str:
    """The amount with what it is an amount of."""
    return with_unit(number_text(amount, decimals), unit_of(subject, amount))


def unit_of(subject: str, amount: Decimal | int = 2) -> str:
    """What stands behind the number."""
    if subject == Subject.EUROS:
        return "€"
    return ngettext("position", "positions", 1 if amount == 1 else 2)


def subject_word(subject: str) -> str:
    """The heading of a column of amounts."""
    return _("Euros") if subject == Subject.EUROS else _("Positions")


def signed(amount: float, decimals: int) -> str:
    """A difference with its sign: ``+2,5``; zero has none."""
    text = format_number(amount, decimals)
    return f"+{text}" if float(round(amount, decimals)) > 0 else text
