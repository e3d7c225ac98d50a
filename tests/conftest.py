"""One database for all tests; each test's changes are rolled back. The rights of the roles are tried with SET ROLE.

A second one holds the loaded demo: ``demo`` gives it to a test and undoes what the test changes; tests with servers or
processes of their own take ``demo_database`` and ``tests.demo.database.on``.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.utils import translation
from pytest_django import DjangoDbBlocker

from tests.demo import database


@pytest.fixture(autouse=True)
def in_german() -> None:
    """Each test begins in the first language: an answer in another one leaves it active in its process."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture
def open_data() -> Path:
    """The folder of real open data; the test is skipped where it is absent."""
    folder = Path(settings.OPEN_DATA) / "berlin"
    if not folder.is_dir():
        pytest.skip(f"real open data is not at {settings.OPEN_DATA} (PORTAL_OPEN_DATA)")
    return folder


@pytest.fixture
def as_role() -> Callable[[str], AbstractContextManager[None]]:
    """``with as_role("portal"):`` — what is done inside is done with that database role's rights."""

    @contextmanager
    def role(name: str) -> Iterator[None]:
        with transaction.atomic():  # an error rolls the role back with everything else
            with connection.cursor() as cursor:
                cursor.execute(f"SET LOCAL ROLE {connection.ops.quote_name(settings.DATABASE_ROLES[name])}")
            yield
            with connection.cursor() as cursor:
                cursor.execute("RESET ROLE")

    return role


@pytest.fixture(scope="session")
def demo_database() -> Iterator[str]:
    """The name of this process's own database with the whole demo in it."""
    with database.clone("loaded") as name:
        yield name


@pytest.fixture
def demo(demo_database: str, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The demo as it stands after loading, all 24 quarters released. What a test changes is undone after it."""
    with django_db_blocker.unblock(), database.on(demo_database), transaction.atomic():
        yield
        transaction.set_rollback(True)
