"""``create_person``: how a city gets its first people."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from monitoring.departments.models import Department, Membership, Person

pytestmark = pytest.mark.django_db


def _create(*words: str, **options: Any) -> str:
    output = StringIO()
    call_command("create_person", *words, stdout=output, **options)
    return output.getvalue().strip()


def test_the_first_person_makes_the_department_and_gets_a_password_once() -> None:
    words = ["anna", "--role", "administrator", "--department", "it", "--department-name", "Informationstechnik"]
    name, password = _create(*words).split()
    person = Person.objects.get(username="anna")
    assert (name, person.check_password(password), person.is_demo) == ("anna", True, False)
    assert Membership.objects.get(person=person).department == Department.objects.get(code="it")
    assert _create("anna", "--role", "head", "--department", "it") == "anna"
    assert person.check_password(password)
    assert set(Membership.objects.filter(person=person).values_list("role", flat=True)) == {"administrator", "head"}


def test_a_password_of_ones_own_is_read_and_never_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", StringIO("Korrekt-Pferd-Batterie-9\n"))
    words = ["anna", "--role", "planner", "--department", "it", "--department-name", "IT", "--password-stdin"]
    assert _create(*words) == "anna"
    assert Person.objects.get(username="anna").check_password("Korrekt-Pferd-Batterie-9")


@pytest.mark.parametrize("password", ["kurz", "passwort1234", ""])
def test_what_is_refused_leaves_nothing(monkeypatch: pytest.MonkeyPatch, password: str) -> None:
    monkeypatch.setattr("sys.stdin", StringIO(f"{password}\n"))
    words = ["anna", "--role", "planner", "--department", "it", "--password-stdin"]
    if password == "kurz":
        words += ["--department-name", "IT"]
    with pytest.raises(CommandError, match="Nothing was changed"):
        _create(*words)
    assert not Person.objects.exists()
    assert not Department.objects.exists()
