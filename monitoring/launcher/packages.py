"""System packages through apt: what is missing, and how it is installed without leaving a service behind."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from monitoring.launcher.files import held_locks
from monitoring.launcher.output import Refused, progress
from monitoring.launcher.processes import MINIMUM

# postgresql-common creates and starts a main cluster with every new server, unless this says no.
NO_MAIN_CLUSTER = Path("/etc/postgresql-common/createcluster.d/sozialraum-monitor.conf")
_OLDEST = int(MINIMUM["PostgreSQL"])
_SERVER_PACKAGE = re.compile(r"^postgresql-(\d+)-postgis-3$", re.MULTILINE)


@dataclass(frozen=True)
class PostgresPrograms:
    """The programs of one PostgreSQL server that has PostGIS."""

    folder: Path

    def __getitem__(self, name: str) -> str:
        return str(self.folder / name)


def postgres_programs(version: str | None = None) -> PostgresPrograms | None:
    """The newest installed PostgreSQL ≥ 14 with PostGIS, or the one that made some data; ``None`` without one."""
    found = []
    for control in Path("/usr/share/postgresql").glob("*/extension/postgis.control"):
        major = control.parts[4]
        folder = Path("/usr/lib/postgresql") / major / "bin"
        if major.isdigit() and int(major) >= _OLDEST and version in (None, major) and (folder / "initdb").exists():
            found.append((int(major), folder))
    if found:
        return PostgresPrograms(max(found)[1])
    return None if (config := shutil.which("pg_config")) is None else _elsewhere(config, version)


def _elsewhere(config: str, version: str | None) -> PostgresPrograms | None:
    """A PostgreSQL outside Debian's folders, as ``pg_config`` describes it."""
    question = [config, "--bindir", "--sharedir", "--version"]
    answer = subprocess.run(question, capture_output=True, text=True, check=False).stdout.splitlines()
    if len(answer) != 3:
        return None
    programs, shared = Path(answer[0]), Path(answer[1])
    major = re.sub(r"\D.*", "", answer[2].removeprefix("PostgreSQL "))
    complete = (shared / "extension/postgis.control").exists() and (programs / "initdb").exists()
    return PostgresPrograms(programs) if complete and version in (None, major) else None


def redis_program() -> str | None:
    """A Redis server; ``redis-tools`` carries it without a service as ``redis-check-rdb``."""
    return shutil.which("redis-server") or shutil.which("valkey-server") or shutil.which("redis-check-rdb")


def chromium_program() -> str | None:
    """A Chromium for the browser tests."""
    names = ("chromium", "google-chrome", "google-chrome-stable")
    return os.environ.get("PORTAL_CHROMIUM") or next((path for name in names if (path := shutil.which(name))), None)


def missing(*, browser: bool) -> list[str]:
    """What is not there, by what it is for: ``postgis``, ``redis``, ``chromium``."""
    found = {"postgis": postgres_programs(), "redis": redis_program()}
    if browser:
        found["chromium"] = chromium_program()
    return [name for name, program in found.items() if program is None]


def _as_root(command: list[str]) -> list[str]:
    if os.geteuid() == 0:
        return command
    return ["sudo", *([] if sys.stdin.isatty() else ["-n"]), *command]


def _run(command: list[str], log: Path, *, check: bool = True) -> None:
    """Runs a command as root with its output in the log.

    Raises ``Refused`` with the end of the log when it fails.
    """
    environment = ["env", "DEBIAN_FRONTEND=noninteractive", "UCF_FORCE_CONFFOLD=1", "APT_LISTCHANGES_FRONTEND=none"]
    with log.open("ab") as output:
        result = subprocess.run(
            _as_root([*environment, *command]),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            check=False,
            pass_fds=held_locks(),
        )
    if check and result.returncode != 0:
        tail = "\n".join(log.read_text(errors="replace").splitlines()[-15:])
        raise Refused(f"{' '.join(command)} failed; the end of {log}:\n{tail}")


def _server_package() -> str:
    """The newest ``postgresql-NN-postgis-3`` on offer, or the one of a server that is installed already."""
    answer = subprocess.run(
        ["apt-cache", "--names-only", "search", r"^postgresql-[0-9]+-postgis-3$"],
        capture_output=True,
        text=True,
        check=False,
    )
    offered = {int(version) for version in _SERVER_PACKAGE.findall(re.sub(r" - .*", "", answer.stdout))}
    if not offered:
        raise Refused("apt offers no postgresql-NN-postgis-3. Install PostgreSQL ≥ 14 with PostGIS 3 and start again.")
    installed = {int(path.parts[4]) for path in Path("/usr/lib/postgresql").glob("[0-9]*/bin/postgres")}
    return f"postgresql-{max(offered & installed or offered)}-postgis-3"


def _wanted(gaps: list[str]) -> list[str]:
    names = {"redis": ["redis-tools"], "chromium": ["chromium", "fonts-liberation", "fonts-noto-core"]}
    wanted = [package for gap in gaps for package in names.get(gap, [])]
    if "postgis" in gaps:
        package = _server_package()
        wanted += [package.removesuffix("-postgis-3"), package]
    return wanted


def ensure(var: Path, *, browser: bool = False) -> None:
    """Installs what is missing; an installation that was interrupted is taken up again.

    Raises ``Refused`` with the packages to install where there is no apt or no right to use it.
    """
    unfinished = var / "apt-unfinished"
    gaps = missing(browser=browser)
    if gaps == ["chromium"] and not _offered("chromium"):
        gaps = []
    if not gaps and not unfinished.exists():
        return
    readable = {"postgis": "PostgreSQL ≥ 14 with PostGIS 3 (postgresql-NN-postgis-3)", "redis": "redis-tools"}
    sentence = ", ".join(readable.get(gap, gap) for gap in gaps) or "the rest of an interrupted installation"
    if shutil.which("apt-get") is None:
        raise Refused(f"missing: {sentence}. There is no apt-get here; install it and start again.")
    if os.geteuid() != 0 and subprocess.run(_as_root(["true"]), capture_output=True, check=False).returncode != 0:
        raise Refused(f"missing: {sentence}. There are no rights to install it; do it as root and start again.")
    log = var / "log" / "apt.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    unfinished.touch()
    progress(f"installing by apt: {sentence}")
    _run(["mkdir", "-p", str(NO_MAIN_CLUSTER.parent)], log)
    _run(["sh", "-c", f"echo 'create_main_cluster = false' > {NO_MAIN_CLUSTER}"], log)
    lock = ["-q", "-y", "-o", "DPkg::Lock::Timeout=300", "-o", "Dpkg::Use-Pty=0", "--no-install-recommends"]
    _run(["dpkg", "--configure", "-a"], log, check=False)
    _run(["apt-get", *lock, "update"], log, check=False)
    _run(["apt-get", *lock, "--fix-broken", "install"], log)
    _install(gaps, lock, log)
    _run(["rm", "-f", str(NO_MAIN_CLUSTER)], log)
    unfinished.unlink()
    left = [gap for gap in missing(browser=browser) if gap != "chromium"]
    if left:
        raise Refused(f"after the installation still missing: {', '.join(left)}; see {log}")


def _install(gaps: list[str], lock: list[str], log: Path) -> None:
    if "chromium" in gaps and not _offered("chromium"):
        gaps = [gap for gap in gaps if gap != "chromium"]
    if wanted := _wanted(gaps):
        _run(["apt-get", *lock, "install", *wanted], log)


def _offered(package: str) -> bool:
    if shutil.which("apt-cache") is None:
        return False
    answer = subprocess.run(["apt-cache", "policy", package], capture_output=True, text=True, check=False)
    return has_candidate(answer.stdout)


def has_candidate(policy: str) -> bool:
    """Whether ``apt-cache policy`` names a version to install; what is not installed says ``(none)`` there too."""
    return "Candidate:" in policy and "Candidate: (none)" not in policy
