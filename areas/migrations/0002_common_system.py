"""Which system is the common layer, which is invented; which areas are the same in two editions."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def choose_common(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """The system that came first is the common layer, as it is from now on for the first one imported."""
    system = apps.get_model("areas", "AreaSystem")
    first = system.objects.order_by("pk").first()
    if first is not None:
        system.objects.filter(pk=first.pk).update(is_common=True)


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="area",
            name="same_as",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="continued_by",
                to="areas.area",
            ),
        ),
        migrations.AddField(
            model_name="areasystem",
            name="is_common",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="areasystem",
            name="is_demo",
            field=models.BooleanField(default=False),
        ),
        migrations.RunPython(choose_common, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="areasystem",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_common", True)), fields=("municipality",), name="area_system_one_common"
            ),
        ),
    ]
