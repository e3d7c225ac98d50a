"""The departments and the five people of a trial instance."""

from dataclasses import dataclass

from django.db import transaction

from monitoring.departments.models import Department, Person, Role
from monitoring.departments.people import add_department, add_person, grant, set_password


@dataclass(frozen=True)
class Place:
    code: str
    name_de: str
    name_en: str
    parent: str | None = None


@dataclass(frozen=True)
class Someone:
    username: str
    first_name: str
    last_name: str
    roles: tuple[tuple[str, Role], ...]  # (department, role)


DEPARTMENTS = (
    Place("dezernat-soziales", "Dezernat für Soziales, Jugend und Gesundheit", "Social affairs, youth and health"),
    Place("dezernat-stadt", "Dezernat für Stadtentwicklung und Bildung", "Urban development and education"),
    Place("dezernat-verwaltung", "Dezernat für zentrale Verwaltung", "Central administration"),
    Place("sozialplanung", "Sozialplanung", "Social planning", "dezernat-soziales"),
    Place("jugend", "Jugendhilfeplanung", "Youth welfare planning", "dezernat-soziales"),
    Place("gesundheit", "Gesundheitsplanung", "Health planning", "dezernat-soziales"),
    Place("stadtentwicklung", "Stadtentwicklung", "Urban development", "dezernat-stadt"),
    Place("schule", "Schulentwicklungsplanung", "School planning", "dezernat-stadt"),
    Place("wohnen", "Wohnungswesen", "Housing", "dezernat-stadt"),
    Place("statistikstelle", "Statistikstelle", "Statistics office", "dezernat-verwaltung"),
    Place("it-stelle", "Informationstechnik", "Information technology", "dezernat-verwaltung"),
)
PEOPLE = (
    Someone("planung", "Petra", "Planung", (("sozialplanung", Role.PLANNER),)),
    Someone("statistik", "Stefan", "Statistik", (("statistikstelle", Role.STATISTICIAN),)),
    Someone("pruefung", "Paula", "Prüfung", (("statistikstelle", Role.APPROVER),)),
    Someone("leitung", "Lena", "Leitung", (("dezernat-soziales", Role.HEAD),)),
    Someone("admin", "Anton", "Administration", (("it-stelle", Role.ADMINISTRATOR),)),
)


class NameTaken(Exception):
    """A real person has one of the names; nothing was changed."""


@dataclass(frozen=True)
class SignIn:
    """``password`` is empty where the person was there before and keeps their own."""

    username: str
    name: str
    password: str
    roles: tuple[str, ...]
    departments: tuple[str, ...]
    created: bool


@transaction.atomic
def make_demo_people(*, password: str, reset: bool) -> list[SignIn]:
    """Make whoever is not there yet; with ``reset`` everybody gets the password.

    Raises:
        NameTaken: somebody who is no demo person has one of the names.
        ValidationError: the password is too weak.
    """
    taken = Person.objects.filter(username__in=[one.username for one in PEOPLE], is_demo=False)
    if taken:
        raise NameTaken(", ".join(person.username for person in taken))
    places: dict[str, Department] = {}
    for place in DEPARTMENTS:
        above = places[place.parent] if place.parent else None
        places[place.code] = add_department(
            by=None, code=place.code, name_de=place.name_de, name_en=place.name_en, parent=above
        )
    return [_make(someone, places, password, reset) for someone in PEOPLE]


def _make(someone: Someone, places: dict[str, Department], password: str, reset: bool) -> SignIn:
    person = Person.objects.filter(username=someone.username).first()
    created = person is None
    if person is None:
        person = add_person(
            by=None,
            username=someone.username,
            first_name=someone.first_name,
            last_name=someone.last_name,
            password=password,
            is_demo=True,
        )
    elif reset and not person.check_password(password):
        set_password(by=None, person=person, password=password)
    for department, role in someone.roles:
        grant(by=None, person=person, department=places[department], role=role)
    return SignIn(
        username=person.username,
        name=person.get_full_name(),
        password=password if created or reset else "",
        roles=tuple(role.value for _, role in someone.roles),
        departments=tuple(department for department, _ in someone.roles),
        created=created,
    )
