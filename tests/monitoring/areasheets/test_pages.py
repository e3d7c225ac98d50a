"""The list of areas and the sheet of one: divisions, editions, what a reform did, long lists, long names."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from areas.models import Area, AreaEdition, AreaLevel, AreaSystem
from tests.factories import EDITION, SUPPRESSED, World, make_city, make_person, make_world
from tests.factories.places import _square

pytestmark = pytest.mark.django_db
ENGLISH = {"Accept-Language": "en"}


def text(client: Client, path: str, **query: Any) -> str:
    answer = client.get(path, query, headers=ENGLISH)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


@pytest.fixture
def planner(client: Client) -> Client:
    client.force_login(make_person("p", "planner"), backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_without_areas_the_page_says_how_they_come(client: Client) -> None:
    assert "There are no areas yet" in text(client, "/areas/")


def test_areas_stand_with_what_lies_inside_and_the_unit_without_a_place_does_not(client: Client) -> None:
    make_city()
    page = text(client, "/areas/")
    assert page.index("Hafen<") < page.index("Hafenviertel Nord") < page.index("Heide<") < page.index("Heide West")
    assert "nicht zuordenbar" not in page
    assert "Division of the city" not in page, "one edition leaves nothing to choose"


def test_several_divisions_and_editions_are_offered_the_common_one_first(client: Client) -> None:
    make_city()
    AreaSystem.objects.update(is_common=True)
    schools = AreaSystem.objects.create(code="schulen", name_de="Schulbezirke", name_en="School districts")
    edition = AreaEdition.objects.create(
        system=schools, code="schulen-2015", valid_from=date(2015, 1, 1), is_active=True
    )
    levels = [
        AreaLevel.objects.create(system=schools, code=code, rank=rank, name_de=code, name_en=name)
        for rank, (code, name) in enumerate((("stadt", "City"), ("schulbezirk", "School district")))
    ]
    city = Area.objects.create(
        edition=edition, level=levels[0], code="0", name="Stadt", position=0, geometry=_square(0)
    )
    Area.objects.create(
        edition=edition, level=levels[1], parent=city, code="S1", name="Nordschule", position=0, geometry=_square(1)
    )
    page = text(client, "/areas/")
    assert page.index("Neighbourhoods <") < page.index("School districts <")
    other = text(client, "/areas/", edition="schulen-2015")
    assert "Nordschule" in other and "School district</h2>" in other
    assert client.get("/areas/", {"edition": "nirgends"}).status_code == 404


def test_a_search_on_the_old_address_leads_to_the_search(client: Client) -> None:
    assert client.get("/areas/", {"q": "müller straße"}).headers["Location"] == "/search/?q=m%C3%BCller+stra%C3%9Fe"


def test_what_does_not_fit_on_one_page_is_counted_and_reachable(client: Client) -> None:
    edition = make_city()
    level = AreaLevel.objects.get(code="bezirk")
    city = Area.objects.get(edition=edition, code="0")
    Area.objects.bulk_create(
        Area(
            edition=edition,
            level=level,
            parent=city,
            code=f"x{i:05}",
            name=f"Ort {i}",
            position=10 + i,
            geometry=_square(1),
        )
        for i in range(1010)
    )
    page = text(client, "/areas/")
    assert "Page 1 of 2" in page and "Ort 1009<" not in page
    assert "Ort 1009<" in text(client, "/areas/", page="2")
    for strange in ("0", "-1", "x", "99"):
        assert client.get("/areas/", {"page": strange}).status_code == 200
    assert "The first 1,000 of 1,013" in text(client, f"/areas/{EDITION}/0/")


def test_a_sheet_says_what_the_reform_did(planner: Client) -> None:
    world: World = make_world()
    new = AreaEdition.objects.create(
        system=world.edition.system, code="kiez-2024-07-01", valid_from=date(2024, 7, 1), is_active=False
    )
    AreaEdition.objects.filter(pk=world.edition.pk).update(valid_until=date(2024, 6, 30))
    AreaEdition.objects.filter(pk=new.pk).update(is_active=True)
    old = Area.objects.get(edition=world.edition, code="0102")
    level = old.level
    top = Area.objects.create(
        edition=new,
        level=AreaLevel.objects.get(code="stadt"),
        code="0",
        name="Musterstadt",
        position=0,
        geometry=_square(0),
    )
    Area.objects.create(
        edition=new, level=level, parent=top, code="0199", name="Neuer Ort", position=0, geometry=old.geometry
    )
    page = text(planner, f"/areas/{EDITION}/0102/")
    assert "existed until 30 June 2024" in page and "Neuer Ort</a>" in page
    fresh = text(planner, "/areas/kiez-2024-07-01/0199/")
    assert "since 1 July 2024" in fresh and "Hafenviertel Süd</a>" in fresh


def test_a_missing_number_has_its_reason(planner: Client) -> None:
    world = make_world()
    assert "could be recognised" not in text(planner, f"/areas/{EDITION}/0101/")
    counts = {"stadt": [(110, 1110)], "planungsraum": [SUPPRESSED, *[(30, 300)] * 4]}
    world.releases.add(world.indicators["armutsquote"], "2021-12-31", counts)
    world.releases.release("Jahr 2021")
    page = text(planner, f"/areas/{EDITION}/0101/")
    assert page.count("people could be recognised") == 2, "in the sentence and below the table"
    assert "So few people" not in page
