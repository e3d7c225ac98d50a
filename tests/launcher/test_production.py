"""The production form says the same as the launcher: processes, commands, roles, variables, ports, versions."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from check_jsonschema.builtin_schemas import get_builtin_schema
from jsonschema.validators import validator_for

from monitoring.launcher import broker, cluster, processes, services
from monitoring.launcher.instance import HOME, PASSED_ON, ROLES, load
from monitoring.launcher.processes import BACKUP, DASHBOARDS, MIGRATE, PAGES, VARIABLES, WEB, Given, Process

COMPOSE: dict[str, Any] = yaml.safe_load((HOME / "docker-compose.yml").read_text())
SERVICES: dict[str, Any] = COMPOSE["services"]
DOCKERFILE = (HOME / "Dockerfile").read_text()
OURS = [*PAGES, MIGRATE, DASHBOARDS, BACKUP, processes.ROLES]
HELD = [(process.name, process) for process in OURS]
_OPTION = re.compile(r"\$\{(\w+)(:[?-])?([^}]*)\}")


def _environment(name: str) -> dict[str, str]:
    return {key: str(value) for key, value in SERVICES[name].get("environment", {}).items()}


def _errors(document: dict[str, Any]) -> list[str]:
    schema = get_builtin_schema("vendor.compose-spec")
    return [error.message for error in validator_for(schema)(schema).iter_errors(document)]


def test_the_file_keeps_to_the_compose_specification() -> None:
    assert _errors(COMPOSE) == []


def test_the_schema_finds_what_is_wrong() -> None:
    wrong = json.loads(json.dumps(COMPOSE))
    wrong["services"]["web"]["read-only"] = True
    assert _errors(wrong)


@pytest.mark.parametrize("process", PAGES, ids=lambda process: process.name)
def test_a_process_runs_by_the_launcher_s_command(process: Process) -> None:
    words = SERVICES[process.name]["command"]
    assert words[:2] == ["python", "-m"]
    workers = next((int(words[at + 1]) for at, word in enumerate(words) if word in ("--workers", "--concurrency")), 2)
    port = 8000 + (process.port or 0)
    assert words[2:] == processes.command(process, address=f"0.0.0.0:{port}", workers=workers)


def test_the_launcher_starts_what_the_table_says(tmp_path: Path) -> None:
    instance = load(tmp_path, given={"DATABASE_URL": "x", "OFFICE_DATABASE_URL": "x", "REDIS_URL": "x"})
    started = {program.name: program for program in services.programs(instance, pages=True, durable=True)}
    assert set(started) == {process.name for process in PAGES}
    for process in PAGES:
        program = started[process.name]
        assert program.environment["PORTAL_FACE"] == process.face
        withheld = {name for name, value in program.environment.items() if value == ""}
        assert withheld == set(processes.withheld(process))
        held = {name for name in VARIABLES if process.name in VARIABLES[name].holders}
        assert not withheld & held
        words = program.command[2:]
        assert words[0] == processes.command(process)[0]


@pytest.mark.parametrize("name", processes.JOBS)
def test_a_job_runs_by_the_launcher_s_words(name: str) -> None:
    assert SERVICES[name]["command"] == ["python", *processes.JOBS[name]]
    assert SERVICES[name]["restart"] == "no"


@pytest.mark.parametrize(("name", "process"), HELD)
def test_a_process_holds_exactly_the_variables_of_the_table(name: str, process: Process) -> None:
    held = {variable for variable, found in VARIABLES.items() if name in found.holders}
    if process is processes.ROLES:
        assert set(_environment(name)) == held
        return
    # The image sets where the portal's own files lie.
    assert set(_environment(name)) == held - {"PORTAL_VAR"}
    assert "PORTAL_VAR=/var/portal" in DOCKERFILE
    assert _environment(name)["PORTAL_FACE"] == process.face


@pytest.mark.parametrize(("name", "process"), HELD)
def test_what_is_required_stops_the_start_and_what_is_fixed_is_fixed(name: str, process: Process) -> None:
    for variable, value in _environment(name).items():
        kind = VARIABLES[variable].given
        options = _OPTION.findall(value)
        match kind:
            case Given.REQUIRED:
                assert options and all(operator == ":?" for _name, operator, _rest in options), (variable, value)
            case Given.CHOICE:
                assert options == [(variable, ":-", VARIABLES[variable].value)]
            case Given.FIXED:
                assert options == []
                if VARIABLES[variable].value:
                    assert value == VARIABLES[variable].value, variable
            case Given.ABSENT:
                raise AssertionError(variable)


def test_every_variable_that_the_code_reads_stands_in_the_table() -> None:
    read = set(_variables_read())
    set_elsewhere = {"DJANGO_SETTINGS_MODULE", "PROMETHEUS_MULTIPROC_DIR"}
    assert read - set_elsewhere <= set(VARIABLES)
    assert {"DATABASE_URL", "SECRET_KEY", "REDIS_URL", "PORTAL_TLS", "PORTAL_LOG"} <= read
    unread = set(VARIABLES) - read
    assert unread == {"SUPERUSER_DATABASE_URL"}  # read by the launcher's module for roles
    assert set(PASSED_ON) <= set(VARIABLES)


_NAMED = re.compile(r"(PORTAL|PROMETHEUS|DJANGO)_[A-Z_]+|[A-Z_]*_?(URL|SECRET_KEY)|ALLOWED_HOSTS|CSRF_TRUSTED_ORIGINS")


def _variables_read() -> Iterator[str]:
    """What looks like a variable's name in modules that read the environment, outside the launcher."""
    names = {name for package in ("areas", "indicators", "monitoring") for name in (HOME / package).rglob("*.py")}
    for path in names - set((HOME / "monitoring" / "launcher").rglob("*.py")):
        text = path.read_text()
        for node in ast.walk(ast.parse(text)) if "os.environ" in text else ():
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and _NAMED.fullmatch(node.value):
                yield node.value


def test_nobody_connects_by_the_role_of_another() -> None:
    for name in (process.name for process in PAGES):
        roles = {role for role in ROLES for value in _environment(name).values() if f"//{role}:" in value}
        assert roles == {"portal" if name == "web" else "office"}
    assert "OFFICE_SECRET_KEY" not in str(SERVICES["web"])
    assert "REDIS" not in str(SERVICES["web"]["environment"])


def test_networks_lead_where_a_process_has_to_go_and_nowhere_else() -> None:
    reached = {name: set(service["networks"]) for name, service in SERVICES.items()}

    def meets(one: str) -> set[str]:
        return {other for other in reached if other != one and reached[one] & reached[other]}

    assert meets("web") == {"database", "proxy"}
    assert "proxy" not in meets("worker") | meets("scheduler") | meets("broker") | meets("database")
    assert {name for name, networks in reached.items() if "outside" in networks} == {"proxy"}
    internal = {name for name, network in COMPOSE["networks"].items() if (network or {}).get("internal")}
    assert internal == set(COMPOSE["networks"]) - {"outside", "mail"}
    assert {name for name, networks in reached.items() if "mail" in networks} == {"worker"}
    assert {name for name, service in SERVICES.items() if "ports" in service} == {"proxy"}


@pytest.mark.parametrize("name", SERVICES)
def test_every_container_is_bounded_and_holds_no_more_rights_than_it_needs(name: str) -> None:
    service = SERVICES[name]
    assert {"cpus", "memory", "pids"} <= set(service["deploy"]["resources"]["limits"])
    assert service["read_only"] is True
    assert service["tmpfs"]
    assert service["cap_drop"] == ["ALL"]
    assert service.get("cap_add", []) == (["NET_BIND_SERVICE"] if name == "proxy" else [])
    assert "no-new-privileges:true" in service["security_opt"]
    assert service["restart"] == ("no" if name in processes.JOBS else "unless-stopped")
    assert service["healthcheck"].get("disable", False) is (name in processes.JOBS)
    assert "privileged" not in service


def test_every_mounted_volume_is_named_or_read_only() -> None:
    mounted = {volume.split(":")[0] for service in SERVICES.values() for volume in service.get("volumes", [])}
    named = {volume for volume in mounted if re.fullmatch(r"[a-z-]+", volume)}
    assert named == set(COMPOSE["volumes"])
    for service in SERVICES.values():
        for volume in service.get("volumes", []):
            assert volume.split(":")[0] in named or volume.endswith(":ro")


def test_servers_are_told_what_the_launcher_tells_its_own() -> None:
    told = dict(word.removeprefix("--").split("=", 1) for word in SERVICES["database"]["command"][1:])
    assert cluster.EVERYWHERE.items() <= told.items()
    for key, value in broker.EVERYWHERE.items():
        assert f"{key} {value}\\n" in SERVICES["broker"]["command"][-1]


def test_the_office_has_an_address_of_its_own_and_operators_pages_stay_inside() -> None:
    text = (HOME / "monitoring" / "production" / "Caddyfile").read_text()
    sites = dict(re.findall(r"^\{\$(\w+)\} \{\n(.*?)^\}", text, re.MULTILINE | re.DOTALL))
    assert "reverse_proxy web:8000" in sites["PORTAL_HOST"]
    assert "reverse_proxy office:8001" in sites["OFFICE_HOST"]
    assert all("import inside" in site for site in sites.values())
    assert re.search(r"@inside path /metrics /readyz\n\s+respond @inside 404", text)
    assert _environment("web")["ALLOWED_HOSTS"] != _environment("office")["ALLOWED_HOSTS"]


def test_the_image_has_every_package_and_no_secret() -> None:
    copied = set(re.findall(r"^COPY (?:--from=pages /portal/)?(\w+) \w+$", DOCKERFILE, re.MULTILINE))
    assert set(processes.PACKAGES) == copied
    assert "--require-hashes" in DOCKERFILE and "requirements.lock" in DOCKERFILE
    assert re.search(r"^USER portal$", DOCKERFILE, re.MULTILINE)
    assert not re.search(r"^(ARG|ENV) .*(PASSWORD|SECRET|KEY)", DOCKERFILE, re.MULTILINE)
    admitted = {line[1:] for line in (HOME / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    assert set(processes.PACKAGES) <= admitted
    for source in re.findall(r"^COPY ((?:[\w.-]+ )+)\S+$", DOCKERFILE, re.MULTILINE):
        assert set(source.split()) <= admitted, source
    assert "var" not in admitted and ".env" not in admitted


def test_the_image_s_own_command_is_the_portal_s() -> None:
    found = json.loads(re.findall(r"^CMD (\[.*\])$", DOCKERFILE, re.MULTILINE)[0])
    assert found == ["python", "-m", *processes.command(WEB, address="0.0.0.0:8000", workers=2)]


def _version(image: str) -> tuple[str, tuple[int, ...]]:
    name, tag = image.rsplit("/", 1)[-1].split(":")
    return name, tuple(int(part) for part in re.findall(r"\d+", tag)[:2])


def test_images_are_pinned_and_not_older_than_what_is_supported() -> None:
    images = [service["image"] for service in SERVICES.values()] + re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)
    versions = dict(_version(image) for image in images)
    assert not [image for image in images if image.endswith(":latest") or not re.search(r":\d", image)]
    assert not [image for image in images if "." in image.split("/")[0].split(":")[0]]  # no name of a registry
    assert versions["postgis"][0] >= int(processes.MINIMUM["PostgreSQL"])
    assert versions["redis"] >= (int(processes.MINIMUM["Redis"]),)
    assert versions["node"] >= (int(processes.MINIMUM["Node.js"]),)
    assert versions["python"] >= tuple(int(part) for part in processes.MINIMUM["Python"].split("."))
    client = re.search(r"postgresql-client-(\d+)", DOCKERFILE)
    assert client is not None and int(client.group(1)) == versions["postgis"][0]


def test_minimum_versions_are_the_same_wherever_they_are_said() -> None:
    pattern = re.compile(rf"({'|'.join(map(re.escape, processes.MINIMUM))}) ≥ (\d+(?:\.\d+)?)")
    said = set(pattern.findall((HOME / "docker-compose.yml").read_text()))
    assert said == set(processes.MINIMUM.items())
    for path in (HOME / "README.md", HOME / "monitoring" / "launcher" / "packages.py", HOME / "portal"):
        assert set(pattern.findall(path.read_text())) <= said, path
    assert f'requires-python = ">={processes.MINIMUM["Python"]}"' in (HOME / "pyproject.toml").read_text()
    assert f'"node": ">={processes.MINIMUM["Node.js"]}"' in (HOME / "package.json").read_text()
