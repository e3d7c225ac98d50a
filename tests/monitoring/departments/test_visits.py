"""Since when something is new for a person."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from monitoring.departments.models import Visit
from monitoring.departments.visits import last_visit, note_visit
from tests.factories import make_person

pytestmark = pytest.mark.django_db
NOON = timezone.now()
MINUTE = timedelta(minutes=1)


def test_on_the_first_visit_nothing_came_before() -> None:
    person = make_person("p", "planner").pk
    assert last_visit(person, NOON) is None
    note_visit(person, NOON)
    assert last_visit(person, NOON + MINUTE) is None


def test_after_half_an_hour_of_absence_another_visit_begins() -> None:
    person = make_person("p", "planner").pk
    note_visit(person, NOON)
    assert last_visit(person, NOON + 31 * MINUTE) == NOON
    note_visit(person, NOON + 31 * MINUTE)
    assert last_visit(person, NOON + 31 * MINUTE) == NOON
    note_visit(person, NOON + 60 * MINUTE)
    assert last_visit(person, NOON + 61 * MINUTE) == NOON


def test_a_visit_goes_on_while_somebody_is_there_within_half_an_hour() -> None:
    person = make_person("p", "planner").pk
    note_visit(person, NOON - 90 * MINUTE)
    for minutes in (0, 20, 40, 69):
        note_visit(person, NOON + minutes * MINUTE)
    assert last_visit(person, NOON + 70 * MINUTE) == NOON - 90 * MINUTE


def test_what_arrives_late_does_not_turn_time_back() -> None:
    person = make_person("p", "planner").pk
    note_visit(person, NOON)
    note_visit(person, NOON - 50 * MINUTE)
    assert Visit.objects.get(person=person).seen_at == NOON


def test_the_portals_role_writes_visits(as_role: Any) -> None:
    person = make_person("p", "planner").pk
    with as_role("portal"):
        note_visit(person, NOON)
        note_visit(person, NOON + MINUTE)
        assert last_visit(person, NOON + MINUTE) is None


def test_pages_are_visits_and_the_api_is_none(client: Client) -> None:
    person = make_person("p", "planner")
    cache.clear()
    client.get("/")
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    client.get("/api/v1/me/")
    assert not Visit.objects.exists()
    client.get("/imprint/")
    assert Visit.objects.get().person_id == person.pk


def test_pages_in_quick_succession_write_once(client: Client) -> None:
    person = make_person("p", "planner")
    cache.clear()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    client.get("/imprint/")
    seen = Visit.objects.get().seen_at
    client.get("/imprint/")
    assert Visit.objects.get().seen_at == seen
