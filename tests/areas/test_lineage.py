"""What was where before and after a reform."""

from datetime import date

import pytest
from django.contrib.gis.geos import MultiPolygon, Polygon

from areas.lineage import lineage
from areas.models import Area, AreaEdition, AreaLevel, AreaSystem

pytestmark = pytest.mark.django_db


def _box(west: float, east: float) -> MultiPolygon:
    return MultiPolygon(Polygon.from_bbox((west, 53, east, 53.1)), srid=4326)


@pytest.fixture
def reform() -> None:
    """A stays; B and C are drawn anew as D (three quarters of B, all of C) and E (the rest of B)."""
    system = AreaSystem.objects.create(code="orte", name_de="Orte", name_en="Places")
    level = AreaLevel.objects.create(system=system, code="ort", rank=1, name_de="Ort", name_en="Place")
    old, new = (
        AreaEdition.objects.create(system=system, code=code, valid_from=start, valid_until=end, is_active=True)
        for code, start, end in (
            ("alt", date(2015, 1, 1), date(2024, 6, 30)),
            ("neu", date(2024, 7, 1), None),
        )
    )

    def add(edition: AreaEdition, position: int, code: str, west: float, east: float, same: Area | None = None) -> Area:
        return Area.objects.create(
            edition=edition,
            level=level,
            code=code,
            name=f"Ort {code}",
            position=position,
            geometry=_box(west, east),
            same_as=same,
        )

    stays = add(old, 0, "A", 10.0, 10.1)
    add(old, 1, "B", 10.1, 10.2)
    add(old, 2, "C", 10.2, 10.3)
    add(new, 0, "A", 10.0, 10.1, stays)
    add(new, 1, "D", 10.125, 10.3)
    add(new, 2, "E", 10.1, 10.125)
    Area.objects.create(edition=new, level=level, code="9", name="ohne Ort", position=3, is_residual=True)


def test_an_area_that_stays_is_itself_before_and_after(reform: None) -> None:
    old, new = lineage("alt", "ort", "A"), lineage("neu", "ort", "A")
    assert [(kin.code, kin.edition, kin.is_same) for kin in new.before] == [("A", "alt", True)]
    assert [(kin.code, kin.edition, kin.is_same) for kin in old.after] == [("A", "neu", True)]
    assert not (new.begins or new.ends or old.begins or old.ends)


def test_a_new_area_begins_and_says_what_lay_there(reform: None) -> None:
    found = lineage("neu", "ort", "D")
    assert found.begins and not found.ends and found.valid_from == date(2024, 7, 1)
    assert [(kin.code, round(kin.share, 3)) for kin in found.before] == [("C", 0.571), ("B", 0.429)]


def test_an_old_area_ends_and_says_what_lies_there_now(reform: None) -> None:
    found = lineage("alt", "ort", "B")
    assert found.ends and not found.begins
    assert [(kin.code, round(kin.share, 2)) for kin in found.after] == [("D", 0.75), ("E", 0.25)]


def test_neighbours_that_touch_are_no_kin(reform: None) -> None:
    assert [kin.code for kin in lineage("neu", "ort", "E").before] == ["B"]


def test_the_unit_without_a_place_has_no_lineage(reform: None) -> None:
    found = lineage("neu", "ort", "9")
    assert (found.before, found.after) == ((), ())
