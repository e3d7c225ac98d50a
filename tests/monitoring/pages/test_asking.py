"""Pages show what the API answers to the same reader, whatever the browser's headers say."""

from collections.abc import Callable

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import translation

from tests.factories import World, make_person, make_world


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def client_of(db: None) -> Callable[..., Client]:
    def client(*roles: str) -> Client:
        browser = Client(headers={"accept-language": "de"})
        if roles:
            browser.force_login(make_person("jemand", *roles), backend="django.contrib.auth.backends.ModelBackend")
        return browser

    return client


def test_a_page_is_whole_although_the_browser_knows_the_apis_answer(
    world: World, client_of: Callable[..., Client]
) -> None:
    planner = client_of("planner")
    tag = planner.get("/api/v1/indicators/").headers["ETag"]
    page = planner.get("/indicators/", headers={"if-none-match": tag, "accept": "text/html"})
    assert page.status_code == 200 and "Titel armutsquote" in page.content.decode()


def test_a_page_never_shows_what_its_reader_may_not_see(world: World, client_of: Callable[..., Client]) -> None:
    council = client_of("council_member")
    assert "Titel armutsquote" not in council.get("/indicators/").content.decode()
    assert council.get("/indicators/armutsquote/").status_code == 404


def test_unknown_areas_editions_and_releases_are_not_there(world: World, client_of: Callable[..., Client]) -> None:
    planner = client_of("planner")
    for path in ("/areas/kiez-2020-01-01/nirgends/", "/areas/nie/0101/", "/indicators/nichts/", "/releases/2001/7/"):
        assert planner.get(path).status_code == 404, path
    assert planner.get("/areas/kiez-2020-01-01/0101/?reference=0202").status_code == 404


def test_the_theme_leads_back_to_this_portal_only(db: None) -> None:
    client = Client()
    assert (
        client.post("/theme/", {"theme": "dark", "next": "/map/?show=index"}).headers["Location"] == "/map/?show=index"
    )
    assert client.post("/theme/", {"theme": "dark", "next": "https://elsewhere.example/"}).headers["Location"] == "/"
    assert client.post("/theme/", {"theme": "purple"}).cookies["theme"].value == ""


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("template", ["403.html", "403_csrf.html", "404.html", "500.html"])
def test_every_error_page_can_be_shown(db: None, template: str, language: str) -> None:
    with translation.override(language):
        request = RequestFactory().get("/anything/")
        page = render_to_string(
            template, {} if template == "500.html" else None, request if template != "500.html" else None
        )
    assert "<h1>" in page and "<script>" not in page and " style=" not in page
