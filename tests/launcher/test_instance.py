"""Folders, ports and secrets of an instance."""

import socket
import stat
from pathlib import Path

import pytest

from monitoring.launcher.files import locked, set_stamp, stamped, write_whole
from monitoring.launcher.instance import load, moved_ports, without_password
from monitoring.launcher.output import Refused


def test_ports_and_secrets_are_chosen_once(tmp_path: Path) -> None:
    first, second = load(tmp_path, given={}), load(tmp_path, given={})
    assert first == second
    assert len(set(first.secrets.values())) == len(first.secrets)


def test_secrets_are_readable_for_their_user_only(tmp_path: Path) -> None:
    load(tmp_path, given={})
    assert stat.S_IMODE((tmp_path / "secrets.env").stat().st_mode) == 0o600


def test_every_role_has_its_own_password(tmp_path: Path) -> None:
    instance = load(tmp_path, given={})
    assert len({instance.database_url(role) for role in ("owner", "office", "portal")}) == 3


def test_remembered_port_moves_when_somebody_else_took_it(tmp_path: Path) -> None:
    instance = load(tmp_path, given={})
    with socket.socket() as other:
        other.bind(("127.0.0.1", instance.ports.web))
        other.listen()
        moved = moved_ports(instance)
    assert moved.ports.web != instance.ports.web
    assert load(tmp_path, given={}).ports == moved.ports


def test_asked_port_that_is_taken_is_refused(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        with pytest.raises(Refused, match=f"port {taken}"):
            moved_ports(load(tmp_path, given={"PORTAL_PORT": str(taken)}))


def test_given_servers_are_used_and_none_is_started(tmp_path: Path) -> None:
    given = {
        "DATABASE_URL": "postgresql://p:x@db.example:5432/city",
        "OFFICE_DATABASE_URL": "postgresql://o:y@db.example:5432/city",
        "REDIS_URL": "redis://cache.example:6379/3",
    }
    instance = load(tmp_path, given=given)
    assert not instance.own_database
    assert not instance.own_redis
    assert instance.environment()["DATABASE_URL"] == given["DATABASE_URL"]
    assert instance.environment()["OWNER_DATABASE_URL"] == given["OFFICE_DATABASE_URL"]


def test_shown_address_has_no_password() -> None:
    assert without_password("postgresql://portal:secret@127.0.0.1:5433/city") == "postgresql://127.0.0.1:5433/city"
    assert without_password("redis://:secret@127.0.0.1:7000/0") == "redis://127.0.0.1:7000/0"


def test_half_written_ports_are_chosen_again(tmp_path: Path) -> None:
    (tmp_path / "ports.json").write_text('{"web": 80')
    assert load(tmp_path, given={}).ports.web >= 8000


def test_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_whole(path, "old")
    with pytest.raises(TypeError):
        write_whole(path, None)  # type: ignore[arg-type]
    assert path.read_text() == "old"


def test_stamp_counts_for_its_value_only(tmp_path: Path) -> None:
    set_stamp(tmp_path / "stamp", "one")
    assert stamped(tmp_path / "stamp", "one")
    assert not stamped(tmp_path / "stamp", "two")
    assert not stamped(tmp_path / "none", "one")


def test_second_launcher_does_not_get_the_lock(tmp_path: Path) -> None:
    with locked(tmp_path / "lock") as first, locked(tmp_path / "lock", wait=False) as second:
        assert first
        assert not second
