"""Two releases area by area: where a reader sees another number, another state or another class, for one indicator."""

from dataclasses import dataclass

import numpy as np

from indicators.models import Release
from indicators.queries.audience import Audience
from indicators.queries.blocks import Floats
from indicators.queries.catalogue import Entry
from indicators.queries.values import Values, values
from indicators.states import ValueState


@dataclass(frozen=True)
class Seen:
    """What a reader of one release sees in an area; ``class_`` counts from 0, −1 where there is none."""

    status: str
    value: float | None
    class_: int


@dataclass(frozen=True)
class AreaChange:
    """One area that differs."""

    code: str
    name: str
    before: Seen
    after: Seen


@dataclass(frozen=True, eq=False)
class Compared:
    """Both answers, and the areas that differ in the edition's order: no ranking."""

    before: Values
    after: Values
    areas: tuple[AreaChange, ...]


def compared(
    older: Release,
    newer: Release,
    entry: Entry,
    audience: Audience,
    *,
    period: str | None = None,
    level: str | None = None,
    edition: str | None = None,
) -> Compared:
    """One indicator at one period and level in two releases, as ``audience`` sees it; by default the newer's latest period.

    Raises:
        Unanswerable: what is asked for is not in both of them.
    """
    after = values(newer, entry, audience, period=period, level=level, edition=edition)
    before = values(
        older,
        entry,
        audience,
        period=after.block.period.code,
        level=after.block.level,
        edition=after.areas.edition,
    )
    differs = (
        (before.block.status != after.block.status)
        | ~_equal(before.block.value, after.block.value)
        | (before.class_of != after.class_of)
    )
    areas = tuple(
        AreaChange(after.places.codes[at], after.places.names[at], _seen(before, at), _seen(after, at))
        for at in np.flatnonzero(differs).tolist()
    )
    return Compared(before, after, areas)


def _equal(one: Floats, other: Floats) -> np.ndarray:
    return (one == other) | (np.isnan(one) & np.isnan(other))


def _seen(found: Values, at: int) -> Seen:
    value = float(found.block.value[at])
    number = None if np.isnan(value) else value
    return Seen(ValueState(found.block.status[at]).word, number, int(found.class_of[at]))
