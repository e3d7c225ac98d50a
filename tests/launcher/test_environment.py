"""The Python environment: made once, made again after an interruption, never taken over half."""

import os
from pathlib import Path

import pytest

from monitoring.launcher import environment


@pytest.fixture
def lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clone of its own with a lock that asks for nothing."""
    place = tmp_path / ".venv"
    for name, path in {"HOME": tmp_path, "ENVIRONMENT": place}.items():
        monkeypatch.setattr(environment, name, path)
    monkeypatch.setattr(environment, "COMPLETE", place / ".complete")
    monkeypatch.setattr(environment, "INSTALLING", place / ".installing")
    path = tmp_path / "requirements.lock"
    path.write_text("# nothing\n")
    return path


def _install(lock: Path) -> None:
    held = os.open(lock, os.O_RDONLY)
    try:
        environment.install([lock], held)
    finally:
        os.close(held)


def test_finished_environment_is_left_alone(lock: Path) -> None:
    _install(lock)
    mark = environment.ENVIRONMENT / "mark"
    mark.touch()
    _install(lock)
    assert mark.exists()


def test_changed_lock_is_installed_into_the_same_environment(lock: Path) -> None:
    _install(lock)
    mark = environment.ENVIRONMENT / "mark"
    mark.touch()
    lock.write_text("# nothing else\n")
    _install(lock)
    assert mark.exists()
    assert environment.fingerprint(lock) in environment.installed()


@pytest.mark.parametrize("lost", ["pyvenv.cfg", "bin/python", "bin/pip"])
def test_half_made_environment_is_made_again(lock: Path, lost: str) -> None:
    _install(lock)
    (environment.ENVIRONMENT / "left-behind").touch()
    environment.COMPLETE.unlink()
    environment.INSTALLING.touch()
    (environment.ENVIRONMENT / lost).unlink()
    _install(lock)
    assert environment.COMPLETE.exists()
    assert not environment.INSTALLING.exists()
    assert not (environment.ENVIRONMENT / "left-behind").exists()
