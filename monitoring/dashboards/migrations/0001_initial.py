import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.expressions
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

WRITTEN = ("dashboard", "dashboard_share", "dashboard_panel")

#: People make and share dashboards at the portal's address. Of the audit trail the portal may only add rows: it learns the
#: number of the row that it wrote, and reads nothing of what others did.
GRANTS = """
GRANT SELECT, INSERT, UPDATE, DELETE ON {tables} TO {portal};
GRANT INSERT ON audit_entry TO {portal};
GRANT SELECT (id) ON audit_entry TO {portal};
"""


def grant(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Give the portal's role its rights on the tables above."""
    quote = editor.quote_name
    tables = ", ".join(quote(name) for name in WRITTEN)
    editor.execute(GRANTS.format(tables=tables, portal=quote(settings.DATABASE_ROLES["portal"])))


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("departments", "0001_initial"),
        ("indicators", "0001_initial"),  # which makes the audit trail
        ("monitoring", "0001_rooms"),  # which closes everything that is not granted
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Dashboard",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=80, unique=True)),
                ("title_de", models.CharField(max_length=120)),
                ("title_en", models.CharField(max_length=120)),
                (
                    "default_for",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=30), blank=True, default=list, size=None
                    ),
                ),
                ("area", models.CharField(blank=True, default="", max_length=80)),
                ("reference", models.CharField(blank=True, default="", max_length=80)),
                ("period", models.CharField(blank=True, default="", max_length=20)),
                ("level", models.CharField(blank=True, default="", max_length=80)),
                ("release", models.CharField(blank=True, default="", max_length=10)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("deleted_at", models.DateTimeField(null=True)),
                (
                    "department",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dashboards",
                        to="departments.department",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="dashboards",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "dashboard",
                "ordering": ["title_de", "code"],
            },
        ),
        migrations.CreateModel(
            name="DashboardShare",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "dashboard",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="shares", to="dashboards.dashboard"
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="departments.department"
                    ),
                ),
            ],
            options={
                "db_table": "dashboard_share",
            },
        ),
        migrations.AddField(
            model_name="dashboard",
            name="shared_with",
            field=models.ManyToManyField(
                related_name="shared_dashboards", through="dashboards.DashboardShare", to="departments.department"
            ),
        ),
        migrations.CreateModel(
            name="Panel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("kind", models.CharField(max_length=30)),
                ("x", models.PositiveSmallIntegerField()),
                ("y", models.PositiveSmallIntegerField()),
                ("w", models.PositiveSmallIntegerField()),
                ("h", models.PositiveSmallIntegerField()),
                ("settings", models.JSONField(default=dict)),
                (
                    "dashboard",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="panels", to="dashboards.dashboard"
                    ),
                ),
            ],
            options={
                "db_table": "dashboard_panel",
                "ordering": ["dashboard", "y", "x"],
            },
        ),
        migrations.AddConstraint(
            model_name="dashboardshare",
            constraint=models.UniqueConstraint(fields=("dashboard", "department"), name="dashboard_share_once"),
        ),
        migrations.AddConstraint(
            model_name="dashboard",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("department__isnull", True), ("owner__isnull", True)),
                    models.Q(("default_for", []), ("department__isnull", False), ("owner__isnull", False)),
                    _connector="OR",
                ),
                name="dashboard_default_or_owned",
            ),
        ),
        migrations.AddConstraint(
            model_name="panel",
            constraint=models.UniqueConstraint(fields=("dashboard", "number"), name="dashboard_panel_number"),
        ),
        migrations.AddConstraint(
            model_name="panel",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("h__gte", 1),
                    ("h__lte", 16),
                    ("w__gte", 1),
                    ("x__lte", django.db.models.expressions.CombinedExpression(models.Value(12), "-", models.F("w"))),
                    ("y__lte", django.db.models.expressions.CombinedExpression(models.Value(48), "-", models.F("h"))),
                ),
                name="dashboard_panel_on_the_grid",
            ),
        ),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
