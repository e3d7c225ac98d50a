"""Editions one after the other: what stayed the same keeps its series, what a reform moved does not."""

from datetime import date

import pytest

from areas.boundaries import BoundaryError
from areas.models import Area, AreaSystem
from areas.queries import common_edition, successions
from tests.areas.conftest import QUARTERS, Import
from tests.areas.invented import Feature, square

#: Southeast and northeast exchange 100 m of ground; the west is only drawn anew, a hand's breadth off.
REFORMED = [
    Feature("0202", "Südost", square(1000, 0, 1000, 1100)),
    Feature("0101", "Nordwest", square(0, 1000, 1000, 1000)),
    Feature("0102", "Südwest", square(0, 0, 1000, 1000.2)),
    Feature("0201", "Nordost", square(1000, 1100, 1000, 900)),
]


def bring_edition(bring: Import, quarters: list[Feature], **options: object) -> None:
    for level in ("stadt", "bezirk"):
        bring(level, **options)
    bring("quartier", quarters, activate=True, **options)


@pytest.fixture
def reform(bring: Import) -> None:
    bring_edition(bring, QUARTERS, valid_from=date(2015, 1, 1), valid_until=date(2024, 6, 30))
    bring_edition(bring, REFORMED, valid_from=date(2024, 7, 1))


def before(code: str, level: str) -> Area | None:
    return Area.objects.get(edition__code="muster-2024-07-01", level__code=level, code=code).same_as


def test_area_with_code_and_shape_of_before_is_the_same(reform: None) -> None:
    for level, code in (("stadt", "0"), ("bezirk", "01"), ("bezirk", "02"), ("quartier", "0101"), ("quartier", "0102")):
        same = before(code, level)
        assert same is not None and (same.code, same.edition.code) == (code, "muster-2015-01-01"), (level, code)


def test_area_whose_border_moved_is_another_one(reform: None) -> None:
    assert before("0201", "quartier") is None and before("0202", "quartier") is None


def test_residual_units_continue(reform: None) -> None:
    residual = Area.objects.get(edition__code="muster-2024-07-01", level__code="quartier", is_residual=True)
    assert residual.same_as is not None and residual.same_as.is_residual


def test_older_edition_that_becomes_active_later_is_linked_too(bring: Import) -> None:
    bring_edition(bring, REFORMED, valid_from=date(2024, 7, 1))
    bring_edition(bring, QUARTERS, valid_from=date(2015, 1, 1), valid_until=date(2024, 6, 30))
    assert before("0101", "quartier") is not None and before("0202", "quartier") is None


def test_successions_name_the_positions_before(reform: None) -> None:
    old, new = successions("muster-2024-07-01")
    assert (old.edition, new.edition) == ("muster-2015-01-01", "muster-2024-07-01")
    assert (old.before["quartier"] == -1).all()
    assert new.before["quartier"].tolist() == [0, 1, -1, -1, 4]  # the residual unit is the last


def test_first_system_is_the_common_layer_and_its_newest_edition_is_meant(reform: None, bring: Import) -> None:
    bring_edition(bring, QUARTERS, system="schule", valid_from=date(2025, 1, 1))
    assert AreaSystem.objects.get(is_common=True).code == "muster"
    assert (edition := common_edition()) is not None and edition.code == "muster-2024-07-01"


def test_invented_areas_say_so_and_stay_among_themselves(bring: Import) -> None:
    bring("stadt", is_demo=True)
    assert AreaSystem.objects.get().is_demo
    with pytest.raises(BoundaryError, match="system_invented"):
        bring("bezirk")
    bring("stadt", system="echt")
    with pytest.raises(BoundaryError, match="system_not_invented"):
        bring("bezirk", system="echt", is_demo=True)
