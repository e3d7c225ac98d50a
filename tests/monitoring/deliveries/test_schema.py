"""The office's endpoints answer as their description says, whatever is asked; tokens against forged requests included."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import given

from monitoring.departments.models import Person
from tests.indicators.actions.journeys import COUNTS, file_of
from tests.monitoring.api.test_schema import CHECKS, PLAIN, SCHEMA, bounded
from tests.monitoring.deliveries.conftest import Desk

TOKEN = "a" * 32


@pytest.fixture
def description(desk: Desk, settings: Any) -> Iterator[Any]:
    """The description as the running application gives it, with a candidate, a refused delivery and one that waits."""
    desk.office.deliver()
    desk.office.deliver(file_of(COUNTS | {"0102": (-7, "k.A.")}))
    desk.office.receive()
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi(SCHEMA, get_wsgi_application())
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize("role", ["statistician", "approver", "supplier", "visitor"])
def test_nobody_gets_an_answer_outside_the_description(description: Any, desk: Desk, role: str, settings: Any) -> None:
    people: dict[str, Person | None] = {
        "statistician": desk.office.supplier,
        "approver": desk.office.approver,
        "supplier": desk.outsider,
        "visitor": None,
    }
    cookies = {name: morsel.value for name, morsel in desk.client(people[role]).cookies.items()}
    cookies[settings.CSRF_COOKIE_NAME] = TOKEN
    headers = {**PLAIN, "X-CSRFToken": TOKEN}
    for found in description.get_all_operations():
        operation = found.ok()
        if "/deliveries/" not in operation.path:
            continue

        @bounded
        @given(case=operation.as_strategy())
        def ask(case: Any) -> None:
            case.call_and_validate(checks=CHECKS, headers=headers, cookies=cookies)

        ask()
