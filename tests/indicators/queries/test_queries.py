"""The portal's only door: released results, with the portal's rights, as far as the audience may see."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from copy import copy
from datetime import date

import numpy as np
import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from areas.models import AreaEdition, AreaSystem
from indicators.calculation.relative import Position
from indicators.models import Release, ReleasedBlock, ResultBlock
from indicators.periods import parse_period
from indicators.queries import catalogue, releases
from indicators.queries.audience import PUBLIC, STAFF, STAFF_WITHOUT_COUNTS
from indicators.queries.blocks import Block, shown
from indicators.queries.differences import differences
from indicators.queries.errors import Unanswerable
from indicators.queries.selection import select
from indicators.queries.series import series
from indicators.queries.sheets import place_of, sheet
from indicators.queries.values import values
from indicators.states import ValueState
from tests.factories import COUNTS, EDITION, World, indicator_spec, make_indicator, make_world

AsRole = Callable[[str], AbstractContextManager[None]]


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def entry(code: str = "armutsquote") -> catalogue.Entry:
    found = catalogue.indicator(code)
    assert found is not None
    return found


def test_portals_role_reads_everything_that_the_door_gives(world: World, as_role: AsRole) -> None:
    with as_role("portal"):
        live = releases.live_release()
        assert live is not None
        assert values(live, entry(), STAFF).block.value[0] == 20
        assert len(series(live, entry(), STAFF, area="0101").lines) == 2
        assert len(sheet(place_of(EDITION, "0101"), live, catalogue.indicators(), STAFF).rows) == 4
        assert catalogue.components(entry().spec)
        assert differences(live)


def test_portals_role_cannot_read_blocks_beside_the_view(world: World, as_role: AsRole) -> None:
    with pytest.raises(DatabaseError), as_role("portal"):
        ResultBlock.objects.count()


def test_candidate_is_not_behind_the_door(world: World) -> None:
    """A block that no release names exists, and nobody finds it."""
    world.releases.add(world.indicators["armutsquote"], "2021-12-31", COUNTS)
    assert ResultBlock.objects.filter(period__code="2021-12-31").exists()
    with pytest.raises(Unanswerable) as nothing:
        values(world.live, entry(), STAFF, period="2021-12-31")
    assert nothing.value.code == "unknown_period"
    assert not ReleasedBlock.objects.filter(period__code="2021-12-31").exists()


def test_withdrawn_release_gives_no_values(world: World) -> None:
    Release.objects.update(withdrawn_at=world.live.activated_at, withdrawn_reason="Fehler")
    with pytest.raises(Unanswerable) as gone:
        releases.not_withdrawn(Release.objects.get())
    assert gone.value.code == "release_withdrawn"
    assert not ReleasedBlock.objects.exists()


def test_release_is_found_by_its_number_only(world: World) -> None:
    assert releases.release_by_number("2026/1") == world.live
    for number in ("2026/2", "2026", "1", "", "2026/1/2", "2026/1/1/1", "٢٠٢٦/1", "2026/99999999999"):
        assert releases.release_by_number(number) is None


def test_without_a_wish_it_is_the_latest_period_at_the_finest_level_against_the_city(world: World) -> None:
    found = values(world.live, entry(), STAFF)
    assert (found.block.period.code, found.block.level) == ("2020-12-31", "planungsraum")
    assert (found.reference.level, found.reference.position) == ("stadt", 0)
    assert found.earlier is not None
    assert found.earlier.code == "2019-12-31"


def test_newest_edition_answers_where_a_period_has_several(world: World) -> None:
    newer = AreaEdition.objects.create(
        system=AreaSystem.objects.get(), code="kiez-2021-01-01", valid_from=date(2021, 1, 1), valid_until=None
    )
    for key, block in list(world.releases.blocks.items()):
        if key[:2] == ("armutsquote", "2020-12-31"):
            converted = copy(block)
            converted.pk, converted.edition, converted.content_sha256 = None, newer, f"newer {key}"
            converted.save()
            world.releases.blocks["newer", *key[1:]] = converted
    again = world.releases.release("Umschlüsselung")
    assert select(again.pk, entry()).line.edition == "kiez-2021-01-01"
    assert select(again.pk, entry(), period="2019-12-31").line.edition == EDITION


def test_change_is_not_taken_across_periods_of_another_kind(world: World) -> None:
    made = make_indicator(indicator_spec("quartalsquote"))
    world.releases.add(made, "2019", COUNTS)
    world.releases.add(made, "2020-12-31", COUNTS)
    live = world.releases.release("Quartal")
    assert values(live, entry("quartalsquote"), STAFF).earlier is None


def test_level_without_a_block_of_its_own_does_not_apply(world: World) -> None:
    """A share without a known weight has no value above the level it was delivered for."""
    made = make_indicator(indicator_spec("ohne-gewicht"))
    world.releases.add(made, "2020-12-31", {"planungsraum": COUNTS["planungsraum"]})
    live = world.releases.release("Anteile")
    found = values(live, entry("ohne-gewicht"), STAFF)
    assert found.city_block.status.tolist() == [ValueState.NOT_APPLICABLE]
    assert np.isnan(found.against.difference).all()
    assert set(found.against.position.tolist()) == {Position.UNKNOWN}


def _block(numerator: list[float], denominator: list[float]) -> Block:
    n, d = np.array(numerator), np.array(denominator)
    period = parse_period("2020-12-31")
    status = np.zeros(len(n), np.uint8)
    return Block("planungsraum", period, period, "2021-01-31", "final", status, n, d, 100 * n / d, n / d, n / d)


def test_public_never_gets_more_digits_than_the_indicator_shows() -> None:
    spec = indicator_spec(decimals=1)
    public = shown(_block([37.0], [321.0]), spec, PUBLIC)
    assert public.value.tolist() == [11.5]
    assert np.isnan(public.numerator).all()
    assert np.isnan(public.denominator).all()


def test_minimum_denominator_of_the_public_is_its_own() -> None:
    spec = indicator_spec()
    block = _block([9.0, 9.0], [99.0, 100.0])
    assert shown(block, spec, PUBLIC).status.tolist() == [ValueState.UNRELIABLE, ValueState.OK]
    assert shown(block, spec, STAFF).status.tolist() == [ValueState.OK, ValueState.OK]
    assert shown(block, spec, STAFF_WITHOUT_COUNTS).status.tolist() == [ValueState.OK, ValueState.OK]


def test_difference_of_rounded_values_is_rounded(world: World) -> None:
    """Otherwise the difference to a known city value would give the digits away that the value hides."""
    found = values(world.live, entry(), STAFF_WITHOUT_COUNTS)
    known = found.against.difference[~np.isnan(found.against.difference)]
    assert np.array_equal(known, np.round(known, 1))


def test_classes_come_from_shown_values_without_the_residual_unit(world: World) -> None:
    found = values(world.live, entry(), STAFF)
    assert found.classes.upper[-1] == 20.0
    assert found.classes.lowest == 2.5
    hidden = values(world.live, entry(), STAFF, period="2019-12-31")
    assert hidden.class_of.tolist()[1] == -1


def test_portals_door_reads_nothing_of_the_sealed_room(world: World) -> None:
    with CaptureQueriesContext(connection) as asked:
        values(world.live, entry(), STAFF)
        series(world.live, entry(), STAFF, area="0101")
        sheet(place_of(EDITION, "0101"), world.live, catalogue.indicators(), STAFF)
        differences(world.live)
    assert asked.captured_queries
    for query in asked.captured_queries:
        assert '"sealed"' not in query["sql"]
        assert '"result_block"' not in query["sql"]


def test_count_is_exact_for_whom_it_is_published(world: World) -> None:
    """It has no denominator, so nothing is missing from it: its change is given with every digit."""
    made = make_indicator(indicator_spec("einwohnerzahl", kind="count", denominator=(), decimals=0, unit="person"))
    for period, people in (("2019-12-31", 900), ("2020-12-31", 1000)):
        world.releases.add(made, period, {"stadt": [(people, 1)], "planungsraum": [(people / 5, 1)] * 5}, scale=1)
    ResultBlock.objects.filter(indicator=made, level__code="stadt").update(denominator=[None])
    ResultBlock.objects.filter(indicator=made, level__code="planungsraum").update(denominator=[None] * 5)
    live = world.releases.release("Bestand")
    staff, public = (values(live, entry("einwohnerzahl"), audience) for audience in (STAFF, PUBLIC))
    assert staff.against.change[0] == pytest.approx(100 / 9)
    assert public.against.change[0] == 11.1
    assert staff.against.share.tolist() == [20.0] * 5
    assert np.isnan(staff.against.difference).all()
