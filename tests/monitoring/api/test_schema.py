"""The interface answers as its OpenAPI description says, whatever is asked: no 500, no answer outside the schema."""

from collections.abc import Callable, Iterator
from io import StringIO
from typing import Any

import pytest
import schemathesis
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import checks
from schemathesis.specs.openapi import checks as described_checks

from tests.factories import EDITION, World

CHECKS = [
    checks.not_a_server_error,
    described_checks.status_code_conformance,
    described_checks.content_type_conformance,
    described_checks.response_schema_conformance,
]
SCHEMA = "/api/v1/schema/?format=json"
PLAIN = {"Accept-Encoding": "identity"}


@pytest.fixture
def description(demo_world: World) -> Iterator[Any]:
    """The description as the running application gives it; requests stay inside the test's transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi(SCHEMA, get_wsgi_application())
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def cookies(client_of: Callable[[str], Client], request: pytest.FixtureRequest) -> Iterator[dict[str, str]]:
    """The session of a planner."""
    yield {name: morsel.value for name, morsel in client_of("planung").cookies.items()}


bounded = settings(
    max_examples=12,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
    derandomize=True,
    database=None,
)


def ask_whatever_the_description_allows(description: Any, cookies: dict[str, str]) -> None:
    for found in description.get_all_operations():
        operation = found.ok()

        @bounded
        @given(case=operation.as_strategy())
        def ask(case: Any) -> None:
            case.call_and_validate(checks=CHECKS, headers=PLAIN, cookies=cookies)

        ask()


def test_visitor_never_gets_an_answer_outside_the_description(description: Any) -> None:
    ask_whatever_the_description_allows(description, {})


def test_planner_never_gets_an_answer_outside_the_description(description: Any, cookies: dict[str, str]) -> None:
    ask_whatever_the_description_allows(description, cookies)


ASKED = [
    ("/api/v1/values/", {}, {"indicator": "armutsquote"}),
    ("/api/v1/values/", {}, {"indicator": "armutsquote", "period": "2019-12-31", "reference": "parent"}),
    ("/api/v1/values/", {}, {"indicator": "offene-quote", "level": "bezirk", "reference": "0", "release": "2026/1"}),
    ("/api/v1/values/", {}, {"indicator": "offene-quote", "level": "stadt"}),
    ("/api/v1/series/", {}, {"indicator": "offene-quote", "area": "0102"}),
    ("/api/v1/series/", {}, {"indicator": "armutsquote", "area": "0", "edition": EDITION}),
    ("/api/v1/area-sheets/{edition}/{code}/", {"edition": EDITION, "code": "0201"}, {}),
    ("/api/v1/area-sheets/{edition}/{code}/", {"edition": EDITION, "code": "99999999"}, {"reference": "parent"}),
    ("/api/v1/indicators/{code}/", {"code": "offene-quote"}, {}),
    ("/api/v1/releases/{year}/{serial}/", {"year": 2026, "serial": 1}, {}),
    ("/api/v1/areas/", {}, {"level": "planungsraum", "page_size": 2}),
    ("/api/v1/areas/{edition}/{level}.topojson", {"edition": EDITION, "level": "bezirk"}, {}),
]


@pytest.mark.parametrize(("path", "parts", "asked"), ASKED)
@pytest.mark.parametrize("signed_in", [True, False])
def test_real_questions_are_answered_as_described(
    description: Any, cookies: dict[str, str], path: str, parts: dict[str, Any], asked: dict[str, Any], signed_in: bool
) -> None:
    case = description[path]["GET"].Case(path_parameters=parts, query=asked)
    answer = case.call(headers=PLAIN, cookies=cookies if signed_in else {})
    case.validate_response(answer, checks=CHECKS)
    if signed_in:
        assert answer.status_code == 200


def test_description_is_valid_and_without_warnings() -> None:
    call_command("spectacular", "--validate", "--fail-on-warn", stdout=StringIO(), stderr=StringIO())
