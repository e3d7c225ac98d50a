"""Series of areas: every cell is the area's own, at its own level and in its own edition, or there is none."""

from datetime import date
from typing import Any

import pytest

from areas.models import Area, AreaEdition
from indicators.catalogue.specs import IndicatorKind
from tests.factories import COUNTS, EARLIER, World, indicator_spec, make_indicator
from tests.monitoring.dashboards.conftest import ClientOf, Making

NEVER = ["not_applicable", "not_applicable"]
COARSE = {level: cells for level, cells in COUNTS.items() if level != "planungsraum"}


@pytest.fixture
def reformed(world: World) -> AreaEdition:
    """An edition after 2020-06-30 in which 0202 is another area; releases that are made now count in it."""
    AreaEdition.objects.filter(pk=world.edition.pk).update(valid_until=date(2020, 6, 30))
    edition = AreaEdition.objects.create(
        system=world.edition.system, code="kiez-2020-07-01", valid_from=date(2020, 7, 1), is_active=True
    )
    made: dict[int, Area] = {}
    for old in Area.objects.filter(edition=world.edition).order_by("level__rank", "position"):
        made[old.pk] = Area.objects.create(
            edition=edition,
            level=old.level,
            parent=made[old.parent_id] if old.parent_id else None,
            code=old.code,
            name=old.name,
            position=old.position,
            is_residual=old.is_residual,
            geometry=old.geometry,
            same_as=None if old.code == "0202" else old,
        )
    return edition


def lines(client_of: ClientOf) -> dict[str, dict[str, Any]]:
    answer = client_of("planung").get("/api/v1/dashboards/d/data/").json()
    return {line["code"]: line for line in answer["panels"][0]["series"]["lines"]}


def test_chosen_area_of_a_level_without_values_has_none_and_not_those_of_another_level(
    world: World, make_dashboard: Making, client_of: ClientOf
) -> None:
    row = make_indicator(indicator_spec("nur-bezirke", breaks=()))
    for period, counts in (("2019-12-31", EARLIER), ("2020-12-31", COUNTS)):
        world.releases.add(row, period, {level: counts[level] for level in COARSE})
    world.releases.release("Bezirke")
    make_dashboard("d", ("series", {"indicator": "nur-bezirke", "areas": ["0102", "02"]}))
    found = lines(client_of)
    assert (found["0102"]["status"], found["0102"]["value"]) == (NEVER, [None, None])
    assert found["02"]["value"] == [100 * 38 / 390, 100 * 38 / 400]


def test_level_of_another_edition_alone_is_no_level_of_this_one(
    world: World, reformed: AreaEdition, make_dashboard: Making, client_of: ClientOf
) -> None:
    row = make_indicator(indicator_spec("groeber", breaks=()))
    world.releases.add(row, "2019-12-31", EARLIER)
    world.releases.edition = reformed
    world.releases.add(row, "2020-12-31", COARSE)
    world.releases.release("Gröber")
    make_dashboard("d", ("series", {"indicator": "groeber", "areas": ["0201"]}))
    found = lines(client_of)
    assert (found["0201"]["status"], found["0201"]["value"]) == (NEVER, [None, None])
    assert found["0"]["status"] == ["ok", "ok"]


def test_count_that_no_chosen_area_has_says_so_instead_of_drawing_nothing(
    world: World, make_dashboard: Making, client_of: ClientOf
) -> None:
    row = make_indicator(indicator_spec("zahl", kind=IndicatorKind.COUNT, denominator=(), breaks=()))
    world.releases.add(row, "2020-12-31", COARSE)
    world.releases.release("Zahl")
    make_dashboard("d", ("series", {"indicator": "zahl", "areas": ["0101"]}))
    panel = client_of("planung").get("/api/v1/dashboards/d/data/").json()["panels"][0]
    assert (panel["state"], "series" in panel) == ("unknown_level", False)


def test_area_that_a_reform_made_is_not_applicable_before_it(
    world: World, reformed: AreaEdition, make_dashboard: Making, client_of: ClientOf
) -> None:
    row = make_indicator(indicator_spec("durchgehend", breaks=()))
    world.releases.add(row, "2019-12-31", EARLIER)
    world.releases.edition = reformed
    world.releases.add(row, "2020-12-31", COUNTS)
    world.releases.release("Reform")
    make_dashboard("d", ("series", {"indicator": "durchgehend", "areas": ["0201", "0202"]}))
    found = lines(client_of)
    assert found["0202"]["status"] == ["not_applicable", "ok"]
    assert found["0201"]["status"] == ["ok", "ok"]
    assert found["0201"]["value"] == [100 * 30 / 310, 100 * 30 / 320]
