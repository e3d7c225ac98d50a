"""The demo city, all 525 areas of it, served from its own database and attacked as the town is."""

from collections.abc import Iterator

import pytest

from tests.attacks.cities import Found, attacked, canaries, false_rows, truth
from tests.attacks.protection import needs_joint_protection
from tests.attacks.roles import ATTACKERS
from tests.attacks.running import serve
from tests.attacks.solver import Knowledge, Sum

_INDICATORS = (
    *("sgb2-quote", "kinder-in-bedarfsgemeinschaften", "auslaenderanteil", "anteil-migrationshintergrund"),
    *("frauenanteil", "anteil-unter-6", "anteil-ab-80", "grundsicherung-im-alter", "einwohner"),
)
City = tuple[Found, list[Sum], Knowledge]
_LEVELS = ("stadt", "bezirk", "bezirksregion", "planungsraum")
_WHO = [one for one in ATTACKERS if one.name in ("anonymous", "planner", "administrator")]


@pytest.fixture(scope="module")
def demo_city(demo_database: str) -> Iterator[City]:
    """What was told, and the smallest counts that were not."""
    with serve(demo_database, "portal") as address:
        found = attacked(address, _WHO, _INDICATORS, _LEVELS)
    counts = truth(demo_database, found)
    assert len(false_rows(found, counts)) == 0
    yield found, canaries(found, counts), found.knowledge(counts)


def test_the_demo_city_is_seen(demo_city: City) -> None:
    found, small, knowledge = demo_city
    assert len(found.places["0"]) > 500
    assert len(knowledge.rows) > 5_000
    assert len(found.hidden()) > 20
    assert small


def test_nothing_stands_beside_a_hidden_cell_of_the_demo_city(demo_city: City) -> None:
    found, *_ = demo_city
    assert {role: told.beside[:3] for role, told in found.told.items()} == {role: [] for role in found.told}


@needs_joint_protection
def test_the_smallest_counts_of_the_demo_city_are_found_by_nobody(demo_city: City) -> None:
    _, small, knowledge = demo_city
    given_away = [one for one in small if knowledge.is_spanned(one) or knowledge.interval(one).is_found()]
    assert len(given_away) == 0
