"""Folders for the time being. A killed process leaves sealed data in its own: the next one removes it.

A living process holds the lock of its folder; the system lets go of it with the process, however that ends.
"""

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

Tell = Callable[[str], None]
BACKUP, RESTORE = ".backup-", ".restore-"
_LOCK = "lock"
#: A folder of ours without a lock may have been made a moment ago: it is left alone for so many seconds.
_YOUNG = 3600


@contextmanager
def folder(prefix: str, near: Path | None, tell: Tell) -> Iterator[Path]:
    """A folder of one's own, readable for this user only; first those are removed that the dead left beside it.

    It goes at the end. Where it cannot, that is told and is no error: what was done is done.
    """
    parent = near if near is not None else Path(tempfile.gettempdir())
    for left in (BACKUP, RESTORE):
        sweep(left, parent, tell)
    made = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
    try:
        with _locked(made):
            yield made
    finally:
        _remove(made, tell)


def sweep(prefix: str, parent: Path, tell: Tell) -> None:
    """Remove the folders that processes left behind which live no longer."""
    for found in sorted(parent.glob(f"{prefix}*")):
        if _is_left(found):
            tell(f"removing {found}, left behind by an earlier run that was ended")
            _remove(found, tell)


@contextmanager
def _locked(made: Path) -> Iterator[None]:
    """Whoever finds the lock under its name finds it held."""
    draft = made / f"{_LOCK}.draft"
    with draft.open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        draft.rename(made / _LOCK)
        yield


def _is_left(found: Path) -> bool:
    """A folder of this user that nobody holds; what cannot be told is left alone."""
    try:
        about = found.lstat()
        if found.is_symlink() or not found.is_dir() or about.st_uid != os.geteuid():
            return False
        if not (found / _LOCK).exists():
            return time.time() - about.st_mtime > _YOUNG
        with (found / _LOCK).open("r+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _remove(found: Path, tell: Tell) -> None:
    shutil.rmtree(found, ignore_errors=True)
    if found.exists():
        tell(f"{found} could not be removed: it holds sealed data, remove it by hand")
