"""How long delivered files and observations are kept: one rule, as dates. Pure.

Two terms, the shorter of which holds where both run:

* **The source's term** (``retention_years`` of the catalogue, with the source's legal basis) begins with the end of the
  reported period or with the day of the delivery, whichever is later: whoever loads a past year may check it as long as
  anybody else. It ends on the same day after so many years; from the next day on file and observations are due. It runs for
  every delivery, also for one that is live: what is released are protected results, and they stay.
* **The term of what never went live** begins with the day on which the delivery came to where it stands:
  ``REFUSED_DAYS`` after it was refused, rejected or withdrawn, ``UNDECIDED_DAYS`` while it waits for a person.

A delivery that waits for the worker is never due: it comes to a person, or to its end, within seconds; in a release in
preparation as soon as the others of it do, whose terms run. A hold (Aussetzung) on the delivery or on its source puts off
every term until it is lifted.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from indicators.journey import OWNERS, Owner, State
from indicators.periods import Period, months_before, months_later

REFUSED_DAYS = 90
UNDECIDED_DAYS = 180


class Term(StrEnum):
    """Which term ends."""

    SOURCE = "source"
    REFUSED = "refused"
    UNDECIDED = "undecided"


@dataclass(frozen=True)
class Stay:
    """What the rule needs to know of a delivery. ``went_live``: it ever became part of a release."""

    state: State
    since: date
    period_ends: date
    received: date
    went_live: bool
    retention_years: int


@dataclass(frozen=True, order=True)
class Due:
    """From this day on the content has to go, because this term has ended."""

    day: date
    term: Term


def due(stay: Stay) -> Due | None:
    """When the content of a delivery has to go; ``None`` while it waits for the worker.

    >>> day = date(2024, 2, 1)
    >>> due(Stay(State.ACTIVE, day, date(2023, 12, 31), day, True, 10)).day.isoformat()
    '2034-02-02'
    >>> due(Stay(State.REFUSED, day, date(2023, 12, 31), day, False, 10)).term.value
    'refused'
    """
    owner = OWNERS[stay.state]
    if owner is Owner.WORKER:
        return None
    ends = months_later(max(stay.period_ends, stay.received), 12 * stay.retention_years)
    of_source = Due(ends + timedelta(days=1), Term.SOURCE)
    if stay.went_live:
        return of_source
    term, days = (Term.REFUSED, REFUSED_DAYS) if owner is Owner.NOBODY else (Term.UNDECIDED, UNDECIDED_DAYS)
    return min(of_source, Due(stay.since + timedelta(days=days), term))


def lacks(
    period: Period,
    direct: Iterable[str],
    paired: Iterable[str],
    within_months: int,
    erased: Mapping[str, Collection[Period]],
) -> bool:
    """Whether anything that a value of ``period`` may be computed from is erased: then it is not computed any more.

    Computed from what is left it would come out empty, or with another denominator, and take the place of a released
    number. ``direct`` measures stand in the period itself, ``paired`` ones up to ``within_months`` earlier. ``erased``:
    measure → the periods of which its values are gone.

    >>> from indicators.periods import parse_period as p
    >>> lacks(p("2018"), ["a"], ["b"], 6, {"b": [p("2018-06-30")]}), lacks(p("2018"), ["a"], ["b"], 0, {"b": [p("2017")]})
    (True, False)
    """
    earliest = months_before(period.ends, within_months)
    return any(gone.ends == period.ends for code in direct for gone in erased.get(code, ())) or any(
        earliest <= gone.ends <= period.ends for code in paired for gone in erased.get(code, ())
    )
