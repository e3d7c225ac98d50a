"""What a reader may not see is in no list, in no number beside a filter, on no page and in no download."""

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from indicators.catalogue.schemas import Part
from indicators.queries import documents
from tests.factories import World, indicator_spec, make_indicator, make_world

Clients = Callable[..., Client]

SEEN = {
    "planung": {"armutsquote", "offene-quote", "rats-quote", "amtsquote"},
    "statistik": {"armutsquote", "offene-quote", "rats-quote", "jugendquote", "amtsquote"},
    "admin": {"armutsquote", "offene-quote", "rats-quote", "amtsquote"},
    "rat": {"offene-quote", "rats-quote"},
    "zulieferung": {"offene-quote"},
    "gast": {"offene-quote"},
}
EVERYTHING = SEEN["statistik"]


def files_of(client: Client) -> dict[str, bytes]:
    content = client.get("/catalogue.zip").content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("name", SEEN)
def test_list_numbers_pages_and_downloads_hold_what_the_reader_may_see(
    world: World, client_of: Clients, name: str
) -> None:
    client = client_of(name)
    page = client.get("/indicators/").content.decode()
    assert set(re.findall(r'href="/indicators/([\w-]+)/"', page)) == SEEN[name]
    assert f"{len(SEEN[name])} von {len(SEEN[name])}" in page
    numbers = dict(re.findall(r'id="(?:domain|source)-([\w-]+)".*?<span class="muted">(\d+)</span>', page))
    assert all(int(number) <= len(SEEN[name]) for number in numbers.values())
    assert ("amtsstatistik" in numbers) == ("amtsquote" in SEEN[name])
    files = files_of(client)
    assert {path for path in files if path.startswith("indicators/")} == {
        f"indicators/{code}.toml" for code in SEEN[name]
    }
    for code in EVERYTHING:
        expected = 200 if code in SEEN[name] else 404
        assert client.get(f"/catalogue/indicators/{code}.toml").status_code == expected, code


@pytest.mark.parametrize("name", SEEN)
def test_sources_and_measures_are_seen_by_the_administration_and_where_an_indicator_is(
    world: World, client_of: Clients, name: str
) -> None:
    client = client_of(name)
    expected = 200 if "amtsquote" in SEEN[name] else 404
    assert client.get("/sources/register/").status_code == 200
    for path in (
        "/sources/amtsstatistik/",
        "/catalogue/sources/amtsstatistik.toml",
        "/catalogue/measures/amtsfaelle.toml",
    ):
        assert client.get(path).status_code == expected, path
    listed = client.get("/sources/").content.decode() + client.get("/measures/").content.decode()
    assert ("amtsstatistik" in listed) == ("amtsfaelle" in listed) == (expected == 200)
    assert ("measures/amtsfaelle.toml" in files_of(client)) == (expected == 200)


@pytest.mark.parametrize("name", SEEN)
def test_no_page_names_an_indicator_that_the_reader_may_not_see(world: World, client_of: Clients, name: str) -> None:
    client = client_of(name)
    for path in ("/sources/register/", "/measures/", "/sources/"):
        links = set(re.findall(r'href="/indicators/([\w-]+)/"', client.get(path).content.decode()))
        assert links <= SEEN[name], path


def test_searching_finds_nothing_hidden(world: World, client_of: Clients) -> None:
    page = client_of("gast").get("/indicators/?q=armutsquote").content.decode()
    assert 'href="/indicators/armutsquote/"' not in page
    assert "/indicators/armutsquote/" in client_of("planung").get("/indicators/?q=armutsquote").content.decode()


def test_a_department_sees_its_own_indicator(world: World, client_of: Clients) -> None:
    page = client_of("planung", department="jugend").get("/indicators/").content.decode()
    assert "/indicators/jugendquote/" in page


def test_import_profiles_are_not_at_the_portals_address(world: World, client_of: Clients) -> None:
    client = client_of("statistik")
    assert client.get("/catalogue/profiles/kiez.toml").status_code == 404
    assert not [name for name in files_of(client) if name.startswith("profiles/")]


def test_without_a_release_that_is_seen_no_period_is_told(db: None, client_of: Clients) -> None:
    make_world()  # not audited: staff only
    assert "31.12.2020" not in client_of("gast").get("/sources/register/").content.decode()
    assert "31.12.2020" in client_of("planung").get("/sources/register/").content.decode()


def test_the_catalogue_is_worked_out_anew_only_when_an_entry_changed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked: list[bool] = []

    def counted(rows: Any, inner: Any = documents._worked_out) -> Any:
        worked.append(True)
        return inner(rows)

    monkeypatch.setattr(documents, "_latest", None)
    monkeypatch.setattr(documents, "_worked_out", counted)
    first = documents.whole()
    assert documents.whole() is first
    make_indicator(indicator_spec("spaete-quote"))
    later = documents.whole()
    assert "spaete-quote" in later.entries[Part.INDICATOR]
    assert later.entries[Part.INDICATOR].keys() - first.entries[Part.INDICATOR].keys() == {"spaete-quote"}
    assert len(worked) == 2
