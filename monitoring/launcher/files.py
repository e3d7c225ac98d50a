"""Files that are there completely or not at all, stamps that are written last, and the lock of an instance."""

import fcntl
import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from monitoring.launcher.output import progress


def write_whole(path: Path, text: str, mode: int = 0o600) -> None:
    """Writes a file so that a reader, or a kill at any moment, sees the old or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def digest(*parts: str | bytes) -> str:
    total = hashlib.sha256()
    for part in parts:
        total.update(part.encode() if isinstance(part, str) else part)
        total.update(b"\0")
    return total.hexdigest()


def sources(folders: Iterable[Path], suffixes: frozenset[str] | None = None) -> Iterator[Path]:
    """The files below some folders in a fixed order, without what tools leave behind."""
    for folder in folders:
        for root, inner, names in os.walk(folder):
            inner[:] = sorted(name for name in inner if name not in {"__pycache__", "node_modules", "dist"})
            for name in sorted(names):
                path = Path(root, name)
                if suffixes is None or path.suffix in suffixes:
                    yield path


def content_digest(paths: Iterable[Path]) -> str:
    """One digest of many files: names and contents."""
    return digest(*(part for path in paths if path.is_file() for part in (str(path), path.read_bytes())))


def stamped(stamp: Path, value: str) -> bool:
    """Whether the work behind a stamp was finished for this value."""
    try:
        return stamp.read_text(encoding="utf-8").strip() == value
    except OSError:
        return False


def set_stamp(stamp: Path, value: str) -> None:
    write_whole(stamp, value + "\n", 0o644)


_held: list[int] = []


def held_locks() -> list[int]:
    """The locks to hand to a child that must not be doubled: when its parent is killed, the next one waits for it."""
    return list(_held)


@contextmanager
def locked(path: Path, *, wait: bool = True) -> Iterator[bool]:
    """Holds the lock of a file (made when missing) or folder; yields whether it was got.

    The kernel frees it when its holder, and the children that were given it, have ended.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    flags = os.O_RDONLY if path.is_dir() else os.O_RDWR | os.O_CREAT
    descriptor = os.open(path, flags | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if not wait:
                yield False
                return
            progress("another ./portal is at work here: waiting for it")
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        _held.append(descriptor)
        yield True
    finally:
        if descriptor in _held:
            _held.remove(descriptor)
        os.close(descriptor)
