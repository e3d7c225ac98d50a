"""People are changed by actions with a row in the audit trail; the five of a trial are made by a command."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from indicators.models import AuditEntry
from monitoring.departments.demo import PEOPLE
from monitoring.departments.models import Membership, Person
from tests.factories import make_person

PASSWORD = "Hafenviertel-Nord-2026"


@pytest.fixture
def trial(settings: Any, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    settings.TRIAL = True
    monkeypatch.setenv("PORTAL_DEMO_PASSWORD", PASSWORD)
    return monkeypatch


def run() -> list[dict[str, Any]]:
    out = StringIO()
    call_command("create_demo_users", "--json", stdout=out)
    people: list[dict[str, Any]] = json.loads(out.getvalue())
    return people


def test_five_people_are_made_and_marked_as_demo(db: None, trial: pytest.MonkeyPatch) -> None:
    people = run()
    assert [person["username"] for person in people] == ["planung", "statistik", "pruefung", "leitung", "admin"]
    assert {person["password"] for person in people} == {PASSWORD}
    assert all(Person.objects.get(username=person["username"]).is_demo for person in people)
    assert AuditEntry.objects.filter(action="person.added").count() == len(PEOPLE)


def test_second_run_changes_nothing(db: None, trial: pytest.MonkeyPatch) -> None:
    run()
    before = (Person.objects.count(), Membership.objects.count(), AuditEntry.objects.count())
    again = run()
    assert not any(person["created"] for person in again)
    assert (Person.objects.count(), Membership.objects.count(), AuditEntry.objects.count()) == before


def test_generated_password_is_printed_once(db: None, trial: pytest.MonkeyPatch) -> None:
    trial.delenv("PORTAL_DEMO_PASSWORD")
    first, again = run(), run()
    assert Person.objects.get(username="planung").check_password(first[0]["password"])
    assert again[0]["password"] == ""


def test_demo_people_are_refused_where_it_is_no_trial(db: None, settings: Any) -> None:
    settings.TRIAL = False
    with pytest.raises(CommandError, match="PORTAL_TRIAL"):
        run()
    assert not Person.objects.exists()


def test_demo_people_never_take_the_place_of_a_real_person(db: None, trial: pytest.MonkeyPatch) -> None:
    make_person("planung")
    with pytest.raises(CommandError, match="planung"):
        run()
    assert Person.objects.count() == 1


def test_weak_password_is_refused(db: None, trial: pytest.MonkeyPatch) -> None:
    trial.setenv("PORTAL_DEMO_PASSWORD", "12345")
    with pytest.raises(CommandError, match="Nothing was changed"):
        run()
    assert not Person.objects.exists()
