"""The demo city of a trial instance: written and loaded at the first start, as long as no city of its own is there."""

import re
import subprocess

import psycopg2

from monitoring.launcher.files import digest, held_locks, set_stamp, stamped
from monitoring.launcher.instance import HOME, PYTHON, Instance
from monitoring.launcher.output import Refused, progress, warn
from monitoring.launcher.preparation import database_identity, has_command

_OWN_CLOCK = re.compile(r"^\W*[\d.]+ s\W+")
_WRITER = HOME / "fixtures" / "demo" / "__main__.py"


def remember(instance: Instance, *, unwanted: bool) -> None:
    """``--no-demo`` holds for every later start."""
    if unwanted:
        set_stamp(instance.var / "no-demo", "without the demo city; ./portal manage load_demo brings it")


def ensure(instance: Instance) -> None:
    """The demo city is there afterwards, unless it is unwanted, this is no trial, or a city of its own was imported.

    Interrupted and started again it goes on where it was. A demo that cannot be loaded keeps no portal from starting.
    """
    if not instance.trial or (instance.var / "no-demo").exists() or not (_WRITER.exists() and has_command("load_demo")):
        return
    stamp = instance.run / "demo"
    target = digest(database_identity(instance))
    if stamped(stamp, target):
        return
    systems = _systems(instance)
    if all(systems):
        folder = instance.var / "demo"
        try:
            if (
                not systems or not (folder / "deliveries.csv").exists()
            ):  # what is half loaded goes on with its own files
                progress("writing the demo city")
                _run(instance, "-m", "fixtures.demo", str(folder))
            progress("loading the demo city: areas, then every delivery from the check to the release")
            _run(instance, str(HOME / "manage.py"), "load_demo", str(folder))
        except Refused as refused:
            warn(f"{refused}\nThe portal starts without it; the next ./portal up tries again.")
            return
    set_stamp(stamp, target)


def _systems(instance: Instance) -> list[bool]:
    """For each area system whether it is invented."""
    connection = psycopg2.connect(instance.database_url("owner"), connect_timeout=10)
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute("SELECT is_demo FROM areas_areasystem")
            return [bool(is_demo) for (is_demo,) in cursor.fetchall()]
    finally:
        connection.close()


def _run(instance: Instance, *words: str) -> None:
    """Runs Python in the instance's environment and passes on what it says line by line.

    Raises ``Refused`` with the end of its messages.
    """
    log = instance.log / "demo.log"
    with (
        log.open("w+", encoding="utf-8") as errors,
        subprocess.Popen(
            [str(PYTHON), *words],
            env=instance.environment(),
            cwd=HOME,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            pass_fds=held_locks(),
        ) as process,
    ):
        assert process.stdout is not None
        for line in process.stdout:
            progress(f"  {_OWN_CLOCK.sub('', line).rstrip()}")
        if process.wait() != 0:
            errors.seek(0)
            tail = "\n".join(errors.read().strip().splitlines()[-15:])
            raise Refused(f"the demo city could not be brought (see {log}):\n{tail}")
