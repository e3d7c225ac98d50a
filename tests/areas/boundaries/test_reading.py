"""What a file of areas may look like, and what is refused with code, feature and reason."""

from pathlib import Path

import geopandas
import numpy as np
import pytest
import shapely

from areas.boundaries import BoundaryError, Layer, Problem, read_layer
from tests.areas.invented import EAST, NORTH, SRID, Feature, square, write_layer

NORTHERN = Feature("02", "Nord", square(0, 1000))
SOUTHERN = Feature("01", "Süd", square(0, 0))


def read(path: Path, **options: object) -> Layer:
    return read_layer(path, **{"code_field": "code", "name_field": "name", "metric_srid": SRID, **options})


def refused(path: Path, **options: object) -> tuple[Problem, ...]:
    with pytest.raises(BoundaryError) as refusal:
        read(path, **options)
    return refusal.value.problems


@pytest.mark.parametrize("suffix", ["geojson", "gpkg", "shp", "fgb", "gml"])
def test_any_format_that_geopandas_reads_gives_the_same_areas(tmp_path: Path, suffix: str) -> None:
    layer = read(write_layer(tmp_path / f"areas.{suffix}", [NORTHERN, SOUTHERN]))
    assert layer.codes == ("01", "02")
    assert layer.names == ("Süd", "Nord")
    assert layer.rows == (2, 1) or suffix == "fgb", "flatgeobuf orders its features in space"
    assert shapely.area(layer.polygons) == pytest.approx([1e6, 1e6], rel=1e-3)


def test_geoparquet_is_read_too(tmp_path: Path) -> None:
    frame = geopandas.GeoDataFrame({"code": ["1"], "name": ["Stadt"]}, geometry=[square(0, 0)], crs=SRID)
    frame.to_parquet(tmp_path / "areas.parquet")
    assert read(tmp_path / "areas.parquet").codes == ("1",)


def test_coordinates_in_degrees_become_metres_of_the_reference_system(tmp_path: Path) -> None:
    frame = geopandas.GeoDataFrame({"code": ["1"], "name": ["Stadt"]}, geometry=[square(0, 0)], crs=SRID)
    frame.to_crs(4326).to_file(tmp_path / "degrees.geojson")
    polygons = read(tmp_path / "degrees.geojson").polygons
    assert shapely.area(polygons)[0] == pytest.approx(1e6, rel=1e-4)
    assert shapely.bounds(polygons)[0][:2] == pytest.approx([EAST, NORTH], abs=0.01)


def test_numbers_as_codes_are_taken_as_written(tmp_path: Path) -> None:
    assert read(write_layer(tmp_path / "a.gpkg", [Feature(7, "Sieben", square(0, 0))])).codes == ("7",)


def test_parents_come_from_a_prefix_of_the_code_or_from_a_field(tmp_path: Path) -> None:
    path = write_layer(tmp_path / "a.gpkg", [Feature("0101", "Mitte", square(0, 0), "Bezirk 1")])
    assert read(path, parent_prefix=2).parents == ("01",)
    assert read(path, parent_field="parent").parents == ("Bezirk 1",)
    assert read(path).parents == ("",)


def test_heights_are_dropped(tmp_path: Path) -> None:
    path = write_layer(tmp_path / "a.gpkg", [Feature("1", "Stadt", shapely.force_3d(square(0, 0), 34.5))])
    assert not shapely.has_z(read(path).polygons).any()


def test_a_bow_tie_is_repaired_and_reported_with_its_size(tmp_path: Path) -> None:
    bow = shapely.Polygon([(EAST, NORTH), (EAST + 100, NORTH + 100), (EAST + 100, NORTH), (EAST, NORTH + 100)])
    layer = read(write_layer(tmp_path / "a.gpkg", [Feature("1", "Schleife", bow)]))
    [repair] = layer.repairs
    assert (repair.area, repair.row, repair.reason.split("[")[0]) == ("1", 1, "Self-intersection")
    assert repair.after_m2 == pytest.approx(5000, rel=1e-6)
    assert shapely.is_valid(layer.polygons).all()


def test_a_code_that_stands_twice_is_refused_with_both_features_and_names(tmp_path: Path) -> None:
    features = [SOUTHERN, NORTHERN, Feature("01", "Südost", square(1000, 0))]
    assert refused(write_layer(tmp_path / "a.gpkg", features)) == (
        Problem("duplicate_code", "01", 1, (("rows", "1, 3"), ("names", "Süd, Südost"))),
    )


def test_every_problem_of_a_file_is_found_at_once(tmp_path: Path) -> None:
    features = [
        Feature(None, "ohne Schlüssel", square(0, 0)),
        Feature("2", None, square(1000, 0)),
        Feature("3", "Punkt", shapely.Point(EAST, NORTH)),
        Feature("4", "leer", None),
        Feature("5", "zusammengefallen", shapely.Polygon([(EAST, NORTH), (EAST + 9, NORTH), (EAST, NORTH)])),
        Feature("x" * 41, "lang", square(0, 1000)),
    ]
    problems = refused(write_layer(tmp_path / "a.geojson", features))
    assert [(problem.code, problem.row) for problem in problems] == [
        ("missing_code", 1),
        ("missing_name", 2),
        ("not_polygonal", 3),
        ("missing_geometry", 4),
        ("hopeless_geometry", 5),
        ("long_text", 6),
    ]


@pytest.mark.filterwarnings("ignore:'crs' was not provided")
def test_a_file_without_coordinate_system_is_refused(tmp_path: Path) -> None:
    assert refused(write_layer(tmp_path / "a.gpkg", [SOUTHERN], crs=None))[0].code == "missing_crs"


@pytest.mark.parametrize("declared", [4326, 25835, 31467])
def test_metres_under_a_wrong_name_are_refused(tmp_path: Path, declared: int) -> None:
    geometry = shapely.box(EAST, NORTH, EAST + 1000, NORTH + 1000)
    frame = geopandas.GeoDataFrame({"code": ["1"], "name": ["Stadt"]}, geometry=[geometry])
    path = tmp_path / "a.gpkg"
    frame.set_crs(declared).to_file(path)
    assert refused(path)[0].code == "wrong_crs"


def test_swapped_axes_are_refused(tmp_path: Path) -> None:
    geometry = shapely.box(52.5, 13.3, 52.6, 13.4)
    frame = geopandas.GeoDataFrame({"code": ["1"], "name": ["Stadt"]}, geometry=[geometry], crs=4326)
    frame.to_file(tmp_path / "a.geojson")
    assert refused(tmp_path / "a.geojson")[0].code == "wrong_crs"


def test_one_stray_feature_is_named(tmp_path: Path) -> None:
    stray = Feature("03", "Nullinsel", shapely.box(EAST - 9e6, NORTH, EAST, NORTH + 10))
    [problem] = refused(write_layer(tmp_path / "a.gpkg", [SOUTHERN, NORTHERN, stray]))
    assert (problem.code, problem.area, problem.row) == ("coordinates_out_of_range", "03", 3)


def test_an_unknown_field_is_refused_with_those_there_are(tmp_path: Path) -> None:
    [problem] = refused(write_layer(tmp_path / "a.gpkg", [SOUTHERN]), code_field="id")
    assert problem.params == (("field", "id"), ("available", "code, name, parent"))


def test_an_empty_parent_field_is_refused(tmp_path: Path) -> None:
    [problem] = refused(write_layer(tmp_path / "a.gpkg", [SOUTHERN]), parent_field="parent")
    assert problem.code == "missing_parent"


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\x01\x02\xff" * 100, b"code;name\n1;Stadt\n", b'{"type": "FeatureCollection", "features": [{"type"'],
    ids=["empty", "binary", "table", "truncated"],
)
def test_what_is_no_map_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "areas.geojson"
    path.write_bytes(content)
    assert refused(path)[0].code == "unreadable_file"


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path / "nothing.gpkg")[0].code == "unreadable_file"


def test_a_table_without_geometry_is_refused(tmp_path: Path) -> None:
    (tmp_path / "areas.csv").write_text("code,name\n1,Stadt\n")
    assert refused(tmp_path / "areas.csv")[0].code == "no_geometry"


def test_a_file_that_points_to_other_files_is_not_opened(tmp_path: Path) -> None:
    write_layer(tmp_path / "secret.gpkg", [SOUTHERN])
    path = tmp_path / "areas.geojson"
    path.write_text(
        '<OGRVRTDataSource><OGRVRTLayer name="secret"><SrcDataSource>secret.gpkg</SrcDataSource></OGRVRTLayer>'
        "</OGRVRTDataSource>"
    )
    assert refused(path)[0].code == "unreadable_file"


def test_a_file_with_several_layers_names_them(tmp_path: Path) -> None:
    frame = geopandas.GeoDataFrame({"code": ["1"], "name": ["Stadt"]}, geometry=[square(0, 0)], crs=SRID)
    for name in ("bezirke", "stadt"):
        frame.to_file(tmp_path / "a.gpkg", layer=name)
    [problem] = refused(tmp_path / "a.gpkg")
    assert problem.code == "several_layers"
    assert dict(problem.params)["layers"] == "bezirke, stadt"


def test_a_file_without_features_is_refused(tmp_path: Path) -> None:
    assert refused(write_layer(tmp_path / "a.gpkg", []))[0].code in ("empty_layer", "no_geometry")


def test_areas_stand_in_code_order_whatever_the_file_says(tmp_path: Path) -> None:
    features = [Feature(f"{n:02}", f"Gebiet {n}", square(1000 * n, 0)) for n in (3, 1, 2)]
    layer = read(write_layer(tmp_path / "a.gpkg", features))
    assert layer.codes == ("01", "02", "03")
    assert np.argsort(shapely.bounds(layer.polygons)[:, 0]).tolist() == [0, 1, 2]
