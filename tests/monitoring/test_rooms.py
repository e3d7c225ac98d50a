"""The sealed room is closed by database privilege, table by table."""

import psycopg2.errors
import pytest
from django.db import ProgrammingError, connection

pytestmark = pytest.mark.django_db


def _tables(schema: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY 1", [schema])
        return [name for (name,) in cursor.fetchall()]


def _refused(as_role, role: str, statement: str) -> bool:
    try:
        with as_role(role), connection.cursor() as cursor:
            cursor.execute(statement)
    except ProgrammingError as error:
        assert isinstance(error.__cause__, psycopg2.errors.InsufficientPrivilege)
        return True
    return False


def test_portal_is_refused_at_every_table_of_the_sealed_room(as_role):
    tables = _tables("sealed")
    assert {"observation", "delivery", "stored_file", "problem", "suppression", "calculation_entry"} <= set(tables)
    for table in tables:
        assert _refused(as_role, "portal", f'SELECT FROM sealed."{table}" LIMIT 1'), table


def test_portal_sees_results_only_through_what_is_released(as_role):
    assert _refused(as_role, "portal", "SELECT FROM result_block LIMIT 1")
    assert not _refused(as_role, "portal", "SELECT FROM released_block LIMIT 1")
    assert _refused(as_role, "portal", "SELECT FROM index_block LIMIT 1")
    assert not _refused(as_role, "portal", "SELECT FROM released_index LIMIT 1")


def test_portal_cannot_move_the_pointer_or_write_results(as_role):
    for statement in (
        "UPDATE live_release SET release_id = release_id",
        "INSERT INTO release_entry DEFAULT VALUES",
        "DELETE FROM release",
        "UPDATE audit_entry SET actor = ''",
        "UPDATE membership SET role = 'administrator'",
    ):
        assert _refused(as_role, "portal", statement), statement


def test_office_reads_the_sealed_room_but_rewrites_no_history(as_role):
    assert not _refused(as_role, "office", "SELECT FROM sealed.observation LIMIT 1")
    for table in (
        "result_block", "release_entry", "index_block", "release_index_entry", "audit_entry", "audit_seal"
    ):  # fmt: skip
        assert _refused(as_role, "office", f"DELETE FROM {table}"), table
        assert _refused(as_role, "office", f"UPDATE {table} SET id = id"), table
    assert _refused(as_role, "office", "UPDATE audit_seal SET signature = ''")


def test_both_roles_read_what_every_page_needs(as_role):
    for role in ("portal", "office"):
        for table in ("areas_area", "indicator", "period", "release", "person", "membership"):
            assert not _refused(as_role, role, f"SELECT FROM {table} LIMIT 1"), (role, table)
