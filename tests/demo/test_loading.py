"""Loading the demo: killed anywhere and started again it ends as if nothing had happened; twice is the same as once."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest

from tests.demo import database

SHOWN = 40
"""So many of the deliveries, a correction among them: enough for every kind of step to be killed in."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A written demo whose list ends early."""
    written = tmp_path_factory.mktemp("demo") / "out"
    subprocess.run([sys.executable, "-m", "fixtures.demo", str(written)], check=True, cwd=database.HOME)
    lines = (written / "deliveries.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (written / "deliveries.csv").write_text("".join(lines[: SHOWN + 1]), encoding="utf-8")
    return written


@pytest.fixture(scope="module")
def prepared() -> Iterator[str]:
    """Tables, catalogue and people, and nothing delivered."""
    with database.prepared("prepared") as name:
        yield name


def _facts(name: str) -> dict[str, list[tuple[object, ...]]]:
    """What readers see and what stands behind it, without numbers of rows."""
    with database.maintenance(name) as cursor:
        return {what: _rows(cursor, query) for what, query in _QUERIES.items()}


def _rows(cursor: psycopg2.extensions.cursor, query: str) -> list[tuple[object, ...]]:
    cursor.execute(query)
    return cursor.fetchall()


_QUERIES = {
    "releases": "SELECT serial, reason, uploaded_by, approved_by, manifest_sha256 FROM release ORDER BY serial",
    "live": "SELECT r.serial FROM live_release l JOIN release r ON r.id = l.release_id",
    "deliveries": "SELECT file_name, state, is_revision, rows, attempts, failure, count(*) FROM sealed.delivery "
    "GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1",
    "moves": "SELECT action, actor, count(*) FROM audit_entry WHERE subject = 'delivery' GROUP BY 1, 2 ORDER BY 1",
    "observations": "SELECT count(*), sum(value) FILTER (WHERE state = 0) FROM sealed.observation",
    "areas": "SELECT code, name, square_metres FROM areas_area ORDER BY level_id, edition_id, code",
}


def _load(name: str, folder: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, str(database.HOME / "manage.py"), "load_demo", str(folder)],
        cwd=database.HOME,
        env=database.environment(name),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def _spawned_by(process: "subprocess.Popen[str]") -> list[int]:
    """The second process, as soon as it is there; none where the first one ended before."""
    while process.poll() is None:
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        spawned = [int(pid) for pid in children if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]
        if spawned:
            return spawned
        time.sleep(0.05)
    return []


def test_killed_anywhere_and_started_again_it_ends_the_same(prepared: str, folder: Path) -> None:
    with database.copy_of(prepared, "whole") as whole, database.copy_of(prepared, "killed") as killed:
        start = time.monotonic()
        said, _ = (process := _load(whole, folder)).communicate()
        assert process.returncode == 0 and f"{SHOWN} deliveries released now, 0 were there before" in said, said
        took = time.monotonic() - start
        chance = random.Random(5)
        for share in (0.25, 0.5, 0.4):
            process = _load(killed, folder)
            time.sleep(took * share * chance.uniform(0.7, 1.3))
            os.kill(process.pid, signal.SIGKILL)  # the first process alone: the second has to notice by itself
            process.communicate()
        process = _load(killed, folder)
        for second in _spawned_by(process):
            os.kill(second, signal.SIGKILL)  # the first one goes on alone
        said, _ = process.communicate()
        assert process.returncode == 0, said
        assert _facts(killed) == _facts(whole)
        said, _ = (process := _load(killed, folder)).communicate()
        assert process.returncode == 0 and f"0 deliveries released now, {SHOWN} were there before" in said
        assert _facts(killed) == _facts(whole)
        assert " 0 findings" in database.run(killed, str(database.HOME / "manage.py"), "verify")


def test_a_file_that_is_refused_stops_the_loading_until_it_is_right(
    prepared: str, folder: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(folder, broken)
    header, first, *_ = (folder / "deliveries.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (broken / "deliveries.csv").write_text(header + first, encoding="utf-8")
    file = broken / first.split(",")[1]
    right = file.read_text(encoding="utf-8")
    names, *rows = right.splitlines(keepends=True)
    code, *cells = rows[0].split(";")
    file.write_text("".join([names, ";".join([code, "-7", *cells[1:]]), *rows[1:]]), encoding="utf-8")
    with database.copy_of(prepared, "broken") as name:
        said, _ = (process := _load(name, broken)).communicate()
        assert process.returncode == 1 and f"{file.name}: refused (1 negative_count" in said, said
        assert _facts(name)["releases"] == []
        file.write_text(right, encoding="utf-8")
        said, _ = (process := _load(name, broken)).communicate()
        assert process.returncode == 0 and "1 deliveries released now" in said, said
        states = {state for _, state, *_ in _facts(name)["deliveries"]}
        assert states == {"refused", "active"}


def test_it_is_for_trial_instances_with_their_people_and_a_written_demo(prepared: str, folder: Path) -> None:
    def refused(**changed: str) -> str:
        words = [sys.executable, str(database.HOME / "manage.py"), "load_demo", changed.pop("folder", str(folder))]
        environment = database.environment(prepared) | changed
        done = subprocess.run(words, env=environment, capture_output=True, text=True, cwd=database.HOME, check=False)
        assert done.returncode == 1
        return done.stderr

    assert "trial" in refused(PORTAL_TRIAL="0")
    assert "deliveries.csv: No such file" in refused(folder=str(folder.parent / "nothing"))
    assert _facts(prepared)["releases"] == [] and _facts(prepared)["areas"] == []
