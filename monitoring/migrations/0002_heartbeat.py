"""When worker and scheduler were last seen at work; both faces read it."""

from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def grant(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """The portal says on its readiness page whether the others are there."""
    editor.execute(f"GRANT SELECT ON heartbeat TO {editor.quote_name(settings.DATABASE_ROLES['portal'])}")


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0001_rooms")]
    operations = [
        migrations.CreateModel(
            name="Heartbeat",
            fields=[
                ("process", models.CharField(max_length=20, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
            ],
            options={"db_table": "heartbeat"},
        ),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
