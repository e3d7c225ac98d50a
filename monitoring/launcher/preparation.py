"""What a running database and the pages need: messages, tables, catalogue, static files, the people of a trial."""

import json
import os
import subprocess

import polib

from monitoring.launcher import cluster, processes
from monitoring.launcher.files import digest, held_locks, set_stamp, sources, stamped, write_whole
from monitoring.launcher.instance import HOME, PYTHON, Instance
from monitoring.launcher.output import Refused, progress, warn


def compile_messages() -> None:
    """Writes each ``.mo`` that is older than its ``.po``, whole or not at all."""
    for path in sources([HOME / "monitoring" / "locale"], frozenset({".po"})):
        compiled = path.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime_ns >= path.stat().st_mtime_ns:
            continue
        draft = compiled.with_name(f"{compiled.name}.{os.getpid()}.new")
        polib.pofile(str(path)).save_as_mofile(str(draft))
        draft.replace(compiled)


def manage(instance: Instance, *arguments: str) -> str:
    """Runs a command of manage.py; returns its standard output.

    Raises ``Refused`` with the end of its messages.
    """
    answer = subprocess.run(
        [str(PYTHON), str(HOME / "manage.py"), *arguments],
        env=instance.environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        pass_fds=held_locks(),
    )
    if answer.returncode != 0:
        tail = "\n".join((answer.stdout + answer.stderr).strip().splitlines()[-15:])
        raise Refused(f"./portal manage {' '.join(arguments)} failed:\n{tail}")
    return answer.stdout


def has_command(command: str) -> bool:
    """Whether this version of the portal knows a command."""
    folders = [HOME / package for package in ("areas", "indicators", "monitoring")]
    return any(path.stem == command and path.parent.name == "commands" for path in sources(folders))


def collect_static(instance: Instance, code: str) -> None:
    """Gathers what browsers load below ``var/static``; done once for each state of the code."""
    stamp = instance.run / "static"
    if stamped(stamp, code):
        return
    progress("collecting the static files")
    manage(instance, "collectstatic", "--no-input", "--clear", "--verbosity", "0")
    set_stamp(stamp, code)


def database_identity(instance: Instance) -> str:
    """Which database it is; its port may change."""
    return cluster.identity(instance) if instance.own_database else instance.database_url("owner")


def prepare(instance: Instance, code: str) -> None:
    """Brings the database to the present code; done once for each state of the code."""
    stamp = instance.run / "prepared"
    target = digest(code, database_identity(instance))
    if stamped(stamp, target):
        return
    if instance.own_database:
        cluster.ensure_databases(instance)
    progress("migrating the database")
    manage(instance, *processes.JOBS["migrate"][1:])
    if has_command("load_catalogue") and (HOME / "fixtures" / "catalogue").is_dir():
        progress("loading the catalogue")
        _load_catalogue(instance)
    if has_command("load_dashboards"):
        progress("loading the dashboards to begin with")
        manage(instance, *processes.JOBS["dashboards"][1:])
    set_stamp(stamp, target)


def _load_catalogue(instance: Instance) -> None:
    """New and changed files; where they would change what is released, the catalogue stays as it is and says so."""
    try:
        manage(instance, "load_catalogue")
    except Refused as refused:
        warn(str(refused))


def sign_ins(instance: Instance) -> list[dict[str, object]]:
    """The people of a trial instance with their passwords; none elsewhere. They are made once."""
    path = instance.var / "sign-ins.json"
    if not instance.trial or not has_command("create_demo_users"):
        return []
    stamp = instance.run / "people"
    target = digest(database_identity(instance))
    if not stamped(stamp, target) or not path.exists():
        progress("creating the people of the trial")
        write_whole(path, manage(instance, "create_demo_users", "--json"))
        set_stamp(stamp, target)
    people: list[dict[str, object]] = json.loads(path.read_text(encoding="utf-8"))
    return people
