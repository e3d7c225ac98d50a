"""A database that holds the loaded demo: built once for a state of the code, cloned for every process that tests with it.

The template is built as the launcher does it, by the commands and with their database roles. What is in it has numbers of
its own, far from those of the other test database, so that nothing kept in memory of one is taken for the other's.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2
from django.conf import settings
from django.db import connection
from psycopg2 import sql

from monitoring.launcher.files import content_digest, sources

HOME: Path = settings.BASE_DIR
_MANAGE = str(HOME / "manage.py")
_MADE_BY = (
    "areas",
    "indicators",
    "fixtures",
    *(f"monitoring/{room}" for room in ("demo", "deliveries", "departments")),
)
_URLS = ("OWNER_DATABASE_URL", "OFFICE_DATABASE_URL", "DATABASE_URL")
_FIRST_NUMBER = 1_000_000
_LOCK = 7_100_000_005

_APART = """
    SELECT setval(format('%%I.%%I', schemaname, sequencename)::regclass, %s)
    FROM pg_sequences WHERE schemaname IN ('public', 'sealed')
"""


def _base() -> str:
    return os.environ.get("PORTAL_TEST_DATABASE", "test_sozialraum")


def _on(url: str, database: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))


@contextmanager
def maintenance(database: str = "postgres") -> Iterator[psycopg2.extensions.cursor]:
    """Outside transactions, as the owner of the test databases."""
    server = psycopg2.connect(_on(os.environ["OWNER_DATABASE_URL"], database))
    server.autocommit = True
    try:
        with server.cursor() as cursor:
            yield cursor
    finally:
        server.close()


def _digest() -> str:
    files = sources((HOME / name for name in _MADE_BY), frozenset({".py", ".toml"}))
    return content_digest([*files, *sorted((HOME / "monitoring" / "migrations").glob("*.py")), HOME / "manage.py"])


def _template(cursor: psycopg2.extensions.cursor) -> str:
    """The template's name; it is built where there is none of the present code. One process builds, others wait."""
    name, wanted = f"{_base()}_demo", _digest()
    cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
    cursor.execute("SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [name])
    found = cursor.fetchone()
    if found is None or found[0] != wanted:
        _create(cursor, name, "template1")
        _build(name)
        cursor.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(name), sql.Literal(wanted)))
    return name


def _create(cursor: psycopg2.extensions.cursor, name: str, template: str) -> None:
    _drop(cursor, name)
    cursor.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template)))


def _drop(cursor: psycopg2.extensions.cursor, name: str) -> None:
    cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _prepare(name: str) -> None:
    run(name, _MANAGE, "migrate", "--no-input", "--verbosity", "0")
    with maintenance(name) as cursor:
        cursor.execute(_APART, [_FIRST_NUMBER])
    run(name, _MANAGE, "load_catalogue")
    run(name, _MANAGE, "create_demo_users")


def _build(name: str) -> None:
    _prepare(name)
    with tempfile.TemporaryDirectory() as folder:
        written = str(Path(folder) / "demo")
        run(name, "-m", "fixtures.demo", written)
        run(name, _MANAGE, "load_demo", written)


def environment(database: str) -> dict[str, str]:
    """What a command needs to work on a database with the role that it takes by itself."""
    kept = {key: value for key, value in os.environ.items() if key not in ("PORTAL_FACE", "PORTAL_TEST_DATABASE")}
    urls = {variable: _on(os.environ[variable], database) for variable in _URLS}
    password = {"PORTAL_DEMO_PASSWORD": "three-words-of-the-demo-9"}
    return kept | urls | password | {"PORTAL_TRIAL": "1", "PYTHONPATH": str(HOME)}


def run(database: str, *words: str) -> str:
    """Runs Python on a database; returns what it printed, and fails with its messages."""
    done = subprocess.run(
        [sys.executable, *words], cwd=HOME, env=environment(database), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{' '.join(words)}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@contextmanager
def clone(suffix: str) -> Iterator[str]:
    """A database of one's own with the whole demo; it is dropped afterwards."""
    with maintenance() as cursor:
        template = _template(cursor)  # locked until the copy is made: nobody builds it anew meanwhile
        name = _copy(cursor, template, suffix)
    yield from _dropped(name)


@contextmanager
def prepared(suffix: str) -> Iterator[str]:
    """A database with tables, catalogue and people, where nothing was delivered."""
    with maintenance() as cursor:
        name = _copy(cursor, "template1", suffix)
    _prepare(name)
    yield from _dropped(name)


@contextmanager
def copy_of(template: str, suffix: str) -> Iterator[str]:
    """A copy of a database that nobody is connected with."""
    with maintenance() as cursor:
        name = _copy(cursor, template, suffix)
    yield from _dropped(name)


def _copy(cursor: psycopg2.extensions.cursor, template: str, suffix: str) -> str:
    """A copy whose name tells processes apart that test at the same time."""
    name = f"{_base()}_demo_{suffix}_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    _create(cursor, name, template)
    return name


def _dropped(name: str) -> Iterator[str]:
    try:
        yield name
    finally:
        with maintenance() as cursor:
            _drop(cursor, name)


@contextmanager
def on(database: str) -> Iterator[None]:
    """This process, and the threads that it starts, work on that database."""
    former = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = database
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = former
