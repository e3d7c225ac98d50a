"""The portal over the tiny city, in which one more source belongs to nothing that is public."""

from collections.abc import Callable

import pytest
from django.test import Client

from indicators.models import Indicator
from tests.factories import World, indicator_spec, make_indicator, make_measure, make_person, make_source, make_world

ROLES = {
    "planung": "planner",
    "statistik": "statistician",
    "rat": "council_member",
    "zulieferung": "supplier",
    "admin": "administrator",
}


@pytest.fixture
def world(db: None) -> World:
    """Four indicators, one of each visibility, over one source; a fifth, for the administration, over another."""
    made = make_world(is_demo=True)
    other = make_source("amtsstatistik")
    make_measure("amtsfaelle", other)
    make_indicator(indicator_spec("amtsquote", numerator=("amtsfaelle",), domain="work"))
    return made


@pytest.fixture
def more(world: World) -> Callable[[int], None]:
    """Further indicators of the same kind."""

    def make(number: int) -> None:
        start = Indicator.objects.count()
        for at in range(start, start + number):
            make_indicator(indicator_spec(f"quote-{at}", visibility="public"))

    return make


@pytest.fixture
def client_of(db: None) -> Callable[..., Client]:
    """A client of one of ``ROLES``; any other name is a visitor's."""

    def client(name: str, language: str = "de", department: str = "sozialplanung") -> Client:
        browser = Client(headers={"accept-language": language})
        if name in ROLES:
            person = make_person(name, ROLES[name], department=department)
            browser.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return browser

    return client
