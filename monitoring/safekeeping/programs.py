"""PostgreSQL's own programs for dumping and restoring, run as the role that this process connects by."""

import os
import re
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import IO, Any

from django.db import connection

from monitoring.launcher.packages import postgres_programs
from monitoring.safekeeping.databases import connected
from monitoring.safekeeping.problems import Refused


@cache
def _server() -> int:
    """The server's major version."""
    with connected() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int / 10000")
        return int(cursor.fetchone()[0])


def _program(name: str) -> str:
    """The program of the server's own version; without it the newest that is there."""
    installed = postgres_programs(str(_server())) or postgres_programs()
    found = Path(installed[name]) if installed else None
    if found is not None and found.exists():
        return str(found)
    elsewhere = shutil.which(name)
    if elsewhere is None:
        raise Refused(f"{name} is missing: install PostgreSQL's client programs (postgresql-client).")
    return elsewhere


def require_fitting(name: str) -> str:
    """The version of a program. Raises ``Refused`` where it is older than the server."""
    told = subprocess.run([_program(name), "--version"], capture_output=True, text=True, check=True).stdout
    version = told.strip().rsplit("PostgreSQL) ", 1)[-1]
    found = re.match(r"\d+", version)
    if found is None or int(found.group()) < _server():
        raise Refused(f"{name} {version} is older than the server {_server()}: install the newer client programs.")
    return version


def _environment(database: str) -> dict[str, str]:
    given: dict[str, Any] = connection.settings_dict
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
    kept |= {"PGHOST": given["HOST"], "PGPORT": str(given["PORT"]), "PGUSER": given["USER"]}
    return kept | {"PGPASSWORD": given["PASSWORD"], "PGCONNECT_TIMEOUT": "10", "PGDATABASE": database}


def run(name: str, *arguments: str, database: str, output: IO[bytes] | None = None) -> str:
    """Run a program on a database; returns its standard output unless that goes to a file. Raises ``Refused``."""
    done = subprocess.run(
        [_program(name), *arguments],
        env=_environment(database),
        stdin=subprocess.DEVNULL,
        stdout=output or subprocess.PIPE,
        stderr=subprocess.PIPE,
        check=False,
    )
    if done.returncode != 0:
        raise Refused(f"{name} failed: {_reason(done.stderr)}")
    return done.stdout.decode() if output is None else ""


def replay(*arguments: str, before: str, database: str) -> None:
    """What ``pg_restore`` makes of a dump, carried out after ``before``, wholly or not at all. Raises ``Refused``."""
    options = ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=/dev/null"]
    with tempfile.TemporaryFile() as complaints:
        player = subprocess.Popen(
            [_program("psql"), *options], env=_environment(database), stdin=subprocess.PIPE, stderr=complaints
        )
        assert player.stdin is not None
        player.stdin.write(f"{before}\n".encode())
        player.stdin.flush()
        reader = subprocess.run(
            [_program("pg_restore"), "--file=-", *arguments], stdout=player.stdin, stderr=complaints, check=False
        )
        player.stdin.close()
        if player.wait() != 0 or reader.returncode != 0:
            complaints.seek(0)
            raise Refused(f"the dump could not be put back: {_reason(complaints.read())}")


def _reason(complaints: bytes) -> str:
    """What went wrong, without the lines that quote rows."""
    lines = complaints.decode(errors="replace").splitlines()
    return " ".join([line for line in lines if re.search("error:|fatal:", line, re.IGNORECASE)][:3])
