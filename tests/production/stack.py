"""The compose file without containers: its exact commands and variables, on this machine's PostgreSQL and Redis.

What a container adds is replaced by name: the hosts ``database`` and ``broker`` by local ports, the addresses that are
listened on, the image's folder. Nothing of this process's environment comes along, so that what a service is not given
is missing here as it would be there.
"""

import os
import re
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from monitoring.launcher.instance import HOME, PYTHON, Instance, free

COMPOSE: dict[str, Any] = yaml.safe_load((HOME / "docker-compose.yml").read_text())
_OPTION = re.compile(r"\$\{(\w+)(?::([?-])([^}]*))?\}")
#: Two names of this machine, so that browsers keep cookies apart as they do for two hosts.
HOSTS = {"web": "localhost", "office": "127.0.0.1"}


def collecting() -> list[str]:
    """What the image does when it is built: the files that browsers load, in one folder."""
    found = re.search(
        r"SECRET_KEY=build (python manage\.py collectstatic .*)$", (HOME / "Dockerfile").read_text(), re.M
    )
    assert found is not None
    return found.group(1).split()


def _ports() -> Iterator[int]:
    port = 21000 + os.getpid() % 4000 * 2
    while True:
        port += 1
        if free(port):
            yield port


@dataclass
class Stack:
    """The services of the compose file, each started when it is asked for."""

    instance: Instance
    folder: Path
    ports: dict[str, int] = field(default_factory=dict)
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    _next: Iterator[int] = field(default_factory=_ports)

    def __post_init__(self) -> None:
        self.ports = {name: next(self._next) for name in (*HOSTS, "proxy-web", "proxy-office")}
        (self.folder / "var").mkdir(parents=True, exist_ok=True)

    @property
    def settings(self) -> dict[str, str]:
        """What an operator writes into ``.env``."""
        secrets = self.instance.secrets
        passwords = {
            f"{role}_PASSWORD": secrets[f"{role}_PASSWORD"]
            for role in ("SUPERUSER", "OWNER", "OFFICE", "PORTAL", "REDIS")
        }
        keys = {"PORTAL_SECRET_KEY": "p" * 40, "OFFICE_SECRET_KEY": secrets["SECRET_KEY"]}
        hosts = {"PORTAL_HOST": HOSTS["web"], "OFFICE_HOST": HOSTS["office"]}
        return passwords | keys | hosts

    def environment(self, name: str) -> dict[str, str]:
        """The variables of a service, and those of the image."""

        def chosen(found: re.Match[str]) -> str:
            variable, operator, default = found.groups()
            value = self.settings.get(variable, default if operator == "-" else None)
            assert value is not None, f"{variable} is required"
            return value

        image = {"PATH": f"{PYTHON.parent}:{os.defpath}", "DJANGO_SETTINGS_MODULE": "monitoring.settings"}
        image |= {"PORTAL_VAR": str(self.folder / "var"), "PYTHONUNBUFFERED": "1"}
        given = {
            key: _OPTION.sub(chosen, str(value)) for key, value in COMPOSE["services"][name]["environment"].items()
        }
        return image | {key: self._local(value) for key, value in given.items()}

    def _local(self, text: str) -> str:
        text = text.replace("@database:5432", f"@127.0.0.1:{self.instance.ports.postgres}")
        return text.replace("@broker:6379", f"@127.0.0.1:{self.instance.ports.redis}")

    def command(self, name: str) -> list[str]:
        """The command of a service with its own local port."""
        words = [str(word) for word in COMPOSE["services"][name]["command"]]
        return [re.sub(r"^0\.0\.0\.0:\d+$", f"127.0.0.1:{self.ports.get(name)}", word) for word in words]

    def probe(self, name: str) -> int:
        """The exit status of a service's health check."""
        words = [str(word) for word in COMPOSE["services"][name]["healthcheck"]["test"]]
        assert words.pop(0) == "CMD"
        return self._run(name, [re.sub(r"^800\d$", str(self.ports.get(name)), word) for word in words]).returncode

    def _run(self, name: str, words: list[str], **options: Any) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            words, env=self.environment(name), cwd=HOME, capture_output=True, text=True, check=False, **options
        )

    def job(self, name: str, *words: str, given: str | None = None, expect: int = 0) -> str:
        """``docker compose run --rm NAME WORDS``; without words the service's own command."""
        done = self._run(name, list(words) or self.command(name), input=given)
        assert done.returncode == expect, f"{words} ended with {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done.stdout if expect == 0 else done.stderr

    def log(self, name: str) -> Path:
        return self.folder / f"{name}.log"

    def start(self, name: str) -> None:
        """Start a service; its output goes to its log."""
        with self.log(name).open("ab") as output:
            self.running[name] = subprocess.Popen(
                self.command(name),
                env=self.environment(name),
                cwd=HOME,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def kill(self, name: str) -> None:
        """What ``docker kill`` does: the whole group at once, with no time to say anything."""
        process = self.running.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=20)

    def stop(self) -> None:
        for process in self.running.values():
            os.killpg(process.pid, signal.SIGTERM)
        for process in self.running.values():
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        self.running.clear()
