"""When a person was last at the portal."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def grant(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """The portal's process writes it; the office's has its rights by default."""
    portal = editor.quote_name(settings.DATABASE_ROLES["portal"])
    editor.execute(f"GRANT SELECT, INSERT, UPDATE ON visit TO {portal}")


class Migration(migrations.Migration):
    dependencies = [("departments", "0002_office_session")]

    operations = [
        migrations.CreateModel(
            name="Visit",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="visit",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("seen_at", models.DateTimeField()),
                ("before", models.DateTimeField(null=True)),
            ],
            options={"db_table": "visit"},
        ),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
