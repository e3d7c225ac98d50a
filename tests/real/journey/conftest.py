"""Berlin is built once for the package that proves it, in one transaction that is rolled back at its end."""

from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import pytest
from django.conf import settings
from django.db import connection, transaction
from pytest_django import DjangoDbBlocker

from indicators.models import Delivery
from tests.real.journey.portal import BerlinPortal, bring_berlin


@pytest.fixture(scope="package")
def built_berlin(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[BerlinPortal]:
    folder = Path(settings.OPEN_DATA) / "berlin"
    if not folder.is_dir():
        pytest.skip(f"real open data is not at {settings.OPEN_DATA} (PORTAL_OPEN_DATA)")
    assert connection.settings_dict["NAME"] == connection.settings_dict["TEST"]["NAME"]
    with django_db_blocker.unblock(), transaction.atomic():
        start = perf_counter()
        portal = bring_berlin(folder)
        connection.check_constraints()  # once, and not again after every test
        print(f"Berlin: areas, catalogue and {Delivery.objects.count()} deliveries in {perf_counter() - start:.1f} s")
        yield portal
        transaction.set_rollback(True)


@pytest.fixture
def berlin_portal(built_berlin: BerlinPortal, db: None) -> BerlinPortal:
    """Berlin, delivered and live. What a test changes is undone after it."""
    return built_berlin
