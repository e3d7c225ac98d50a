"""Berlin's open tables brought into the portal as a statistics office would: delivered, approved, live."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import isclose
from pathlib import Path

from areas.models import AreaEdition
from indicators.actions import decide, steps
from indicators.actions.asking import give_reason
from indicators.actions.catalogue import load_catalogue
from indicators.actions.receive import receive
from indicators.journey import State
from indicators.looked_at import unanswered
from indicators.models import Delivery, LiveRelease, Release, ReleaseEntry
from indicators.states import ValueState
from monitoring.departments.models import Person
from tests.factories import make_person
from tests.naive.berlin import EDITIONS, HALF_YEARS, Cell
from tests.naive.berlin import Berlin as NaiveBerlin
from tests.real.test_berlin_areas import CORRECTIONS, LEVELS, bring

CATALOGUE = Path(__file__).parents[3] / "fixtures" / "catalogue"


@dataclass
class BerlinPortal:
    """The portal with Berlin in it, and the same files read the naive way."""

    data: Path
    supplier: Person
    approver: Person

    @cached_property
    def naive(self) -> NaiveBerlin:
        return NaiveBerlin(CATALOGUE, self.data)

    @property
    def live(self) -> Release:
        return LiveRelease.objects.select_related("release").get().release

    def deliver(self, file: Path, profile: str, period: str, content: bytes | None = None) -> Delivery:
        """As far as it goes without a second person."""
        delivery = receive(
            by=self.supplier,
            content=file.read_bytes() if content is None else content,
            file_name=file.name,
            profile=profile,
            period=period,
        )
        steps.run(delivery=delivery.pk)
        delivery.refresh_from_db()
        return delivery

    def release(self, file: Path, profile: str, period: str, content: bytes | None = None) -> Delivery:
        """Delivered, approved by the second person, live."""
        delivery = self.deliver(file, profile, period, content)
        assert delivery.state == State.CANDIDATE, (file.name, delivery.state, delivery.failure)
        for code in unanswered(delivery.pk):
            give_reason(by=self.supplier, delivery=delivery.pk, code=code, text="so steht es in der Tabelle")
        decide.approve(by=self.approver, delivery=delivery.pk, reason=f"{profile} {period}")
        assert steps.run(delivery=delivery.pk) == State.ACTIVE
        delivery.refresh_from_db()
        return delivery

    def cells(self, indicator: str, period: str, release: Release | None = None) -> dict[str, dict[str, Cell]]:
        """Level → code → cell of what is released; empty where the indicator has nothing for the period."""
        entries = ReleaseEntry.objects.filter(
            release=release or self.live, indicator__code=indicator, period__code=period
        ).select_related("block", "level")
        found = {}
        for entry in entries:
            block = entry.block
            arrays = (block.status, block.value, block.numerator, block.denominator, block.coverage)
            found[entry.level.code] = {
                code: Cell(ValueState(state).word, *numbers)
                for code, state, *numbers in zip(self.codes[entry.level.code], *arrays, strict=True)
            }
        return found

    @cached_property
    def codes(self) -> dict[str, list[str]]:
        """Level → codes in the order of the arrays."""
        found: dict[str, list[str]] = {}
        areas = AreaEdition.objects.get().areas.order_by("level__rank", "position")
        for level, code in areas.values_list("level__code", "code"):
            found.setdefault(level, []).append(code)
        return found

    def manifest(self, release: Release) -> list[str]:
        """The content hashes of a release."""
        return sorted(ReleaseEntry.objects.filter(release=release).values_list("block__content_sha256", flat=True))


def bring_berlin(data: Path) -> BerlinPortal:
    """Five levels of areas, the catalogue, twelve half-years of population and two editions of the monitoring."""
    for level in list(LEVELS)[:-1]:
        bring(level)
    bring("planungsraum", corrections=CORRECTIONS, activate=True)
    load_catalogue(directory=CATALOGUE, by=None, dry_run=False)
    portal = BerlinPortal(
        data,
        make_person("statistik", "statistician", department="statistikstelle"),
        make_person("pruefung", "approver", department="statistikstelle"),
    )
    for half_year, period in HALF_YEARS.items():
        for table in ("t1", "t2"):
            portal.release(portal.naive.population(half_year, table), f"berlin-population-{table}", period)
    for year, period in EDITIONS.items():
        portal.release(portal.naive.monitoring(year), "berlin-mss", period)
    return portal


def compare(shown: Mapping[str, Cell], expected: Mapping[str, Cell], where: str) -> int:
    """State for state and number for number; returns how many cells."""
    assert shown.keys() == expected.keys(), where
    for code, cell in shown.items():
        other = expected[code]
        assert cell.state == other.state, (where, code, cell, other)
        for name in ("value", "numerator", "denominator", "coverage"):
            said, counted = getattr(cell, name), getattr(other, name)
            assert (said is None) == (counted is None), (where, code, name, cell, other)
            if said is not None:
                assert isclose(said, counted, rel_tol=1e-12, abs_tol=1e-12), (where, code, name, cell, other)
    return len(shown)
