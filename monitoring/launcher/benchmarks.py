"""``./portal bench``: servers of their own, as durable as in earnest, then the benchmarks by name."""

import subprocess

from monitoring.launcher import browser, checks, cluster, frontend, packages, preparation, services
from monitoring.launcher.files import locked
from monitoring.launcher.instance import HOME, PYTHON, load, var_folder
from monitoring.launcher.output import Refused

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
            cluster.ensure_databases(instance)
            preparation.collect_static(instance, services.code_digest())
            environment = instance.environment() | browser.environment(instance)
            command = [str(PYTHON), "-m", "tests.bench", *names]
            return abs(subprocess.run(command, cwd=HOME, env=environment, check=False).returncode)
        finally:
            services.stop(instance)
