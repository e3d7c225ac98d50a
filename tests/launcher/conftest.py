"""Instances of the portal that the tests of the launcher start and stop."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.instance import Portal


@pytest.fixture(scope="session")
def running_portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """An instance that was started by ``./portal up``; its folder has a space and a length that breaks sockets."""
    folder = tmp_path_factory.mktemp("a folder with spaces ") / ("long" * 20)
    portal = Portal(folder)
    portal("up", "--detach", "--no-demo")
    yield portal
    portal.remove()


@pytest.fixture
def new_portal(tmp_path: Path) -> Iterator[Portal]:
    """An instance of which nothing exists yet."""
    portal = Portal(tmp_path / "var")
    yield portal
    portal.remove()
