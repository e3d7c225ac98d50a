"""The tiny city, and clients of its readers."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.factories import World, make_person, make_world

ROLES = {
    "planung": ("planner",),
    "statistik": ("statistician",),
    "leitung": ("head",),
    "admin": ("administrator",),
    "rat": ("council_member",),
}


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def demo_world(db: None) -> World:
    """The same as a demonstration: what is public there is open to everybody."""
    return make_world(is_demo=True)


@pytest.fixture
def client_of(db: None) -> Callable[[str], Client]:
    """A signed-in client of one of ``ROLES``; any other name is a visitor's."""

    def client(name: str) -> Client:
        browser = Client(headers={"accept-language": "de"})
        if name in ROLES:
            browser.force_login(make_person(name, *ROLES[name]), backend="django.contrib.auth.backends.ModelBackend")
        return browser

    return client
