"""What a release changes against the one before."""

import pytest

from indicators.models import ResultBlock
from indicators.queries.differences import differences
from tests.factories import COUNTS, World, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def test_in_the_first_release_everything_is_new(world: World) -> None:
    found = differences(world.live)
    assert set(found) == set(world.indicators)
    assert found["armutsquote"].new == {"2019-12-31", "2020-12-31"} and found["armutsquote"].is_seen


def test_what_stayed_is_not_mentioned(world: World) -> None:
    assert differences(world.releases.release("Dasselbe")) == {}


def test_a_new_period_is_no_revision(world: World) -> None:
    world.releases.add(world.indicators["armutsquote"], "2021-12-31", COUNTS)
    found = differences(world.releases.release("Neuer Stichtag"))
    assert list(found) == ["armutsquote"]
    assert (found["armutsquote"].new, found["armutsquote"].revised) == ({"2021-12-31"}, set())


def test_another_value_is_a_revision_of_its_period(world: World) -> None:
    world.releases.add(world.indicators["armutsquote"], "2020-12-31", {"planungsraum": [(5, 100)] * 5})
    found = differences(world.releases.release("Korrektur"))["armutsquote"]
    assert (found.revised, found.new, found.marked) == ({"2020-12-31"}, set(), set())


def test_the_same_values_with_another_mark_are_no_change_for_readers(world: World) -> None:
    for key, block in list(world.releases.blocks.items()):
        if key[:2] == ("armutsquote", "2020-12-31"):
            columns = {f.name: getattr(block, f.name) for f in ResultBlock._meta.fields if f.name != "id"}
            columns |= {"data_status": "revised", "content_sha256": block.content_sha256[::-1]}
            world.releases.blocks[key] = ResultBlock.objects.create(**columns)
    found = differences(world.releases.release("Endgültig"))["armutsquote"]
    assert found.marked == {"2020-12-31"} and not found.is_seen


def test_a_withdrawn_period_is_gone(world: World) -> None:
    for key in [key for key in world.releases.blocks if key[:2] == ("armutsquote", "2019-12-31")]:
        del world.releases.blocks[key]
    assert differences(world.releases.release("Ohne 2019"))["armutsquote"].gone == {"2019-12-31"}
