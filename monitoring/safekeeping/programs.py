"""PostgreSQL's own programs for dumping and restoring, run as the role that this process connects by."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import IO, Any

from django.db import connection

from monitoring.launcher.packages import postgres_programs
from monitoring.safekeeping.problems import Refused


def _program(name: str) -> str:
    installed = postgres_programs()
    found = Path(installed[name]) if installed else None
    if found is not None and found.exists():
        return str(found)
    elsewhere = shutil.which(name)
    if elsewhere is None:
        raise Refused(f"{name} is missing: install PostgreSQL's client programs (postgresql-client).")
    return elsewhere


def _version(text: str) -> int:
    found = re.search(r"(\d+)", text)
    return int(found.group(1)) if found else 0


def require_fitting(name: str, server: int) -> str:
    """The version of a program. Raises ``Refused`` where it is older than the server (``150004`` and the like)."""
    told = subprocess.run([_program(name), "--version"], capture_output=True, text=True, check=True).stdout
    version = told.strip().rsplit("PostgreSQL) ", 1)[-1]
    if _version(version) < server // 10000:
        raise Refused(
            f"{name} {version} is older than the server {server // 10000}: install the newer client programs."
        )
    return version


def run(name: str, *arguments: str, database: str, output: IO[bytes] | None = None) -> str:
    """Run a program on a database; returns its standard output unless that goes to a file.

    Raises ``Refused`` with the program's last lines, which name objects and hold no rows.
    """
    given: dict[str, Any] = connection.settings_dict
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
    environment |= {"PGHOST": given["HOST"], "PGPORT": str(given["PORT"]), "PGUSER": given["USER"]}
    environment |= {"PGPASSWORD": given["PASSWORD"], "PGCONNECT_TIMEOUT": "10", "PGDATABASE": database}
    done = subprocess.run(
        [_program(name), *arguments],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=output or subprocess.PIPE,
        stderr=subprocess.PIPE,
        check=False,
    )
    if done.returncode != 0:
        lines = [line for line in done.stderr.decode(errors="replace").splitlines() if "CONTEXT" not in line]
        raise Refused(f"{name} failed: " + " ".join(lines[-3:]))
    return done.stdout.decode() if output is None else ""
