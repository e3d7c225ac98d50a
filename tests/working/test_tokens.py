"""Two requests with one key at the same moment, over real connections: one delivery."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.utils import timezone

from indicators.actions import tokens
from indicators.models import Delivery, DeliveryToken
from monitoring.deliveries.tokens.delivering import deliver
from tests.indicators.actions.journeys import file_of
from tests.working.conftest import Works


def test_one_key_sent_by_many_at_once_delivers_once(works: Works) -> None:
    until = timezone.localdate() + timedelta(days=5)
    token, _ = tokens.make_token(
        by=works.office.supplier, name="Nachts", department="statistikstelle", valid_until=until
    )

    def send(number: int) -> tuple[int, bool]:
        try:
            own = DeliveryToken.objects.select_related("made_by").get(pk=token.pk)
            file = SimpleUploadedFile(f"{number}.csv", file_of())
            return deliver(token=own, key="2024-Q4", file=file, profile="kiez", period="2024-12-31")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as hands:
        found = list(hands.map(send, range(8)))
    assert Delivery.objects.count() == 1
    assert {number for number, _ in found} == {Delivery.objects.get().pk} and sum(is_new for _, is_new in found) == 1
