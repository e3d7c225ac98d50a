"""Geodata give their attributes, Parquet its columns."""

import datetime
import decimal
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from tests.indicators.parsing.samples import archive, geodata, parquet, shapefile
from tests.indicators.parsing.test_workbooks import cells, opened

COLUMNS = {"code": ["01", "02", "03"], "name": ["Straße", "Köln", None], "n": [1, 2, 3], "x": [1.5, 2.0, None]}
EXPECTED = [("code", "name", "n", "x"), ("01", "Straße", "1", "1.5"), ("02", "Köln", "2", "2"), ("03", "", "3", "")]


@pytest.mark.parametrize("driver", ["GPKG", "GeoJSON"])
def test_attributes_are_read_and_geometry_is_told(tmp_path: Path, driver: str) -> None:
    found, problems = opened(geodata(tmp_path, driver, **COLUMNS))
    assert found.kind == {"GPKG": "gpkg", "GeoJSON": "geojson"}[driver]
    assert cells(found.sheets[0]) == EXPECTED and found.sheets[0].name is None
    assert found.sheets[0].rows.tolist() == [1, 2, 3, 4]
    assert problems == {"geometry_ignored": 1}


@pytest.mark.parametrize("named", [{}, {"name": "orte"}, {"crs": None}])
@pytest.mark.parametrize("points", [[[13.4, 52.5], [13.5, 52.4]], [None, None]])
def test_the_least_that_is_geojson_is_read(named: dict[str, Any], points: list[list[float] | None]) -> None:
    """Files from web services carry no name and no reference system; the standard asks for neither."""
    features = [
        {
            "type": "Feature",
            "geometry": point and {"type": "Point", "coordinates": point},
            "properties": {"code": f"0{number}", "n": number},
        }
        for number, point in enumerate(points, start=1)
    ]
    found, problems = opened(json.dumps({"type": "FeatureCollection", **named, "features": features}).encode())
    assert cells(found.sheets[0]) == [("code", "n"), ("01", "1"), ("02", "2")] and found.sheets[0].name is None
    assert problems == {"geometry_ignored": 1}


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "cp850"])
def test_the_code_page_beside_a_shapefile_counts(tmp_path: Path, encoding: str) -> None:
    found, problems = opened(shapefile(tmp_path / "s", encoding, **COLUMNS))
    assert found.kind == "shapefile" and cells(found.sheets[0]) == EXPECTED
    assert problems == {"geometry_ignored": 1}


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8"])
def test_without_a_code_page_a_shapefile_shows_its_encoding_itself(tmp_path: Path, encoding: str) -> None:
    whole = zipfile.ZipFile(io.BytesIO(shapefile(tmp_path / "s", encoding, **COLUMNS)))
    found, _ = opened(archive({"a.dbf": whole.read("a.dbf"), "a.shp": b""}))
    assert cells(found.sheets[0]) == EXPECTED


def test_the_paths_of_an_archive_lead_nowhere(tmp_path: Path) -> None:
    before = set(Path("/tmp").iterdir())
    found, _ = opened(shapefile(tmp_path / "s", inside="../../../../tmp/", **COLUMNS))
    assert cells(found.sheets[0]) == EXPECTED
    assert not [path for path in set(Path("/tmp").iterdir()) - before if path.name.startswith("a.")]


def test_several_layers_are_several_sheets(tmp_path: Path) -> None:
    one = shapefile(tmp_path / "s", **COLUMNS)
    assert opened(one)[0].sheets[0].name is None
    dbf = zipfile.ZipFile(io.BytesIO(one)).read("a.dbf")
    found, _ = opened(archive({"x/eins.dbf": dbf, "x/zwei.dbf": dbf}))
    assert [raw.name for raw in found.sheets] == ["eins", "zwei"]


def test_a_database_that_is_no_geopackage_is_refused() -> None:
    assert opened(b"SQLite format 3\x00" + bytes(4_000))[1] == {"binary_file": 1}
    broken = bytearray(b"SQLite format 3\x00" + bytes(4_000))
    broken[68:72] = b"GPKG"
    assert opened(bytes(broken))[1] == {"broken_file": 1}


def test_json_that_is_no_geodata_is_refused() -> None:
    assert opened(b'{"a": 1}')[1] == {"binary_file": 1}
    assert opened(b'{"type": "FeatureCollection", "features": [{')[1] == {"broken_file": 1}


def test_parquet_columns_follow_the_one_rule_of_texts() -> None:
    moment = datetime.datetime(2020, 2, 1, 13, 30)
    found, problems = opened(
        parquet(
            code=["01", None],
            big=pa.array([2**62, 5], pa.int64()),
            short=pa.array([0.1, None], pa.float32()),
            gap=pa.array([float("nan"), float("inf")]),
            exact=[decimal.Decimal("12.50"), decimal.Decimal("3.00")],
            day=[moment.date(), None],
            moment=[moment, None],
            flag=[True, None],
            word=pa.array(["a", "b"]).dictionary_encode(),
            nothing=pa.nulls(2),
        )
    )
    assert found.kind == "parquet" and problems == {}
    assert list(zip(*cells(found.sheets[0]), strict=True)) == [
        ("code", "01", ""),
        ("big", "4611686018427387904", "5"),
        ("short", "0.1", ""),
        ("gap", "", "inf"),
        ("exact", "12.5", "3"),
        ("day", "2020-02-01", ""),
        ("moment", "2020-02-01 13:30:00", ""),
        ("flag", "true", ""),
        ("word", "a", "b"),
        ("nothing", "", ""),
    ]
    big = found.sheets[0].columns[1].typed
    assert big is not None and np.array_equal(big, [np.nan, np.nan, 5.0], equal_nan=True)


def test_nested_columns_are_told_and_left_out() -> None:
    found, problems = opened(parquet(code=["01"], list=[[1, 2]], struct=[{"a": 1}], raw=[b"\xff"]))
    assert cells(found.sheets[0]) == [("code",), ("01",)] and problems == {"unread_column": 3}


def test_bytes_that_are_no_utf8_do_no_harm() -> None:
    wrong = pa.array([b"K\xf6ln"], pa.binary()).view(pa.string())
    assert cells(opened(parquet(name=wrong))[0].sheets[0]) == [("name",), ("K\ufffdln",)]
