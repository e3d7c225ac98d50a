"""The restore drill: what was backed up comes back whole, proven, with everybody's rights as they were.

These tests run last of this folder: with the sessions that a backup leaves out, the people of the fixture are signed out.
"""

import hashlib
import json
import os
import stat
import subprocess
from pathlib import Path
from typing import Any

import psycopg2
import pytest

from monitoring.launcher.instance import DATABASE, HOME
from monitoring.launcher.supervision import healthy
from tests.kills import city
from tests.kills.people import Browser
from tests.kills.watching import Watch, until
from tests.production.conftest import PASSWORD, PERIOD, Production
from tests.production.stack import HOSTS

pytestmark = pytest.mark.xdist_group("production")
_MANAGE = ("python", "manage.py")
_PERSONS = b"Name;Vorname;Geburtsdatum;viertel\nMuster;Erika;1990-01-02;0101\nBeispiel;Max;1985-03-04;0102\n"
_RELEASED = """
    SELECT r.number, e.indicator_id, e.level_id, e.edition_id, e.period_id, b.content_sha256, md5(b::text)
    FROM (SELECT id, year || '/' || serial AS number FROM release) r
    JOIN release_entry e ON e.release_id = r.id JOIN result_block b ON b.id = e.block_id ORDER BY 1, 2, 3, 4, 5
"""
_RIGHTS = """
    SELECT r.rolname, n.nspname || '.' || c.relname, p.privilege
    FROM pg_roles r, pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace,
         unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) p (privilege)
    WHERE r.rolname IN ('portal', 'office', 'owner') AND c.relkind IN ('r', 'v', 'p') AND n.nspname IN ('public', 'sealed')
      AND has_table_privilege(r.rolname, c.oid, p.privilege) ORDER BY 1, 2, 3
"""
_SCHEMAS = """
    SELECT r.rolname, n.nspname,
        has_schema_privilege(r.rolname, n.oid, 'USAGE'), has_schema_privilege(r.rolname, n.oid, 'CREATE')
    FROM pg_roles r, pg_namespace n WHERE r.rolname IN ('portal', 'office', 'owner') AND n.nspname IN ('public', 'sealed')
    ORDER BY 1, 2
"""
_DEFAULTS = """
    SELECT n.nspname, d.defaclobjtype, d.defaclacl::text
    FROM pg_default_acl d JOIN pg_namespace n ON n.oid = d.defaclnamespace ORDER BY 1, 2
"""

_DELIVERED = "SELECT d.id FROM sealed.delivery d JOIN sealed.stored_file f ON f.id = d.file_id WHERE f.sha256 = %s"
_ASKED = "SELECT id FROM sealed.erasure_request WHERE delivery_id = %s"


def _owner(production: Production) -> Watch:
    return Watch(production.stack.instance.database_url("owner"))


def _pictures(production: Production) -> dict[str, list[tuple[Any, ...]]]:
    """Everything that must be the same before and after."""
    watch = _owner(production)
    questions = {"released": _RELEASED, "rights": _RIGHTS, "schemas": _SCHEMAS, "defaults": _DEFAULTS}
    found = {name: watch.rows(question) for name, question in questions.items()}
    watch.close()
    return found


def _execute(production: Production, statement: str, *params: object) -> None:
    link = psycopg2.connect(production.stack.instance.database_url("owner"))
    with link, link.cursor() as cursor:
        cursor.execute(statement, params)
    link.close()


def _erase(production: Production, delivery: int) -> None:
    """Before its term, as two people decide it; the worker does it and leaves its protocol."""
    ask = f"/records/retention/deliveries/{delivery}/erase/"
    assert production.supplier.write(ask, **{"request-reason": "Probe"}).status_code == 302
    request = production.watch.value(_ASKED, delivery)
    go_on = f"/records/retention/requests/{request}/approve/"
    assert production.approver.write(go_on, **{"approve-reason": "Probe"}).status_code == 302
    until("the erasure", lambda: production.watch.erased(delivery))


def _restore(production: Production, path: Path, *words: str) -> dict[str, Any]:
    return json.loads(production.stack.job("backup", *_MANAGE, "restore", str(path), "--json", *words))


@pytest.fixture(scope="module")
def kept(production: Production, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of one live quarter, with the mark of a file of persons that was erased."""
    form = production.supplier.fill_in(
        profile=city.PROFILE, period="2024-Q3", file_name="personen.csv", content=_PERSONS
    )
    assert production.supplier.press(form).status_code == 302
    number = production.watch.delivery("personen.csv")
    assert number is not None
    until("the refusal", lambda: production.watch.state(number) == "refused")
    folder = tmp_path_factory.mktemp("backups")
    told = json.loads(production.stack.job("backup", *_MANAGE, "backup", str(folder), "--json"))
    assert told["counts"]["sealed.stored_file"] == production.watch.value("SELECT count(*) FROM sealed.stored_file")
    assert "sealed.session" not in told["counts"]
    return Path(told["path"])


def test_a_backup_is_for_its_owner_only_and_names_no_password(production: Production, kept: Path) -> None:
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    text = kept.read_bytes()[:20000].decode(errors="replace")
    assert '"roles"' in text and '"postgis"' in text
    assert not [secret for secret in production.stack.settings.values() if len(secret) > 15 and secret in text]
    assert [path.name for path in kept.parent.iterdir()] == [kept.name]


def test_no_file_and_no_database_is_written_over_unasked(production: Production, kept: Path) -> None:
    before = kept.read_bytes()
    assert "there already" in production.stack.job("backup", *_MANAGE, "backup", str(kept), expect=1)
    assert kept.read_bytes() == before
    assert "--replace" in production.stack.job("backup", *_MANAGE, "restore", str(kept), expect=1)
    assert production.watch.value("SELECT count(*) FROM live_release") == 1


@pytest.mark.parametrize("damage", ["truncated", "changed", "foreign"])
def test_a_damaged_backup_changes_nothing(production: Production, kept: Path, tmp_path: Path, damage: str) -> None:
    content = bytearray(kept.read_bytes())
    match damage:
        case "truncated":
            content = content[: len(content) // 2]
        case "changed":
            content[len(content) // 2] ^= 1
        case _:
            content = bytearray(b"nothing of ours")
    path = tmp_path / "damaged"
    path.write_bytes(content)
    assert "Nothing was changed" in production.stack.job(
        "backup", *_MANAGE, "restore", str(path), "--replace", expect=1
    )
    names = _owner(production).rows("SELECT datname FROM pg_database WHERE datname LIKE %s", f"{DATABASE}%")
    assert names == [(DATABASE,)]


def test_a_backup_signed_by_another_key_is_told(production: Production, kept: Path) -> None:
    environment = production.stack.environment("backup") | {"SECRET_KEY": "another" * 6}
    words = [*_MANAGE, "restore", str(kept), "--replace"]
    done = subprocess.run(words, env=environment, cwd=HOME, capture_output=True, text=True, check=False)
    assert (done.returncode, "another SECRET_KEY" in done.stderr) == (1, True)


def test_a_restore_that_is_killed_locks_nobody_out_and_leaves_nothing_for_good(
    production: Production, kept: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    copy.write_bytes(kept.read_bytes())
    beside = "SELECT count(*) FROM pg_database WHERE datname LIKE %s"
    watch = _owner(production)
    words, environment = [*_MANAGE, "restore", str(copy), "--replace"], production.stack.environment("backup")
    with subprocess.Popen(words, env=environment, cwd=HOME, stderr=subprocess.DEVNULL) as restoring:
        until("the copy", lambda: watch.value(beside, f"{DATABASE}_restored_%"))
        restoring.kill()
    assert list(tmp_path.glob(".restore-*"))
    watch.close()
    link = psycopg2.connect(production.stack.instance.database_url("owner"), dbname="postgres")
    link.autocommit = True
    with link.cursor() as cursor:  # as a kill a moment later, between closing and renaming, would have left it
        cursor.execute(f"ALTER DATABASE {DATABASE} ALLOW_CONNECTIONS false")
        production.stack.job("backup", *_MANAGE, "backup", str(tmp_path / "again"))
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{DATABASE}%"])
        assert cursor.fetchall() == [(DATABASE,)]
    link.close()
    assert {path.name for path in tmp_path.iterdir()} == {"copy", "again"}
    assert production.watch.value("SELECT count(*) FROM live_release") == 1


def test_a_damaged_database_is_replaced_while_everything_runs(production: Production, kept: Path) -> None:
    before = _pictures(production)
    production.deliver("2024-Q2", 1, goal="candidate")  # younger than the backup: it goes with the damage
    sha = hashlib.sha256(city.file_of(PERIOD, 0)).hexdigest()
    live = production.watch.value(_DELIVERED, sha)
    _erase(production, live)
    _execute(production, "DROP TABLE sealed.in_force CASCADE")
    _execute(production, "DELETE FROM release_entry")
    done = _restore(production, kept, "--replace")
    assert done["findings"] == []
    assert done["erased_again"] == 1
    assert any("not reproducible: erased on" in note for note in done["notes"])
    assert _pictures(production) == before
    watch = _owner(production)
    protocol = (
        "SELECT cause, reason, observations, bytes_gone, finished_at IS NULL FROM sealed.erasure WHERE delivery_id = %s"
    )
    observations = city.AREAS * len(city.MEASURES)
    assert watch.rows(protocol, live) == [("request", "Probe", observations, True, False)]
    assert watch.value("SELECT count(*) FROM sealed.observation WHERE delivery_id = %s", live) == 0
    erased = watch.rows("SELECT sha256 FROM sealed.stored_file WHERE content IS NULL")
    assert {(sha,), (hashlib.sha256(_PERSONS).hexdigest(),)} == set(erased)
    assert watch.rows("SELECT datname FROM pg_database WHERE datname LIKE %s", f"{DATABASE}%") == [(DATABASE,)]
    watch.close()
    assert json.loads(production.stack.job("worker", *_MANAGE, "verify", "--json"))["findings"] == []


def test_the_portal_s_role_is_still_refused_at_the_sealed_room(production: Production, kept: Path) -> None:
    link = psycopg2.connect(production.stack.environment("web")["DATABASE_URL"])
    link.autocommit = True
    with link.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM released_block")
        assert cursor.fetchone()[0] > 0
        for (name,) in _owner(production).rows("SELECT tablename FROM pg_tables WHERE schemaname = 'sealed'"):
            with pytest.raises(psycopg2.errors.InsufficientPrivilege):
                cursor.execute(f'SELECT FROM sealed."{name}"')
    link.close()


def test_a_lost_database_comes_back_and_the_next_quarter_is_delivered(production: Production, kept: Path) -> None:
    before = _pictures(production)
    for name in list(production.stack.running):
        production.stack.kill(name)
    production.watch.close()
    link = psycopg2.connect(production.stack.instance.database_url("owner"), dbname="postgres")
    link.autocommit = True
    with link.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {DATABASE} WITH (FORCE)")
    link.close()
    with kept.open("rb") as source:
        done = subprocess.run(
            [*_MANAGE, "restore", "-", "--json"],
            env=production.stack.environment("backup"),
            cwd=HOME,
            stdin=source,
            stdout=subprocess.PIPE,
            check=True,
        )
    assert json.loads(done.stdout)["findings"] == []
    assert _pictures(production) == before
    for name in ("web", "office", "worker", "scheduler"):
        production.stack.start(name)
    until("the office", lambda: healthy(production.stack.ports["office"], HOSTS["office"]))
    supplier = Browser(production.url("office"), "wilhelmine", PASSWORD, str(production.certificate))
    form = supplier.fill_in(
        profile=city.PROFILE, period="2024-Q2", file_name="danach.csv", content=city.file_of("2024-Q2", 2)
    )
    assert supplier.press(form).status_code == 302
    number = production.watch.delivery("danach.csv")
    assert number is not None
    until("the candidate", lambda: production.watch.state(number) == "candidate")


def test_a_backup_goes_through_a_pipe(production: Production, kept: Path, tmp_path: Path) -> None:
    path = tmp_path / "piped"
    with path.open("wb") as output:
        words, environment = [*_MANAGE, "backup", "-"], production.stack.environment("backup")
        subprocess.run(words, env=environment, cwd=HOME, stdout=output, stderr=subprocess.DEVNULL, check=True)
    assert os.path.getsize(path) > 10_000
    assert "--replace" in production.stack.job("backup", *_MANAGE, "restore", str(path), expect=1)
