"""The tiny city with dashboards on it, and clients of everybody who may look."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from monitoring.dashboards.models import Dashboard, Panel
from monitoring.departments.models import Department, Person
from tests.factories import World, make_person, make_world

ROLES = {
    "planung": ("planner",),
    "kollegin": ("planner",),
    "statistik": ("statistician",),
    "leitung": ("head",),
    "einblick": ("viewer",),
    "admin": ("administrator",),
    "rat": ("council_member",),
    "lieferung": ("supplier",),
}

ClientOf = Callable[..., Client]
Making = Callable[..., Dashboard]


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def demo_world(db: None) -> World:
    """What is public there is open to everybody."""
    return make_world(is_demo=True)


@pytest.fixture
def person(db: None) -> Callable[..., Person]:
    """``person("planung")``: one of ``ROLES`` in a department, made once."""

    def made(name: str, department: str = "sozialplanung") -> Person:
        found = Person.objects.filter(username=name).first()
        return found or make_person(name, *ROLES[name], department=department)

    return made


@pytest.fixture
def client_of(person: Callable[..., Person]) -> ClientOf:
    """A signed-in client of one of ``ROLES``; any other name is a visitor's."""

    def client(name: str = "", department: str = "sozialplanung") -> Client:
        browser = Client(headers={"accept-language": "de"})
        if name:
            browser.force_login(person(name, department), backend="django.contrib.auth.backends.ModelBackend")
        return browser

    return client


@pytest.fixture
def make_dashboard(db: None) -> Making:
    """``make_dashboard("code", ("key_figure", {…}), owner=…, department="…", shared=[…])``; without an owner a default."""

    def make(
        code: str,
        *panels: tuple[str, dict[str, Any]],
        owner: Person | None = None,
        department: str = "sozialplanung",
        shared: tuple[str, ...] = (),
        **attributes: Any,
    ) -> Dashboard:
        place = Department.objects.filter(code=department).first() if owner else None
        made = Dashboard.objects.create(
            code=code, title_de=f"Titel {code}", title_en=f"Title {code}", owner=owner, department=place, **attributes
        )
        for number, (kind, settings) in enumerate(panels):
            Panel.objects.create(
                dashboard=made, number=number, kind=kind, x=0, y=2 * number, w=6, h=2, settings=settings
            )
        for shared_code in shared:
            other, _ = Department.objects.get_or_create(
                code=shared_code, defaults={"name_de": shared_code, "name_en": shared_code}
            )
            made.shared_with.add(other)
        return made

    return make
