"""The production form, drilled: from an empty cluster by the compose file's own commands to a quarter that is live."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from monitoring.launcher import broker, preparation, services
from monitoring.launcher.instance import load
from monitoring.launcher.supervision import Supervisor, healthy
from tests.instance import Portal
from tests.kills import city
from tests.kills.people import Browser
from tests.kills.watching import Watch, until
from tests.production.proxy import tls_before, write_certificate
from tests.production.stack import HOSTS, Stack, collecting

PEOPLE = {"wilhelmine": "statistician", "ferdinand": "approver"}
PASSWORD = "Korrekt-Pferd-Batterie-9"
PERIOD = "2024-Q1"


@dataclass(frozen=True)
class Production:
    """The running stack, its servers, and the two people of the office behind TLS."""

    stack: Stack
    servers: Supervisor
    watch: Watch
    supplier: Browser
    approver: Browser
    certificate: Path

    def url(self, name: str) -> str:
        """The outside address of a face."""
        return f"https://{HOSTS[name]}:{self.stack.ports[f'proxy-{name}']}"

    def deliver(self, period: str, edition: int, goal: str = "active") -> int:
        """By the form, approved by the second person, as far as ``goal``; the delivery's number."""
        name = f"hafen-{period}-{edition}.csv"
        content = city.file_of(period, edition)
        form = self.supplier.fill_in(profile=city.PROFILE, period=period, file_name=name, content=content)
        assert self.supplier.press(form).status_code == 302
        number = self.watch.delivery(name)
        assert number is not None
        if goal in ("candidate", "active"):
            until("the candidate", lambda: self.watch.state(number) == "candidate")
        if goal == "active":
            assert self.approver.approve(number).status_code == 200
            until("the release", lambda: self.watch.state(number) == "active")
        return number

    def wait_for_servers(self) -> None:
        """PostgreSQL and Redis answer again."""
        instance = self.stack.instance
        until("PostgreSQL", lambda: self.watch.value("SELECT 1"))
        until("Redis", lambda: broker.answers(instance))


def _load_city(stack: Stack, folder: Path) -> None:
    for level, path, options in city.write_areas(folder):
        words = ["python", "manage.py", "import_areas", str(path), "--system", city.SYSTEM, "--edition", "2020-01-01"]
        stack.job("worker", *words, "--level", level, "--code", "code", "--name", "name", *options)
    stack.job("worker", "python", "manage.py", "load_catalogue", str(city.write_catalogue(folder / "catalogue")))
    for name, role in PEOPLE.items():
        words = ["create_person", name, "--role", role, "--department", "statistikstelle"]
        words += ["--department-name", "Statistikstelle", "--password-stdin"]
        stack.job("migrate", "python", "manage.py", *words, given=f"{PASSWORD}\n")


@pytest.fixture(scope="session")
def production(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Production]:
    """Everything runs, the city is loaded, one quarter is live."""
    folder = tmp_path_factory.mktemp("production")
    portal = Portal(folder / "servers")
    try:
        portal.var.mkdir()
        instance, servers = services.ensure_servers(load(portal.var, given={}), pages=False, durable=False)
        preparation.compile_messages()
        stack = Stack(instance, folder)
        with ExitStack() as until_the_end:
            until_the_end.callback(stack.stop)
            yield _started(stack, servers, folder, until_the_end)
    finally:
        portal.remove()


def _started(stack: Stack, servers: Supervisor, folder: Path, until_the_end: ExitStack) -> Production:
    stack.job("roles")
    stack.job("migrate")
    stack.job("dashboards")
    stack.job("migrate", *collecting())
    certificate = write_certificate(folder / "certificate.pem", list(HOSTS.values()))
    _load_city(stack, folder)
    for name in ("web", "office", "worker", "scheduler"):
        stack.start(name)
    for name, host in HOSTS.items():
        until(name, lambda name=name, host=host: healthy(stack.ports[name], host))  # type: ignore[misc]
        until_the_end.enter_context(tls_before(stack.ports[name], stack.ports[f"proxy-{name}"], certificate))
    address = f"https://{HOSTS['office']}:{stack.ports['proxy-office']}"
    with ThreadPoolExecutor(2) as hands:
        signed_in = [hands.submit(Browser, address, name, PASSWORD, str(certificate)) for name in PEOPLE]
        people = [browser.result() for browser in signed_in]
    watch = Watch(stack.instance.database_url("office"))
    until_the_end.callback(watch.close)
    made = Production(stack, servers, watch, *people, certificate)
    made.deliver(PERIOD, 0)
    return made
