import django.contrib.postgres.fields
import django.db.models.deletion
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

#: People draft and share allocations at the portal's address. What was decided is added there and never changed.
GRANTS = """
GRANT SELECT, INSERT, UPDATE, DELETE ON allocation, allocation_share, allocation_draft, allocation_before TO {portal};
GRANT SELECT, INSERT ON allocation_decision TO {portal};
"""

#: Not even the tables' owner changes a decision; a new one names the one before, of the same allocation.
KEEP = """
CREATE FUNCTION allocation_decision_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a recorded decision stays as it is'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'allocation_decision_stays';
END $$;
CREATE TRIGGER allocation_decision_stays BEFORE UPDATE OR DELETE ON allocation_decision
    FOR EACH ROW EXECUTE FUNCTION allocation_decision_stays();

CREATE FUNCTION allocation_decision_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM allocation_decision
        WHERE id = NEW.supersedes_id AND allocation_id = NEW.allocation_id AND number = NEW.number - 1
    ) THEN
        RAISE EXCEPTION 'a decision supersedes the one before of the same allocation'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'allocation_decision_follows';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER allocation_decision_follows BEFORE INSERT ON allocation_decision
    FOR EACH ROW WHEN (NEW.supersedes_id IS NOT NULL) EXECUTE FUNCTION allocation_decision_follows();
"""
LET_GO = """
DROP TRIGGER allocation_decision_stays ON allocation_decision;
DROP TRIGGER allocation_decision_follows ON allocation_decision;
DROP FUNCTION allocation_decision_stays;
DROP FUNCTION allocation_decision_follows;
"""


def protect(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """The rights of the portal's role, and the triggers."""
    editor.execute(GRANTS.format(portal=editor.quote_name(settings.DATABASE_ROLES["portal"])))
    editor.execute(KEEP)


def let_go(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    editor.execute(LET_GO)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("departments", "0003_visit"),
        ("indicators", "0012_first_period"),
        ("monitoring", "0001_rooms"),  # which closes everything that is not granted
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Allocation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=80, unique=True)),
                ("title", models.CharField(max_length=120)),
                ("draft", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                ("deleted_at", models.DateTimeField(null=True)),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="departments.department"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "db_table": "allocation",
                "ordering": ["-changed_at"],
            },
        ),
        migrations.CreateModel(
            name="AllocationDecision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("plan", models.JSONField()),
                ("variant", models.CharField(max_length=80)),
                (
                    "codes",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), size=None),
                ),
                (
                    "amounts",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.DecimalField(decimal_places=4, max_digits=18), size=None
                    ),
                ),
                (
                    "before",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.DecimalField(decimal_places=4, max_digits=18, null=True), size=None
                    ),
                ),
                ("before_origin", models.CharField(blank=True, default="", max_length=200)),
                ("content_sha256", models.CharField(max_length=64)),
                ("decided_by", models.CharField(max_length=200)),
                ("decided_on", models.DateField()),
                ("reason", models.TextField()),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "allocation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="decisions", to="planning.allocation"
                    ),
                ),
                (
                    "prepared_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "release",
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
                        to="planning.allocationdecision",
                    ),
                ),
            ],
            options={
                "db_table": "allocation_decision",
                "ordering": ["allocation", "-number"],
            },
        ),
        migrations.CreateModel(
            name="AllocationBefore",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("origin", models.CharField(max_length=200)),
                (
                    "codes",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), size=None),
                ),
                (
                    "amounts",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.DecimalField(decimal_places=4, max_digits=18), size=None
                    ),
                ),
                ("entered_at", models.DateTimeField(auto_now=True)),
                (
                    "allocation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="before", to="planning.allocation"
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="planning.allocationdecision",
                    ),
                ),
            ],
            options={
                "db_table": "allocation_before",
            },
        ),
        migrations.CreateModel(
            name="AllocationDraft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("document", models.JSONField()),
                ("written_at", models.DateTimeField(auto_now_add=True)),
                (
                    "allocation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="drafts", to="planning.allocation"
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "db_table": "allocation_draft",
                "ordering": ["allocation", "number"],
            },
        ),
        migrations.CreateModel(
            name="AllocationShare",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "allocation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="shares", to="planning.allocation"
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
                "db_table": "allocation_share",
            },
        ),
        migrations.AddField(
            model_name="allocation",
            name="shared_with",
            field=models.ManyToManyField(
                related_name="+", through="planning.AllocationShare", to="departments.department"
            ),
        ),
        migrations.AddConstraint(
            model_name="allocationdecision",
            constraint=models.UniqueConstraint(fields=("allocation", "number"), name="allocation_decision_number"),
        ),
        migrations.AddConstraint(
            model_name="allocationdecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("number", 1), ("supersedes__isnull", True)),
                    models.Q(("number__gt", 1), ("supersedes__isnull", False)),
                    _connector="OR",
                ),
                name="allocation_decision_supersedes_the_one_before",
            ),
        ),
        migrations.AddConstraint(
            model_name="allocationdecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_by", ""), _negated=True), models.Q(("reason", ""), _negated=True)
                ),
                name="allocation_decision_who_and_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="allocationdecision",
            constraint=models.CheckConstraint(
                condition=models.Q(("codes__len", models.F("amounts__len")), ("codes__len", models.F("before__len"))),
                name="allocation_decision_arrays_of_one_length",
            ),
        ),
        migrations.AddConstraint(
            model_name="allocationbefore",
            constraint=models.CheckConstraint(
                condition=models.Q(("codes__len", models.F("amounts__len"))),
                name="allocation_before_arrays_of_one_length",
            ),
        ),
        migrations.AddConstraint(
            model_name="allocationdraft",
            constraint=models.UniqueConstraint(fields=("allocation", "number"), name="allocation_draft_number"),
        ),
        migrations.AddConstraint(
            model_name="allocationshare",
            constraint=models.UniqueConstraint(fields=("allocation", "department"), name="allocation_share_once"),
        ),
        migrations.RunPython(protect, let_go),
    ]
