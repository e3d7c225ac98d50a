"""What a backup says about itself, so that a restore can be held against it."""

import hashlib
import hmac
from dataclasses import asdict, dataclass, fields
from typing import Any, Self

from django.conf import settings
from django.db import connection

from monitoring.safekeeping.problems import Refused

FORMAT = 1
#: Their rows stay out: who had signed in, or failed to, is nobody's business later.
LEFT_OUT = (
    "public.django_session",
    "sealed.session",
    "public.axes_accessattempt",
    "public.axes_accessattemptexpiration",
    "public.axes_accessfailurelog",
    "public.axes_accesslog",
    "public.heartbeat",
)

_TABLES = """
    SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^(pg_|information_schema$)'
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.classid = 'pg_class'::regclass AND d.deptype = 'e')
    ORDER BY 1, 2
"""
_ROLES = """
    SELECT rolname, rolsuper, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = ANY(%s) ORDER BY 1
"""


@dataclass(frozen=True)
class Manifest:
    """Versions, roles without passwords, rows per table, the head of the audit trail, the dump's checksum."""

    format: int
    made_at: str
    portal: str
    server: str
    postgis: str
    dumped_by: str
    migrations: list[list[str]]
    roles: dict[str, dict[str, bool]]
    counts: dict[str, int]
    audit: dict[str, Any]
    key: str
    sha256: str = ""
    size: int = 0

    @classmethod
    def of(cls, document: dict[str, Any]) -> Self:
        """From its JSON. Raises ``Refused`` for what is none of ours, or of a later kind."""
        if document.get("format") != FORMAT:
            raise Refused(f"this is a backup of format {document.get('format')}; this version reads format {FORMAT}.")
        return cls(**{field.name: document[field.name] for field in fields(cls)})

    def document(self) -> dict[str, Any]:
        return asdict(self)


def tables() -> list[str]:
    """Every table that is not an extension's, as ``schema.name``."""
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
        return [f"{schema}.{name}" for schema, name in cursor.fetchall()]


def counted() -> dict[str, int]:
    """Rows per table, without those whose rows are left out."""
    found = {}
    with connection.cursor() as cursor:
        for table in tables():
            if table in LEFT_OUT:
                continue
            schema, name = (connection.ops.quote_name(part) for part in table.split("."))
            cursor.execute(f"SELECT count(*) FROM {schema}.{name}")
            found[table] = cursor.fetchone()[0]
    return found


def audit_head() -> dict[str, Any]:
    """How far the audit trail goes, and its last link."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), coalesce(max(id), 0) FROM audit_entry")
        entries, last = cursor.fetchone()
        cursor.execute("SELECT chain_sha256 FROM audit_seal ORDER BY id DESC LIMIT 1")
        head = cursor.fetchone()
    return {"entries": entries, "last": last, "head": head[0] if head else ""}


def roles() -> dict[str, dict[str, bool]]:
    """The three roles as the server knows them; no passwords."""
    with connection.cursor() as cursor:
        cursor.execute(_ROLES, [list(settings.DATABASE_ROLES.values())])
        return {name: {"super": s, "createdb": d, "createrole": r} for name, s, d, r in cursor.fetchall()}


def migrations() -> list[list[str]]:
    """What was migrated, in order."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY id")
        return [list(row) for row in cursor.fetchall()]


def key_mark() -> str:
    """Tells one ``SECRET_KEY`` from another without telling it: only with the same one can the audit trail be checked."""
    return hmac.new(settings.SECRET_KEY.encode(), b"backup", hashlib.sha256).hexdigest()[:16]
