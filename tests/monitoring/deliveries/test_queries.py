"""Pages ask the database a bounded number of questions, however much they show."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.indicators.actions.journeys import file_of
from tests.monitoring.deliveries.conftest import Desk

Asked = Callable[..., Any]


@pytest.mark.parametrize(
    ("path", "most"),
    [
        # Every page asks for session, person, memberships and unread notices; those of deliveries for delivered periods, too.
        ("/deliveries/", 10),  # trays; whether the worker is there, by its heartbeat or the last progress
        ("/deliveries/{number}/", 17),  # department of its tray, its thread, its notes, the version that it was read by
        ("/deliveries/{number}/progress/", 6),
        ("/deliveries/{number}/report/", 13),  # the reasons that were written last time
        ("/deliveries/{number}/preview/", 18),  # warnings and their reasons: whether it can be approved
        ("/deliveries/new/?profile=kiez", 8),
        ("/api/v1/deliveries/", 8),
        ("/api/v1/deliveries/{number}/", 8),
        ("/api/v1/deliveries/{number}/report/", 8),
    ],
)
def test_questions_are_bounded(desk: Desk, django_assert_max_num_queries: Asked, path: str, most: int) -> None:
    for cases in range(3):
        delivery = desk.delivered(content=file_of({"0101": (60 + cases, 300), "0102": (10, 400), "0201": (30, 320)}))
    client = desk.client(desk.office.approver if "preview" in path else desk.office.supplier)
    client.get("/deliveries/")
    with django_assert_max_num_queries(most):
        assert client.get(path.format(number=delivery.pk)).status_code == 200


def test_a_longer_list_asks_no_more(desk: Desk) -> None:
    client = desk.client(desk.office.supplier)
    counted = []
    for number in (2, 10):
        for _each in range(number):
            desk.office.receive()
        with CaptureQueriesContext(connection) as asked:
            client.get("/deliveries/")
        counted.append(len(asked))
    assert counted[0] == counted[1]


def test_the_bytes_of_files_do_not_come_along(desk: Desk) -> None:
    delivery = desk.office.receive()
    client = desk.client(desk.office.supplier)
    with CaptureQueriesContext(connection) as asked:
        client.get("/deliveries/")
        client.get(f"/deliveries/{delivery.pk}/")
    assert not any('"stored_file"."content"' in query["sql"] for query in asked.captured_queries)
