"""How often a source delivers, and the period of the same kind so and so many months later. Pure."""

from datetime import date

from indicators.periods import Period, months_later, parse_period

#: Months from one delivery to the next. ``day`` and ``irregular`` have no dates that anybody could be late for.
STEPS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12, "school-year": 12, "two-years": 24}

_SCHOOL_YEAR_BEGINS = 8


def period_of(kind: str, day: date) -> Period:
    """The period of a kind that ``day`` lies in.

    Raises:
        ValueError: ``kind`` is no kind of single periods (pooled years have no place of their own).

    >>> period_of("half-year", date(2024, 2, 29)).code
    '2024-H1'
    >>> period_of("school-year", date(2024, 7, 31)).code
    '2023/24'
    """
    match kind:
        case "day":
            return parse_period(day.isoformat())
        case "month":
            return parse_period(f"{day.year}-{day.month:02}")
        case "quarter":
            return parse_period(f"{day.year}-Q{(day.month + 2) // 3}")
        case "half-year":
            return parse_period(f"{day.year}-H{(day.month + 5) // 6}")
        case "year":
            return parse_period(f"{day.year}")
        case "school-year":
            first = day.year if day.month >= _SCHOOL_YEAR_BEGINS else day.year - 1
            return parse_period(f"{first}/{(first + 1) % 100:02}")
    raise ValueError(f"no kind of single periods: {kind!r}")


def shifted(period: Period, months: int) -> Period:
    """The period of the same kind ``months`` later; the end of a month stays the end of a month.

    >>> shifted(parse_period("2024-02-29"), 12).code
    '2025-02-28'
    >>> shifted(parse_period("2016..2018"), 12).code
    '2017..2019'
    """
    if period.kind == "pooled":
        years = months // 12
        return parse_period(f"{period.starts.year + years}..{period.ends.year + years}")
    return period_of(period.kind, months_later(period.ends, months))
