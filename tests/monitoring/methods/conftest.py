"""The tiny city, and one client for each of its readers."""

from collections.abc import Callable
from functools import cache

import pytest
from django.test import Client

from tests.monitoring.api.conftest import client_of as make_client_of
from tests.monitoring.api.conftest import demo_world, world

__all__ = ["demo_world", "make_client_of", "world"]


@pytest.fixture
def client_of(make_client_of: Callable[[str], Client]) -> Callable[[str], Client]:
    """The same client each time that somebody is asked for."""
    return cache(make_client_of)
