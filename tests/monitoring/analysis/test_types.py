"""The page of a typology: for whom it is, what it says where there is nothing, and the same as a file."""

import csv
import json
import re
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from monitoring.analysis.types.picture import HALF, area_rows, cards, years
from tests.factories import make_person
from tests.factories.typologies import make_pairs, make_typology

PAGE = "/analysis/types/"


def signed_in(name: str = "planung", *roles: str) -> Client:
    client = Client(headers={"accept-language": "en"})
    person = make_person(name, *(roles or ("planner",)))
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_the_page_shows_types_their_areas_and_how_clearly_they_part(db: None) -> None:
    make_pairs()
    make_typology()
    page = signed_in().get(PAGE).content.decode()
    assert "Pairs of areas" in page and "Type A" in page and "Heide West" in page
    assert "The types part clearly" in page and "0 of 4 areas have another type than a year before." in page
    assert 'fill="url(#type-1)"' in page and "invented data" in page
    found = re.search(r'id="page-strings" type="application/json">(.*?)</script>', page)
    script = (Path(settings.BASE_DIR) / "static" / "src" / "js" / "types" / "map.js").read_text()
    assert found and set(json.loads(found.group(1))) == set(re.findall(r'(?<![\w.])t\("([a-z_]+)"', script))


def test_the_table_as_a_file_holds_every_area_and_the_release(db: None) -> None:
    pairs = make_pairs()
    make_typology()
    answer = signed_in().get(f"{PAGE}table.csv")
    assert answer["Content-Disposition"] == 'attachment; filename="paare.csv"'
    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0][:4] == ["area_code", "area_name", "status", "type"] and len(rows[0]) == 8
    letters = {row[0]: row[3] for row in rows[1:6]}
    assert letters["0101"] == letters["0102"] != letters["0201"] == letters["0202"] and letters["99999999"] == ""
    assert ["Release", pairs.live.cited] in rows


def test_without_a_typology_the_page_says_what_is_missing(db: None) -> None:
    make_pairs()
    page = signed_in().get(PAGE)
    assert page.status_code == 200 and "There are no types of areas for you yet" in page.content.decode()
    make_typology()
    visitor = Client(headers={"accept-language": "en"}).get(PAGE).content.decode()
    assert "There are no types of areas for you yet" in visitor and "Sign in" in visitor
    assert Client().get(f"{PAGE}table.csv").status_code == 404


def test_what_keeps_areas_from_falling_into_types_is_said_on_the_page(db: None) -> None:
    make_pairs()
    make_typology(types=4)
    page = signed_in().get(PAGE)
    assert page.status_code == 200
    assert "Too few areas to tell types apart" in page.content.decode()


def test_an_unknown_typology_is_not_there(db: None) -> None:
    make_pairs()
    make_typology()
    assert signed_in().get(PAGE, {"typology": "andere"}).status_code == 404


def test_the_sheet_of_an_area_tells_its_type_and_what_resembles_it(db: None) -> None:
    make_pairs()
    make_typology()
    page = signed_in().get("/areas/kiez-2020-01-01/0101/").content.decode()
    assert "Areas like this one" in page and "Hafenviertel Süd" in page and "Type: <strong>Type" in page
    by_type = signed_in("zweite").get("/areas/kiez-2020-01-01/0101/", {"reference": "type"}).content.decode()
    assert "in the areas of the same type together" in by_type


def document() -> dict[str, object]:
    return {
        "codes": ["1", "2", "3"],
        "names": ["Zeta", "Alpha", "Mitte"],
        "status": ["ok", "ok", "missing"],
        "type": [0, 0, None],
        "area_silhouette": [0.5, 0.25, None],
        "components": [{"indicator": "a", "title": "A", "unit": "%", "decimals": 1, "period": "2020", "city": 10.0}],
        "described": [
            {
                "number": 0,
                "name": "Typ A",
                "size": 2,
                "description": ["…"],
                "status": ["ok"],
                "value": [12.0],
                "difference": [-5.0],
            }
        ],
        "history": [
            {"day": "2020-12-31", "silhouette": 0.4, "both": 0, "changed": 0, "type": [0, 0, None]},
            {"day": "2019-12-31", "silhouette": 0.3, "both": 2, "changed": 1, "type": [1, 0, None]},
        ],
    }


def test_bars_end_at_the_edge_and_members_stand_by_name() -> None:
    (card,) = cards(document())
    assert (card.bars[0].start, card.bars[0].length) == (0.0, HALF)
    assert [name for _, name in card.members] == ["Alpha", "Zeta"]


@pytest.mark.usefixtures("db")
def test_each_year_tells_what_changed_since_the_one_before() -> None:
    rows = area_rows(document())
    assert [(row.letter, row.changes) for row in rows] == [("A", 1), ("A", 0), ("", 0)]
    assert [bool(year.sentence) for year in years(document())] == [True, False]
