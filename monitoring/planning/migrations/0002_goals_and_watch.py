import django.contrib.postgres.fields
import django.db.models.deletion
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

#: People set goals at the portal's address, and end them; nothing else of a goal changes. Lists of early warning are written
#: by the worker; the portal reads them, and keeps what was dismissed and taken back.
GRANTS = """
GRANT SELECT, INSERT ON goal TO {portal};
GRANT UPDATE (ended_at, ended_by_id, end_reason) ON goal TO {portal};
GRANT SELECT ON watch_list, watch_entry TO {portal};
GRANT SELECT, INSERT ON watch_dismissal TO {portal};
GRANT UPDATE (undone_at, undone_by_id) ON watch_dismissal TO {portal};
"""


def grant(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """The rights of the portal's role."""
    editor.execute(GRANTS.format(portal=editor.quote_name(settings.DATABASE_ROLES["portal"])))


class Migration(migrations.Migration):
    dependencies = [
        ("departments", "0003_visit"),
        ("indicators", "0015_index_blocks"),
        ("monitoring", "0001_rooms"),
        ("planning", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="WatchList",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("quarter", models.CharField(max_length=20)),
                ("method", models.CharField(max_length=20)),
                ("judged_trends", models.PositiveIntegerField()),
                ("judged_levels", models.PositiveIntegerField()),
                ("computed_at", models.DateTimeField(auto_now_add=True)),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="indicators.release"
                    ),
                ),
            ],
            options={
                "db_table": "watch_list",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="WatchEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("indicator", models.CharField(max_length=80)),
                ("aspect", models.CharField(choices=[("trend", "Trend"), ("level", "Level")], max_length=10)),
                ("edition", models.CharField(max_length=80)),
                ("level", models.CharField(max_length=80)),
                ("area", models.CharField(max_length=80)),
                ("period", models.CharField(max_length=20)),
                ("value", models.FloatField()),
                ("expected", models.FloatField()),
                ("low", models.FloatField()),
                ("high", models.FloatField()),
                ("earlier_period", models.CharField(blank=True, default="", max_length=20)),
                ("earlier_value", models.FloatField(null=True)),
                ("city_value", models.FloatField(null=True)),
                ("size", models.FloatField()),
                ("p", models.FloatField()),
                ("leaning", models.SmallIntegerField()),
                (
                    "alike",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80),
                        default=list,
                        size=None,
                    ),
                ),
                ("is_new", models.BooleanField()),
                (
                    "list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="entries", to="planning.watchlist"
                    ),
                ),
            ],
            options={
                "db_table": "watch_entry",
                "ordering": ["list", "area", "indicator", "aspect"],
            },
        ),
        migrations.CreateModel(
            name="Goal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("indicator", models.CharField(max_length=80)),
                ("level", models.CharField(max_length=80)),
                ("area", models.CharField(blank=True, default="", max_length=80)),
                ("target", models.FloatField()),
                ("due", models.DateField()),
                ("start_period", models.CharField(max_length=20)),
                ("start_day", models.DateField()),
                ("start_value", models.FloatField(null=True)),
                ("reason", models.TextField()),
                ("set_at", models.DateTimeField(auto_now_add=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("end_reason", models.TextField(blank=True, default="")),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="departments.department"
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "start_release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="indicators.release"
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successor",
                        to="planning.goal",
                    ),
                ),
            ],
            options={
                "db_table": "goal",
                "ordering": ["due", "pk"],
                "indexes": [models.Index(fields=["indicator", "level", "area"], name="goal_place")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("indicator", "level", "area", "due"),
                        name="goal_once_in_force",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due__gt", models.F("start_day"))), name="goal_due_after_its_start"
                    ),
                    models.CheckConstraint(condition=models.Q(("reason", ""), _negated=True), name="goal_says_why"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("end_reason", ""), ("ended_at", None), ("ended_by", None)),
                            models.Q(
                                ("ended_at__isnull", False),
                                ("ended_by__isnull", False),
                                models.Q(("end_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="goal_ends_with_who_and_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("area", ""), ("start_value__isnull", False), _connector="OR"),
                        name="goal_start_of_one_area",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WatchDismissal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("quarter", models.CharField(max_length=20)),
                ("indicator", models.CharField(max_length=80)),
                ("aspect", models.CharField(choices=[("trend", "Trend"), ("level", "Level")], max_length=10)),
                ("edition", models.CharField(max_length=80)),
                ("area", models.CharField(max_length=80)),
                ("size", models.FloatField()),
                ("note", models.TextField()),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "watch_dismissal",
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at", None)),
                        fields=("quarter", "edition", "area", "indicator", "aspect", "size"),
                        name="watch_dismissal_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("note", ""), _negated=True), name="watch_dismissal_says_why"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("undone_at", None), ("undone_by", None)),
                            models.Q(("undone_at__isnull", False), ("undone_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="watch_dismissal_undone_by_somebody",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="watchlist",
            constraint=models.UniqueConstraint(fields=("release", "quarter"), name="watch_list_once"),
        ),
        migrations.AddConstraint(
            model_name="watchentry",
            constraint=models.UniqueConstraint(
                fields=("list", "edition", "area", "indicator", "aspect"), name="watch_entry_once"
            ),
        ),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
