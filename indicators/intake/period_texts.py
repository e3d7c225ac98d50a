"""Periods as files write them: in a cell, in a header, in the name of a sheet."""

import re
from functools import lru_cache

from indicators.periods import Period, parse_period

_MONTHS = (
    "januar|january|jänner|jan",
    "februar|february|feb",
    "märz|maerz|march|mrz|mär|mar",
    "april|apr",
    "mai|may",
    "juni|june|jun",
    "juli|july|jul",
    "august|aug",
    "september|sept|sep",
    "oktober|october|okt|oct",
    "november|nov",
    "dezember|december|dez|dec",
)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_PARTS = {
    "year": r"(?P<year>[12][0-9]{3})",
    "half": r"(?P<half>[12]|II|I)",
    "quarter": r"(?P<quarter>[1-4]|IV|III|II|I)",
    "month": rf"(?P<month>1[0-2]|0?[1-9]|(?:{'|'.join(_MONTHS)})\.?)",
    "day": r"(?P<day>3[01]|[12][0-9]|0?[1-9])",
    "period": r"(?P<period>.+?)",
}
_USUAL = (
    "{year}-{month}-{day}",
    "{year}-{month}-{day}[T ]00:00(?::00)?",
    "{day}\\. ?{month} ?{year}",
    "{day}\\. ?{month}\\. ?{year}",
    "{day}/{month}/{year}",
    "{year}(?P<compact>[01][0-9][0-3][0-9])",
    "{year}-{month}",
    "{year}(?P<compact>0[1-9]|1[0-2])",
    "{year}/{month}",
    "{month}[ ./-]{year}",
    "{year}[ -/.]?q{quarter}",
    "q{quarter}[ -/.]?{year}",
    "{quarter}\\.? ?(?:quartal|vierteljahr|quarter|qu\\.?|q)[ /-]?{year}",
    "{year}[ -/.]?[hs]{half}",
    "[hs]{half}[ -/.]?{year}",
    "{half}\\.? ?(?:halbjahr|half-year|hj\\.?|hj)[ /-]?{year}",
    "{year}",
)
"""Usual writings beside those of ``indicators.periods``, the narrower first."""

_SCHOOL = re.compile(r"(?:(?:Schuljahr|SJ|school year) ?)?([12][0-9]{3})/(?:[12][0-9])?([0-9]{2})", re.IGNORECASE)
_POOLED = re.compile(r"([12][0-9]{3}) ?(?:\.\.|–|-|bis|to) ?([12][0-9]{3})", re.IGNORECASE)


def read_period(text: str, pattern: str = "") -> Period | None:
    """The period that a text says by a pattern of ``PeriodFrom``; None where it says none.

    >>> read_period("31.12.2020").code, read_period("IV/2020", "{quarter}/{year}").code
    ('2020-12-31', '2020-Q4')
    >>> read_period("Stand Mai 2021", "Stand {period}").code
    '2021-05'
    """
    plain = " ".join(text.split())
    if not pattern:
        return usual_period(plain)
    found = _pattern(pattern).fullmatch(plain)
    if found is None:
        return None
    parts = found.groupdict()
    return usual_period(parts["period"].strip()) if "period" in parts else _of_parts(parts)


def usual_period(text: str) -> Period | None:
    """The period that a text says in any usual writing.

    >>> [usual_period(text).code for text in ("Dez. 2020", "202012", "4. Quartal 2020", "2. Hj. 2020", "2019/2020")]
    ['2020-12', '2020-12', '2020-Q4', '2020-H2', '2019/20']
    """
    school = _SCHOOL.fullmatch(text)
    found = _parsed(f"{school[1]}/{school[2]}") if school else None
    if found is not None:
        return found
    if pooled := _POOLED.fullmatch(text):
        return _parsed(f"{pooled[1]}..{pooled[2]}")
    for form in _usual():
        if match := form.fullmatch(text):
            return _of_parts(match.groupdict())
    return _parsed(text)


@lru_cache(maxsize=1)
def _usual() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(re.sub(r"{([a-z]+)}", lambda m: _PARTS[m[1]], form), re.IGNORECASE) for form in _USUAL)


@lru_cache(maxsize=64)
def _pattern(pattern: str) -> re.Pattern[str]:
    """A pattern as a regular expression: parts in braces, * for any text, everything else as it stands."""
    pieces = re.split(r"(\{[a-z]+\}|\*)", " ".join(pattern.split()))
    return re.compile("".join(_piece(piece) for piece in pieces), re.IGNORECASE)


def _piece(piece: str) -> str:
    if piece == "*":
        return ".*?"
    return _PARTS.get(piece[1:-1], re.escape(piece)) if piece.startswith("{") else re.escape(piece)


def _of_parts(parts: dict[str, str | None]) -> Period | None:
    year, compact = parts["year"], parts.get("compact")
    if compact:
        return _parsed("-".join((str(year), compact[:2], compact[2:])).rstrip("-"))
    if half := parts.get("half"):
        return _parsed(f"{year}-H{_ordinal(half)}")
    if quarter := parts.get("quarter"):
        return _parsed(f"{year}-Q{_ordinal(quarter)}")
    month = parts.get("month")
    if month is None:
        return _parsed(str(year))
    day = parts.get("day")
    code = f"{year}-{_month(month):02d}"
    return _parsed(f"{code}-{int(day):02d}" if day else code)


def _ordinal(text: str) -> int:
    return int(text) if text.isdigit() else _ROMAN[text.lower()]


def _month(text: str) -> int:
    if text.isdigit():
        return int(text)
    name = text.rstrip(".").lower()
    return next(number for number, names in enumerate(_MONTHS, start=1) if name in names.split("|"))


def _parsed(code: str) -> Period | None:
    try:
        return parse_period(code)
    except ValueError:
        return None


def as_announced(period: Period, announced: Period | None, kinds: tuple[str, ...]) -> Period:
    """A day as the period of the announced kind that ends on it; where days are announced, and the profile does not take
    the kind that the file names, that one's last day.

    >>> as_announced(parse_period("2020-12-31"), parse_period("2021-Q1"), ("quarter",)).code
    '2020-Q4'
    >>> as_announced(parse_period("2020"), parse_period("2019-12-31"), ("day",)).code
    '2020-12-31'
    """
    if announced is None or period.kind == announced.kind or "day" not in (period.kind, announced.kind):
        return period
    if period.kind != "day" and period.kind in kinds:
        return period
    day = period.ends
    code = {
        "day": day.isoformat(),
        "month": f"{day:%Y-%m}",
        "quarter": f"{day.year}-Q{(day.month + 2) // 3}",
        "half-year": f"{day.year}-H{(day.month + 5) // 6}",
        "year": f"{day.year}",
        "school-year": f"{day.year - 1}/{day:%y}",
    }.get(announced.kind, "")
    found = _parsed(code)
    return found if found is not None and found.ends == day else period
