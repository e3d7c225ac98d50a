"""Put a backup back: into a new database, proven there, and only then in the place of the one that is in use.

Until the last moment nothing has changed for anybody. What was erased since the backup was made is erased again.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psycopg2
from django.core.management import call_command
from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader

from indicators.actions.erased_before import Erased, erase_again, everything_erased
from indicators.actions.verification import Verification, verify
from monitoring.safekeeping import archive, databases, leftovers, manifest, programs
from monitoring.safekeeping.manifest import Manifest
from monitoring.safekeeping.problems import Refused
from monitoring.safekeeping.scratch import RESTORE, Tell, folder

# Extensions with what they brought along, and the schema that every database has: a superuser made them in template1.
_SUPERUSER_S = (" EXTENSION ", " SCHEMA - public ", " COMMENT - SCHEMA public ", " public spatial_ref_sys ")


@dataclass(frozen=True)
class Restored:
    """What was put back, what verification said of it, how much was erased again, what is kept aside."""

    manifest: Manifest
    verification: Verification
    erased_again: int
    former: str | None


@dataclass(frozen=True)
class Terms:
    """What whoever restores has agreed to."""

    replace: bool = False
    keep_former: bool = False
    accept_findings: bool = False
    without_erasures: bool = False


def restore(source: IO[bytes], terms: Terms, *, scratch: Path | None = None, tell: Tell) -> Restored:
    """Restore a backup into this portal's database. Raises ``Refused``: then nothing has changed; or ``Unsure``.

    ``scratch`` has room for the unpacked dump for a while; without it the system's temporary folder has to.
    """
    place = str(connection.settings_dict["NAME"])
    with ExitStack() as until_the_end:
        with _nothing_changed():
            if not until_the_end.enter_context(databases.alone(place)):
                raise Refused("another restore is under way.")
            leftovers.tidy(place, tell)
            inner = until_the_end.enter_context(folder(RESTORE, scratch, tell))
            told, dump = archive.read(source, inner)
            _require_fitting(told, terms.accept_findings)
            occupied = databases.is_occupied(place)
            if occupied and not terms.replace:
                raise Refused(f"the database {place} is not empty: --replace puts the backup in its place.")
            erased = _erased_here(terms.without_erasures, tell) if occupied else Erased()
            former = _aside(place, terms.keep_former)
            again, verification = _put_back(told, dump, erased, place, former, terms, tell)
        if former is not None and not terms.keep_former and leftovers.remove(former, tell):
            former = None
        return Restored(told, verification, again, former)


@contextmanager
def _nothing_changed() -> Iterator[None]:
    """Whatever goes wrong in here, it has changed nothing yet."""
    try:
        yield
    except OSError as error:
        raise Refused(f"{error.filename or 'the backup'}: {error.strerror}.") from error
    except (Error, psycopg2.Error) as error:
        raise Refused(f"the database server did not do its part ({type(error).__name__}).") from error


def _aside(place: str, keep: bool) -> str | None:
    """Under which name the present database is to be when it is replaced, if there is one."""
    if not databases.exists(place):
        return None
    return leftovers.name_beside(place, leftovers.KEPT if keep else leftovers.REPLACED)


def _put_back(
    told: Manifest, dump: Path, erased: Erased, place: str, former: str | None, terms: Terms, tell: Tell
) -> tuple[int, Verification]:
    """Beside the present database, proven, in its place. Interrupted before that, nothing stays behind."""
    new = leftovers.name_beside(place, leftovers.NEW)
    try:
        tell("restoring beside the present database")
        databases.make(new)
        _fill(new, dump, dump.parent)
        with _inside(new):
            again, verification = _proven(told, erased, terms.accept_findings, tell)
        connection.close()
        tell("putting it in its place")
        databases.swap(new, place, former)
    except BaseException:
        connection.close()
        leftovers.remove(new, tell)
        raise
    return again, verification


def _require_fitting(told: Manifest, accept_findings: bool) -> None:
    """Roles, versions and key are those of the backup, before any work is done."""
    programs.require_fitting("pg_restore")
    with databases.connected() as cursor:
        cursor.execute("SELECT rolname FROM pg_roles WHERE rolname = ANY(%s)", [list(told.roles)])
        missing = set(told.roles) - {name for (name,) in cursor.fetchall()}
    if missing:
        raise Refused(f"the backup gives rights to roles that are not here: {', '.join(sorted(missing))}.")
    known = set(MigrationLoader(None).disk_migrations)
    unknown = [f"{app} {name}" for app, name in told.migrations if (app, name) not in known]
    if unknown:
        raise Refused(f"the backup was made by a newer version of the portal ({', '.join(unknown[:3])}).")
    if told.key != manifest.key_mark() and not accept_findings:
        raise Refused(
            "the audit trail of the backup is signed by another SECRET_KEY: set the one of that time "
            "(or --accept-findings, and it can no longer be checked)."
        )


def _erased_here(without: bool, tell: Tell) -> Erased:
    """What was erased up to now. A database that is too damaged to say so needs somebody who takes that upon them."""
    try:
        return everything_erased()
    except Error as error:
        if not without:
            raise Refused(
                "the present database cannot say what was erased since the backup was made: it would come back. "
                "--without-erasures goes on; erase them again afterwards."
            ) from error
        tell("what was erased since the backup was made comes back: erase it again")
        return Erased()
    finally:
        connection.close()


def _fill(database: str, dump: Path, folder: Path) -> None:
    """Everything but the extensions, which only a superuser makes, and the schema that every database has."""
    lines = programs.run("pg_restore", "--list", str(dump), database=database).splitlines()
    contents = folder / "contents"
    contents.write_text("\n".join(line for line in lines if not any(part in line for part in _SUPERUSER_S)) + "\n")
    # Functions that set a parameter of pg_trgm can be made in a session only that knows the extension already.
    known = "SELECT public.show_limit();"
    programs.replay("--no-owner", f"--use-list={contents}", str(dump), before=known, database=database)


@contextmanager
def _inside(database: str) -> Iterator[None]:
    """Django's connection leads to another database for a while."""
    place = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = database
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = place


def _proven(told: Manifest, erased: Erased, accept: bool, tell: Tell) -> tuple[int, Verification]:
    """Counts and audit head are the backup's, the tables are the code's, ``verify`` finds nothing."""
    if manifest.counted() != told.counts or manifest.audit_head() != told.audit:
        raise Refused("what was restored is not what the backup's manifest says.")
    call_command("migrate", interactive=False, verbosity=0)
    again = erase_again(erased=erased)
    tell("verifying")
    found = verify()
    if found.findings and not accept:
        raise Refused("verification of the restored data found: " + "; ".join(found.findings[:5]))
    return again, found
