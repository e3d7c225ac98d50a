"""The front end: Node where it is missing, ``npm ci``, the bundle. Shared by all instances of a clone."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from monitoring.launcher import environment, processes
from monitoring.launcher.files import content_digest, held_locks, locked, set_stamp, sources, stamped
from monitoring.launcher.instance import HOME, PYTHON
from monitoring.launcher.output import Refused, progress

MODULES = HOME / "node_modules"
BUNDLE = HOME / "static" / "dist"
MINIMUM = int(processes.MINIMUM["Node.js"])


def _version(program: str) -> int:
    """A Node's major version; 0 when it does not run."""
    try:
        answer = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    except OSError:
        return 0
    found = re.match(r"v(\d+)\.", answer.stdout)
    return int(found.group(1)) if found else 0


def _search_path(log: Path) -> str:
    """A ``PATH`` with Node ≥ 20 and npm on it: the system's, else the wheel's, installed into the environment."""
    system, npm = shutil.which("node"), shutil.which("npm")
    path = os.environ.get("PATH", os.defpath)
    if system and npm and _version(system) >= MINIMUM:
        return path
    if environment.fingerprint(environment.NODE_LOCK) not in environment.installed():
        progress("installing Node.js into the environment")
        command = [str(PYTHON), "-I", str(Path(environment.__file__)), "--node"]
        _run(command, dict(os.environ), log)
    return os.pathsep.join([str(PYTHON.parent), path])


def _run(command: list[str], variables: dict[str, str], log: Path) -> None:
    with log.open("ab") as output:
        result = subprocess.run(
            command,
            cwd=HOME,
            env=variables,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            check=False,
            pass_fds=held_locks(),
        )
    if result.returncode != 0:
        tail = "\n".join(log.read_text(errors="replace").splitlines()[-15:])
        raise Refused(f"{' '.join(command)} failed; the end of {log}:\n{tail}")


def ensure_built(log_folder: Path) -> None:
    """Packages and bundle are there and fit the sources afterwards.

    Raises ``Refused`` with npm's last lines.
    """
    if not (HOME / "package-lock.json").exists():
        return
    packages = content_digest([HOME / "package.json", HOME / "package-lock.json"])
    inside = content_digest([HOME / "static" / "build.js", *sources([HOME / "static" / "src"])]) + packages
    if stamped(MODULES / ".complete", packages) and stamped(BUNDLE / ".complete", inside):
        return
    log_folder.mkdir(parents=True, exist_ok=True)
    log = log_folder / "npm.log"
    path = _search_path(log)
    npm = shutil.which("npm", path=path)
    if npm is None:
        raise Refused("npm is missing: install Node.js ≥ 20 with npm and start again")
    variables = dict(os.environ) | {"PATH": path}
    with locked(HOME):
        if not stamped(MODULES / ".complete", packages):
            progress("installing the front-end packages")
            _run([npm, "ci", "--include=dev", "--no-audit", "--no-fund"], variables, log)
            set_stamp(MODULES / ".complete", packages)
        if not stamped(BUNDLE / ".complete", inside):
            progress("bundling the front end")
            _run([npm, "run", "build"], variables, log)
            set_stamp(BUNDLE / ".complete", inside)
