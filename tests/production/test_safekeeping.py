"""What an interrupted backup or restore leaves behind: nothing that locks anybody out, nothing sealed for good."""

import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from django.core.management import CommandError, call_command
from django.db import Error, connection
from psycopg2 import sql

from monitoring.launcher.instance import HOME
from monitoring.management.commands import restore as command
from monitoring.safekeeping import databases, leftovers, restore, scratch
from monitoring.safekeeping.interruption import orderly
from monitoring.safekeeping.problems import Refused, Unsure

Make = Callable[[str], str]


@pytest.fixture
def place(db: None) -> Iterator[str]:
    """A name for databases of this test alone; whatever bears it goes afterwards."""
    name = f"{connection.settings_dict['NAME']}_kept"
    _clear(name)
    yield name
    _clear(name)


def _clear(place: str) -> None:
    with databases.connected() as cursor:
        cursor.execute("SELECT datname FROM pg_database")
        found = [name for (name,) in cursor.fetchall() if name.startswith(place)]
    for name in found:
        databases.drop(name)


@pytest.fixture
def make(place: str) -> Make:
    """A database of the test's, named by what follows the place; it holds one table of the same name."""

    def made(suffix: str) -> str:
        name = f"{place}{suffix}"
        with databases.connected() as cursor:
            cursor.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
        with databases.connected(name) as cursor:
            cursor.execute(sql.SQL("CREATE TABLE {} ()").format(sql.Identifier(name)))
        return name

    return made


def _holds(database: str) -> list[str]:
    with databases.connected(database) as cursor:
        cursor.execute("SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'")
        return [name for (name,) in cursor.fetchall()]


def _close(database: str) -> None:
    with databases.connected() as cursor:
        cursor.execute(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS false").format(sql.Identifier(database)))


@pytest.mark.parametrize("moment", ["_admit", "_send_away", "_rename"])
@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit])
def test_an_interrupted_swap_locks_nobody_out(
    make: Make, place: str, monkeypatch: pytest.MonkeyPatch, moment: str, stop: type[BaseException]
) -> None:
    make(""), make("_new")
    inner: Callable[..., Any] = getattr(databases, moment)
    interrupted: list[bool] = []

    def ended(*words: Any) -> None:
        inner(*words)
        if not interrupted:
            interrupted.append(True)
            raise stop

    monkeypatch.setattr(databases, moment, ended)
    with pytest.raises(stop):
        databases.swap(f"{place}_new", place, f"{place}_aside")
    assert _holds(place) == [place]
    assert not databases.exists(f"{place}_aside")


def test_what_is_put_aside_can_be_looked_into(make: Make, place: str) -> None:
    make(""), make("_new")
    databases.swap(f"{place}_new", place, f"{place}_aside")
    assert (_holds(place), _holds(f"{place}_aside")) == ([f"{place}_new"], [place])


def test_a_swap_that_fails_without_a_former_database_is_a_refusal(place: str, make: Make) -> None:
    make("_new")
    with databases.connected(f"{place}_new"), pytest.raises(Refused):  # somebody is in it
        databases.swap(f"{place}_new", place, None)
    assert not databases.exists(place)


def test_a_server_that_goes_away_in_the_swap_leaves_it_open(
    make: Make, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(""), make("_new")

    def away(*_words: Any) -> Any:
        raise psycopg2.OperationalError

    with monkeypatch.context() as patched:
        patched.setattr(databases, "reopen", away)
        with pytest.raises(Unsure):
            databases.swap(f"{place}_new", place, f"{place}_aside")
    assert databases.reopen(place, f"{place}_aside") == [f"{place}_aside"]


def test_the_next_run_opens_what_was_closed_and_removes_what_nobody_needs(make: Make, place: str) -> None:
    make("")
    gone = [make("_restored_20240101000000"), make("_replaced_20240101000000")]
    kept = make("_before_20240101000000")
    others = [make("_restored_by_hand"), make("_replacement")]
    _close(place), _close(kept)
    said: list[str] = []
    leftovers.tidy(place, said.append)
    assert [name for name in gone if databases.exists(name)] == []
    assert _holds(place) == [place]
    assert _holds(kept) == [kept]
    assert all(databases.exists(name) for name in others)
    assert [sum(name in line for line in said) for name in (*gone, kept)] == [1, 1, 2]


def test_nothing_that_was_replaced_goes_where_nothing_took_its_place(make: Make, place: str) -> None:
    replaced = make("_replaced_20240101000000")
    leftovers.tidy(place, str)
    assert databases.exists(replaced)


def test_two_restores_do_not_meet(place: str) -> None:
    with databases.alone(place) as first, databases.alone(place) as second, databases.alone("another") as third:
        assert (first, second, third) == (True, False, True)
    with databases.alone(place) as later:
        assert later


def test_a_database_that_cannot_name_its_erasures_is_replaced_on_request_only(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged() -> None:
        raise Error

    monkeypatch.setattr(restore, "everything_erased", damaged)
    monkeypatch.setattr(restore.connection, "close", lambda: None)
    said: list[str] = []
    with pytest.raises(Refused, match="--without-erasures"):
        restore._erased_here(False, said.append)
    assert said == []
    assert restore._erased_here(True, said.append) == restore.Erased()
    assert "comes back" in said[0]


_HOLDING = """
import sys, time
from pathlib import Path
from monitoring.safekeeping.scratch import folder
with folder(".backup-", Path(sys.argv[1]), print) as inner:
    (inner / "dump").write_bytes(b"sealed")
    print(inner, flush=True)
    time.sleep(60)
"""


def test_the_folder_of_the_living_stays_and_that_of_the_dead_goes(tmp_path: Path) -> None:
    words = [sys.executable, "-c", _HOLDING, str(tmp_path)]
    with subprocess.Popen(words, cwd=HOME, stdout=subprocess.PIPE, text=True) as living:
        assert living.stdout is not None
        held = Path(living.stdout.readline().strip())
        said: list[str] = []
        scratch.sweep(".backup-", tmp_path, said.append)
        assert ((held / "dump").exists(), said) == (True, [])
        living.send_signal(signal.SIGKILL)
    assert (held / "dump").exists()
    with scratch.folder(".backup-", tmp_path, said.append) as inner:
        assert list(tmp_path.iterdir()) == [inner]
    assert list(tmp_path.iterdir()) == []
    assert str(held) in said[0]


def test_what_is_no_folder_of_ours_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / ".backup-file").write_bytes(b"")
    (tmp_path / ".backup-young").mkdir()
    old = tmp_path / ".backup-old"
    old.mkdir()
    os.utime(old, (0, 0))
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (tmp_path / ".backup-link").symlink_to(elsewhere)
    scratch.sweep(".backup-", tmp_path, str)
    assert {path.name for path in tmp_path.iterdir()} == {".backup-file", ".backup-young", ".backup-link", "elsewhere"}


def test_a_folder_that_cannot_go_is_told_and_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(scratch.shutil, "rmtree", lambda *_words, **_more: None)
    with scratch.folder(".restore-", tmp_path, said.append) as inner:
        pass
    assert [str(inner) in line and "sealed" in line for line in said] == [True]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_being_told_to_stop_clears_away_undisturbed(number: signal.Signals) -> None:
    before, cleared = signal.getsignal(number), False
    with pytest.raises((SystemExit, KeyboardInterrupt)), orderly():
        try:
            os.kill(os.getpid(), number)
            time.sleep(1)
        finally:
            os.kill(os.getpid(), number)
            cleared = True
    assert cleared
    assert signal.getsignal(number) == before


class _Whole:
    """A restore of which everything goes well but what a test takes away."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.swapped = False
        told = type("Manifest", (), {"made_at": "2024-01-01", "counts": {"a": 1}})()
        found = type("Verification", (), {"findings": [], "notes": [], "checked": 0})()
        monkeypatch.setattr(restore.archive, "read", lambda *_words: (told, Path("dump")))
        monkeypatch.setattr(restore, "_require_fitting", lambda *_words: None)
        monkeypatch.setattr(restore, "_erased_here", lambda *_words: [])
        monkeypatch.setattr(restore, "_aside", lambda place, keep: f"{place}_replaced_20240101000000")
        monkeypatch.setattr(restore.databases, "is_occupied", lambda _place: True)
        monkeypatch.setattr(restore.leftovers, "tidy", lambda *_words: None)
        monkeypatch.setattr(restore, "_put_back", self._put_back(found))

    def _put_back(self, found: Any) -> Callable[..., Any]:
        def put_back(*_words: Any) -> Any:
            self.swapped = True
            return 0, found

        return put_back


def _run(tmp_path: Path, *words: str) -> tuple[str, str]:
    (tmp_path / "backup").write_bytes(b"")
    out, told = io.StringIO(), io.StringIO()
    call_command(command.Command(), str(tmp_path / "backup"), "--replace", *words, stdout=out, stderr=told)
    return out.getvalue(), told.getvalue()


def test_what_goes_wrong_after_the_swap_is_told_as_it_is(
    db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = _Whole(monkeypatch)

    def refused(_name: str) -> None:
        raise psycopg2.OperationalError

    monkeypatch.setattr(restore.databases, "drop", refused)
    out, told = _run(tmp_path)
    assert whole.swapped
    assert "_replaced_20240101000000 could not be removed" in told
    assert "kept as" in out and "Restored the backup" in out
    assert "Nothing was changed" not in out + told


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), psycopg2.OperationalError()])
def test_what_goes_wrong_before_the_swap_has_changed_nothing(
    db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    whole = _Whole(monkeypatch)

    def fails(*_words: Any) -> None:
        raise error

    monkeypatch.setattr(restore, "_require_fitting", fails)
    with pytest.raises(CommandError, match="Nothing was changed"):
        _run(tmp_path)
    assert not whole.swapped


@pytest.mark.parametrize(("words", "asked"), [((), True), (("--stopped",), False)])
def test_what_runs_has_to_be_restarted(
    db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], asked: bool
) -> None:
    _Whole(monkeypatch)
    monkeypatch.setattr(restore.leftovers, "remove", lambda *_words: True)
    assert ("Restart web, office, worker and scheduler" in _run(tmp_path, *words)[1]) is asked
