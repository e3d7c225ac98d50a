"""The command imports or refuses; with ``--json`` standard output holds one document and nothing else."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from areas.models import Area, AreaEdition
from tests.areas.conftest import BOROUGHS, CITY
from tests.areas.invented import Feature, square, write_layer

pytestmark = pytest.mark.django_db

COMMON = ("--system", "muster", "--edition", "2020-01-01", "--code", "code", "--name", "name")


def run(path: Path, *options: str) -> str:
    out = io.StringIO()
    call_command("import_areas", str(path), *COMMON, *options, stdout=out)
    return out.getvalue()


def test_two_levels_make_an_active_edition(tmp_path: Path) -> None:
    run(write_layer(tmp_path / "stadt.gpkg", CITY), "--level", "stadt", "--to", "2025-12-31")
    said = run(write_layer(tmp_path / "bezirk.gpkg", BOROUGHS), "--level", "bezirk", "--activate")
    assert "2 areas of level bezirk imported into edition muster-2020-01-01" in said
    assert "The edition is active." in said
    assert AreaEdition.objects.get().is_active


def test_the_json_document_carries_the_whole_report(tmp_path: Path) -> None:
    path = write_layer(tmp_path / "stadt.gpkg", CITY)
    document = json.loads(run(path, "--level", "stadt", "--activate", "--json"))
    assert document["edition"] == "muster-2020-01-01"
    assert document["active"] is True
    assert document["drawings"][0]["level"] == "stadt"


def test_a_refusal_is_one_document_with_codes_rows_and_sentences(tmp_path: Path) -> None:
    path = write_layer(tmp_path / "stadt.gpkg", [*CITY, Feature("0", "Zwilling", square(3000, 0))])
    out = io.StringIO()
    with pytest.raises(CommandError) as refusal:
        call_command("import_areas", str(path), *COMMON, "--level", "stadt", "--json", stdout=out)
    [problem] = json.loads(out.getvalue())["problems"]
    assert (problem["code"], problem["area"], problem["row"]) == ("duplicate_code", "0", 1)
    assert problem["params"] == {"rows": "1, 2", "names": "Musterstadt, Zwilling"}
    assert problem["message"] == str(refusal.value)
    assert "--corrections" in problem["message"]
    assert refusal.value.returncode == 1
    assert not Area.objects.exists()


@pytest.mark.parametrize(
    "options",
    [
        ("--level", "stadt", "--edition", "1.1.2020"),
        ("--level", "stadt", "--parent-prefix", "0"),
        ("--level", "stadt", "--parent-prefix", "2", "--parent-field", "parent"),
        (),
    ],
)
def test_wrong_usage_is_told_apart_from_a_refusal(tmp_path: Path, options: tuple[str, ...]) -> None:
    with pytest.raises(CommandError) as refusal:
        run(write_layer(tmp_path / "stadt.gpkg", CITY), *options)
    assert "Error: " in str(refusal.value)


def test_a_missing_corrections_file_is_refused(tmp_path: Path) -> None:
    path = write_layer(tmp_path / "stadt.gpkg", CITY)
    with pytest.raises(CommandError, match="No such file"):
        run(path, "--level", "stadt", "--corrections", str(tmp_path / "none.csv"))
