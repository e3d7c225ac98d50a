"""Signing in and out, on both addresses."""

from typing import Any

import pytest
from django.test import Client
from django.urls import clear_url_caches

from monitoring.departments.models import Role
from monitoring.departments.signing import client_address
from tests.factories import make_person

PASSWORD = "Hafenviertel-Nord-2026"


@pytest.fixture(autouse=True)
def quick(settings: Any) -> None:
    """A hasher without cost: what is tried here is not the hash."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.AXES_FAILURE_LIMIT = 3


def sign_in(client: Client, name: str, password: str = PASSWORD, **data: str) -> Any:
    return client.post("/sign-in/", {"username": name, "password": password, **data})


def test_person_signs_in_and_out_again(db: None, client: Client) -> None:
    make_person("planung", Role.PLANNER, password=PASSWORD)
    assert sign_in(client, "planung").status_code == 302
    assert client.get("/api/v1/me/").json()["username"] == "planung"
    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/").status_code == 302
    assert client.get("/api/v1/me/").json()["username"] == ""


def test_session_is_new_after_signing_in(db: None, client: Client) -> None:
    make_person("planung", Role.PLANNER, password=PASSWORD)
    client.get("/sign-in/")
    client.session.save()
    before = client.session.session_key
    sign_in(client, "planung")
    assert client.session.session_key != before


def test_sign_in_never_leads_to_another_host(db: None, client: Client) -> None:
    make_person("planung", Role.PLANNER, password=PASSWORD)
    assert sign_in(client, "planung", next="https://anderswo.example/")["Location"] == "/"


def test_sign_in_page_never_leads_back_to_itself(db: None, client: Client) -> None:
    make_person("planung", Role.PLANNER, password=PASSWORD)
    assert sign_in(client, "planung", next="/sign-in/?next=/map/")["Location"] == "/"
    assert client.get("/sign-in/", {"next": "/sign-in/"})["Location"] == "/"


def test_wrong_password_is_answered_alike_for_known_and_unknown_names(db: None, client: Client) -> None:
    make_person("planung", Role.PLANNER, password=PASSWORD)
    texts = [
        sign_in(client, name, "falsch").context["form"].non_field_errors() for name in ("planung", "gibt-es-nicht")
    ]
    assert texts[0] == texts[1]


def test_too_many_attempts_are_locked_out_with_a_message_that_helps(db: None, client: Client) -> None:
    make_person("planung", Role.PLANNER, password=PASSWORD)
    for _ in range(3):
        answer = sign_in(client, "planung", "falsch")
    assert answer.status_code == 429
    assert answer["Retry-After"] == "900"
    assert answer.context["form"].non_field_errors()
    assert sign_in(client, "planung").status_code == 429


def test_office_lets_only_its_people_in(db: None, client: Client, settings: Any) -> None:
    settings.ROOT_URLCONF, settings.IS_OFFICE = "monitoring.urls.office", True
    clear_url_caches()
    make_person("planung", Role.PLANNER, password=PASSWORD)
    make_person("statistik", Role.STATISTICIAN, password=PASSWORD)
    refused = sign_in(client, "planung")
    assert (refused.status_code, refused.context["form"].errors.as_data()["__all__"][0].code) == (
        200,
        "not_of_the_office",
    )
    assert sign_in(client, "statistik").status_code == 302
    clear_url_caches()


def test_visitor_of_a_closed_page_is_sent_to_sign_in_and_comes_back(db: None, client: Client, settings: Any) -> None:
    settings.ROOT_URLCONF = "monitoring.urls.office"
    clear_url_caches()
    answer = client.get("/deliveries/")
    if answer.status_code != 404:
        assert answer["Location"] == "/sign-in/?next=/deliveries/"
    clear_url_caches()


def test_language_is_kept_by_post(db: None, client: Client) -> None:
    answer = client.post("/language/", {"language": "en", "next": "/"})
    assert (answer.status_code, answer.cookies["language"].value) == (302, "en")


@pytest.mark.parametrize(
    ("tls", "header", "address"),
    [
        (True, "198.51.100.9", "198.51.100.9"),
        (True, "10.0.0.1, 198.51.100.9", "198.51.100.9"),  # what the visitor wrote stands before what the proxy wrote
        (True, "", "127.0.0.1"),
        (False, "198.51.100.9", "127.0.0.1"),
    ],
)
def test_failed_attempts_count_for_the_address_that_the_proxy_wrote(
    rf: Any, settings: Any, tls: bool, header: str, address: str
) -> None:
    settings.SECURE_TLS = tls
    assert client_address(rf.get("/", headers={"x-forwarded-for": header} if header else {})) == address
