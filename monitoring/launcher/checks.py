"""``./portal test``: lint, types, import rules, migrations, then pytest, beside a running portal."""

import os
import subprocess
import sys
from dataclasses import dataclass

from monitoring.launcher import browser, cluster, frontend, packages, preparation, services
from monitoring.launcher.files import locked
from monitoring.launcher.instance import HOME, PYTHON, ROLES, Instance, load, var_folder
from monitoring.launcher.output import progress, warn

FOLDER = "test"


@dataclass(frozen=True)
class Check:
    """One check before the tests."""

    name: str
    command: list[str]


def static_checks() -> list[Check]:
    """What is checked without running the portal; each tool reads pyproject.toml."""
    programs = PYTHON.parent
    return [
        Check("lint", [str(programs / "ruff"), "check", "--quiet"]),
        Check("format", [str(programs / "ruff"), "format", "--check", "--quiet"]),
        Check("types", [str(PYTHON), "-m", "mypy"]),
        Check("import rules", [str(PYTHON), "-c", "from importlinter.cli import lint_imports_command as c; c()"]),
        Check("migrations", [str(PYTHON), "manage.py", "makemigrations", "--check", "--dry-run"]),
    ]


def own_servers() -> dict[str, str]:
    """What was set, without addresses of servers: tests and benchmarks never touch a database that is in use."""
    foreign = {*ROLES.values(), "REDIS_URL", "PORTAL_PORT", "SECRET_KEY", "ALLOWED_HOSTS"}
    return {key: value for key, value in os.environ.items() if value and key not in foreign}


def _environment(instance: Instance) -> dict[str, str]:
    found = {key: value for key, value in instance.environment().items() if key != "ALLOWED_HOSTS"}
    # The owner makes the tests' databases; what the other roles may do is tried by taking them.
    return found | browser.environment(instance) | {"PORTAL_FACE": "owner"}


def run(arguments: list[str]) -> int:
    """All checks, or only pytest with some arguments; 1 when anything failed."""
    var = var_folder(FOLDER)
    with locked(var / "lock"):
        packages.ensure(var, browser=True)
        instance = load(var, given=own_servers())
        frontend.ensure_built(instance.log)
        preparation.compile_messages()
        try:
            instance, _ = services.ensure_servers(instance, pages=False, durable=False)
            cluster.ensure_databases(instance)
            cluster.let_owner_try_roles(instance)
            preparation.collect_static(instance, services.code_digest())
            return _run_all(instance, arguments)
        finally:
            services.stop(instance)


def _run_all(instance: Instance, arguments: list[str]) -> int:
    environment = _environment(instance)
    failed = []
    for check in [] if arguments else static_checks():
        progress(check.name)
        if subprocess.run(check.command, cwd=HOME, env=environment, stdin=subprocess.DEVNULL, check=False).returncode:
            failed.append(check.name)
            warn(f"{check.name}: failed")
    progress("tests")
    sys.stdout.flush()
    # A file stays on one worker: what its tests share (a browser, a running portal) is made once.
    everything = ["-n", str(min(4, os.cpu_count() or 1)), "--dist", "loadfile"]
    command = [str(PYTHON), "-m", "pytest", *(arguments or everything)]
    tests = subprocess.run(command, cwd=HOME, env=environment, stdin=subprocess.DEVNULL, check=False).returncode
    if failed:
        warn(f"failed before the tests: {', '.join(failed)}")
    return 1 if failed or tests else 0
