"""Databases beside each other: making one, looking whether one is empty, putting one in another's place."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import psycopg2
from django.conf import settings
from django.db import connection
from psycopg2 import sql

from monitoring.launcher.roles import EXTENSIONS
from monitoring.safekeeping.problems import Refused, Unsure

#: Where one stands while databases are made and renamed.
_NEUTRAL = "postgres"
_OCCUPIED = """
    SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND n.nspname !~ '^(pg_|information_schema$)'
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.classid = 'pg_class'::regclass AND d.deptype = 'e')
"""


@contextmanager
def connected(database: str = _NEUTRAL) -> Iterator[Any]:
    """A cursor in a database, outside transactions."""
    given = connection.settings_dict
    link = psycopg2.connect(
        dbname=database,
        host=given["HOST"],
        port=given["PORT"],
        user=given["USER"],
        password=given["PASSWORD"],
        connect_timeout=10,
    )
    link.autocommit = True
    try:
        with link.cursor() as cursor:
            yield cursor
    finally:
        link.close()


def exists(database: str) -> bool:
    with connected() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database])
        return cursor.fetchone() is not None


def is_occupied(database: str) -> bool:
    """Whether a database holds any table; one that cannot even be looked into does."""
    if not exists(database):
        return False
    try:
        with connected(database) as cursor:
            cursor.execute(_OCCUPIED)
            return bool(cursor.fetchone()[0])
    except psycopg2.Error:
        return True


def make(database: str) -> None:
    """A new empty database with the extensions and the rights to connect. Raises ``Refused``."""
    name = sql.Identifier(database)
    with connected() as cursor:
        try:
            cursor.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template1").format(name))
        except psycopg2.errors.InsufficientPrivilege:
            raise Refused("the role that migrates may not make databases: grant it CREATEDB.") from None
        cursor.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name))
        for face in ("portal", "office"):
            role = sql.Identifier(settings.DATABASE_ROLES[face])
            cursor.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(name, role))
    with connected(database) as cursor:
        for extension in EXTENSIONS:
            try:
                cursor.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(extension)))
            except psycopg2.errors.InsufficientPrivilege:
                raise Refused(f"a superuser has to make the extension {extension} in template1 first.") from None


def drop(database: str) -> None:
    """Remove a database if it is there, with whoever is connected to it."""
    with connected() as cursor:
        cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))


def swap(new: str, place: str, aside: str | None) -> None:
    """Put ``new`` in the place of ``place``, which goes to ``aside`` (nothing: there is none); both at once or neither.

    However it ends, by an interruption too, what is there then accepts connections. Raises ``Refused`` where somebody is
    connected who cannot be sent away, ``Unsure`` where the server no longer answers.
    """
    failed: psycopg2.Error | None = None
    try:
        with connected() as cursor:
            if aside is not None:
                _admit(cursor, place, False)
                _send_away(cursor, place)
            _exchange(cursor, new, place, aside)
    except psycopg2.Error as error:
        failed = error
    finally:
        try:
            reopen(place, *([aside] if aside else []))
            done = not exists(new)  # the answer to COMMIT may be lost, and not the commit
        except psycopg2.Error as error:
            raise Unsure(
                "the database server went away while the backup was put in its place: it is there as a whole, or "
                "nothing was changed. Restore again when the server answers."
            ) from error
    if failed is not None and not done:
        raise Refused(
            "the database is in use by sessions that cannot be ended: stop web, office, worker and scheduler."
        ) from failed


def _exchange(cursor: Any, new: str, place: str, aside: str | None) -> None:
    cursor.execute("BEGIN")
    try:
        if aside is not None:
            _rename(cursor, place, aside)
        _rename(cursor, new, place)
        cursor.execute("COMMIT")
    except BaseException:
        with suppress(psycopg2.Error):
            cursor.execute("ROLLBACK")
        raise


def reopen(*databases: str) -> list[str]:
    """Let connections in again where a swap that did not end kept them out; returns which those are."""
    with connected() as cursor:
        question = "SELECT datname FROM pg_database WHERE datname = ANY(%s) AND NOT datallowconn ORDER BY 1"
        cursor.execute(question, [list(databases)])
        closed = [name for (name,) in cursor.fetchall()]
        for name in closed:
            _admit(cursor, name, True)
    return closed


@contextmanager
def alone(place: str) -> Iterator[bool]:
    """Whether nobody else restores ``place``; nobody begins to, while this lasts. The server forgets whoever dies."""
    with connected() as cursor:
        key = [f"restore {place}"]
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", key)
        is_alone = bool(cursor.fetchone()[0])
        try:
            yield is_alone
        finally:
            if is_alone:  # at once: a server that ends a connection lets its locks go a moment later
                cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", key)


def beside(place: str, word: str) -> list[str]:
    """The databases ``{place}_{word}_{time}``, oldest first."""
    with connected() as cursor:
        cursor.execute("SELECT datname FROM pg_database ORDER BY 1")
        names = [name for (name,) in cursor.fetchall()]
    return [name for name in names if re.fullmatch(rf"{re.escape(place)}_{word}_\d{{14}}", name)]


def _admit(cursor: Any, database: str, allowed: bool) -> None:
    word = sql.SQL("true" if allowed else "false")
    cursor.execute(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS {}").format(sql.Identifier(database), word))


def _send_away(cursor: Any, database: str) -> None:
    cursor.execute(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()",
        [database],
    )


def _rename(cursor: Any, database: str, name: str) -> None:
    statement = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    cursor.execute(statement.format(sql.Identifier(database), sql.Identifier(name)))
