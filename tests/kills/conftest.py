"""The instance that is attacked: started by ``./portal up``, with an invented city and two people signed in."""

import json
import random
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from monitoring.launcher.instance import HOME, PYTHON, free
from tests.instance import Portal
from tests.kills import city
from tests.kills.journeys import Office
from tests.kills.people import Browser
from tests.kills.victims import Victims
from tests.kills.watching import Watch


def _load_city(portal: Portal, folder: Path) -> None:
    """Areas and catalogue by their commands, all in one process."""
    calls = [
        ["import_areas", str(path), "--system", city.SYSTEM, "--edition", "2020-01-01", "--level", level]
        + ["--code", "code", "--name", "name", *options]
        for level, path, options in city.write_areas(folder)
    ]
    calls.append(["load_catalogue", str(city.write_catalogue(folder / "catalogue"))])
    script = f"from django.core.management import call_command\nfor words in {calls!r}: call_command(*words)"
    subprocess.run(
        [str(PYTHON), "manage.py", "shell", "--no-imports", "-c", script],
        cwd=HOME,
        env=portal.instance.environment() | {"PORTAL_FACE": "office"},
        check=True,
        stdout=subprocess.DEVNULL,
    )


def _web_port() -> int:
    """Far from where other instances look for theirs at the same time."""
    while True:
        port = random.randrange(20000, 32000, 2)
        if free(port) and free(port + 1):
            return port


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A running portal with an invented city into which quarters can be delivered."""
    folder = tmp_path_factory.mktemp("kills")
    portal = Portal(folder / "var")
    try:
        portal("up", "--detach", "--no-demo", "--port", str(_web_port()))
        _load_city(portal, folder)
        instance = portal.instance
        watch = Watch(instance.database_url("office"))
        passwords = {p["username"]: p["password"] for p in json.loads((portal.var / "sign-ins.json").read_text())}
        people = [Browser(instance.office_url, name, passwords[name]) for name in ("statistik", "pruefung")]
        with ThreadPoolExecutor(8) as hands:
            yield Office(portal, watch, Victims(portal, watch), *people, hands)
        watch.close()
    finally:
        portal.remove()
