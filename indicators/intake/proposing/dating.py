"""Periods in names of files and sheets, titles, headers and columns, as Germans and others write them."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from indicators.periods import parse_period

_MONTHS = {
    name: month
    for month, names in enumerate(
        (
            "januar jan january jänner",
            "februar feb february",
            "märz mrz mar march maerz",
            "april apr",
            "mai may",
            "juni jun june",
            "juli jul july",
            "august aug",
            "september sep sept",
            "oktober okt october oct",
            "november nov",
            "dezember dez december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_YEAR = r"(?<![0-9])((?:19|20)[0-9]{2})"
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))


@dataclass(frozen=True)
class Dated:
    """A period and the text that says it; ``span``: where in the text."""

    code: str
    text: str
    span: tuple[int, int]

    @property
    def kind(self) -> str:
        return parse_period(self.code).kind


def _last_day(found: re.Match[str]) -> str:
    return f"{found[3]}-{int(found[2]):02d}-{int(found[1]):02d}"


_FORMS: tuple[tuple[str, Callable[[re.Match[str]], str]], ...] = (
    (_YEAR + r"[-_.]([01][0-9])[-_.]([0-3][0-9])(?![0-9])", lambda m: f"{m[1]}-{m[2]}-{m[3]}"),
    (r"(?<![0-9])([0-3]?[0-9])\. ?([01]?[0-9])\. ?((?:19|20)[0-9]{2})(?![0-9])", _last_day),
    (rf"(?<![0-9])([0-3]?[0-9])\. ?({_MONTH})\.? ?((?:19|20)[0-9]{{2}})(?![0-9])", lambda m: _named_day(m)),
    (_YEAR + r"[-_ ]?[qQ]([1-4])(?![0-9])", lambda m: f"{m[1]}-Q{m[2]}"),
    (
        r"(?<![a-zA-Z0-9])[qQ]([1-4])[-_/ ]?" + _YEAR.replace(r"(?<![0-9])", "") + r"(?![0-9])",
        lambda m: f"{m[2]}-Q{m[1]}",
    ),
    (r"(?<![0-9])([1-4])\. ?(?:Quartal|Vierteljahr|quarter|Qu\.?) ?(?:of )?" + _YEAR, lambda m: f"{m[2]}-Q{m[1]}"),
    (r"(?<![a-zA-Z])(IV|III|II|I)[/. ]" + _YEAR.replace(r"(?<![0-9])", "") + r"(?![0-9])", lambda m: _roman(m)),
    (_YEAR + r"[-_ ]?[hH]([12])(?![0-9])", lambda m: f"{m[1]}-H{m[2]}"),
    (r"(?<![0-9])([12])\. ?(?:Halbjahr|half[- ]year|Hj\.?) ?(?:of )?" + _YEAR, lambda m: f"{m[2]}-H{m[1]}"),
    (
        rf"(?<![a-zA-Z])({_MONTH})\.?[ _-]?((?:19|20)[0-9]{{2}})(?![0-9])",
        lambda m: f"{m[2]}-{_MONTHS[m[1].lower()]:02d}",
    ),
    (_YEAR + r"\.\.((?:19|20)[0-9]{2})(?![0-9])", lambda m: f"{m[1]}..{m[2]}"),
    (_YEAR + r" ?(?:bis|–|-|to) ?((?:19|20)[0-9]{2})(?![0-9])", lambda m: f"{m[1]}..{m[2]}"),
    (_YEAR + r"[/-]([0-9]{2})(?![0-9-])", lambda m: _school_or_month(m)),
    (_YEAR + r"(?![0-9])", lambda m: m[1]),
)


def _named_day(found: re.Match[str]) -> str:
    return f"{found[3]}-{_MONTHS[found[2].lower()]:02d}-{int(found[1]):02d}"


def _roman(found: re.Match[str]) -> str:
    return f"{found[2]}-Q{_ROMAN[found[1].lower()]}"


def _school_or_month(found: re.Match[str]) -> str:
    year, rest = int(found[1]), int(found[2])
    if rest == (year + 1) % 100 and ("/" in found[0] or rest > 12):
        return f"{year}/{rest:02d}"
    return f"{year}-{rest:02d}"


def periods_in(text: str) -> tuple[Dated, ...]:
    """Every period that a text says, the longest reading of each place, in the order of the text.

    >>> [dated.code for dated in periods_in("Stand: 31.12.2020")], [d.code for d in periods_in("demo-schulen-2024-25.csv")]
    (['2020-12-31'], ['2024/25'])
    >>> [dated.code for dated in periods_in("Bestand 4. Quartal 2020 (IV/2020)")]
    ['2020-Q4', '2020-Q4']
    """
    found: list[Dated] = []
    taken: list[tuple[int, int]] = []
    for form, code_of in _FORMS:
        for match in re.finditer(form, text, re.IGNORECASE):
            start, end = match.span()
            if any(start < until and since < end for since, until in taken):
                continue
            code = code_of(match)
            try:
                parse_period(code)
            except ValueError:
                continue
            taken.append((start, end))
            found.append(Dated(code, match[0], (start, end)))
    return tuple(sorted(found, key=lambda dated: dated.span))


def only_period(text: str) -> str | None:
    """The period of a cell that says nothing else.

    >>> only_period("2020-Q4"), only_period("Mitte 2020")
    ('2020-Q4', None)
    """
    cell = text.strip()
    found = periods_in(cell)
    return found[0].code if len(found) == 1 and found[0].span == (0, len(cell)) else None
