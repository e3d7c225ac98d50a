"""Make a backup: one snapshot of everything, counted and dumped in the same moment, while the portal goes on."""

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import connection, transaction

from monitoring.safekeeping import archive, databases, leftovers, manifest, programs
from monitoring.safekeeping.manifest import Manifest
from monitoring.safekeeping.problems import Refused
from monitoring.safekeeping.scratch import BACKUP, Tell, folder


def backup(target: str, tell: Tell) -> tuple[Manifest, str]:
    """Write a backup to a file, into a folder under a name of its own, or to standard output (``-``).

    Returns the manifest and where it lies. A file appears whole or not at all, and none is written over. Raises ``Refused``.
    """
    place = str(connection.settings_dict["NAME"])
    with databases.alone(place) as mine:
        if mine:
            leftovers.tidy(place, tell)
    with _scratch(target, tell) as inner:
        dump, told = _dumped(inner)
        if target == "-":
            return archive.write(dump, told, sys.stdout.buffer), "-"
        path = _path(target, told)
        draft = inner / "draft"
        try:
            with _private(draft) as output:
                whole = archive.write(dump, told, output)
                output.flush()
                os.fsync(output.fileno())
            draft.rename(path)
        except OSError as error:
            raise Refused(f"{path} cannot be written: {error.strerror}.") from error
        return whole, str(path)


def _path(target: str, told: Manifest) -> Path:
    path = Path(target)
    if path.is_dir():
        path /= f"sozialraum-{told.made_at.replace('-', '').replace(':', '')}.backup"
    if path.exists():
        raise Refused(f"{path} is there already.")
    return path


@contextmanager
def _scratch(target: str, tell: Tell) -> Iterator[Path]:
    """A folder for the time being, where there has to be room for the backup anyway."""
    near = None if target == "-" else Path(target) if Path(target).is_dir() else Path(target).parent
    with ExitStack() as until_the_end:
        try:
            inner = until_the_end.enter_context(folder(BACKUP, near, tell))
        except OSError as error:
            raise Refused(f"{near or 'the temporary folder'} cannot be written to: {error.strerror}.") from error
        yield inner


def _dumped(inner: Path) -> tuple[Path, Manifest]:
    """The dump and what it holds, both of one snapshot."""
    dump = inner / "dump"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot(), current_setting('server_version'), current_database()")
        snapshot, server, database = cursor.fetchone()
        program = programs.require_fitting("pg_dump")
        cursor.execute("SELECT extversion FROM pg_extension WHERE extname = 'postgis'")
        postgis = cursor.fetchone()[0]
        told = Manifest(
            format=manifest.FORMAT,
            made_at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            portal=settings.CODE_VERSION,
            server=server,
            postgis=postgis,
            dumped_by=program,
            migrations=manifest.migrations(),
            roles=manifest.roles(),
            counts=manifest.counted(),
            audit=manifest.audit_head(),
            key=manifest.key_mark(),
        )
        out = [f"--exclude-table-data={table}" for table in manifest.LEFT_OUT]
        with _private(dump) as output:
            programs.run("pg_dump", "--format=custom", f"--snapshot={snapshot}", *out, database=database, output=output)
    return dump, told


def _private(path: Path) -> IO[bytes]:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
