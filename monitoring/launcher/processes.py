"""One table of what runs: processes, whose rights they have, their commands, and the variables that each may hold.

The launcher starts them from this table; a test holds the production form against it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

#: What the code consists of: what running processes were made of, and what an image must contain.
PACKAGES = ("areas", "indicators", "monitoring", "templates", "static", "fixtures")

#: The oldest versions that are tried.
MINIMUM = {"PostgreSQL": "14", "PostGIS": "3", "Redis": "6", "Python": "3.11", "Node.js": "20"}

#: After so many seconds without a sign a process counts as away: it gives one every ten, and may miss two.
PATIENCE = 30.0


@dataclass(frozen=True)
class Process:
    """One kind of process. ``face`` is the database role; ``port`` counts from the portal's."""

    name: str
    face: str
    port: int | None = None


WEB = Process("web", "portal", 0)
OFFICE = Process("office", "office", 1)
WORKER = Process("worker", "office")
SCHEDULER = Process("scheduler", "office")
MIGRATE = Process("migrate", "owner")
DASHBOARDS = Process("dashboards", "owner")
BACKUP = Process("backup", "owner")
ROLES = Process("roles", "superuser")
#: What stays running, in the order in which it starts.
PAGES = (WEB, OFFICE, WORKER, SCHEDULER)


class Given(StrEnum):
    """Where a variable comes from in production."""

    REQUIRED = "required"  # without it nothing starts
    CHOICE = "choice"  # has a default, may be chosen
    FIXED = "fixed"  # always the same in production
    ABSENT = "absent"  # for trials and tests only


@dataclass(frozen=True)
class Variable:
    """One environment variable that the code reads, and which processes hold it in production."""

    holders: frozenset[str]
    given: Given
    value: str = ""


def _held(*processes: Process) -> frozenset[str]:
    return frozenset(process.name for process in processes)


_ALL = _held(*PAGES, MIGRATE, DASHBOARDS, BACKUP)
_BEHIND = _held(OFFICE, WORKER, SCHEDULER)
_SERVING = _held(WEB, OFFICE)

VARIABLES: Mapping[str, Variable] = {
    "DATABASE_URL": Variable(_held(WEB, ROLES), Given.REQUIRED),
    "OFFICE_DATABASE_URL": Variable(_BEHIND | _held(ROLES), Given.REQUIRED),
    "OWNER_DATABASE_URL": Variable(_held(MIGRATE, DASHBOARDS, BACKUP, ROLES), Given.REQUIRED),
    "SUPERUSER_DATABASE_URL": Variable(_held(ROLES), Given.REQUIRED),
    # The portal's web process sends no messages: who takes it over reaches no worker.
    "REDIS_URL": Variable(_BEHIND, Given.REQUIRED),
    "SECRET_KEY": Variable(_ALL, Given.REQUIRED),
    "ALLOWED_HOSTS": Variable(_SERVING, Given.REQUIRED),
    "CSRF_TRUSTED_ORIGINS": Variable(_SERVING, Given.REQUIRED),
    "PORTAL_FACE": Variable(_ALL, Given.FIXED),
    "PORTAL_TLS": Variable(_SERVING, Given.FIXED, "1"),
    "PORTAL_TRIAL": Variable(_ALL, Given.FIXED, "0"),
    "PORTAL_LOG": Variable(_ALL, Given.FIXED, "json"),
    "PORTAL_VAR": Variable(_ALL, Given.FIXED),
    "PORTAL_REFERENCE_SRID": Variable(_ALL, Given.CHOICE, "25832"),
    "PORTAL_BASEMAP": Variable(_SERVING, Given.CHOICE),
    "PORTAL_METRICS_TOKEN": Variable(_SERVING, Given.CHOICE),
    # The pages only say whether there is a mail server; who writes to it is the worker.
    "PORTAL_MAIL_HOST": Variable(_held(WEB, OFFICE, WORKER), Given.CHOICE),
    "PORTAL_MAIL_PORT": Variable(_held(WORKER), Given.CHOICE),
    "PORTAL_MAIL_USER": Variable(_held(WORKER), Given.CHOICE),
    "PORTAL_MAIL_PASSWORD": Variable(_held(WORKER), Given.CHOICE),
    "PORTAL_MAIL_TLS": Variable(_held(WORKER), Given.CHOICE),
    "PORTAL_MAIL_FROM": Variable(_held(WORKER), Given.CHOICE),
    "PORTAL_ADDRESS": Variable(_held(WORKER), Given.CHOICE),
    "PORTAL_OFFICE_ADDRESS": Variable(_held(WORKER), Given.CHOICE),
    "PORTAL_OPEN_DATA": Variable(frozenset(), Given.ABSENT),
    "PORTAL_TEST_DATABASE": Variable(frozenset(), Given.ABSENT),
    "PORTAL_PORT": Variable(frozenset(), Given.ABSENT),
    "PORTAL_CHROMIUM": Variable(frozenset(), Given.ABSENT),
    "PORTAL_DEMO_PASSWORD": Variable(frozenset(), Given.ABSENT),
}
_CREDENTIALS = (
    "DATABASE_URL",
    "OFFICE_DATABASE_URL",
    "OWNER_DATABASE_URL",
    "REDIS_URL",
    "PORTAL_METRICS_TOKEN",
    "PORTAL_MAIL_PASSWORD",
    "PORTAL_DEMO_PASSWORD",
)


def withheld(process: Process) -> dict[str, str]:
    """The credentials of others, emptied: no process holds what it has no use for."""
    return {name: "" for name in _CREDENTIALS if process.name not in VARIABLES[name].holders}


def _gunicorn(process: Process, address: str, workers: int, label: str) -> list[str]:
    arguments = ["gunicorn", "monitoring.wsgi:application", "--config", "python:monitoring.serving"]
    arguments += ["--bind", address, "--workers", str(workers), "--worker-class", "gthread", "--threads", "4"]
    return [*arguments, "--timeout", "120", "--graceful-timeout", "3", "--no-control-socket", "--name", label]


def command(process: Process, *, address: str = "", workers: int = 2, label: str = "") -> list[str]:
    """What follows ``python -m``: ``address`` and ``label`` for what listens, ``workers`` for what has several."""
    if process.port is not None:
        return _gunicorn(process, address, workers, label or process.name)
    celery = ["celery", "--quiet", "-A", "monitoring"]
    if process is WORKER:
        quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
        return [*celery, "worker", "--concurrency", str(workers), *quiet]
    return [*celery, "beat", "--pidfile", ""]


#: What runs once and ends: the words after ``python``.
JOBS: Mapping[str, tuple[str, ...]] = {
    "roles": ("-m", "monitoring.launcher.roles"),
    "migrate": ("manage.py", "migrate", "--no-input", "--verbosity", "0"),
    "dashboards": ("manage.py", "load_dashboards"),
    "backup": ("manage.py", "backup", "/backups"),
}
