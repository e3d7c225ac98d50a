"""Deliveries where several area systems and editions stand side by side."""

from dataclasses import replace
from datetime import date

import pytest
from django.contrib.gis.geos import MultiPolygon, Polygon

from areas.models import Area, AreaEdition, AreaLevel, AreaSystem
from indicators.actions.places import SeveralSystems, edition_for
from indicators.catalogue.documents import document_of
from indicators.catalogue.specs import AreaColumn, Break, Text
from indicators.journey import State
from indicators.models import ImportProfile, Indicator, LiveRelease, Problem
from indicators.queries import catalogue
from indicators.queries.audience import STAFF
from indicators.queries.releases import live_release
from indicators.queries.selection import select
from indicators.queries.series import series
from indicators.queries.values import values
from indicators.states import ValueState
from tests.factories import indicator_spec, make_indicator
from tests.indicators.actions.journeys import COUNTS, Office, file_of

DAY = date(2024, 12, 31)
SHAPE = MultiPolygon(Polygon.from_bbox((10, 53.5, 10.01, 53.51)), srid=4326)


def other_system(code: str, areas: tuple[str, ...], *, is_demo: bool = False) -> AreaEdition:
    """A second system with a city and planning areas of its own."""
    system = AreaSystem.objects.create(code=code, name_de=code, name_en=code, is_demo=is_demo)
    edition = AreaEdition.objects.create(system=system, code=f"{code}-1", valid_from=date(2020, 1, 1), is_active=True)
    top = None
    for rank, (level, codes) in enumerate((("stadt", ("0",)), ("planungsraum", areas))):
        stored = AreaLevel.objects.create(system=system, code=level, rank=rank, name_de=level, name_en=level)
        for position, area in enumerate(codes):
            values = {"code": area, "name": area, "position": position, "geometry": SHAPE, "parent": top}
            made = Area.objects.create(edition=edition, level=stored, **values)
        top = made
    return edition


def name_system(system: str) -> None:
    profile = ImportProfile.objects.get(code="kiez")
    spec = replace(profile.spec, area=AreaColumn("id", "planungsraum", system=system))
    ImportProfile.objects.filter(pk=profile.pk).update(document=document_of(spec), sha256=f"{system:0>64}")


def test_only_system_with_the_level_is_meant(office: Office) -> None:
    assert edition_for(AreaColumn("id", "planungsraum"), DAY) == office.edition
    assert edition_for(AreaColumn("id", "planungsraum"), date(1999, 1, 1)) is None


def test_width_of_the_codes_tells_the_systems_apart(office: Office) -> None:
    other = other_system("weit", ("00000001", "00000002"))
    assert edition_for(AreaColumn("id", "planungsraum", 4), DAY) == office.edition
    assert edition_for(AreaColumn("id", "planungsraum", 8), DAY) == other


def test_profile_that_leaves_the_system_open_is_refused_with_the_systems(office: Office) -> None:
    other_system("zweite", ("0101", "0102"))
    with pytest.raises(SeveralSystems):
        edition_for(AreaColumn("id", "planungsraum", 4), DAY)
    delivery = office.deliver()
    assert delivery.state == State.REFUSED
    problem = Problem.objects.get(delivery=delivery)
    assert (problem.code, problem.params) == ("several_systems", {"systems": "kiez, zweite"})


def test_profile_names_its_system(office: Office) -> None:
    other_system("zweite", ("0101", "0102"))
    name_system("kiez")
    assert office.deliver().edition == office.edition


def test_common_layer_is_shown_where_no_edition_is_named(office: Office) -> None:
    AreaSystem.objects.filter(pk=office.edition.system_id).update(is_common=True)
    office.release()
    other = other_system("zweite", ("0101",))
    AreaEdition.objects.filter(pk=other.pk).update(valid_from=date(2022, 1, 1))
    name_system("zweite")
    ImportProfile.objects.filter(code="kiez").update(
        document=document_of(replace(ImportProfile.objects.get(code="kiez").spec, residual_rows=()))
    )
    office.release(file_of({"0101": (50, 100)}))
    entry, live = catalogue.indicator("armutsquote"), live_release()
    assert entry is not None and live is not None
    assert select(live.pk, entry).line.edition == office.edition.code
    assert select(live.pk, entry, edition=other.code).line.edition == other.code


def reform(office: Office) -> AreaEdition:
    """From 2024 on: everything the same but 0201, whose border moved."""
    old = office.edition
    AreaEdition.objects.filter(pk=old.pk).update(valid_until=date(2023, 12, 31))
    values = {"system": old.system, "code": "kiez-2024-01-01", "valid_from": date(2024, 1, 1), "is_active": True}
    new = AreaEdition.objects.create(**values)
    made: dict[tuple[str, str], Area] = {}
    for area in Area.objects.filter(edition=old).select_related("level", "parent__level").order_by("level__rank", "pk"):
        parent = made[area.parent.level.code, area.parent.code] if area.parent else None
        copied = {
            name: getattr(area, name) for name in ("level", "code", "name", "position", "is_residual", "geometry")
        }
        same = None if area.code in ("0201", "02") else area
        made[area.level.code, area.code] = Area.objects.create(edition=new, parent=parent, same_as=same, **copied)
    return new


def test_series_runs_through_a_reform_that_left_the_area_alone(office: Office) -> None:
    reform(office)
    office.release(period="2023-12-31")
    office.release(file_of({**COUNTS, "0101": (90, 300)}), period="2024-12-31")
    entry, live = catalogue.indicator("armutsquote"), live_release()
    assert entry is not None and live is not None
    same = series(live, entry, STAFF, area="0101")
    assert [line.edition for line in same.lines] == [office.edition.code, "kiez-2024-01-01"]
    assert same.own.value.tolist() == [20.0, 30.0]
    assert same.against.change[1] == pytest.approx(10.0)
    city = series(live, entry, STAFF, area="0")
    assert len(city.lines) == 2 and city.against.change[1] == pytest.approx(city.own.value[1] - city.own.value[0])


def test_series_begins_and_ends_with_the_edition_where_the_area_changed(office: Office) -> None:
    reform(office)
    office.release(period="2023-12-31")
    office.release(period="2024-12-31")
    entry, live = catalogue.indicator("armutsquote"), live_release()
    assert entry is not None and live is not None
    now = series(live, entry, STAFF, area="0201")
    assert [line.edition for line in now.lines] == ["kiez-2024-01-01"]
    before = series(live, entry, STAFF, area="0201", edition=office.edition.code)
    assert [line.edition for line in before.lines] == [office.edition.code]
    against_parent = series(live, entry, STAFF, area="0202", reference="02")
    assert len(against_parent.lines) == 1, "the area stayed, what it is compared with did not"
    assert len(series(live, entry, STAFF, area="0202").lines) == 2


def test_change_is_taken_across_a_reform_for_areas_that_stayed(office: Office) -> None:
    reform(office)
    office.release(period="2023-12-31")
    office.release(file_of({**COUNTS, "0101": (90, 300), "0201": (64, 320)}), period="2024-12-31")
    entry, live = catalogue.indicator("armutsquote"), live_release()
    assert entry is not None and live is not None
    found = values(live, entry, STAFF)
    assert found.earlier is not None and found.earlier.code == "2023-12-31"
    change = dict(zip(found.places.codes, found.against.change.tolist(), strict=True))
    assert change["0101"] == pytest.approx(10.0) and change["0102"] == 0.0
    assert change["0201"] != change["0201"], "the area has no year before"
    assert found.city_against.change[0] == pytest.approx(100 * (177 - 113) / 1160)


def test_release_of_invented_areas_alone_is_a_demo(office: Office) -> None:
    AreaSystem.objects.filter(pk=office.edition.system_id).update(is_demo=True)
    office.release()
    assert LiveRelease.objects.get().release.is_demo
    other_system("echt", ("0101",))
    name_system("echt")
    ImportProfile.objects.filter(code="kiez").update(
        document=document_of(replace(ImportProfile.objects.get(code="kiez").spec, residual_rows=()))
    )
    office.release(file_of({"0101": (50, 100)}))
    assert not LiveRelease.objects.get().release.is_demo


def test_delivered_total_of_a_district_stands_where_its_areas_are_suppressed(office: Office) -> None:
    profile = ImportProfile.objects.get(code="kiez")
    spec = replace(profile.spec, area=AreaColumn("id", "planungsraum", upper=("bezirk",)))
    ImportProfile.objects.filter(pk=profile.pk).update(document=document_of(spec), sha256="0" * 64)
    office.release(file_of({**COUNTS, "0102": ("*", 400), "01": (66, 700), "02": (38, 400)}))
    entry, live = catalogue.indicator("armutsquote"), live_release()
    assert entry is not None and live is not None
    districts = values(live, entry, STAFF, level="bezirk")
    assert districts.block.value[:2].tolist() == [pytest.approx(100 * 66 / 700), pytest.approx(100 * 38 / 400)]
    areas = values(live, entry, STAFF, level="planungsraum")
    assert areas.block.status[1] == ValueState.SUPPRESSED


def test_nothing_is_compared_across_a_new_definition(office: Office) -> None:
    Indicator.objects.filter(code="armutsquote").delete()
    make_indicator(indicator_spec(breaks=(Break("2024-06", Text("Neues Gesetz", "New law")),)))
    office.release(period="2023-12-31")
    office.release(file_of({**COUNTS, "0101": (90, 300)}), period="2024-12-31")
    office.release(file_of({**COUNTS, "0101": (60, 300)}), period="2025-12-31")
    entry, live = catalogue.indicator("armutsquote"), live_release()
    assert entry is not None and live is not None
    assert values(live, entry, STAFF, period="2024-12-31").earlier is None
    assert values(live, entry, STAFF, period="2025-12-31").earlier is not None
    assert series(live, entry, STAFF, area="0101").against.change[1:].tolist() == [
        pytest.approx(float("nan"), nan_ok=True),
        -10.0,
    ]
