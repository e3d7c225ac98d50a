"""What a cell that is no number probably is: a date, an exponent, a number in another notation."""

import re

_THOUSANDS = re.compile(
    r"[+-]?[0-9]{1,3}(?:([.,' \u2019\u00a0\u202f])[0-9]{3})(?:\1[0-9]{3})*(?:[.,][0-9]+)?", re.ASCII
)
_HINTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("decimal_comma", re.compile(r"[+-]?[0-9]*,[0-9]+")),
    ("decimal_point", re.compile(r"[+-]?[0-9]*\.[0-9]+")),
    ("exponent", re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?[eE][+-]?[0-9]+")),
    ("unit", re.compile(r"[+-]?[0-9.,]+\s?(?:%|€|EUR|Pers\.?)")),
    ("minus", re.compile(r"[\u2212\u2013\u2012]\s?[0-9.,]+")),
    ("date", re.compile(r"[0-9]{1,2}\.\s?(?:[A-Za-zä]{3,9}\.?|[0-9]{1,2}\.(?:[0-9]{2,4})?)(?:\s?[0-9]{2,4})?")),
    ("formula", re.compile(r"[=@+-]\s*[A-Za-z(|].*", re.DOTALL)),
)


def hint_of(code: str, text: str, *, whole: bool, decimal: str) -> str:
    """What a wrong cell probably is."""
    if code == "unmapped_sign":
        return "" if text else "blank"
    thousands = _THOUSANDS.fullmatch(text) is not None
    if code == "not_an_integer":
        return "thousands" if thousands else ""
    if thousands and (whole or text.count(",") + text.count(".") != 1):
        return "thousands"
    for hint, pattern in _HINTS:
        if pattern.fullmatch(text) and not (hint == "decimal_comma" and decimal == ","):
            return hint
    return ""
