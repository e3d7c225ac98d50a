"""The export command: the columns that others build on, the numbers that the reader would get."""

import io
import json
from pathlib import Path
from typing import Any

import geopandas
import openpyxl
import pandas as pd
import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from tests.factories import World, make_person, make_world

COLUMNS = [
    "area_code",
    "area_name",
    "period",
    "as_of",
    "value",
    "numerator",
    "denominator",
    "reference_value",
    "difference",
    "index",
    "change",
    "divergence",
    "low",
    "high",
    "class",
    "status",
]


@pytest.fixture
def world(db: None) -> World:
    return make_world(is_demo=True)


def export(indicator: str, *options: str) -> str:
    out = io.StringIO()
    call_command("export", indicator, "--level", "planungsraum", *options, stdout=out)
    return out.getvalue()


def rows(indicator: str, *options: str) -> pd.DataFrame:
    return pd.read_csv(io.StringIO(export(indicator, *options)), dtype={"area_code": str})


def test_export_has_exactly_the_columns_that_others_build_on(world: World) -> None:
    assert list(rows("armutsquote").columns) == COLUMNS


def test_planner_gets_full_precision_and_counts(world: World) -> None:
    first = rows("armutsquote").iloc[0]
    assert (first.area_code, first.area_name, first.period) == ("0101", "Hafenviertel Nord", "2020-12-31")
    assert (first.numerator, first.denominator, first.value) == (60, 300, 20)
    assert first.reference_value == 100 * 110 / 1110
    assert first.difference == 20 - 100 * 110 / 1110


def test_what_is_not_ok_is_empty(world: World) -> None:
    earlier = rows("armutsquote", "--period", "2019-12-31").set_index("area_code")
    assert list(earlier.status) == ["ok", "suppressed", "ok", "missing", "ok"]
    numbers = [name for name in COLUMNS if name not in ("area_code", "area_name", "period", "as_of", "status")]
    assert earlier.loc[["0102", "0202"], numbers].isna().all(axis=None)


def test_export_says_what_the_api_says(world: World) -> None:
    planner = make_person("planung", "planner")
    client = Client()
    client.force_login(planner, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get("/api/v1/values/", {"indicator": "armutsquote"}).json()
    exported = json.loads(export("armutsquote", "--format", "json", "--as", "planung"))
    for column in COLUMNS[4:7] + COLUMNS[8:]:
        expected = answer[column] if column in ("class", "status") else pytest.approx(answer[column], abs=1e-6)
        assert [row[column] for row in exported] == expected, column


def test_reader_without_rights_gets_rounded_values_or_nothing(world: World) -> None:
    make_person("besuch")
    public = rows("offene-quote", "--as", "besuch")
    assert list(public.value.dropna()) == [20.0, 2.5, 9.4]
    assert public.numerator.isna().all()
    with pytest.raises(CommandError, match="armutsquote"):
        export("armutsquote", "--as", "besuch")


@pytest.mark.parametrize(
    ("indicator", "options", "reason"),
    [
        ("gibt-es-nicht", [], "gibt-es-nicht"),
        ("armutsquote", ["--period", "2001"], "2020-12-31"),
        ("armutsquote", ["--release", "1999/1"], "1999/1"),
        ("armutsquote", ["--as", "niemand"], "niemand"),
        ("index:mss", [], "no index mss"),
    ],
)
def test_what_is_not_there_is_refused_with_a_reason(
    world: World, indicator: str, options: list[str], reason: str
) -> None:
    with pytest.raises(CommandError, match=reason):
        export(indicator, *options)


def test_every_format_holds_the_same_table(world: World, tmp_path: Path) -> None:
    expected = rows("armutsquote", "--period", "2019-12-31")
    read: dict[str, Any] = {
        "csv": lambda path: pd.read_csv(path, dtype={"area_code": str}),
        "json": lambda path: pd.DataFrame(json.loads(path.read_text())),
        "xlsx": lambda path: pd.read_excel(path, dtype={"area_code": str}),
        "gpkg": lambda path: geopandas.read_file(path).drop(columns="geometry"),
        "parquet": pd.read_parquet,
    }
    for name, reader in read.items():
        path = tmp_path / f"export.{name}"
        export("armutsquote", "--period", "2019-12-31", "--format", name, "--out", str(path))
        found = reader(path)
        assert list(found.columns) == COLUMNS, name
        pd.testing.assert_frame_equal(found.astype(expected.dtypes.to_dict()), expected, obj=name)


def test_geopackage_has_no_geometry_for_the_residual_unit(world: World, tmp_path: Path) -> None:
    path = tmp_path / "export.gpkg"
    export("armutsquote", "--format", "gpkg", "--out", str(path))
    layer = geopandas.read_file(path).set_index("area_code")
    assert layer.geometry.isna().to_dict() == {code: code == "99999999" for code in layer.index}


def test_name_that_looks_like_a_formula_stays_text_in_a_workbook(world: World, tmp_path: Path) -> None:
    world.edition.areas.filter(code="0101").update(name='=HYPERLINK("http://anderswo.example")')
    path = tmp_path / "export.xlsx"
    export("armutsquote", "--format", "xlsx", "--out", str(path))
    cell = openpyxl.load_workbook(path).worksheets[0]["B2"]
    assert (cell.data_type, cell.value) == ("s", '=HYPERLINK("http://anderswo.example")')


def test_binary_formats_need_a_file(world: World) -> None:
    with pytest.raises(CommandError, match="--out") as refusal:
        export("armutsquote", "--format", "parquet")
    assert refusal.value.returncode == 2
