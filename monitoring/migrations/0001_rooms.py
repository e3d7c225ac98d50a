"""Who may enter which room: the rights of the two database roles.

``portal`` has no right on the schema ``sealed`` and sees results through the view of what is released only. ``office``
has what it needs of both, but neither role changes or deletes blocks, manifests or the audit trail. Tables of later
migrations get the office's rights by default privileges, and the portal's by name.
"""

from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

PORTAL_READS = (
    "areas_area", "areas_areaedition", "areas_arealevel", "areas_areasystem", "areas_levelshapes", "areas_areaimport",
    "source", "measure", "indicator", "index_definition", "period",
    "release", "release_entry", "released_block", "live_release",
    "person", "department", "membership", "django_content_type", "auth_permission", "auth_group",
    "person_groups", "person_user_permissions", "django_migrations",
)  # fmt: skip
PORTAL_WRITES = (
    "django_session",
    "axes_accessattempt",
    "axes_accesslog",
    "axes_accessfailurelog",
    "axes_accessattemptexpiration",
)
IMMUTABLE = ("result_block", "release_entry", "audit_entry", "audit_seal")

STATEMENTS = """
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO {portal}, {office};
GRANT USAGE ON SCHEMA sealed TO {office};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public, sealed TO {office};
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public, sealed TO {office};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {office};
ALTER DEFAULT PRIVILEGES IN SCHEMA sealed GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {office};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {office};
ALTER DEFAULT PRIVILEGES IN SCHEMA sealed GRANT USAGE, SELECT ON SEQUENCES TO {office};
REVOKE UPDATE, DELETE ON {immutable} FROM {office};
REVOKE INSERT, UPDATE, DELETE ON released_block, django_migrations FROM {office};
GRANT SELECT ON {reads} TO {portal};
GRANT SELECT, INSERT, UPDATE, DELETE ON {writes} TO {portal};
GRANT UPDATE (last_login) ON person TO {portal};
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {portal};
"""


def grant(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Give both roles exactly the rights of the tables above."""
    existing = set(editor.connection.introspection.table_names(include_views=True))
    quote = editor.quote_name
    editor.execute(
        STATEMENTS.format(
            portal=quote(settings.DATABASE_ROLES["portal"]),
            office=quote(settings.DATABASE_ROLES["office"]),
            reads=", ".join(quote(name) for name in PORTAL_READS),
            writes=", ".join(quote(name) for name in PORTAL_WRITES if name in existing),
            immutable=", ".join(quote(name) for name in IMMUTABLE),
        )
    )


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0001_initial"),
        ("indicators", "0002_blocks"),
        ("departments", "0002_office_session"),
        ("sessions", "0001_initial"),
        ("axes", "__latest__"),
        ("auth", "__latest__"),
    ]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
