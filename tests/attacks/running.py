"""The portal as it runs, over databases of its own: the town, its twin, and whoever attacks them.

Everything comes in by the journey that any delivery takes; the servers are gunicorn with the database roles of their
faces. A twin is copied before anything is delivered, so that numbers of rows are the same in both.
"""

import json
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from monitoring.launcher.supervision import healthy
from tests.attacks import town
from tests.attacks.canaries import CANARIES, Canary, exchanged, planted
from tests.demo.database import HOME, copy_of, environment, prepared


@dataclass(frozen=True)
class World:
    """One running portal. ``portal`` and ``office`` are addresses; ``releases``: number of each delivery's release."""

    database: str
    portal: str
    office: str
    releases: tuple[str, ...]
    deliveries: tuple[int, ...]
    canaries: tuple[Canary, ...]


def inside(database: str, face: str, function: str, given: object) -> str:
    """Runs a function of ``tests.attacks.inside`` in a process of the portal, with the database role of a face."""
    code = f"import json; from tests.attacks.inside import {function}; {function}(json.loads({json.dumps(given)!r}))"
    words = [sys.executable, "manage.py", "shell", "--no-imports", "-c", code]
    done = subprocess.run(
        words,
        cwd=HOME,
        env=environment(database) | {"PORTAL_FACE": face},
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0, f"{done.stdout[-2000:]}\n{done.stderr[-4000:]}"
    return done.stdout


def _make(database: str, folder: Path) -> None:
    """Areas, catalogue, dashboards, people."""
    given = {
        "catalogue": str(town.write_catalogue(folder / "catalogue")),
        "levels": [(level, str(path), parent) for level, path, parent in town.write_areas(folder)],
        "system": town.SYSTEM,
    }
    inside(database, "owner", "make", given)


def _deliver(database: str, folder: Path, canaries: Sequence[Canary]) -> list[dict[str, str]]:
    """Every file to its release."""
    items = []
    for at, delivery in enumerate(planted(canaries)):
        path = folder / f"{at:02}.csv"
        path.write_bytes(delivery.content())
        items.append({"path": str(path), "profile": delivery.profile, "period": delivery.period, "reason": f"Nr. {at}"})
    return [json.loads(line) for line in inside(database, "office", "deliver", items).splitlines()]


def _port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serve(database: str, face: str, application: str = "monitoring.wsgi:application") -> Iterator[str]:
    """The address of one face while it runs."""
    port = _port()
    command = [sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}", "--workers", "1"]
    command += ["--worker-class", "gthread", "--threads", "4", "--timeout", "120", "--graceful-timeout", "2"]
    given = environment(database) | {"PORTAL_FACE": face, "ALLOWED_HOSTS": "localhost"}
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen([*command, "--no-control-socket"], cwd=HOME, env=given, stdout=log, stderr=log)
        try:
            deadline = time.monotonic() + 120
            while not healthy(port):
                if process.poll() is not None or time.monotonic() > deadline:
                    log.seek(0)
                    raise RuntimeError(log.read()[-3000:].decode(errors="replace"))
                time.sleep(0.1)
            yield f"http://localhost:{port}"
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextmanager
def towns(folder: Path) -> Iterator[tuple[World, World]]:
    """The town and its twin, delivered at the same time and running."""
    with ExitStack() as stack:
        town_database = stack.enter_context(prepared("attacks"))
        _make(town_database, folder)
        twin_database = stack.enter_context(copy_of(town_database, "twin"))
        databases, plantings = (town_database, twin_database), (CANARIES, exchanged())
        folders = [folder / name for name in ("town", "twin")]
        for own in folders:
            own.mkdir()
        with ThreadPoolExecutor(2) as hands:
            delivered = list(hands.map(_deliver, databases, folders, plantings))
            made = list(hands.map(lambda each: _started(stack, *each), _faces(databases)))
        worlds = [
            World(
                database,
                made[2 * at],
                made[2 * at + 1],
                tuple(item["release"] for item in delivered[at]),
                tuple(int(item["delivery"]) for item in delivered[at]),
                plantings[at],
            )
            for at, database in enumerate(databases)
        ]
        yield worlds[0], worlds[1]


def _faces(databases: Iterable[str]) -> list[tuple[str, str]]:
    return [(database, face) for database in databases for face in ("portal", "office")]


def _started(stack: ExitStack, database: str, face: str) -> str:
    return stack.enter_context(serve(database, face))
