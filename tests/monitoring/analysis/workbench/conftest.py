"""The tiny city with values from which an index can be composed, and people who compose and decide."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client

from indicators.catalogue.specs import Break, IndicatorKind, Polarity, Text
from monitoring.departments.models import Person
from tests.factories import World, make_person, make_world
from tests.factories.catalogue import indicator_spec, make_indicator
from tests.factories.results import SUPPRESSED, Counts

BACKEND = "django.contrib.auth.backends.ModelBackend"
ADDRESS = "/analysis/indices/compose/"

POVERTY: Counts = {
    "stadt": [(120, 1000)],
    "bezirk": [(70, 500), (48, 480), (2, 20)],
    "planungsraum": [(10, 100), (20, 100), (30, 100), (60, 100), (2, 20)],
}
EARLIER_POVERTY: Counts = {
    "stadt": [(100, 1000)],
    "bezirk": [(60, 500), (38, 480), (2, 20)],
    "planungsraum": [(12, 100), (18, 100), (30, 100), (40, 100), (2, 20)],
}
TURNOUT: Counts = {
    "stadt": [(600, 1000)],
    "bezirk": [(300, 500), (288, 480), (12, 20)],
    "planungsraum": [(60, 100), (40, 100), (50, 100), (10, 100), (12, 20)],
}
EARLIER_TURNOUT: Counts = {
    "stadt": [(590, 1000)],
    "bezirk": [(290, 500), (288, 480), (12, 20)],
    "planungsraum": [(50, 100), (45, 100), (55, 100), (20, 100), (12, 20)],
}
SICKNESS: Counts = {
    "stadt": [(50, 1000)],
    "bezirk": [(20, 500), (30, 480), (0, 20)],
    "planungsraum": [(5, 100), SUPPRESSED, (15, 100), (9, 100), (0, 20)],
}
CONSTANT: Counts = {
    "stadt": [(100, 1000)],
    "bezirk": [(50, 500), (48, 480), (2, 20)],
    "planungsraum": [(10, 100), (10, 100), (10, 100), (10, 100), (2, 20)],
}
RESIDENTS: Counts = {
    "stadt": [(1000, 1)],
    "bezirk": [(500, 1), (480, 1), (20, 1)],
    "planungsraum": [(100, 1), (400, 1), (300, 1), (180, 1), (20, 1)],
}
DOCUMENT: dict[str, Any] = {
    "components": ["armut", "beteiligung"],
    "weights": [1, -1],
    "centre": "mean_of_areas",
    "spread": "population_sd",
    "standardise": "z",
    "combine": "sum",
    "restandardise": True,
    "exclude": {},
    "breaks": [-1, 1],
    "closed": ["<", "<=", ">"],
    "classes": ["hoch", "mittel", "niedrig"],
}
NAMED: dict[str, Any] = {
    **DOCUMENT,
    "code": "lage",
    "title": {"de": "Lage", "en": "Situation"},
    "sheet": {
        key: {"de": f"{key} auf Deutsch", "en": f"{key} in English"}
        for key in ("key_statement", "reading_aid", "comparability")
    },
}


@dataclass
class Bench:
    """Who composes, and the world with an indicator of each kind of trouble."""

    world: World
    people: dict[str, Person] = field(default_factory=dict)

    def person(self, name: str = "planung", *roles: str, department: str = "sozialplanung") -> Person:
        if name not in self.people:
            self.people[name] = make_person(name, *(roles or ("planner",)), department=department)
        return self.people[name]

    def client(self, name: str = "planung", *roles: str, language: str = "de", **more: str) -> Client:
        browser = Client(headers={"accept-language": language})
        browser.force_login(self.person(name, *roles, **more), backend=BACKEND)
        return browser

    def ask(self, what: str = "values", client: Client | None = None, **sent: Any) -> Any:
        """The response of an endpoint to a document and whatever else is sent."""
        body = json.dumps({"document": DOCUMENT, **sent})
        return (client or self.client()).post(f"{ADDRESS}{what}/", body, content_type="application/json")

    def answer(self, client: Client | None = None, changes: Mapping[str, Any] | None = None, **sent: Any) -> Any:
        """The document of ``values`` for an index with some keys changed."""
        response = self.ask("values", client, document={**DOCUMENT, **(changes or {})}, **sent)
        assert response.status_code == 200, response.content.decode()
        return response.json()

    def saved(self, name: str = "Erster", client: Client | None = None, **document: Any) -> Any:
        """A draft of the planner's, as the page hears of it."""
        response = self.ask("save", client, document={**NAMED, **document}, name=name)
        assert response.status_code == 200, response.content.decode()
        return response.json()


@pytest.fixture
def bench(db: None) -> Bench:
    world = make_world()
    lower = Polarity.LOWER_IS_MORE_DISADVANTAGE
    made = {
        "armut": (indicator_spec("armut", breaks=()), {"2019-12-31": EARLIER_POVERTY, "2020-12-31": POVERTY}),
        "beteiligung": (
            indicator_spec("beteiligung", breaks=(), polarity=lower),
            {"2019-12-31": EARLIER_TURNOUT, "2020-12-31": TURNOUT},
        ),
        "krankheit": (indicator_spec("krankheit", breaks=()), {"2020-12-31": SICKNESS}),
        "gleich": (indicator_spec("gleich", breaks=()), {"2020-12-31": CONSTANT}),
        "gebrochen": (
            indicator_spec("gebrochen", breaks=(Break("2020-06", Text("Neues Gesetz", "New law")),)),
            {"2019-12-31": EARLIER_POVERTY, "2020-12-31": POVERTY},
        ),
        "anderswann": (indicator_spec("anderswann", breaks=()), {"2018-12-31": POVERTY}),
        "nirgends": (indicator_spec("nirgends", breaks=()), {}),
        "einwohner": (
            indicator_spec(
                "einwohner",
                kind=IndicatorKind.COUNT,
                numerator=("einwohner",),
                denominator=(),
                unit="person",
                decimals=0,
                scale=1,
                breaks=(),
                polarity=Polarity.NEUTRAL,
            ),
            {"2019-12-31": RESIDENTS, "2020-12-31": RESIDENTS},
        ),
    }
    for spec, periods in made.values():
        row = make_indicator(spec)
        for period, counts in periods.items():
            world.releases.add(row, period, counts, scale=spec.scale)
    world.releases.release("Mit Bestandteilen")
    return Bench(world)
