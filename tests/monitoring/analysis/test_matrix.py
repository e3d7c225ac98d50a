"""Status and dynamics: for whom, what the matrix, the table, the path and the file say, and what bad input is told."""

import csv
import json
import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from monitoring.analysis.matrix.picture import CELL, path_picture
from monitoring.analysis.matrix.telling import path_sentences
from tests.factories import World, make_person, make_world
from tests.factories.indices import make_pair

PAGE, API = "/analysis/matrix/", "/api/v1/indices/verlauf/groups/"


@pytest.fixture
def world(db: None) -> World:
    world = make_world()
    make_pair()
    return world


def signed_in(*roles: str) -> Client:
    client = Client(headers={"accept-language": "en"})
    person = make_person("planung", *(roles or ("planner",)))
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_every_area_has_the_group_of_its_two_classes_or_a_reason(world: World) -> None:
    client = signed_in()
    found = client.get(API).json()
    one = client.get("/api/v1/indices/stand/values/").json()
    other = client.get("/api/v1/indices/verlauf/values/").json()
    assert found["codes"] == one["codes"][:-1]  # the residual unit is no area
    assert (found["status"], found["dynamics"]) == (one["class"][:-1], other["class"][:-1])
    assert len(found["labels"]) == 12 and sum(found["counts"]) == 3 and found["without"] == 1
    for s, d, group in zip(found["status"], found["dynamics"], found["group"], strict=True):
        assert group == (None if s is None or d is None else 3 * s + d)
    at = found["codes"].index("0102")
    assert found["left_out"][at] == ["Status: Left out by the index: Haftanstalt"]
    assert found["status"][at] is None and found["dynamics"][at] is not None and found["path"] is None


def test_path_of_an_area_holds_every_year_with_both_classes(world: World) -> None:
    path = signed_in().get(f"{API}?area=0101").json()["path"]
    assert (path["area"], path["name"]) == ("0101", "Hafenviertel Nord")
    assert [step["period"] for step in path["steps"]] == ["2019-12-31", "2020-12-31"]
    assert path["steps"][-1]["group"] is not None


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ("?period=gestern", 400, "invalid_parameter"),
        ("?period=2018-12-31", 404, "unknown_period"),
        ("?level=quartier", 404, "unknown_level"),
        ("?edition=keine", 404, "unknown_edition"),
        ("?area=9999", 404, "unknown_area"),
        ("?release=2020/7", 404, "unknown_release"),
    ],
)
def test_what_is_not_there_is_said(world: World, query: str, status: int, code: str) -> None:
    client = signed_in()
    answer = client.get(API + query)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    page = client.get(PAGE + query)
    assert page.status_code == 200 and answer.json()["title"] in page.content.decode()
    assert client.get(f"{PAGE}table.csv{query}").status_code == 404


def test_an_index_without_a_status_index_is_told_so(world: World) -> None:
    answer = signed_in().get("/api/v1/indices/stand/groups/")
    assert (answer.status_code, answer.json()["code"]) == (400, "no_dynamics_index")


def test_who_may_not_see_the_components_finds_no_pair(world: World) -> None:
    for client in (Client(headers={"accept-language": "en"}), signed_in("council_member")):
        assert client.get(API).status_code == 404
        page = client.get(PAGE)
        assert (
            page.status_code == 200 and "There is no pair of status and dynamics for you yet" in page.content.decode()
        )
        assert client.get(f"{PAGE}table.csv").status_code == 404
        assert client.get(f"{PAGE}?index=verlauf").status_code == 200


def test_page_shows_matrix_path_and_table_with_the_strings_of_its_script(
    world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in()
    client.get(f"{PAGE}?area=0101")
    with django_assert_max_num_queries(45):
        page = client.get(f"{PAGE}?area=0101").content.decode()
    assert (
        page.count("data-cell=") == 12 and "3 areas are in a group." in page and "The path of Hafenviertel Nord" in page
    )
    assert "Left out by the index: Haftanstalt" in page and "no ranking" in page
    found = re.search(r'id="page-strings" type="application/json">(.*?)</script>', page)
    script = (Path(settings.BASE_DIR) / "static" / "src" / "js" / "matrix" / "page.js").read_text()
    used = set(re.findall(r'(?<![\w.])t\("([a-z_]+)"', script))
    used |= {f"{name}_{form}" for name in re.findall(r'(?<![\w.])tn\("([a-z_]+)"', script) for form in ("one", "other")}
    assert found and set(json.loads(found.group(1))) == used
    assert client.get(f"{PAGE}?index=stand").status_code == 404


def test_the_file_holds_every_area_in_the_order_of_the_edition(world: World) -> None:
    answer = signed_in().get(f"{PAGE}table.csv")
    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert [row[0] for row in rows[1:5]] == ["0101", "0102", "0201", "0202"]
    assert rows[2][2:5] == ["", "", rows[2][4]] and "Haftanstalt" in rows[2][5]
    assert rows[-1][0] == "Release" and rows[-1][1].startswith("2026/")


def test_path_is_drawn_through_its_cells_and_interrupted_where_a_year_has_no_group() -> None:
    def step(year: int, status: int | None, dynamics: int | None) -> dict[str, Any]:
        group = None if status is None or dynamics is None else f"{status + 1}{'+±−'[dynamics]}"
        return {
            "period": str(year),
            "status": status,
            "dynamics": dynamics,
            "group": group,
            "left_out": [] if group else ["Dynamics: The change is not known."],
        }

    found = {
        "status_classes": ["high", "medium", "low", "very low"],
        "dynamics_classes": ["positive", "stable", "negative"],
        "path": {"steps": [step(2019, 3, 2), step(2020, 3, 1), step(2021, 3, None), step(2022, 2, 0)]},
    }
    picture = path_picture(found)
    assert picture is not None and len(picture.stops) == 3 and len(picture.lines) == 1
    for stop, (row, column) in zip(picture.stops, [(3, 2), (3, 1), (2, 0)], strict=True):
        assert column * CELL < stop.x < (column + 1) * CELL and row * CELL < stop.y < (row + 1) * CELL
    told = path_sentences(found)
    assert "2022" in told[0] and "very low" in told[1] and "The change is not known." in told[1]
    assert path_picture(found | {"path": {"steps": [step(2021, 3, None)]}}) is None
