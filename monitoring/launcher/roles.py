"""The three database roles with their rights, the extensions, and the database: made, or brought to what they should be.

The launcher does this in its own cluster. In production a job runs it once at every start, as ``python -m
monitoring.launcher.roles``, with the superuser's address and those of the roles in its environment.
"""

import os
import sys
from collections.abc import Callable, Mapping
from urllib.parse import unquote, urlsplit

import psycopg2
from psycopg2 import sql

from monitoring.launcher.instance import DATABASE, ROLES

EXTENSIONS = ("postgis", "btree_gist", "pg_trgm")
_ATTRIBUTES = "LOGIN NOSUPERUSER NOCREATEROLE NOREPLICATION NOBYPASSRLS"
Connect = Callable[[str], psycopg2.extensions.connection]


def ensure(connect: Connect, passwords: Mapping[str, str], database: str = DATABASE) -> None:
    """Roles, database and extensions are there afterwards; databases made later inherit the extensions.

    ``connect`` gives the superuser's connection to a database, outside transactions.
    """
    connection = connect("postgres")
    with connection.cursor() as cursor:
        for role in ROLES:
            _ensure_role(cursor, role, passwords[role])
        # Who restores a backup ends the connections to the database that it takes the place of.
        cursor.execute("GRANT pg_signal_backend TO owner")
    _ensure_extensions(connect, "template1")
    with connection.cursor() as cursor:
        name = sql.Identifier(database)
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database])
        if not cursor.fetchone():
            cursor.execute(sql.SQL("CREATE DATABASE {} OWNER owner TEMPLATE template1").format(name))
        cursor.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name))
        cursor.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO portal, office").format(name))
    connection.close()


def _ensure_role(cursor: psycopg2.extensions.cursor, role: str, password: str) -> None:
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
    verb = "ALTER" if cursor.fetchone() else "CREATE"
    rights = "CREATEDB" if role == "owner" else "NOCREATEDB"
    statement = sql.SQL(f"{verb} ROLE {{}} {_ATTRIBUTES} {rights} PASSWORD {{}}")
    cursor.execute(statement.format(sql.Identifier(role), sql.Literal(password)))


def _ensure_extensions(connect: Connect, database: str) -> None:
    connection = connect(database)
    with connection.cursor() as cursor:
        for extension in EXTENSIONS:
            cursor.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(extension)))
    connection.close()


def main() -> int:
    """Reads every address from the environment; exit status 1 and a sentence where one is missing."""
    wanted = ("SUPERUSER_DATABASE_URL", *ROLES.values())
    missing = [name for name in wanted if not os.environ.get(name)]
    if missing:
        print(f"not set: {', '.join(missing)}", file=sys.stderr)
        return 1
    superuser = os.environ["SUPERUSER_DATABASE_URL"]

    def connect(database: str) -> psycopg2.extensions.connection:
        connection = psycopg2.connect(superuser, dbname=database, connect_timeout=10)
        connection.autocommit = True
        return connection

    passwords = {role: unquote(urlsplit(os.environ[variable]).password or "") for role, variable in ROLES.items()}
    ensure(connect, passwords, urlsplit(superuser).path.lstrip("/"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
