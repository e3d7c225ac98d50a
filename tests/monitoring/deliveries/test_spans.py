"""The periods of a delivery in words."""

import pytest
from django.utils import translation

from indicators.models import DeliveredPeriod, Delivery, Period
from monitoring.deliveries.spans import periods_text
from tests.indicators.actions.journeys import make_office


def told(delivery: Delivery) -> str:
    with translation.override("en"):
        return periods_text(Delivery.objects.prefetch_related("delivered_periods__period").get(pk=delivery.pk))


@pytest.mark.django_db
def test_a_delivery_names_every_period_of_its_file_and_of_many_their_number() -> None:
    delivery = make_office().deliver(period="2024-12-31")
    assert told(delivery) == "31 December 2024"
    for year in range(2023, 2018, -1):
        period = Period.objects.create(code=f"{year}", kind="year", starts=f"{year}-01-01", ends=f"{year}-12-31")
        DeliveredPeriod.objects.create(delivery=delivery, period=period)
        if year == 2022:
            assert told(delivery) == "31 December 2024, also 2022, 2023"
    assert told(delivery) == "31 December 2024 and 5 other periods from 2019 on"
