"""Numbers as people write them: ``12,4 %``, ``1.234``, ``+2,1 Prozentpunkte`` in German, the like in English.

The browser does the same with ``Intl`` (``static/src/js/numbers.js``); both use a real minus and an unbreakable space.
"""

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MINUS = "\N{MINUS SIGN}"
SPACE = "\N{NO-BREAK SPACE}"


def format_number(value: float, decimals: int = 0) -> str:
    """Digits with grouping and decimal sign of the active language; what rounds to zero has no sign."""
    rounded = round(value, decimals) + 0.0
    text = number_format(abs(rounded), decimals, use_l10n=True, force_grouping=True)
    return f"{MINUS}{text}" if rounded < 0 else text


def with_unit(number: str, unit: str) -> str:
    return f"{number}{SPACE}{unit}" if unit else number


def format_value(value: float, unit: str, decimals: int) -> str:
    """``12,4 %``; a count has no unit and is grouped."""
    return with_unit(format_number(value, decimals), unit)


def difference_unit(unit: str, difference: float, decimals: int) -> str:
    """Percent differ by percentage points; every other unit by itself."""
    if unit != "%":
        return unit
    return ngettext("percentage point", "percentage points", 1 if round(abs(difference), decimals) == 1 else 2)


def format_difference(difference: float, unit: str, decimals: int, *, signed: bool = True) -> str:
    """``+2,1 Prozentpunkte``; unsigned for sentences that say "more" or "less" themselves."""
    number = format_number(difference if signed else abs(difference), decimals)
    if signed and round(difference, decimals) > 0:
        number = f"+{number}"
    return with_unit(number, difference_unit(unit, difference, decimals))


def state_word(state: str) -> str:
    """A state of a value in words; ``ok`` has none."""
    return {
        "ok": "",
        "missing": _("not available"),
        "pending": _("follows later"),
        "not_applicable": _("not applicable"),
        "unreliable": _("not reliable"),
        "suppressed": _("suppressed"),
    }[state]
