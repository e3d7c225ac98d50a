"""Levels come top-down into a draft; an active edition is whole and unchangeable; a refused file leaves nothing."""

import hashlib
from datetime import date

import pytest
from django.contrib.gis.geos import Point
from django.db import IntegrityError, transaction

from areas.boundaries import BoundaryError
from areas.models import Area, AreaEdition, AreaImport, AreaLevel, AreaSystem, LevelShapes
from areas.reports import ImportReport
from tests.areas.conftest import BOROUGHS, CITY, QUARTERS, Import
from tests.areas.invented import Feature, decode, square

TABLES = (AreaSystem, AreaLevel, AreaEdition, Area, LevelShapes, AreaImport)


def stored() -> list[list[object]]:
    return [list(model.objects.order_by("pk").values_list()) for model in TABLES]


def refused(
    bring: Import, level: str, features: list[Feature] | None = None, **options: object
) -> list[tuple[str, str]]:
    """Import what must be refused, check that the database is as it was, and return codes and areas."""
    before = stored()
    with pytest.raises(BoundaryError) as refusal:
        bring(level, features, **options)
    assert stored() == before, "a refused import left something behind"
    return [(problem.code, problem.area) for problem in refusal.value.problems]


def codes(level: str) -> list[str]:
    return list(Area.objects.filter(level__code=level).order_by("position").values_list("code", flat=True))


def test_a_city_comes_level_by_level_and_stands_in_code_order_with_the_residual_unit_last(city: ImportReport) -> None:
    assert codes("stadt") == ["0"]
    assert codes("bezirk") == ["01", "02", "99"]
    assert codes("quartier") == ["0101", "0102", "0201", "0202", "9999"]
    positions = Area.objects.filter(level__code="quartier").order_by("position").values_list("position", flat=True)
    assert list(positions) == [0, 1, 2, 3, 4]


def test_every_area_has_its_parent_and_the_residual_units_hang_on_the_city(city: ImportReport) -> None:
    parents = dict(Area.objects.values_list("code", "parent__code"))
    assert parents == {
        "0": None, "01": "0", "02": "0", "99": "0",
        "0101": "01", "0102": "01", "0201": "02", "0202": "02", "9999": "99",
    }  # fmt: skip


def test_residual_units_have_no_geometry_and_their_official_name(city: ImportReport) -> None:
    units = Area.objects.filter(is_residual=True)
    assert {unit.name for unit in units} == {"räumlich nicht zuordenbar"}
    assert all(unit.geometry is None and unit.square_metres is None for unit in units)


def test_the_code_of_a_residual_unit_gives_way_to_a_real_area(bring: Import) -> None:
    bring("stadt")
    bring("bezirk", [BOROUGHS[0], Feature("99", "Hafen", BOROUGHS[1].geometry)], activate=True)
    assert codes("bezirk") == ["01", "99", "999"]


def test_activation_replaces_upper_levels_by_the_dissolved_finest_one(bring: Import) -> None:
    bring("stadt")
    bring("bezirk", [Feature("01", "West", square(0, 0, 990, 2000)), Feature("02", "Ost", square(990, 0, 1010, 2000))])
    report = bring("quartier", activate=True)
    [comparison] = [level for level in report.comparisons if level.level == "bezirk"]
    assert comparison.beyond_tolerance == ("01", "02")
    west = Area.objects.get(code="01")
    assert west.square_metres == pytest.approx(2_000_000, rel=2e-3)
    quarters = Area.objects.filter(parent=west)
    assert west.square_metres == pytest.approx(sum(quarter.square_metres for quarter in quarters), rel=1e-9)


def test_a_draft_keeps_what_was_delivered_and_tells_what_cleaning_would_do(bring: Import) -> None:
    bring("stadt")
    bring("bezirk")
    report = bring("quartier")
    assert not report.active
    assert [(overlap.area, overlap.other) for overlap in report.cleaning.overlaps] == [("0101", "0201")]
    assert {level.level for level in report.comparisons} == {"stadt", "bezirk"}
    assert Area.objects.get(code="0101").square_metres == pytest.approx(1_000_200, rel=1e-6)
    assert not Area.objects.filter(is_residual=True).exists()
    assert not LevelShapes.objects.exists()


def test_active_areas_do_not_overlap(city: ImportReport) -> None:
    west, east = Area.objects.get(code="0101"), Area.objects.get(code="0201")
    assert west.geometry.intersection(east.geometry).area == 0
    assert west.geometry.touches(east.geometry)


def test_the_label_stands_inside_its_area(city: ImportReport) -> None:
    for area in Area.objects.filter(is_residual=False):
        assert area.geometry.contains(Point(*area.label_point.coords, srid=4326)), area.code


def test_shapes_of_every_level_are_kept_under_the_hash_of_their_bytes(city: ImportReport) -> None:
    shapes = {shape.level.code: shape for shape in LevelShapes.objects.select_related("level")}
    assert set(shapes) == {"stadt", "bezirk", "quartier"}
    for level, shape in shapes.items():
        content = bytes(shape.topojson)
        assert shape.sha256 == hashlib.sha256(content).hexdigest()
        assert list(decode(content)) == [code for code in codes(level) if not code.startswith("9")]


def test_the_same_files_give_the_same_shapes(bring: Import) -> None:
    hashes = []
    for system in ("eins", "zwei"):
        bring("stadt", system=system)
        bring("bezirk", system=system)
        hashes.append([drawing.sha256 for drawing in bring("quartier", system=system, activate=True).drawings])
    assert hashes[0] == hashes[1]


def test_importing_a_level_again_replaces_it(bring: Import) -> None:
    bring("stadt")
    bring("bezirk")
    bring("quartier")
    kept = dict(Area.objects.filter(level__code="bezirk").values_list("code", "pk"))
    assert bring("bezirk", [Feature("01", "Abend", BOROUGHS[0].geometry), BOROUGHS[1]]).replaced
    assert dict(Area.objects.filter(level__code="bezirk").values_list("code", "pk")) == kept
    assert Area.objects.get(code="01").name == "Abend"
    assert Area.objects.get(code="0101").parent_id == kept["01"]


def test_a_finest_level_imported_again_may_lose_and_gain_areas(bring: Import) -> None:
    bring("stadt")
    bring("bezirk")
    bring("quartier")
    bring("quartier", [*QUARTERS[:3], Feature("0203", "Nordost neu", QUARTERS[3].geometry)], activate=True)
    assert codes("quartier") == ["0101", "0102", "0202", "0203", "9999"]


def test_a_parent_with_children_cannot_vanish(bring: Import) -> None:
    bring("stadt")
    bring("bezirk")
    bring("quartier")
    assert refused(bring, "bezirk", [BOROUGHS[0]]) == [("orphaned_children", "02")]


def test_an_active_edition_refuses_changes(city: ImportReport, bring: Import) -> None:
    assert refused(bring, "quartier") == [("edition_active", "")]


def test_two_active_editions_of_a_system_never_overlap(city: ImportReport, bring: Import) -> None:
    bring("stadt", valid_from=date(2025, 1, 1))
    bring("bezirk", valid_from=date(2025, 1, 1))
    assert refused(bring, "quartier", valid_from=date(2025, 1, 1), activate=True) == [("edition_overlaps", "")]


def test_the_database_itself_refuses_overlapping_editions(city: ImportReport) -> None:
    system = AreaSystem.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        AreaEdition.objects.create(system=system, code="zweite", valid_from=date(2024, 1, 1), is_active=True)


def test_editions_of_other_systems_and_later_ones_stand_side_by_side(bring: Import) -> None:
    first = {"valid_from": date(2006, 1, 1), "valid_until": date(2020, 12, 31)}
    for options in (first, {"valid_from": date(2021, 1, 1)}, {"system": "schule"}):
        bring("stadt", **options)
        bring("bezirk", activate=True, **options)
    assert AreaEdition.objects.filter(is_active=True).count() == 3


def test_a_later_edition_may_end_at_a_coarser_level(bring: Import, city: ImportReport) -> None:
    assert bring("stadt", system="muster", valid_from=date(1990, 1, 1), valid_until=date(2019, 12, 31)).areas == 1
    bring("bezirk", valid_from=date(1990, 1, 1), activate=True)
    assert AreaLevel.objects.count() == 3


def test_areas_outside_the_parent_they_name_are_refused(bring: Import) -> None:
    """The western quarters with codes of the eastern borough: every parent is known, and yet wrong."""
    bring("stadt")
    bring("bezirk")
    across = {"0101": "0201", "0102": "0202", "0201": "0101", "0202": "0102"}
    moved = [Feature(across[str(f.code)], f.name, f.geometry) for f in QUARTERS]
    assert {code for code, _ in refused(bring, "quartier", moved)} == {"outside_parent"}


def test_unknown_parents_are_refused(bring: Import) -> None:
    bring("stadt")
    bring("bezirk")
    features = [*QUARTERS, Feature("0301", "Nirgends", square(2000, 0))]
    assert refused(bring, "quartier", features) == [("unknown_parent", "0301")]


def test_parents_come_from_a_field_too(bring: Import) -> None:
    bring("stadt")
    bring("bezirk")
    features = [Feature(f.code, f.name, f.geometry, parent=str(f.code)[:2]) for f in QUARTERS]
    bring("quartier", features, parent_prefix=None, parent_field="parent")
    assert Area.objects.get(code="0202").parent.code == "02"


def test_without_a_parent_option_the_parent_must_be_the_only_area_above(bring: Import) -> None:
    bring("stadt")
    bring("bezirk")
    assert refused(bring, "quartier", parent_prefix=None) == [("ambiguous_parent", "")]


def test_a_borough_without_quarters_is_refused(bring: Import) -> None:
    bring("stadt")
    bring("bezirk")
    assert refused(bring, "quartier", QUARTERS[1:3]) == [("childless_area", "02")]


@pytest.mark.parametrize(
    ("level", "features", "options", "code"),
    [
        ("stadt", BOROUGHS, {}, "top_not_single"),
        ("stadt", CITY, {"parent_prefix": 1}, "top_has_no_parent"),
        ("stadt", CITY, {"parent_prefix": 1, "parent_field": "parent"}, "two_parent_options"),
        ("stadt", CITY, {"system": "Größe!"}, "bad_code"),
        ("stadt", CITY, {"valid_until": date(2019, 1, 1)}, "edition_dates"),
        ("stadt", CITY, {"corrections": b"rubbish"}, "corrections_columns"),
    ],
)
def test_a_first_level_that_cannot_be_is_refused(
    bring: Import, level: str, features: list[Feature], options: dict[str, object], code: str
) -> None:
    assert [found for found, _ in refused(bring, level, features, **options)] == [code]


def test_levels_come_top_down(bring: Import, city: ImportReport) -> None:
    later = {"valid_from": date(1990, 1, 1), "valid_until": date(2019, 12, 31)}
    assert refused(bring, "bezirk", **later) == [("top_missing", "")]
    bring("stadt", **later)
    bring("quartier", parent_prefix=None, **later)
    assert refused(bring, "bezirk", **later) == [("not_top_down", "")]


def test_an_edition_keeps_its_end(bring: Import) -> None:
    bring("stadt", valid_until=date(2024, 12, 31))
    assert bring("bezirk").valid_until == date(2024, 12, 31)
    assert refused(bring, "bezirk", valid_until=date(2025, 12, 31)) == [("edition_differs", "")]


def test_a_doubled_code_passes_with_a_corrections_file(bring: Import) -> None:
    bring("stadt")
    bring("bezirk")
    features = [Feature("0201" if f.code == "0202" else f.code, f.name, f.geometry) for f in QUARTERS]
    assert refused(bring, "quartier", features) == [("duplicate_code", "0201")]
    point = Area.objects.get(code="02").geometry.extent
    lon, lat = (point[0] + point[2]) / 2, point[1] + 0.2 * (point[3] - point[1])
    content = f"match_code,lon,lat,new_code,reason\n0201,{lon},{lat},0202,doppelt\n".encode()
    report = bring("quartier", features, corrections=content, activate=True)
    assert [done.new_code for done in report.corrections] == ["0202"]
    assert Area.objects.get(code="0202").name == "Südost"


def test_every_import_is_logged_with_who_which_file_and_every_change(city: ImportReport) -> None:
    entry = AreaImport.objects.select_related("level").last()
    assert entry is not None
    assert (entry.imported_by, entry.level.code, entry.file_name) == ("vermessung", "quartier", "quartier.gpkg")
    assert entry.file_sha256 == city.file_sha256
    assert entry.report == city.document()
    assert entry.report["cleaning"]["overlaps"][0]["kept_by"] in ("0101", "0201")
