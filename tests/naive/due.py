"""When a source is due, computed a second time, day by day and month by month. Standard library only."""

from datetime import date, timedelta


def last_of_month(year: int, month: int) -> date:
    """The day before the next month's first."""
    day = date(year, month, 28)
    while (day + timedelta(days=1)).month == month:
        day += timedelta(days=1)
    return day


def one_month_on(day: date, wanted: int) -> date:
    """The day ``wanted`` of the next month, or its last where it is shorter."""
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
    last = last_of_month(year, month)
    return last if wanted > last.day else date(year, month, wanted)


def months_on(day: date, months: int) -> date:
    """Month by month; the last day of a month leads to the last day of a month."""
    wanted = 31 if day == last_of_month(day.year, day.month) else day.day
    for _month in range(months):
        day = one_month_on(day, wanted)
    return day


def ends_of(cadence: str, first_year: int, years: int) -> list[date]:
    """The last days of all periods of a cadence that end in these years."""
    found = []
    day = date(first_year, 1, 1)
    while day < date(first_year + years, 1, 1):
        tomorrow = day + timedelta(days=1)
        is_end = {
            "month": tomorrow.day == 1,
            "quarter": tomorrow.day == 1 and tomorrow.month in (1, 4, 7, 10),
            "half-year": tomorrow.day == 1 and tomorrow.month in (1, 7),
            "year": (tomorrow.month, tomorrow.day) == (1, 1),
            "school-year": (tomorrow.month, tomorrow.day) == (8, 1),
            "two-years": (tomorrow.month, tomorrow.day) == (1, 1) and day.year % 2 == first_year % 2,
        }[cadence]
        if is_end:
            found.append(day)
        day = tomorrow
    return found


def state(today: date, end: date, lag: int, extra: int, grace: int) -> tuple[date, str, int]:
    """(due, state, days late) of a period that nobody delivered and after which nothing came."""
    due = months_on(end, lag)
    for _day in range(extra):
        due += timedelta(days=1)
    days = 0
    while due + timedelta(days=days) < today:
        days += 1
    if today < due:
        return due, "not_yet", 0
    return (due, "late", days) if days > grace else (due, "due", 0)
