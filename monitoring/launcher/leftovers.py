"""Processes that outlived their supervisor: found by a mark in their environment, and ended."""

import contextlib
import os
import signal
import time
from pathlib import Path

from monitoring.launcher.instance import Instance

MARK = "PORTAL_INSTANCE"


def _marked(instance: Instance) -> set[int]:
    wanted = f"{MARK}={instance.name}".encode()
    found = set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if wanted in (folder / "environ").read_bytes().split(b"\0"):
                found.add(int(folder.name))
        except OSError:
            continue
    return found - {os.getpid()}


def _comm(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip()
    except OSError:
        return ""


def postmaster(data: Path) -> int | None:
    """The process of the server that holds some data; a stale file of a dead one is removed."""
    path = data / "postmaster.pid"
    try:
        pid = int(path.read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return None
    if _comm(pid) == "postgres":
        return pid
    path.unlink(missing_ok=True)
    return None


def alive(pid: int) -> bool:
    """Whether a process runs; one that only waits for its parent does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state != "Z"


def end(pids: set[int], first: signal.Signals, patience: float) -> None:
    """Ends processes politely, then not."""
    for sign, seconds in ((first, patience), (signal.SIGKILL, 5.0)):
        for pid in pids:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, sign)
        deadline = time.monotonic() + seconds
        while any(alive(pid) for pid in pids) and time.monotonic() < deadline:
            time.sleep(0.05)
        pids = {pid for pid in pids if alive(pid)}
        if not pids:
            return


def sweep(instance: Instance, data: Path | None) -> int:
    """Ends what is left of an instance whose supervisor is gone; returns how many processes that were."""
    pids = _marked(instance)
    server = postmaster(data) if data is not None else None
    end(pids - {server}, signal.SIGTERM, 5.0)
    if server is not None:
        end({server}, signal.SIGINT, 20.0)
    return len(pids | ({server} if server else set()))
