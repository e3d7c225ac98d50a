"""One instance of the portal: its folder, ports, secrets, and the environment that its processes get."""

import hashlib
import json
import os
import secrets
import socket
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from monitoring.launcher.files import write_whole
from monitoring.launcher.output import Refused

HOME = Path(__file__).resolve().parents[2]
PYTHON = HOME / ".venv" / "bin" / "python"
DATABASE = "sozialraum"
ROLES = {"portal": "DATABASE_URL", "office": "OFFICE_DATABASE_URL", "owner": "OWNER_DATABASE_URL"}
# What the processes get from outside: when one of these changes, they are started again.
PASSED_ON = (*ROLES.values(), "REDIS_URL", "SECRET_KEY", "ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", "PORTAL_TRIAL")
PASSED_ON += (
    "PORTAL_REFERENCE_SRID",
    "PORTAL_OPEN_DATA",
    "PORTAL_BASEMAP",
    "PORTAL_TLS",
    "PORTAL_LOG",
    "PORTAL_METRICS_TOKEN",
    "PORTAL_MAIL_HOST",
    "PORTAL_MAIL_PORT",
    "PORTAL_MAIL_USER",
    "PORTAL_MAIL_PASSWORD",
    "PORTAL_MAIL_TLS",
    "PORTAL_MAIL_FROM",
    "PORTAL_ADDRESS",
    "PORTAL_OFFICE_ADDRESS",
)
_PASSWORDS = ("SUPERUSER_PASSWORD", "OWNER_PASSWORD", "PORTAL_PASSWORD", "OFFICE_PASSWORD", "REDIS_PASSWORD")
_SECRETS = (*_PASSWORDS, "SECRET_KEY", "PORTAL_DEMO_PASSWORD")


@dataclass(frozen=True)
class Ports:
    """The ports of one instance; the office listens on ``web + 1``."""

    web: int
    postgres: int
    redis: int


@dataclass(frozen=True)
class Instance:
    """What is known about one instance before anything of it runs."""

    var: Path
    ports: Ports
    secrets: dict[str, str]
    given: dict[str, str]
    port_asked: bool = False

    @property
    def name(self) -> str:
        """Short and fixed for this folder: marks processes, names folders outside it."""
        return hashlib.sha256(str(self.var).encode()).hexdigest()[:12]

    @property
    def log(self) -> Path:
        return self.var / "log"

    @property
    def run(self) -> Path:
        return self.var / "run"

    @property
    def url(self) -> str:
        return f"http://localhost:{self.ports.web}/"

    @property
    def office_url(self) -> str:
        return f"http://localhost:{self.ports.web + 1}/"

    @property
    def own_database(self) -> bool:
        return "DATABASE_URL" not in self.given

    @property
    def own_redis(self) -> bool:
        return "REDIS_URL" not in self.given

    @property
    def trial(self) -> bool:
        return self.given.get("PORTAL_TRIAL", "1") == "1"

    def database_url(self, role: str) -> str:
        """The address under which a role connects, password included.

        Given addresses count; without one for the owner, the office's role migrates.
        """
        if self.own_database:
            password = self.secrets[f"{role.upper()}_PASSWORD"]
            return f"postgresql://{role}:{password}@127.0.0.1:{self.ports.postgres}/{DATABASE}"
        return self.given.get(ROLES[role]) or self.given["OFFICE_DATABASE_URL"]

    @property
    def redis_url(self) -> str:
        if self.own_redis:
            return f"redis://:{self.secrets['REDIS_PASSWORD']}@127.0.0.1:{self.ports.redis}/0"
        return self.given["REDIS_URL"]

    def environment(self) -> dict[str, str]:
        """The environment of every process of this instance; the face comes on top."""
        inherited = {key: value for key, value in os.environ.items() if key not in {"PORTAL_FACE", "PORTAL_INSTANCE"}}
        return inherited | {
            "DJANGO_SETTINGS_MODULE": "monitoring.settings",
            "PYTHONPATH": str(HOME),
            "PYTHONUNBUFFERED": "1",
            "SECRET_KEY": self.given.get("SECRET_KEY") or self.secrets["SECRET_KEY"],
            "PORTAL_VAR": str(self.var),
            "PORTAL_PORT": str(self.ports.web),
            "PORTAL_TRIAL": "1" if self.trial else "0",
            "PORTAL_DEMO_PASSWORD": self.secrets["PORTAL_DEMO_PASSWORD"],
            "REDIS_URL": self.redis_url,
            **{variable: self.database_url(role) for role, variable in ROLES.items()},
        }


def without_password(url: str) -> str:
    """An address that may be shown."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    return parts._replace(netloc=f"{host}:{parts.port}" if parts.port else host, query="").geturl()


def var_folder(name: str = "") -> Path:
    """The instance's folder: ``PORTAL_VAR`` (relative to the clone) or ``var/``; tests and benchmarks live below it."""
    return Path(os.path.normpath(HOME / os.environ.get("PORTAL_VAR", "var") / name))


def free(port: int) -> bool:
    """Whether nobody listens on a local port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _any_port(taken: set[int]) -> int:
    while True:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port: int = probe.getsockname()[1]
        if port not in taken:
            return port


def _web_port() -> int:
    for port in range(8000, 9000, 2):
        if free(port) and free(port + 1):
            return port
    raise Refused("no two free ports between 8000 and 9000; choose one with --port N")


def _stored(path: Path) -> dict[str, str]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError:
        return {}
    return dict(line.split("=", 1) for line in lines if "=" in line)


def _secrets(var: Path) -> dict[str, str]:
    """Every instance makes its own secrets once; only its user can read them."""
    path = var / "secrets.env"
    known = _stored(path)
    new = {name: secrets.token_urlsafe(32 if name == "SECRET_KEY" else 18) for name in _SECRETS if not known.get(name)}
    if new:
        known |= new
        write_whole(path, "".join(f"{name}={value}\n" for name, value in sorted(known.items())))
    return known


def _given() -> dict[str, str]:
    given = {name: os.environ[name] for name in os.environ if os.environ[name]}
    if "DATABASE_URL" in given and "OFFICE_DATABASE_URL" not in given:
        raise Refused("DATABASE_URL is set, OFFICE_DATABASE_URL is not: the statistics office needs a role of its own")
    return given


def load(var: Path, *, port: int | None = None, given: dict[str, str] | None = None) -> Instance:
    """The instance of a folder; ports and secrets are chosen once and remembered.

    ``port`` or ``PORTAL_PORT`` moves the web ports. Raises ``Refused`` for a port that cannot be one.
    """
    given = _given() if given is None else given
    var.mkdir(parents=True, exist_ok=True)
    path = var / "ports.json"
    try:
        ports = Ports(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        first = _any_port(set())
        ports = Ports(web=0, postgres=first, redis=_any_port({first}))
    asked = port or _port_of(given.get("PORTAL_PORT", ""))
    if asked and not 0 < asked < 65535:
        raise Refused(f"port {asked} cannot be used: the portal takes it and the next one, up to 65535")
    chosen = replace(ports, web=asked or ports.web or _web_port())
    if not path.exists() or chosen != ports:
        remember(var, chosen)
    return Instance(var=var, ports=chosen, secrets=_secrets(var), given=given, port_asked=bool(asked))


def _port_of(text: str) -> int | None:
    if not text:
        return None
    if not text.isdigit():
        raise Refused(f"PORTAL_PORT is {text!r}, not a number")
    return int(text)


def remember(var: Path, ports: Ports) -> None:
    write_whole(var / "ports.json", json.dumps(ports.__dict__), 0o644)


def moved_ports(instance: Instance) -> Instance:
    """The instance with new ports where others took the remembered ones, while nothing of it runs.

    Raises ``Refused`` when a port was asked for and is taken.
    """
    ports = instance.ports
    if not (free(ports.web) and free(ports.web + 1)):
        if instance.port_asked:
            raise Refused(f"port {ports.web} or {ports.web + 1} is taken by another program; choose with --port N")
        ports = replace(ports, web=_web_port())
    if instance.own_database and not free(ports.postgres):
        ports = replace(ports, postgres=_any_port({ports.redis}))
    if instance.own_redis and not free(ports.redis):
        ports = replace(ports, redis=_any_port({ports.postgres}))
    if ports != instance.ports:
        remember(instance.var, ports)
    return replace(instance, ports=ports)
