import django.utils.timezone
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import OuterRef, Subquery


def as_old_as_their_dashboards(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """When the shares of before were made is not known; they are no news, so they are dated like what they share."""
    share, dashboard = apps.get_model("dashboards", "DashboardShare"), apps.get_model("dashboards", "Dashboard")
    made = dashboard.objects.filter(pk=OuterRef("dashboard_id")).values("created_at")
    share.objects.update(created_at=Subquery(made))


class Migration(migrations.Migration):
    dependencies = [("dashboards", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="dashboardshare",
            name="created_at",
            field=models.DateTimeField(auto_now_add=True, default=django.utils.timezone.now),
            preserve_default=False,
        ),
        migrations.RunPython(as_old_as_their_dashboards, migrations.RunPython.noop),
    ]
