"""Typologies as a part of the catalogue; the portal reads them as it reads indices."""

from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

PARTS = [(part, part) for part in ("source", "measure", "indicator", "index", "profile", "typology")]


def grant(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """The portal's face reads the definitions; who may see which is asked with their indicators."""
    portal = editor.quote_name(settings.DATABASE_ROLES["portal"])
    editor.execute(f"GRANT SELECT ON typology TO {portal}")


class Migration(migrations.Migration):
    dependencies = [("indicators", "0013_origins")]
    operations = [
        migrations.CreateModel(
            name="Typology",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=80, unique=True)),
                ("document", models.JSONField()),
                ("sha256", models.CharField(max_length=64)),
                ("changed_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "verbose_name_plural": "typologies",
                "db_table": "typology",
                "ordering": ["code"],
                "abstract": False,
            },
        ),
        migrations.AlterField("catalogueproposal", "part", models.CharField(choices=PARTS, max_length=10)),
        migrations.AlterField("catalogueversion", "part", models.CharField(choices=PARTS, max_length=10)),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
