"""What was delivered before lies in the tray of the department that answers for its source."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def into_trays(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """The owner as the catalogue names it today."""
    deliveries = apps.get_model("indicators", "Delivery").objects
    for source in apps.get_model("indicators", "Source").objects.all():
        deliveries.filter(profile__source=source, department="").update(department=source.document["owner"])


class Migration(migrations.Migration):
    dependencies = [("indicators", "0006_trays")]
    operations = [migrations.RunPython(into_trays, migrations.RunPython.noop)]
