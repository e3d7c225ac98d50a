"""``./portal bench``: servers of their own, as durable as in earnest, then the benchmarks by name."""

import subprocess

from monitoring.launcher import checks, frontend, packages, preparation, services
from monitoring.launcher.files import locked
from monitoring.launcher.instance import HOME, PYTHON, load, var_folder
from monitoring.launcher.output import Refused
from monitoring.launcher.packages import chromium_program

FOLDER = "bench"


def run(names: list[str]) -> int:
    """Runs the named benchmarks, or all; the exit status is theirs."""
    if not (HOME / "tests" / "bench").is_dir():
        raise Refused("there are no benchmarks in tests/bench")
    var = var_folder(FOLDER)
    with locked(var / "lock"):
        packages.ensure(var, browser=True)
        instance = load(var, given=checks.own_servers())
        frontend.ensure_built(instance.log)
        preparation.compile_messages()
        try:
            instance, _ = services.ensure_servers(instance, pages=False)
            preparation.prepare(instance, services.code_digest())
            environment = instance.environment() | {"PORTAL_CHROMIUM": chromium_program() or ""}
            command = [str(PYTHON), "-m", "tests.bench", *names]
            return abs(subprocess.run(command, cwd=HOME, env=environment, check=False).returncode)
        finally:
            services.stop(instance)
