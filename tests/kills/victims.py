"""What is killed, and how one sees that it is back."""

import contextlib
import os
import signal
from collections.abc import Callable

from monitoring.launcher import broker
from monitoring.launcher.supervision import Supervisor, healthy
from tests.instance import Portal
from tests.kills.watching import Watch, until

#: ``postgres`` is the postmaster, ``backend`` the server process that works for the one who is in the step, and
#: ``connection`` that backend ended politely: the one thing here that leaves the database up at once.
VICTIMS = ("worker", "office", "redis", "postgres", "backend", "connection", "scheduler", "web")
_GROUPS = frozenset({"worker", "office", "scheduler", "web"})


class Victims:
    """The processes of one instance, killed as the kernel or a power cut would do it."""

    def __init__(self, portal: Portal, watch: Watch) -> None:
        self._instance = portal.instance
        self._watch = watch
        self.supervisor = Supervisor(self._instance)

    def pid(self, name: str) -> int | None:
        """The running process; ``None`` while there is none."""
        return next(
            (row.pid for row in self.supervisor.processes() if row.name == name and row.state != "BACKOFF"), None
        )

    def aim(self, victim: str, backend: int | None = None) -> Callable[[], bool]:
        """Find the victim now, so that little has to be looked up in the moment of the kill.

        ``backend`` works in the step; without one it is looked for in that moment. What is returned kills, and says
        whether there was something to kill.
        """
        if victim in ("backend", "connection"):
            end = self._kill if victim == "backend" else self._watch.terminate
            return lambda: end(backend or self._watch.transaction_of_office())
        if victim not in _GROUPS:
            pid = until(victim, lambda: self.pid(victim))
            return lambda: self._kill(pid)
        leader = until(f"{victim} as leader of a group of its own", lambda: self._leader(victim))
        return lambda: self._kill(-leader)

    def _leader(self, name: str) -> int | None:
        """The process once it leads its group: the supervisor's child is there a moment before it does."""
        pid = self.pid(name)
        try:
            return pid if pid is not None and os.getpgid(pid) == pid else None
        except ProcessLookupError:
            return None

    @staticmethod
    def _kill(pid: int | None) -> bool:
        """SIGKILL for a process, or for a whole group under its negative number."""
        if pid is None:
            return False
        try:
            os.killpg(-pid, signal.SIGKILL) if pid < 0 else os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            return False
        return True

    def everything_answers(self) -> None:
        """Waits until the supervisor has brought everything back."""
        ports = self._instance.ports
        until("all processes", lambda: all(row.state == "RUNNING" for row in self.supervisor.processes()))
        until("Redis", lambda: broker.answers(self._instance))
        until("PostgreSQL", lambda: self._watch.value("SELECT 1"))
        for port in (ports.web, ports.web + 1):
            until("the pages", lambda port=port: healthy(port, path="/readyz"))

    def stop(self, name: str) -> None:
        self.supervisor.stop(name)

    def start(self, name: str) -> None:
        self.supervisor.start(name)

    def freeze(self, name: str) -> Callable[[], None]:
        """Stop a process, with its group, without ending it; returns what lets it go on."""
        pid = until(name, lambda: self.pid(name))
        send = os.killpg if name in _GROUPS else os.kill
        send(pid, signal.SIGSTOP)

        def thaw() -> None:
            with contextlib.suppress(ProcessLookupError):  # it was killed while it stood still
                if self.pid(name) == pid:
                    send(pid, signal.SIGCONT)

        return thaw
