"""The counts that nobody may find out, why each was planted, and the twin in which neighbours exchange theirs.

A pair of neighbours with equal denominators whose canaries are exchanged leaves every sum and rate above them as it is.
So whatever the portal answers differently in the twin depends on a hidden count.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from tests.attacks import town
from tests.attacks.town import Counts, Delivery


@dataclass(frozen=True)
class Canary:
    """A count below its source's threshold. ``threshold``: the smallest count that may be known of it."""

    measure: str
    place: str
    period: str
    count: int
    threshold: int
    attack: str
    revision: int | None = None

    @property
    def key(self) -> tuple[str, str, str]:
        """Its inner cell."""
        return self.measure, self.place, self.period


_LAST, _DAY = town.QUARTERS[-1], town.DAYS[-1]
_CHILDREN, _WOMEN, _HELP = "sgb2_kinder_unter_15", "einwohner_weiblich", "kanal_hilfen"
_FOREIGN, _RECIPIENTS = "einwohner_auslaendisch", "sgb2_leistungsberechtigte"

CANARIES = (
    Canary(_CHILDREN, "01010001", _LAST, 1, 10, "1, 9, 21: parent − siblings; mean of four quarters; composite index"),
    Canary(_CHILDREN, "01010002", _LAST, 2, 10, "19: two neighbours that sum to 3"),
    Canary(_WOMEN, "02010001", _DAY, 1, 3, "1 for the public"),
    Canary(_WOMEN, "02010002", _DAY, 2, 3, "19 for the public"),
    Canary(_HELP, "03010001", _LAST, 1, 10, "20: another department delivers, and knows its own"),
    Canary(_HELP, "03010002", _LAST, 2, 10, "20"),
    Canary(_FOREIGN, "03010004", _DAY, 1, 3, "2, 3: total − categories: Germans, migration background"),
    Canary(_RECIPIENTS, "03010005", _LAST, 2, 10, "1: alone in its district"),
    Canary(_RECIPIENTS, town.RESIDUAL, town.QUARTERS[2], 2, 10, "1: city − districts"),
    Canary(_CHILDREN, "02010003", town.QUARTERS[1], 1, 10, "10: the first release of the quarter said 12", revision=1),
)
#: Residents below the age limit without benefits: 1 of them, so that 100 % says it (attack 8).
COMPLEMENT = (_RECIPIENTS, "02010005", _LAST, 1)
_PAIRS = ((0, 1), (2, 3), (4, 5))
#: Those that have a canary for a neighbour, and those that are alone with what is published around them.
PAIRED, ALONE = CANARIES[:6], CANARIES[6:]


def exchanged() -> tuple[Canary, ...]:
    """The canaries of the twin: those of a pair of neighbours stand in each other's place."""
    found = list(CANARIES)
    for one, other in _PAIRS:
        first, second = CANARIES[one], CANARIES[other]
        found[one], found[other] = replace(first, count=second.count), replace(second, count=first.count)
    return tuple(found)


def planted(canaries: Iterable[Canary]) -> Iterator[Delivery]:
    """The town's deliveries with these canaries in them."""
    for delivery in town.journeys():
        counts = town.usual(delivery.period)
        if delivery.revision:
            _correct(counts)
        for canary in canaries:
            if canary.period == delivery.period and canary.revision in (None, delivery.revision):
                _plant(counts, canary.measure, canary.place, canary.count)
        measure, place, period, rest = COMPLEMENT
        if period == delivery.period:
            _plant(counts, measure, place, counts["einwohner_unter_regelaltersgrenze"][place] - rest)
        yield replace(delivery, counts=counts)


def _correct(counts: Counts) -> None:
    """The corrected quarter: one more child in every area of the second district."""
    for place in town.AREAS:
        if place.startswith("02"):
            counts[_CHILDREN][place] += 1


def _plant(counts: Counts, measure: str, place: str, count: int) -> None:
    """One count, and what adds up with it in the same file."""
    before = counts[measure][place]
    counts[measure][place] = count
    if measure == _FOREIGN:
        counts["einwohner_deutsch"][place] += before - count
        counts["einwohner_deutsch_ohne_migrationshintergrund"][place] += before - count
        counts["einwohner_mit_migrationshintergrund"][place] += count - before
    if measure == _RECIPIENTS:
        counts["sgb2_erwerbsfaehige"][place] = min(counts["sgb2_erwerbsfaehige"][place], count)
        counts[_CHILDREN][place] = min(counts[_CHILDREN][place], count)
