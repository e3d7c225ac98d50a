"""The line of periods that a source is expected to deliver, and the state of each today. Pure.

The line runs through what was delivered last, step by step in both directions: a source that reports on 30 June goes on
reporting on 30 June. It begins with what was delivered first, or with the period from which deliveries were agreed.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from indicators.calendar.cadences import STEPS, shifted
from indicators.periods import Period, months_later


class SlotState(StrEnum):
    """Where an expected period stands. ``skipped``: it never came, and a later one is live."""

    NOT_YET = "not_yet"
    DUE = "due"
    LATE = "late"
    IN_WORK = "in_work"
    RELEASED = "released"
    WAIVED = "waived"
    SKIPPED = "skipped"


class Standing(StrEnum):
    """What became of a delivery."""

    RELEASED = "released"
    IN_WORK = "in_work"
    ENDED = "ended"


@dataclass(frozen=True)
class Terms:
    """How often, how long after the period's end the figures are final, and what was agreed on top of that."""

    cadence: str
    lag_months: int
    extra_days: int = 0
    grace_days: int = 14

    @property
    def step(self) -> int:
        """Months from one period to the next; none where nothing is due at any date."""
        return STEPS.get(self.cadence, 0)


@dataclass(frozen=True)
class Delivered:
    """A delivery, or a period that is live: ``number`` is the delivery's, where one is meant."""

    period: Period
    standing: Standing
    number: int | None = None


@dataclass(frozen=True)
class Slot:
    """One expected period. ``days_late`` counts from the day it was due; ``deliveries``: the latest first."""

    period: Period
    due: date
    state: SlotState
    days_late: int
    deliveries: tuple[int, ...]

    @property
    def is_open(self) -> bool:
        """Whether somebody has to deliver it."""
        return self.state in (SlotState.DUE, SlotState.LATE)


def due_on(period: Period, terms: Terms) -> date:
    """The day on which the figures of a period are due: final after the source's lag, and the agreed days later.

    >>> from indicators.periods import parse_period
    >>> due_on(parse_period("2025-Q4"), Terms("quarter", 3)).isoformat()
    '2026-03-31'
    """
    return months_later(period.ends, terms.lag_months) + timedelta(days=terms.extra_days)


def slots(
    delivered: Sequence[Delivered],
    terms: Terms,
    *,
    today: date,
    first: Period | None = None,
    waived: Collection[str] = (),
    ahead_days: int = 92,
) -> tuple[Slot, ...]:
    """Every expected period from the first to those due within ``ahead_days``, at least one to come; in their order.

    ``waived`` holds codes of periods that do not come. Without a delivery and without ``first`` nothing is expected.
    """
    known = [one.period for one in delivered if one.standing is not Standing.ENDED]
    anchor = max(known, default=first)
    if anchor is None or not terms.step:
        return ()
    begin = first.ends if first is not None else min(known).ends
    line = _line(anchor, terms, begin, today, ahead_days, is_delivered=bool(known))
    live = [one.period.ends for one in delivered if one.standing is Standing.RELEASED]
    last_live = max(live, default=None)
    found = []
    before = shifted(line[0], -terms.step).ends if line else begin
    for period in line:
        own = [one for one in delivered if before < one.period.ends <= period.ends]
        found.append(_slot(period, own, terms, today, waived, last_live))
        before = period.ends
    return tuple(found)


def _line(
    anchor: Period, terms: Terms, begin: date, today: date, ahead_days: int, *, is_delivered: bool
) -> list[Period]:
    """The anchor's fellows from ``begin`` to the last due soon; one that is still to be delivered is always among them."""
    earlier: list[Period] = []
    while (one := shifted(anchor, -terms.step * (len(earlier) + 1))).ends >= begin:
        earlier.append(one)
    line = [*reversed(earlier), *([anchor] if anchor.ends >= begin else [])]
    until = today + timedelta(days=ahead_days)
    has_one_to_come = not is_delivered and bool(line) and due_on(line[-1], terms) > today
    steps = 1
    while due_on(one := shifted(anchor, terms.step * steps), terms) <= until or not has_one_to_come:
        if one.ends >= begin:
            line.append(one)
            has_one_to_come = due_on(one, terms) > today
        steps += 1
    return line


def _slot(
    period: Period,
    own: Sequence[Delivered],
    terms: Terms,
    today: date,
    waived: Collection[str],
    last_live: date | None,
) -> Slot:
    due = due_on(period, terms)
    standings = {one.standing for one in own}
    late = (today - due).days
    if Standing.RELEASED in standings:
        state = SlotState.RELEASED
    elif Standing.IN_WORK in standings:
        state = SlotState.IN_WORK
    elif period.code in waived:
        state = SlotState.WAIVED
    elif last_live is not None and period.ends < last_live:
        state = SlotState.SKIPPED
    elif late < 0:
        state = SlotState.NOT_YET
    else:
        state = SlotState.LATE if late > terms.grace_days else SlotState.DUE
    numbers = sorted((one.number for one in own if one.number is not None), reverse=True)
    return Slot(period, due, state, late if state is SlotState.LATE else 0, tuple(dict.fromkeys(numbers)))
