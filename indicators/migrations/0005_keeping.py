"""Holds, requests for erasure and the protocol of erasures; checks of the audit trail and its filters; enquiries.

The office's role takes nothing back that is a protocol. What is erased leaves dead rows until the table is vacuumed: the
tables that hold what was delivered are vacuumed at the next look of autovacuum, however little is dead in them.
"""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.comparison
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

VACUUM = """
ALTER TABLE sealed.stored_file SET (
    autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0,
    toast.autovacuum_vacuum_threshold = 0, toast.autovacuum_vacuum_scale_factor = 0
);
ALTER TABLE sealed.problem SET (autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0);
ALTER TABLE sealed.observation SET (autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0);
"""
AS_BEFORE = "".join(
    f"ALTER TABLE sealed.{table} RESET (autovacuum_vacuum_threshold, autovacuum_vacuum_scale_factor);"
    for table in ("stored_file", "problem", "observation")
)


def keep(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take from the office's role what would rewrite protocols."""
    office = editor.quote_name(settings.DATABASE_ROLES["office"])
    editor.execute(f"REVOKE UPDATE, DELETE ON sealed.trail_check FROM {office}")
    editor.execute(
        f"REVOKE DELETE ON sealed.erasure, sealed.erasure_request, sealed.retention_hold, sealed.enquiry FROM {office}"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0004_entry_places"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Enquiry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("serial", models.PositiveSmallIntegerField()),
                ("asker", models.CharField(max_length=14)),
                ("asked_by", models.CharField(max_length=200)),
                ("asked_on", models.DateField()),
                ("due_on", models.DateField(null=True)),
                ("topic", models.CharField(max_length=40)),
                ("question", models.TextField()),
                ("answer", models.TextField(blank=True, default="")),
                ("state", models.CharField(default="open", max_length=8)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("reminded_on", models.DateField(null=True)),
                ("version", models.PositiveIntegerField(default=0)),
                (
                    "words",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.postgres.search.SearchVector(
                            "question", "answer", "asked_by", config="german"
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
            ],
            options={
                "db_table": '"sealed"."enquiry"',
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="EnquiryValue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("indicator", models.CharField(max_length=80)),
                ("title", models.CharField(max_length=300)),
                ("area", models.CharField(max_length=40)),
                ("area_name", models.CharField(max_length=200)),
                ("edition", models.CharField(max_length=80)),
                ("level", models.CharField(max_length=40)),
                ("period", models.CharField(max_length=20)),
                ("status", models.CharField(max_length=14)),
                ("value", models.FloatField()),
                ("reference_value", models.FloatField(null=True)),
                ("unit", models.CharField(max_length=40)),
                ("decimals", models.PositiveSmallIntegerField()),
                ("block_sha256", models.CharField(max_length=64)),
                ("sentence", models.TextField()),
                ("source", models.TextField()),
                ("taken_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "db_table": '"sealed"."enquiry_value"',
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Erasure",
            fields=[
                (
                    "delivery",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="erasure",
                        serialize=False,
                        to="indicators.delivery",
                    ),
                ),
                ("cause", models.CharField(max_length=12)),
                ("due_on", models.DateField(null=True)),
                ("reason", models.TextField()),
                ("actor", models.CharField(max_length=150)),
                ("file_sha256", models.CharField(max_length=64)),
                ("observations", models.PositiveBigIntegerField(default=0)),
                ("problems", models.PositiveBigIntegerField(default=0)),
                ("bytes_gone", models.BooleanField(default=False)),
                ("started_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": '"sealed"."erasure"',
                "ordering": ["-started_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="ErasureRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField()),
                ("requested_at", models.DateTimeField(auto_now_add=True)),
                ("decision", models.CharField(blank=True, default="", max_length=10)),
                ("decided_at", models.DateTimeField(null=True)),
                ("decision_reason", models.TextField(blank=True, default="")),
            ],
            options={
                "db_table": '"sealed"."erasure_request"',
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="RetentionHold",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField()),
                ("set_at", models.DateTimeField(auto_now_add=True)),
                ("lifted_at", models.DateTimeField(null=True)),
                ("lifted_reason", models.TextField(blank=True, default="")),
            ],
            options={
                "db_table": '"sealed"."retention_hold"',
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="TrailCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("checked_at", models.DateTimeField(auto_now_add=True)),
                ("entries", models.PositiveBigIntegerField()),
                ("unsealed", models.PositiveBigIntegerField()),
                ("head", models.CharField(blank=True, max_length=64)),
                ("broken", models.PositiveBigIntegerField()),
                ("first_broken", models.BigIntegerField(null=True)),
                ("seconds", models.FloatField()),
            ],
            options={
                "db_table": '"sealed"."trail_check"',
                "ordering": ["-pk"],
            },
        ),
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["at", "id"], name="audit_entry_at"),
        ),
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["actor", "at", "id"], name="audit_entry_actor"),
        ),
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["action", "at", "id"], name="audit_entry_action"),
        ),
        migrations.AddIndex(
            model_name="auditentry",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    django.db.models.functions.comparison.Cast("details", models.TextField()), "gin_trgm_ops"
                ),
                name="audit_entry_details",
            ),
        ),
        migrations.AddField(
            model_name="enquiry",
            name="answered_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="enquiry",
            name="created_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="enquiryvalue",
            name="enquiry",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="values_used", to="indicators.enquiry"
            ),
        ),
        migrations.AddField(
            model_name="enquiryvalue",
            name="release",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="indicators.release"
            ),
        ),
        migrations.AddField(
            model_name="enquiryvalue",
            name="taken_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="erasurerequest",
            name="decided_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="erasurerequest",
            name="delivery",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="erasure_requests", to="indicators.delivery"
            ),
        ),
        migrations.AddField(
            model_name="erasurerequest",
            name="requested_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="erasure",
            name="request",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="erasure",
                to="indicators.erasurerequest",
            ),
        ),
        migrations.AddField(
            model_name="retentionhold",
            name="delivery",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="holds", to="indicators.delivery"
            ),
        ),
        migrations.AddField(
            model_name="retentionhold",
            name="lifted_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="retentionhold",
            name="set_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="retentionhold",
            name="source",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="holds", to="indicators.source"
            ),
        ),
        migrations.AddConstraint(
            model_name="enquiry",
            constraint=models.UniqueConstraint(fields=("year", "serial"), name="enquiry_number"),
        ),
        migrations.AddConstraint(
            model_name="enquiry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("question", ""), _negated=True), models.Q(("asked_by", ""), _negated=True)
                ),
                name="enquiry_asks_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="enquiry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("answered_at__isnull", True),
                        ("answered_by__isnull", True),
                        ("closed_at__isnull", True),
                        ("state", "open"),
                    ),
                    models.Q(
                        ("answered_at__isnull", False),
                        ("answered_by__isnull", False),
                        ("closed_at__isnull", True),
                        ("state", "answered"),
                        models.Q(("answer", ""), _negated=True),
                    ),
                    models.Q(("closed_at__isnull", False), ("state", "closed")),
                    _connector="OR",
                ),
                name="enquiry_state_is_whole",
            ),
        ),
        migrations.AddIndex(
            model_name="enquiryvalue",
            index=models.Index(fields=["indicator", "period"], name="enquiry_value_indicator"),
        ),
        migrations.AddIndex(
            model_name="enquiryvalue",
            index=models.Index(fields=["area"], name="enquiry_value_area"),
        ),
        migrations.AddConstraint(
            model_name="enquiryvalue",
            constraint=models.CheckConstraint(condition=models.Q(("status", "ok")), name="enquiry_value_is_published"),
        ),
        migrations.AddConstraint(
            model_name="enquiryvalue",
            constraint=models.UniqueConstraint(
                fields=("enquiry", "release", "indicator", "edition", "level", "area", "period"),
                name="enquiry_value_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="erasurerequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="erasure_request_has_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="erasurerequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("decided_at__isnull", True),
                        ("decided_by__isnull", True),
                        ("decision", ""),
                        ("decision_reason", ""),
                    ),
                    models.Q(
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                        ("decision__in", ["approved", "rejected", "withdrawn"]),
                        models.Q(("decision_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="erasure_request_decision_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="erasurerequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decision__in", ["approved", "rejected"]), _negated=True),
                    models.Q(("decided_by", models.F("requested_by")), _negated=True),
                    _connector="OR",
                ),
                name="erasure_request_second_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="erasurerequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("decision", "")), fields=("delivery",), name="erasure_request_open_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="erasure",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="erasure_has_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="retentionhold",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("delivery__isnull", False), ("source__isnull", True)),
                    models.Q(("delivery__isnull", True), ("source__isnull", False)),
                    _connector="OR",
                ),
                name="retention_hold_is_about_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="retentionhold",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="retention_hold_has_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="retentionhold",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("lifted_at__isnull", True), ("lifted_by__isnull", True), ("lifted_reason", "")),
                    models.Q(
                        ("lifted_at__isnull", False),
                        ("lifted_by__isnull", False),
                        models.Q(("lifted_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="retention_hold_lifting_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="retentionhold",
            constraint=models.UniqueConstraint(
                condition=models.Q(("lifted_at", None)), fields=("delivery",), name="retention_hold_delivery"
            ),
        ),
        migrations.AddConstraint(
            model_name="retentionhold",
            constraint=models.UniqueConstraint(
                condition=models.Q(("lifted_at", None)), fields=("source",), name="retention_hold_source"
            ),
        ),
        migrations.RunSQL(VACUUM, AS_BEFORE),
        migrations.RunPython(keep, migrations.RunPython.noop),
    ]
