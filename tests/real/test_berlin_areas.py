"""Berlin's five levels of areas, as they are published: flaws included."""

import gzip
import json
import os
from datetime import date
from pathlib import Path
from time import perf_counter

import numpy as np
import pytest
import shapely
from django.utils import translation

from areas.boundaries import BoundaryError, Layer, clean_coverage, parse_corrections, read_layer, reproject
from areas.importing import LevelFile, import_areas
from areas.models import Area, AreaEdition, LevelShapes
from areas.reports import ImportReport
from monitoring.area_messages import area_message
from tests.areas.invented import as_multi, decode, edge_counts

OPEN_DATA = Path(os.environ.get("PORTAL_OPEN_DATA", Path(__file__).resolve().parents[2] / "../shared/data"))
FOLDER = OPEN_DATA / "berlin" / "areas"
SRID = 25832
LEVELS = {
    "stadt": ("stadt.geojson", None, 1),
    "bezirk": ("bezirke.geojson", None, 12),
    "prognoseraum": ("lor-until-2020-prognoseraeume.geojson", 2, 60),
    "bezirksregion": ("lor-until-2020-bezirksregionen.geojson", 4, 138),
    "planungsraum": ("lor-until-2020-planungsraeume.geojson", 6, 448),
}
CORRECTIONS = """match_code,lon,lat,new_code,reason
06010102,13.299,52.515,04030417,Schloßstraße in Charlottenburg trägt den Schlüssel der Schloßstraße in Steglitz
""".encode()

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"no open data at {OPEN_DATA} (PORTAL_OPEN_DATA)")


def bring(level: str, *, corrections: bytes | None = None, activate: bool = False, file: str = "") -> ImportReport:
    name, prefix, _ = LEVELS[level]
    later = bool(file)
    return import_areas(
        file=LevelFile(FOLDER / (file or name), "id", "name", parent_prefix=prefix, corrections=corrections),
        by="vermessung",
        system="lor",
        valid_from=date(2021, 1, 1) if later else date(2006, 1, 1),
        valid_until=None if later else date(2020, 12, 31),
        level=level,
        activate=activate,
        metric_srid=SRID,
    )


@pytest.fixture(scope="module")
def planning_areas() -> Layer:
    name, prefix, _ = LEVELS["planungsraum"]
    return read_layer(
        FOLDER / name,
        code_field="id",
        name_field="name",
        metric_srid=SRID,
        parent_prefix=prefix,
        corrections=parse_corrections(CORRECTIONS),
    )


@pytest.fixture
def berlin(db: None) -> list[ImportReport]:
    reports = [bring(level) for level in list(LEVELS)[:-1]]
    return [*reports, bring("planungsraum", corrections=CORRECTIONS, activate=True)]


@pytest.mark.django_db
def test_the_file_with_the_doubled_code_is_refused_and_nothing_of_it_is_kept() -> None:
    for level in list(LEVELS)[:-1]:
        bring(level)
    with pytest.raises(BoundaryError) as refusal:
        bring("planungsraum", activate=True)
    [problem] = refusal.value.problems
    assert (problem.code, problem.area) == ("duplicate_code", "06010102")
    assert dict(problem.params) == {"rows": "124, 205", "names": "Schloßstraße, Schloßstraße"}
    assert not Area.objects.filter(level__code="planungsraum").exists()
    for language, words in {"de": "Korrekturdatei", "en": "corrections file"}.items():
        with translation.override(language):
            assert words in area_message(problem)
            assert "124, 205" in area_message(problem)


@pytest.mark.django_db
def test_a_correction_of_the_wrong_one_of_the_two_is_refused_too() -> None:
    for level in list(LEVELS)[:-1]:
        bring(level)
    wrong = CORRECTIONS.replace(b"13.299,52.515", b"13.321,52.459")
    with pytest.raises(BoundaryError) as refusal:
        bring("planungsraum", corrections=wrong)
    assert {(problem.code, problem.area) for problem in refusal.value.problems} == {
        ("outside_parent", "04030417"),
        ("outside_parent", "06010102"),
    }


def test_with_corrections_five_levels_pass(berlin: list[ImportReport]) -> None:
    assert [report.areas for report in berlin] == [count for _, _, count in LEVELS.values()]
    last = berlin[-1]
    assert [(done.row, done.old_code, done.new_code) for done in last.corrections] == [(124, "06010102", "04030417")]
    assert last.active
    counts = {level: Area.objects.filter(level__code=level).count() for level in LEVELS}
    assert counts == {"stadt": 1, "bezirk": 13, "prognoseraum": 61, "bezirksregion": 139, "planungsraum": 449}
    residual = Area.objects.get(level__code="planungsraum", is_residual=True)
    assert (residual.code, residual.position, residual.parent.code) == ("99999999", 448, "999999")
    assert {"06010102", "04030417", "09041403"} <= set(Area.objects.values_list("code", flat=True))


def test_cleaning_finds_one_overlap_and_one_gap_of_a_tenth_of_a_square_metre(planning_areas: Layer) -> None:
    assert not shapely.coverage_is_valid(planning_areas.polygons)
    cleaned, report = clean_coverage(planning_areas.codes, planning_areas.polygons)
    assert shapely.coverage_is_valid(cleaned)
    [overlap], [gap] = report.overlaps, report.gaps_closed
    assert (overlap.area, overlap.other) == ("04020208", "04061757")
    assert overlap.square_metres == pytest.approx(0.0999, abs=1e-3)
    assert gap.square_metres == pytest.approx(0.1098, abs=1e-3)
    assert not report.gaps_left
    assert len(report.changes) <= 6
    assert max(change.moved_m2 for change in report.changes) < 0.2
    assert shapely.area(cleaned).sum() == pytest.approx(shapely.area(planning_areas.polygons).sum(), rel=1e-9)


def test_delivered_upper_levels_agree_with_the_planning_areas(berlin: list[ImportReport]) -> None:
    comparisons = {level.level: level for level in berlin[-1].comparisons}
    for level in comparisons.values():
        print(f"{level.level}: {level.areas} areas, worst deviation {100 * level.worst_share:.4f} %")
        assert level.beyond_tolerance == ()
    assert comparisons["bezirksregion"].worst_share == pytest.approx(0.00055, abs=1e-4)


def test_every_upper_area_is_the_sum_of_its_children(berlin: list[ImportReport]) -> None:
    for level in list(LEVELS)[:-1]:
        for area in Area.objects.filter(level__code=level, is_residual=False).prefetch_related("children"):
            below = sum(child.square_metres for child in area.children.all() if not child.is_residual)
            assert area.square_metres == pytest.approx(below, rel=1e-9)


def test_shapes_are_small_and_decode_to_the_areas(berlin: list[ImportReport]) -> None:
    for shapes in LevelShapes.objects.select_related("level").order_by("level__rank"):
        level, content = shapes.level.code, bytes(shapes.topojson)
        packed = len(gzip.compress(content, 9))
        print(f"{level}: {len(content):,} bytes, {packed:,} compressed, {len(json.loads(content)['arcs'])} arcs")
        assert packed <= 80_000
        decoded = decode(content)
        areas = Area.objects.filter(level=shapes.level, is_residual=False).order_by("position")
        assert list(decoded) == [area.code for area in areas]
        exact = shapely.from_wkb(np.array([bytes(area.geometry.wkb) for area in areas], dtype=object))
        drawn = reproject(as_multi(list(decoded.values())), 4326, SRID)
        exact = reproject(exact, 4326, SRID)
        assert shapely.is_valid(drawn).all()
        assert shapely.area(drawn) == pytest.approx(shapely.area(exact), rel=0.02)
        assert shapely.hausdorff_distance(drawn, exact).max() < 80
        assert max(edge_counts(list(decoded.values())).values()) <= 2


def test_borders_of_every_level_lie_on_those_of_the_planning_areas(berlin: list[ImportReport]) -> None:
    shapes = {shape.level.code: decode(bytes(shape.topojson)) for shape in LevelShapes.objects.select_related("level")}
    finest = set(edge_counts(list(shapes["planungsraum"].values())))
    for level in ("bezirksregion", "prognoseraum", "bezirk", "stadt"):
        assert set(edge_counts(list(shapes[level].values()))) <= finest


@pytest.mark.django_db
def test_the_edition_from_2021_has_its_own_forecast_areas_and_no_planning_areas(berlin: list[ImportReport]) -> None:
    bring("stadt", file="stadt.geojson")
    bring("bezirk", file="bezirke.geojson")
    report = bring("prognoseraum", file="lor-from-2021-prognoseraeume.geojson", activate=True)
    assert (report.areas, report.edition) == (58, "lor-2021-01-01")
    assert report.cleaning is not None
    assert report.cleaning.was_clean
    both = Area.objects.filter(level__code="prognoseraum", code="1210").values_list("edition__code", flat=True)
    assert set(both) == {"lor-2006-01-01", "lor-2021-01-01"}
    assert AreaEdition.objects.filter(is_active=True).count() == 2


def test_cleaning_and_drawing_take_seconds(planning_areas: Layer) -> None:
    start = perf_counter()
    clean_coverage(planning_areas.codes, planning_areas.polygons)
    print(f"cleaning {len(planning_areas.codes)} areas: {perf_counter() - start:.2f} s")
