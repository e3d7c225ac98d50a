"""The commands of ``./portal``. Exit status 0: done, 1: refused with a reason, 2: wrong usage."""

import argparse
import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from types import FrameType

from monitoring.launcher import benchmarks, browser, checks, demo, frontend, packages, preparation, services, status
from monitoring.launcher.files import locked
from monitoring.launcher.instance import HOME, PYTHON, Instance, load, var_folder
from monitoring.launcher.leftovers import alive
from monitoring.launcher.output import Refused, progress, warn
from monitoring.launcher.supervision import Supervisor


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./portal")
    commands = parser.add_subparsers(dest="command", required=True)
    up = commands.add_parser("up")
    up.add_argument("--detach", action="store_true")
    up.add_argument("--port", type=int)
    up.add_argument("--no-demo", action="store_true")
    commands.add_parser("down")
    commands.add_parser("status").add_argument("--json", action="store_true")
    commands.add_parser("bench").add_argument("names", nargs="*", metavar="name")
    return parser


def _announce(instance: Instance, people: list[dict[str, object]]) -> None:
    print(f"\nPortal   {instance.url}\nOffice   {instance.office_url}")
    for person in people:
        roles = person.get("roles", "")
        words = ", ".join(map(str, roles)) if isinstance(roles, list) else str(roles)
        print(f"Sign-in  {person['username']:<12}{person['password']}   {words}")
    print("Stop with ./portal down\n", flush=True)


def up(arguments: argparse.Namespace) -> int:
    var = var_folder()
    with locked(var / "lock"):
        packages.ensure(var)
        instance = load(var, port=arguments.port)
        demo.remember(instance, unwanted=arguments.no_demo)
        already = Supervisor(instance).running()
        frontend.ensure_built(instance.log)
        preparation.compile_messages()
        code = services.code_digest()
        instance, supervisor = services.ensure_servers(instance, pages=True)
        services.stop_outdated(instance, supervisor, code)
        preparation.prepare(instance, code)
        preparation.collect_static(instance, code)
        people = preparation.sign_ins(instance)
        demo.ensure(instance)
        services.ensure_pages(instance, supervisor, code)
    _announce(instance, people)
    stays = sys.stdout.isatty() and not arguments.detach and not already
    return _stay(instance) if stays else 0


def _stay(instance: Instance) -> int:
    """In the foreground until Ctrl-C (or the end of the terminal), which stops everything."""

    def leave(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):  # a script's background jobs ignore the first
        signal.signal(sign, leave)
    progress("running; Ctrl-C stops everything (--detach starts it in the background)")
    supervisor = Supervisor(instance).pid()
    try:
        while alive(supervisor):
            time.sleep(1)
    except KeyboardInterrupt:
        progress("stopping")
    with locked(instance.var / "lock"):
        services.stop(instance)
    return 0


def down() -> int:
    var = var_folder()
    with locked(var / "lock"):
        if (var / "ports.json").exists():
            services.stop(load(var))
    for name in (checks.FOLDER, benchmarks.FOLDER):
        inner = var / name
        if not (inner / "ports.json").exists():
            continue
        with locked(inner / "lock", wait=False) as mine:
            if mine:
                services.stop(load(inner, given={}))
            else:
                warn(f"the servers of a running ./portal {name} are left to it")
    return 0


def show_status(arguments: argparse.Namespace) -> int:
    status.show(load(var_folder()), as_json=arguments.json)
    return 0


def manage(arguments: list[str]) -> int:
    """Django's manage.py in the instance's environment; paths stay relative to where the user stands."""
    instance = load(var_folder())
    preparation.compile_messages()
    environment = instance.environment()
    if arguments[:1] == ["screenshots"]:
        packages.ensure(instance.var, browser=True)
        environment |= browser.environment(instance)
    if arguments[:1] == ["restore"]:
        with _without_pages(instance):
            return _manage(instance, ["restore", "--stopped", *arguments[1:]], environment)
    return _manage(instance, arguments, environment)


@contextlib.contextmanager
def _without_pages(instance: Instance) -> Iterator[None]:
    """Nobody works with the database for a while; what ran before runs again afterwards."""
    with locked(instance.var / "lock"):
        supervisor = Supervisor(instance)
        running = {process.name for process in supervisor.processes() if process.state == "RUNNING"}
        for name in services.PAGES:
            supervisor.stop(name)
        try:
            yield
        finally:
            for name in services.PAGES:
                if name in running:
                    supervisor.start(name)


def _manage(instance: Instance, arguments: list[str], environment: dict[str, str]) -> int:
    code = _until_it_ends(subprocess.Popen([str(PYTHON), str(HOME / "manage.py"), *arguments], env=environment))
    if code != 0 and instance.own_database and not Supervisor(instance).running():
        warn("the portal does not run; start it with ./portal up")
    return code if code >= 0 else 1


def _until_it_ends(process: subprocess.Popen[bytes]) -> int:
    """Its exit status. Ctrl-C reaches it as well as this process: it may need a while to clear away what it began."""
    while True:
        with contextlib.suppress(KeyboardInterrupt):
            return process.wait()


def _dispatch(words: list[str]) -> int:
    if words[:1] == ["manage"]:
        return manage(words[1:])
    if words[:1] == ["test"]:
        return checks.run(words[1:])
    arguments = _parser().parse_args(words)
    match arguments.command:
        case "up":
            return up(arguments)
        case "down":
            return down()
        case "status":
            return show_status(arguments)
        case _:
            return benchmarks.run(arguments.names)


def main(words: list[str]) -> int:
    os.umask(0o022)
    try:
        return _dispatch(words)
    except Refused as error:
        warn(str(error))
        return 1
    except KeyboardInterrupt:
        warn("interrupted; start the same command again to go on")
        return 1
