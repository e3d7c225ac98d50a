import django.db.models.deletion
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

#: People compose and hand in at the portal's address. What decides about a submission is written there only to withdraw it:
#: ``proposal``, without which nothing is approved, belongs to the office.
GRANTS = """
GRANT SELECT, INSERT, UPDATE, DELETE ON index_draft TO {portal};
GRANT SELECT, INSERT, UPDATE (state, decided_by_id, decided_at, decision_reason, draft_id) ON index_submission TO {portal};
"""


def grant(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Give the portal's role its rights on the tables above."""
    editor.execute(GRANTS.format(portal=editor.quote_name(settings.DATABASE_ROLES["portal"])))


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("dashboards", "0001_initial"),  # which lets the portal add rows to the audit trail
        ("departments", "0003_visit"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="IndexDraft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                ("is_shared", models.BooleanField(default=False)),
                ("document", models.JSONField()),
                ("level", models.CharField(blank=True, default="", max_length=80)),
                ("period", models.CharField(blank=True, default="", max_length=20)),
                ("revision", models.PositiveIntegerField(default=1)),
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="index_drafts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "index_draft",
                "ordering": ["-changed_at"],
            },
        ),
        migrations.CreateModel(
            name="IndexSubmission",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=80)),
                ("document", models.JSONField()),
                ("sha256", models.CharField(max_length=64)),
                ("base_sha256", models.CharField(blank=True, default="", max_length=64)),
                ("base_document", models.JSONField(null=True)),
                ("reason", models.TextField()),
                ("release", models.CharField(max_length=30)),
                ("evidence", models.JSONField()),
                ("submitted_at", models.DateTimeField(auto_now_add=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("approved", "approved"),
                            ("rejected", "rejected"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                ("decision_reason", models.TextField(blank=True, default="")),
                ("proposal", models.PositiveBigIntegerField(null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="submissions",
                        to="analysis.indexdraft",
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "db_table": "index_submission",
                "ordering": ["-pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="indexdraft",
            constraint=models.UniqueConstraint(
                condition=models.Q(("deleted_at__isnull", True)), fields=("owner", "name"), name="index_draft_name_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="indexdraft",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="index_draft_has_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="indexsubmission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("decided_at__isnull", True),
                        ("decided_by__isnull", True),
                        ("decision_reason", ""),
                        ("state", "waiting"),
                    ),
                    models.Q(
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                        ("state__in", ["approved", "rejected", "withdrawn"]),
                        models.Q(("decision_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="index_submission_decision_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="indexsubmission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["approved", "rejected"]), _negated=True),
                    models.Q(("decided_by", models.F("submitted_by")), _negated=True),
                    _connector="OR",
                ),
                name="index_submission_second_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="indexsubmission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "withdrawn"), _negated=True),
                    ("decided_by", models.F("submitted_by")),
                    _connector="OR",
                ),
                name="index_submission_withdrawn_by_its_author",
            ),
        ),
        migrations.AddConstraint(
            model_name="indexsubmission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("proposal__isnull", False), ("state", "approved")),
                    models.Q(models.Q(("state", "approved"), _negated=True), ("proposal__isnull", True)),
                    _connector="OR",
                ),
                name="index_submission_approved_is_applied",
            ),
        ),
        migrations.AddConstraint(
            model_name="indexsubmission",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="index_submission_has_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="indexsubmission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("base_document__isnull", True), ("base_sha256", "")),
                    models.Q(models.Q(("base_sha256", ""), _negated=True), ("base_document__isnull", False)),
                    _connector="OR",
                ),
                name="index_submission_base_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="indexsubmission",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "waiting")), fields=("code",), name="index_submission_waits_once"
            ),
        ),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
