"""Numbers as people write them: ``12,4 %``, ``1.234``, ``+2,1 Prozentpunkte`` in German, the like in English.

The browser does the same with ``Intl`` (``static/src/js/numbers.js``); both use a real minus and an unbreakable space.
"""

from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from monitoring.wording import unit_text

MINUS = "\N{MINUS SIGN}"
SPACE = "\N{NO-BREAK SPACE}"


def as_shown(value: float, decimals: int = 0) -> Decimal:
    """The number at its decimals, halves away from zero, as ``Intl`` rounds in the browser."""
    return Decimal(value).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def format_number(value: float, decimals: int = 0) -> str:
    """Digits with grouping and decimal sign of the active language; what rounds to zero has no sign."""
    rounded = as_shown(value, decimals)
    text = number_format(abs(rounded), decimals, use_l10n=True, force_grouping=True)
    return f"{MINUS}{text}" if rounded < 0 else text


def with_unit(number: str, text: str) -> str:
    """Number and unit; English writes the percent sign without a space."""
    if text == "%" and (get_language() or "de").startswith("en"):
        return f"{number}%"
    return f"{number}{SPACE}{text}" if text else number


def format_value(value: float, unit: str, decimals: int) -> str:
    """``12,4 %``; people are counted without a word. ``unit`` is a code of the catalogue."""
    text = difference_unit(unit, value, decimals) if unit == "percentage_point" else unit_text(unit)
    return with_unit(format_number(value, decimals), text)


def difference_unit(unit: str, difference: float, decimals: int) -> str:
    """Percent differ by percentage points; every other unit by itself."""
    if unit not in ("%", "percentage_point"):
        return unit_text(unit)
    return ngettext(
        "percentage point", "percentage points", 1 if decimals == 0 and abs(as_shown(difference)) == 1 else 2
    )


def format_difference(difference: float, unit: str, decimals: int, *, signed: bool = True) -> str:
    """``+2,1 Prozentpunkte``; unsigned for sentences that say "more" or "less" themselves."""
    return with_unit(_signed(difference, decimals, signed), difference_unit(unit, difference, decimals))


def format_change(change: float, kind: str, unit: str, decimals: int, *, signed: bool = True) -> str:
    """The change against the year before: in the unit's own steps, for counts in percent."""
    if kind == "count":
        return with_unit(_signed(change, 1, signed), "%")
    return format_difference(change, unit, decimals, signed=signed)


def format_share(share: float, count: float) -> str:
    """A count as its part of the reference: ``0,7 %``; what would show as nothing is *less than* the smallest step."""
    if count > 0 and as_shown(share, 1) == 0:
        return str(SHARE_TINY) % {"share": format_value(0.1, "%", 1)}
    return format_value(share, "%", 1)


def _signed(number: float, decimals: int, signed: bool) -> str:
    text = format_number(number if signed else abs(number), decimals)
    return f"+{text}" if signed and as_shown(number, decimals) > 0 else text


SHARE_TINY = _("less than %(share)s")
STATES: dict[str, Promise] = {
    "missing": _("not available"),
    "pending": _("follows later"),
    "not_applicable": _("not applicable"),
    "unreliable": _("not reliable"),
    "suppressed": _("suppressed"),
}


def state_word(state: str) -> str:
    """A state of a value in words; ``ok`` has none."""
    return str(STATES.get(state, ""))
