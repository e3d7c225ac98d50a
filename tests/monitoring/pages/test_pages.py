"""The portal's own pages, as link checkers and load balancers ask for them."""

import pytest
from django.test import Client


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/", "/map/", "/areas/", "/indicators/", "/releases/", "/imprint/", "/accessibility/", "/sign-in/"]
)
def test_a_page_answers_to_who_asks_for_its_head_alone(client: Client, path: str) -> None:
    answer = client.head(path)
    assert (answer.status_code, answer.content) == (200, b"")
