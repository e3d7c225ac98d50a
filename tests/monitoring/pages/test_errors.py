"""Pages and answers when something goes wrong: they help, they keep the language, and they never show what broke."""

import logging
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client, RequestFactory, override_settings

from monitoring.assets import AssetsNotBuilt
from monitoring.away import bad_request
from monitoring.pages.lost import lost
from tests.factories import indicator_spec, make_city, make_indicator, make_person

pytestmark = pytest.mark.django_db
GERMAN = {"Accept-Language": "de"}


def _broken(*args: Any, **kwargs: Any) -> None:
    raise ZeroDivisionError("secret detail")


@pytest.fixture
def fragile() -> Client:
    return Client(raise_request_exception=False)


def test_a_fault_names_the_number_under_which_the_log_has_it(
    fragile: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("monitoring.pages.views.start_context", _broken)
    with caplog.at_level(logging.ERROR, "django.request"):
        answer = fragile.get("/")
    page = answer.content.decode()
    number = answer["X-Request-ID"]
    assert answer.status_code == 500 and number in page
    assert "secret detail" not in page and "Was ist sicher?" in page and 'lang="en"' in page
    assert any(record.exc_info for record in caplog.records)


def test_a_fault_below_the_api_is_problem_details(fragile: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("monitoring.api.views.releases.releases.releases", _broken)
    answer = fragile.get("/api/v1/releases/")
    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")
    document = answer.json()
    assert document["code"] == "internal_error" and document["incident"] == answer["X-Request-ID"]
    assert document["incident"] in document["detail"] and "secret" not in answer.content.decode()


def test_a_lost_database_is_no_fault(fragile: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*args: Any, **kwargs: Any) -> None:
        raise OperationalError("away")

    monkeypatch.setattr("monitoring.pages.views.start_context", away)
    answer = fragile.get("/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")


def test_a_request_that_cannot_be_understood_gets_a_page_or_problem_details() -> None:
    page = bad_request(RequestFactory().get("/"), ValueError())
    assert page.status_code == 400 and "nichts geändert" in page.content.decode()
    api = bad_request(RequestFactory().get("/api/v1/values/"), ValueError())
    assert (api.status_code, api["Content-Type"]) == (400, "application/problem+json")


@pytest.mark.parametrize(
    ("path", "first"),
    [("/karte/", "/map/"), ("/gebeite", "/areas/"), ("/indikatoren/", "/indicators/"), ("/login", "/sign-in/")],
)
def test_a_mistyped_page_is_proposed(path: str, first: str) -> None:
    request = RequestFactory().get(path)
    request.user = make_person("p", "planner")
    assert [page.url for page in lost(request).pages][0] == first


def test_the_words_of_an_address_are_searched_for(client: Client) -> None:
    make_city()
    answer = client.get("/areas/kiez-1999/hafenviertel-nrod/", headers=GERMAN)
    page = answer.content.decode()
    assert answer.status_code == 404
    assert 'value="kiez 1999 hafenviertel nrod"' in page
    assert "/areas/kiez-2020-01-01/0101/" in page


def test_nothing_is_proposed_that_the_reader_may_not_see(client: Client) -> None:
    make_indicator(indicator_spec("geheime-quote"))
    assert b"/indicators/geheime-quote/" not in client.get("/indicators/geheime-quot/").content
    client.force_login(make_person("p", "planner"), backend="django.contrib.auth.backends.ModelBackend")
    assert b"/indicators/geheime-quote/" in client.get("/indicators/geheime-quot/").content


def test_strange_addresses_get_the_page_too(client: Client) -> None:
    for path in ("/%00", "/" + "x" * 3000, "/%F0%9F%8C%B3/", "/'; DROP TABLE person; --/", "/<script>/"):
        answer = client.get(path)
        assert answer.status_code in (400, 404) and b"<script>/" not in answer.content


def test_an_expired_form_says_which_page_to_open_again() -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/theme/", {"theme": "dark"}, headers=GERMAN)
    assert answer.status_code == 403 and 'href="/theme/"' not in answer.content.decode()
    answer = strict.post("/sign-in/", {}, headers=GERMAN)
    assert 'href="/sign-in/"' in answer.content.decode()


@override_settings(ROOT_URLCONF="monitoring.urls.office")
def test_the_offices_address_helps_as_well(client: Client) -> None:
    answer = client.get("/nirgends/")
    assert answer.status_code in (302, 404)
    client.force_login(make_person("s", "statistician"), backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get("/lieferung/")
    assert answer.status_code == 404 and b"data-finder" not in answer.content


def test_the_page_of_a_fault_stands_even_without_the_bundle(fragile: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> str:
        raise AssetsNotBuilt(name)

    monkeypatch.setattr("monitoring.templatetags.portal.asset_url", missing)
    answer = fragile.get("/imprint/")
    assert answer.status_code == 500 and "Was ist sicher?" in answer.content.decode()
