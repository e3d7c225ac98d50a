"""Reporting periods: ``2018-12-31``, ``2018-12``, ``2018-Q4``, ``2018-H2``, ``2018``, ``2018/19``, ``2016..2018``. Pure."""

import calendar
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

KINDS = ("day", "month", "quarter", "half-year", "year", "school-year", "pooled")


@dataclass(frozen=True, order=True)
class Period:
    """A span of days, both ends included. Two periods are paired and ordered by their ends."""

    ends: date
    starts: date
    kind: str
    code: str

    def __str__(self) -> str:
        return self.code


def _months(code: str, kind: str, year: int, first: int, length: int) -> Period:
    last = first + length - 1
    return Period(date(year, last, calendar.monthrange(year, last)[1]), date(year, first, 1), kind, code)


def _school_year(code: str, year: str, following: str) -> Period:
    start = int(year)
    if int(following) != (start + 1) % 100:
        raise ValueError(code)
    return Period(date(start + 1, 7, 31), date(start, 8, 1), "school-year", code)


def _pooled(code: str, first: str, last: str) -> Period:
    if int(last) <= int(first):
        raise ValueError(code)
    return Period(date(int(last), 12, 31), date(int(first), 1, 1), "pooled", code)


def _day(code: str, *parts: str) -> Period:
    day = date(*(int(part) for part in parts))
    return Period(day, day, "day", code)


_FORMS: tuple[tuple[str, Callable[..., Period]], ...] = (
    (r"(\d{4})-(\d\d)-(\d\d)", _day),
    (r"(\d{4})-(\d\d)", lambda code, y, m: _months(code, "month", int(y), int(m), 1)),
    (r"(\d{4})-Q([1-4])", lambda code, y, q: _months(code, "quarter", int(y), 3 * int(q) - 2, 3)),
    (r"(\d{4})-H([12])", lambda code, y, h: _months(code, "half-year", int(y), 6 * int(h) - 5, 6)),
    (r"(\d{4})", lambda code, y: _months(code, "year", int(y), 1, 12)),
    (r"(\d{4})/(\d\d)", _school_year),
    (r"(\d{4})\.\.(\d{4})", _pooled),
)


def parse_period(code: str) -> Period:
    """The period that ``code`` writes.

    Raises:
        ValueError: the text is no period (a month 13, a day that does not exist, another form).

    >>> parse_period("2018-Q4").ends.isoformat()
    '2018-12-31'
    """
    for form, build in _FORMS:
        match = re.fullmatch(form, code)
        if match:
            try:
                return build(code, *match.groups())
            except (ValueError, calendar.IllegalMonthError):
                break
    raise ValueError(f"not a period: {code!r}")


def months_before(day: date, months: int) -> date:
    """The same day of the month ``months`` earlier; the end of a month stays the end of a month."""
    at_end = (day + timedelta(days=1)).month != day.month
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, last if at_end else min(day.day, last))


def months_later(day: date, months: int) -> date:
    """The same day of the month ``months`` later; the end of a month stays the end of a month."""
    return months_before(day, -months)


def first_from(periods: Sequence[Period], change: Period) -> int | None:
    """The position in ``periods`` (ascending) from which a change holds: the first that ends no earlier than it does.

    >>> first_from([parse_period("2022-Q1"), parse_period("2022-Q2")], parse_period("2022-06"))
    1
    """
    return next((at for at, period in enumerate(periods) if period.ends >= change.ends), None)


def touched_by(periods: Sequence[Period], first: Period, last: Period) -> tuple[int, int] | None:
    """The first and the last position in ``periods`` that share a day with the span from ``first`` to ``last``.

    >>> years = [parse_period("2020"), parse_period("2021"), parse_period("2022")]
    >>> touched_by(years, parse_period("2020-Q2"), parse_period("2021-Q2"))
    (0, 1)
    """
    touched = [at for at, period in enumerate(periods) if period.ends >= first.starts and period.starts <= last.ends]
    return (touched[0], touched[-1]) if touched else None


def pair(wanted: Period, offered: Iterable[Period], rule: str, within_months: int) -> Period | None:
    """The offered period that goes with ``wanted``: ``same`` takes equal ends, ``nearest_earlier`` the latest end not after
    it and at most ``within_months`` months before. Equal ends: the shorter period, then the smaller code.
    """
    earliest = wanted.ends if rule == "same" else months_before(wanted.ends, within_months)
    fitting = [period for period in offered if earliest <= period.ends <= wanted.ends]
    if not fitting:
        return None
    return min(fitting, key=lambda p: (-p.ends.toordinal(), (p.ends - p.starts).days, p.code))
