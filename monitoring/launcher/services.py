"""The processes of an instance, and how they come up one after the other."""

import os
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import psycopg2

from monitoring.launcher import broker, cluster, leftovers, processes
from monitoring.launcher.files import content_digest, set_stamp, sources, stamped
from monitoring.launcher.instance import HOME, PYTHON, Instance, moved_ports
from monitoring.launcher.output import Refused, progress
from monitoring.launcher.processes import Process
from monitoring.launcher.supervision import Program, Supervisor, configuration, configuration_path, healthy

SERVERS = ("postgres", "redis")
PAGES = tuple(process.name for process in processes.PAGES)
_CODE = frozenset({".py", ".html", ".txt", ".po", ".toml", ".lock", ".json", ".js", ".css"})


def code_digest() -> str:
    """One digest of everything that running processes were made of."""
    folders = [HOME / name for name in processes.PACKAGES]
    return content_digest([*sources(folders, _CODE), HOME / "manage.py", HOME / "requirements.lock"])


def _page(instance: Instance, process: Process, workers: int) -> Program:
    """One of the processes of the table, with this instance's ports and only its own credentials."""
    address = f"127.0.0.1:{instance.ports.web + (process.port or 0)}"
    command = processes.command(process, address=address, workers=workers, label=f"{process.name}-{instance.name}")
    environment = {"PORTAL_FACE": process.face} | processes.withheld(process)
    return Program(process.name, [str(PYTHON), "-m", *command], environment=environment)


def programs(instance: Instance, *, pages: bool, durable: bool) -> list[Program]:
    """The programs of an instance; its database is made when it is not there yet."""
    found = []
    if instance.own_database:
        spot = cluster.ensure_made(instance)
        server = cluster.command(instance, spot, durable=durable)
        # SIGINT is the fast shutdown: it rolls back and closes, instead of waiting for clients to leave.
        found.append(Program("postgres", server, spot.data.parent, spot.user, options={"stopsignal": "INT"}))
    if instance.own_redis:
        found.append(Program("redis", broker.configure(instance), instance.run))
    if pages:
        workers = min(4, os.cpu_count() or 2)
        for process in processes.PAGES:
            found.append(_page(instance, process, max(1, workers // 2) if process is processes.OFFICE else workers))
    return found


def _wait(what: str, ready: Callable[[], bool], log: Path, seconds: float = 60.0) -> None:
    deadline = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > deadline:
            tail = "\n".join(log.read_text(errors="replace").splitlines()[-20:]) if log.exists() else ""
            raise Refused(f"{what} did not come up within {seconds:.0f} s; the end of {log}:\n{tail}")
        time.sleep(0.2)


def _database_answers(instance: Instance) -> bool:
    try:
        cluster.connect(instance).close()
    except psycopg2.OperationalError as error:
        if "password authentication failed" in str(error):
            raise Refused(
                f"{instance.var / 'secrets.env'} does not fit the database of this instance: "
                "bring the file back, or remove the instance's folder to start with an empty one"
            ) from error
        return False
    return True


def ensure_servers(instance: Instance, *, pages: bool, durable: bool = True) -> tuple[Instance, Supervisor]:
    """Supervisor, PostgreSQL and Redis run and answer afterwards; leftovers of a killed supervisor are ended first.

    Returns the instance with the ports that it finally got.
    """
    instance.run.mkdir(parents=True, exist_ok=True)
    supervisor = Supervisor(instance)
    if supervisor.running():
        text = configuration(instance, programs(instance, pages=pages, durable=durable))
        if text != configuration_path(instance).read_text(encoding="utf-8"):
            progress("the settings changed: starting anew")
            stop(instance)
    if not supervisor.running():
        leftovers.sweep(instance, _data(instance))
        instance = moved_ports(instance)
        supervisor = Supervisor(instance)
        progress("starting PostgreSQL and Redis" if instance.own_database else "starting the supervisor")
        supervisor.launch(configuration(instance, programs(instance, pages=pages, durable=durable)))
    for name in SERVERS:
        supervisor.start(name)
    if instance.own_database:
        _wait("PostgreSQL", lambda: _database_answers(instance), instance.log / "postgres.log")
    if instance.own_redis:
        _wait("Redis", lambda: broker.answers(instance), instance.log / "redis.log")
    return instance, supervisor


def stop_outdated(instance: Instance, supervisor: Supervisor, code: str) -> None:
    """Processes of an earlier code stop before the database moves on."""
    if not stamped(instance.run / "code", code):
        for name in PAGES:
            supervisor.stop(name)


def ensure_pages(instance: Instance, supervisor: Supervisor, code: str) -> None:
    """Web, office, worker and scheduler run and answer."""
    if any(process.state != "RUNNING" for process in supervisor.processes()):
        progress("starting web, office, worker and scheduler")
    for name in PAGES:
        supervisor.start(name)
    for name, port in (("web", instance.ports.web), ("office", instance.ports.web + 1)):
        _wait(f"the process {name}", partial(healthy, port, _host(instance)), instance.log / f"{name}.log", 90.0)
    set_stamp(instance.run / "code", code)


def _host(instance: Instance) -> str:
    """A name under which the pages may be asked."""
    return instance.given.get("ALLOWED_HOSTS", "localhost").split(",")[0].replace("*", "localhost").lstrip(".")


def _data(instance: Instance) -> Path | None:
    return cluster.place(instance).data if instance.own_database else None


def stop(instance: Instance) -> None:
    """Stops everything of an instance, also what outlived its supervisor."""
    supervisor = Supervisor(instance)
    if supervisor.running():
        supervisor.shut_down()
    leftovers.sweep(instance, _data(instance))
