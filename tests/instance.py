"""A portal of its own for tests: other folder, other ports, real processes."""

import json
import os
import shutil
import signal
import subprocess
from pathlib import Path

from monitoring.launcher.cluster import SHARED_PLACE
from monitoring.launcher.instance import HOME, PASSED_ON, Instance, load


class Portal:
    """``./portal`` for one instance, as a user calls it."""

    def __init__(self, var: Path) -> None:
        self.var = var
        foreign = {*PASSED_ON, "PORTAL_PORT", "PORTAL_FACE", "PORTAL_DEMO_PASSWORD", "DJANGO_SETTINGS_MODULE"}
        kept = {key: value for key, value in os.environ.items() if key not in foreign - {"PORTAL_OPEN_DATA"}}
        self.environment = kept | {"PORTAL_VAR": str(var)}

    def start(self, *words: str, stdout: int = subprocess.PIPE) -> subprocess.Popen[str]:
        """Starts a command without waiting for it."""
        return subprocess.Popen(
            [str(HOME / "portal"), *words],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def __call__(self, *words: str, expect: int = 0) -> str:
        """Runs a command to its end and returns its standard output."""
        process = self.start(*words)
        output, errors = process.communicate(timeout=300)
        assert process.returncode == expect, f"exit status {process.returncode}\n{output}\n{errors}"
        return output

    def status(self) -> dict[str, object]:
        return json.loads(self("status", "--json"))

    def pid(self, name: str) -> int | None:
        return next(row["pid"] for row in self.status()["processes"] if row["name"] == name)

    @property
    def instance(self) -> Instance:
        """Ports, secrets and addresses of the instance."""
        return load(self.var, given={})

    def remove(self) -> None:
        """Stops everything and removes the instance, also data that PostgreSQL keeps outside its folder."""
        self("down")
        pointer = self.var / "postgres.path"
        if pointer.exists():
            outside = Path(pointer.read_text(encoding="utf-8").strip()).parent
            assert outside.parent == SHARED_PLACE
            shutil.rmtree(outside, ignore_errors=True)
        shutil.rmtree(self.var, ignore_errors=True)

    def processes(self) -> set[int]:
        """The processes that were started for this instance, also those that no supervisor knows any more."""
        found = set()
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                text = (folder / "environ").read_bytes() + (folder / "cmdline").read_bytes()
                if str(self.var).encode() in text and int(folder.name) != os.getpid():
                    found.add(int(folder.name))
            except OSError:
                continue
        return found


def kill(pid: int | None) -> None:
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
