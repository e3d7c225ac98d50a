"""The private PostgreSQL of an instance: its place, its making, its roles and databases.

It listens on 127.0.0.1 with passwords only; there is no socket, because sockets break on long paths.
"""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import psycopg2

from monitoring.launcher import roles
from monitoring.launcher.files import held_locks, write_whole
from monitoring.launcher.instance import ROLES, Instance
from monitoring.launcher.output import Refused, progress, warn
from monitoring.launcher.packages import PostgresPrograms, postgres_programs

# PostgreSQL refuses to run as root, and nobody else can look below root's home: its data then live here.
SHARED_PLACE = Path("/var/lib/sozialraum-monitor")
#: What the server is told wherever it runs.
EVERYWHERE = {
    "client_connection_check_interval": "2s",  # frees the locks of dead workers
    "work_mem": "32MB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
    "jit": "off",
    # Neither the row of a refused statement in the log nor the statement, which holds values as well.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "timezone": "UTC",
    "log_timezone": "UTC",
}


@dataclass(frozen=True)
class Place:
    """Where the cluster lives and which user runs it (``None``: whoever runs the launcher)."""

    data: Path
    user: str | None


def _server_user() -> str | None:
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        subprocess.run(["useradd", "--system", "--no-create-home", "postgres"], check=True, stdout=subprocess.DEVNULL)
        return "postgres"


def _run_as(user: str | None, command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    entry = pwd.getpwnam(user) if user is not None else None
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        pass_fds=held_locks(),
        user=entry.pw_uid if entry else None,
        group=entry.pw_gid if entry else None,
        extra_groups=[] if entry else None,
    )


def place(instance: Instance) -> Place:
    """The cluster's place; outside ``var/`` a file there points to it and it says whose it is."""
    user = _server_user()
    pointer = instance.var / "postgres.path"
    if pointer.exists():
        return Place(Path(pointer.read_text(encoding="utf-8").strip()), user)
    inside = instance.var / "postgres"
    if user is None or (inside / "PG_VERSION").exists():
        return Place(inside, user)
    if _run_as(user, ["test", "-x", str(instance.var)], Path("/")).returncode == 0:
        return Place(inside, user)
    outside = SHARED_PLACE / f"{instance.name}-{os.urandom(4).hex()}"
    outside.mkdir(parents=True)
    for folder in (SHARED_PLACE, outside):
        folder.chmod(0o755)
    write_whole(outside / "instance", f"{instance.var}\n", 0o644)
    write_whole(pointer, f"{outside / 'postgres'}\n", 0o644)
    _report_orphans(instance, outside)
    return Place(outside / "postgres", user)


def _report_orphans(instance: Instance, mine: Path) -> None:
    for folder in SHARED_PLACE.glob(f"{instance.name}-*"):
        if folder != mine:
            warn(f"{folder} holds the data of an earlier instance of this folder; remove it if you do not need it")


def _programs(spot: Place) -> PostgresPrograms:
    """The programs of the version that made the data.

    Raises ``Refused`` when they are not installed.
    """
    mark = spot.data / "PG_VERSION"
    version = mark.read_text().strip() if mark.exists() else None
    programs = postgres_programs(version)
    if programs is None:
        package = f"postgresql-{version or 'NN'}-postgis-3"
        raise Refused(f"the data in {spot.data} need {package}: install it and start again")
    return programs


def ensure_made(instance: Instance) -> Place:
    """The cluster exists afterwards; it is made beside its place and moved there when it is complete.

    Raises ``Refused`` with initdb's message.
    """
    spot = place(instance)
    if (spot.data / "PG_VERSION").exists():
        return spot
    programs = _programs(spot)
    progress("making the database cluster")
    draft = spot.data.with_name("postgres.new")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    password = spot.data.with_name("superuser.password")
    write_whole(password, instance.secrets["SUPERUSER_PASSWORD"] + "\n")
    if spot.user is not None:
        shutil.chown(draft, spot.user, pwd.getpwnam(spot.user).pw_gid)
        shutil.chown(password, spot.user)
    command = [programs["initdb"], "-D", str(draft), "--username=postgres", f"--pwfile={password}"]
    command += ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
    answer = _run_as(spot.user, command, spot.data.parent)
    password.unlink()
    if answer.returncode != 0:
        raise Refused(f"initdb failed: {answer.stderr.strip()}")
    os.sync()
    draft.rename(spot.data)
    return spot


def identity(instance: Instance) -> str:
    """Changes when the cluster is another one: what was prepared in the old one must be prepared again."""
    mark = place(instance).data / "PG_VERSION"
    return str(mark.stat().st_mtime_ns) if mark.exists() else ""


def settings(*, durable: bool, port: int) -> dict[str, str]:
    """The server's settings; tests do without the wait for the disk."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
    chosen = EVERYWHERE | {
        "listen_addresses": "127.0.0.1",
        "port": str(port),
        "unix_socket_directories": "",
        "shared_buffers": f"{max(128, min(1024, memory // 8))}MB",
    }
    return chosen if durable else chosen | {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}


def command(instance: Instance, spot: Place, *, durable: bool) -> list[str]:
    """The command line of the server."""
    options = settings(durable=durable, port=instance.ports.postgres)
    return [_programs(spot)["postgres"], "-D", str(spot.data), *(f"--{key}={value}" for key, value in options.items())]


def connect(instance: Instance, database: str = "postgres") -> psycopg2.extensions.connection:
    """A connection of the superuser, outside transactions."""
    connection = psycopg2.connect(
        host="127.0.0.1",
        port=instance.ports.postgres,
        user="postgres",
        password=instance.secrets["SUPERUSER_PASSWORD"],
        dbname=database,
        connect_timeout=5,
    )
    connection.autocommit = True
    return connection


def ensure_databases(instance: Instance) -> None:
    """Roles, database and extensions are there afterwards; new databases (tests make them) inherit the extensions."""
    passwords = {role: instance.secrets[f"{role.upper()}_PASSWORD"] for role in ROLES}
    roles.ensure(partial(connect, instance), passwords)


def let_owner_try_roles(instance: Instance) -> None:
    """In the tests' cluster the owner may take the other roles, to see what they are refused."""
    connection = connect(instance)
    with connection.cursor() as cursor:
        cursor.execute("GRANT portal, office TO owner")
    connection.close()
