"""Where blocks of a candidate and of a release stand, and their cells: what every comparison before a decision reads."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from indicators.models import CalculationEntry, Delivery, LiveRelease, Period, Release, ReleaseEntry
from indicators.office.comparison import Cells
from indicators.periods import Period as Span
from indicators.periods import months_before
from indicators.stored_arrays import stored_arrays

_BLOCKS_A_READ = 400


class Against(StrEnum):
    """What a candidate is compared with.

    ``LIVE``: what is live for the same period; where there is nothing, the period before it. ``PREVIOUS``: always the
    period before. ``YEAR``: the same period of the year before.
    """

    LIVE = "live"
    PREVIOUS = "previous"
    YEAR = "year"


@dataclass(frozen=True)
class Place:
    """Where a block stands, and which block it is."""

    indicator: int
    period: int
    edition: int
    level: int
    block: int


def base_of(delivery: Delivery) -> Release | None:
    """What a candidate is compared with: the live release, and once it is live itself the release before it."""
    if delivery.release_id:
        assert delivery.release is not None
        return delivery.release.previous
    assert delivery.edition is not None
    live = LiveRelease.objects.select_related("release").filter(municipality=delivery.edition.system.municipality)
    return next((pointer.release for pointer in live), None)


def candidate_places(delivery: Delivery, indicators: Collection[str] = ()) -> list[Place]:
    """The candidate's blocks; of some indicators only where their codes are named."""
    entries = CalculationEntry.objects.filter(calculation=delivery.calculation_id)
    if indicators:
        entries = entries.filter(block__indicator__code__in=indicators)
    columns = ("block__indicator", "block__period", "block__edition", "block__level", "block")
    return [Place(*row) for row in entries.values_list(*columns)]


def released_places(release: Release | None, indicators: Collection[int]) -> list[Place]:
    """A release's blocks of some indicators; nothing without a release."""
    if release is None or not indicators:
        return []
    entries = ReleaseEntry.objects.filter(release=release, indicator__in=indicators)
    return [Place(*row) for row in entries.values_list("indicator", "period", "edition", "level", "block")]


def cells_of(blocks: Iterable[int]) -> dict[int, Cells]:
    """Status and value of blocks by their id."""
    found: dict[int, Cells] = {}
    wanted = sorted(set(blocks))
    for start in range(0, len(wanted), _BLOCKS_A_READ):
        read = stored_arrays("result_block", wanted[start : start + _BLOCKS_A_READ], ("status", "value"))
        found |= {pk: Cells(status.astype(np.uint8), value) for pk, (status, value) in read.items()}
    return found


def compared_period(of: Span, known: Iterable[Period], against: Against) -> Period | None:
    """The live period that ``of`` is compared with, among those known; nothing where there is none."""
    periods = list(known)
    if against is Against.YEAR:
        wanted = months_before(of.ends, 12)
        return next((period for period in periods if period.ends == wanted and period.kind == of.kind), None)
    if against is Against.LIVE:
        same = next((period for period in periods if period.code == of.code), None)
        if same is not None:
            return same
    earlier = [period for period in periods if period.ends < of.ends]
    return max(earlier, key=lambda period: period.span, default=None)
