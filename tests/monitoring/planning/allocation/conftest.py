"""The tiny city with residents, children and a need, and people who share among its areas.

areas        0101   0102   0201   0202   residual
residents     300    400    320     80         10     of whom people in need: 60, 10, 30, 8, 2
"""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from django.test import Client

from indicators.catalogue.specs import IndicatorKind, IndicatorSpec, MinimumDenominator, Visibility
from monitoring.departments.models import Department, Person
from monitoring.planning.allocation.actions import start_allocation
from monitoring.planning.allocation.plan import Plan, Variant
from monitoring.planning.models import Allocation
from tests.factories import EDITION, SUPPRESSED, World, indicator_spec, make_indicator, make_person, make_world

RESIDENTS = {
    "stadt": [(1110, 1)],
    "bezirk": [(700, 1), (400, 1), (10, 1)],
    "planungsraum": [(300, 1), (400, 1), (320, 1), (80, 1), (10, 1)],
}
GAPS = {
    "stadt": [(110, 1110)],
    "bezirk": [(70, 700), (38, 400), (2, 10)],
    "planungsraum": [(60, 300), SUPPRESSED, (30, 320), (8, 80), (2, 10)],
}

VARIANT = Variant(
    name="Variante A",
    total=Decimal(20),
    step=Decimal(1),
    base="einwohner",
    need="armutsquote",
    strength=1.0,
    lowest=0.0,
)
PLAN = Plan("2026/1", EDITION, "planungsraum", question="Wohin gehen 20 Stellen?", variants=(VARIANT,))


def residents_spec() -> IndicatorSpec:
    """Residents, counted as a whole and open to everybody."""
    return indicator_spec(
        "einwohner",
        kind=IndicatorKind.COUNT,
        numerator=("einwohner",),
        denominator=(),
        scale=1,
        unit="person",
        decimals=0,
        minimum_denominator=MinimumDenominator(1, 1),
        visibility=Visibility.PUBLIC,
    )


@pytest.fixture
def world(db: None) -> World:
    """The factories' city with residents as a count and a rate that is suppressed in one area, in release 2026/2."""
    made = make_world()
    made.releases.add(make_indicator(residents_spec()), "2020-12-31", RESIDENTS, scale=1)
    made.releases.add(make_indicator(indicator_spec("luecken-quote")), "2020-12-31", GAPS)
    return replace(made, live=made.releases.release("Einwohner"))


@pytest.fixture
def plan(world: World) -> Plan:
    return replace(PLAN, release=world.live.number)


@pytest.fixture
def planner(db: None) -> Person:
    return make_person("planung", "planner", first_name="Petra", last_name="Planung")


@pytest.fixture
def allocation(plan: Plan, planner: Person) -> Allocation:
    """A draft of the planner's with one variant."""
    place = Department.objects.get(code="sozialplanung")
    return start_allocation(by=planner, title="Zwanzig Stellen", department=place, plan=plan)


@pytest.fixture
def client_of(db: None) -> Callable[..., Client]:
    """A signed-in client; ``client_of(person)``."""

    def client(person: Person | None = None, language: str = "de") -> Client:
        browser = Client(headers={"accept-language": language})
        if person is not None:
            browser.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return browser

    return client
