"""supervisord, private to an instance: its configuration, its start and stop, and its answers."""

import contextlib
import http.client
import os
import shlex
import signal
import subprocess
import tempfile
import time
import xmlrpc.client
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from supervisor.xmlrpc import SupervisorTransport

from monitoring.launcher.files import digest, write_whole
from monitoring.launcher.instance import HOME, PASSED_ON, PYTHON, Instance
from monitoring.launcher.leftovers import MARK, alive
from monitoring.launcher.output import Refused


@dataclass(frozen=True)
class Program:
    """One process that is kept running."""

    name: str
    command: list[str]
    folder: Path = HOME
    user: str | None = None
    environment: dict[str, str] = field(default_factory=dict)
    options: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Process:
    """What the supervisor says about one process."""

    name: str
    state: str
    pid: int | None


def socket_path(instance: Instance) -> Path:
    """The supervisor's socket; addresses of sockets end after 107 bytes, so a long folder gets a short place."""
    inside = instance.run / "supervisor.sock"
    if len(os.fsencode(inside)) <= 90:
        return inside
    folder = Path(tempfile.gettempdir()) / f"sozialraum-monitor-{os.geteuid()}-{instance.name}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.stat().st_uid != os.geteuid():
        raise Refused(f"{folder} belongs to somebody else; remove it")
    return folder / "supervisor.sock"


def _section(program: Program, log: Path) -> str:
    lines = {
        "command": shlex.join(program.command),
        "directory": str(program.folder),
        "autostart": "false",
        "autorestart": "true",
        "startsecs": "1",
        "startretries": "30",
        "stopwaitsecs": "15",
        "killasgroup": "true",
        "redirect_stderr": "true",
        "stdout_logfile": str(log / f"{program.name}.log"),
        "stdout_logfile_maxbytes": "10MB",
        "stdout_logfile_backups": "3",
    }
    if program.user is not None:
        lines["user"] = program.user
    if program.environment:
        lines["environment"] = ",".join(f'{key}="{value}"' for key, value in program.environment.items())
    body = {key: value.replace("%", "%%") for key, value in (lines | program.options).items()}
    return f"[program:{program.name}]\n" + "".join(f"{key}={value}\n" for key, value in body.items())


def configuration(instance: Instance, programs: list[Program]) -> str:
    """The supervisor's configuration as text; it changes whenever its processes must be started anew."""
    heads = {
        "unix_http_server": {"file": str(socket_path(instance)), "chmod": "0600"},
        "supervisord": {
            "nodaemon": "true",
            "logfile": str(instance.log / "supervisord.log"),
            "pidfile": str(instance.run / "supervisord.pid"),
            "childlogdir": str(instance.log),
            "identifier": instance.name,
        },
        "rpcinterface:supervisor": {
            "supervisor.rpcinterface_factory": "supervisor.rpcinterface:make_main_rpcinterface"
        },
    }
    if os.geteuid() == 0:
        heads["supervisord"]["user"] = "root"
    passed_on = digest(*(f"{name}={instance.given.get(name, '')}" for name in PASSED_ON))
    text = f"; environment {passed_on}\n"
    for name, values in heads.items():
        body = "".join(f"{key}={value.replace('%', '%%')}\n" for key, value in values.items())
        text += f"[{name}]\n{body}\n"
    return text + "\n".join(_section(program, instance.log) for program in programs)


def configuration_path(instance: Instance) -> Path:
    return instance.run / "supervisord.conf"


class Supervisor:
    """The running supervisor of an instance, asked over its socket."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self._address = f"unix://{socket_path(instance)}"

    def _ask(self, method: str, *arguments: Any) -> Any:
        # A transport that failed once fails for ever: every question gets its own.
        transport = SupervisorTransport(None, None, self._address)
        with xmlrpc.client.ServerProxy("http://127.0.0.1", transport=transport) as proxy:
            return getattr(proxy.supervisor, method)(*arguments)

    def running(self) -> bool:
        """Whether a supervisor answers; a stale socket is no supervisor, a busy one is asked again."""
        for _ in range(25):
            try:
                return bool(self._ask("getState")["statename"] == "RUNNING")
            except (FileNotFoundError, ConnectionRefusedError):
                return False
            except (OSError, xmlrpc.client.Error, http.client.HTTPException):
                time.sleep(0.2)
        return False

    def pid(self) -> int:
        return int(self._ask("getPID"))

    def processes(self) -> list[Process]:
        """The processes in the order of the configuration; empty when nothing runs."""
        if not self.running():
            return []
        return [Process(row["name"], row["statename"], row["pid"] or None) for row in self._ask("getAllProcessInfo")]

    def launch(self, text: str) -> None:
        """Starts the supervisor apart from the terminal; its processes wait until they are asked for.

        Raises ``Refused`` when it does not answer within ten seconds.
        """
        path = configuration_path(self.instance)
        self.instance.log.mkdir(parents=True, exist_ok=True)
        write_whole(path, text)
        command = [str(PYTHON), "-m", "supervisor.supervisord", "-c", str(path)]
        with (self.instance.log / "supervisord.out").open("ab") as output:
            child = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                env=self.instance.environment() | {MARK: self.instance.name},
                cwd=HOME,
            )
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline and child.poll() is None:
            if self.running():
                return
            time.sleep(0.05)
        raise Refused(f"the supervisor did not start; see {self.instance.log / 'supervisord.out'}")

    def start(self, name: str) -> None:
        """Starts one process unless it runs; being started and being alive are two things, health is asked later."""
        with contextlib.suppress(xmlrpc.client.Fault):
            self._ask("startProcess", name, False)

    def stop(self, name: str) -> None:
        with contextlib.suppress(xmlrpc.client.Fault):
            self._ask("stopProcess", name)

    def signal(self, name: str, sign: signal.Signals) -> None:
        with contextlib.suppress(xmlrpc.client.Fault):
            self._ask("signalProcess", name, sign.name.removeprefix("SIG"))

    def shut_down(self) -> None:
        """Stops everything, all at once instead of one after the other, and waits until the supervisor is gone."""
        pid = self.pid()
        for question in ("stopAllProcesses", "shutdown"):
            with contextlib.suppress(OSError, xmlrpc.client.Error, http.client.HTTPException):
                self._ask(question)
        deadline = time.monotonic() + 40
        while alive(pid) and time.monotonic() < deadline:
            time.sleep(0.05)


def healthy(port: int, host: str = "localhost", path: str = "/healthz") -> bool:
    """Whether a web process answers its health question with 200."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path, headers={"Host": host})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
