"""Releases in preparation, revisions, notes that travel with the numbers, and releases that are taken back.

What is released already is revision 1 of its number. What each release put in force is read from the observations that
are still there: what a roll-back would need and is not there any more, it refuses by itself.
"""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

FILL = """
UPDATE release SET contributors = ARRAY[uploaded_by];
INSERT INTO sealed.put_in_force (release_id, measure_id, period_id, edition_id, delivery_id)
SELECT DISTINCT d.release_id, o.measure_id, o.period_id, d.edition_id, d.id
FROM sealed.delivery d JOIN sealed.observation o ON o.delivery_id = d.id
WHERE d.release_id IS NOT NULL AND d.edition_id IS NOT NULL;
"""


def keep(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Protocols are not rewritten; the portal reads the notes that were released."""
    office, portal = (editor.quote_name(settings.DATABASE_ROLES[role]) for role in ("office", "portal"))
    editor.execute(f"REVOKE UPDATE, DELETE ON sealed.put_in_force, released_note FROM {office}")
    editor.execute(f"REVOKE DELETE ON sealed.withdrawal, sealed.bundle FROM {office}")
    editor.execute(f"GRANT SELECT ON released_note TO {portal}")


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0003_search"),
        ("indicators", "0008_decisions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Bundle",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField()),
                ("note_de", models.TextField(blank=True, default="")),
                ("note_en", models.TextField(blank=True, default="")),
                ("opened_at", models.DateTimeField(auto_now_add=True)),
                ("dissolved_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": '"sealed"."bundle"',
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="NoteDraft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("break", "Break"),
                            ("exceptional", "Exceptional"),
                            ("register", "Register"),
                            ("note", "Note"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "indicators",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80), default=list, size=None
                    ),
                ),
                (
                    "measures",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80), default=list, size=None
                    ),
                ),
                (
                    "areas",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list, size=None
                    ),
                ),
                ("first", models.CharField(blank=True, default="", max_length=20)),
                ("last", models.CharField(blank=True, default="", max_length=20)),
                ("text_de", models.TextField()),
                ("text_en", models.TextField()),
                ("at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "db_table": '"sealed"."note_draft"',
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="PutInForce",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ],
            options={
                "db_table": '"sealed"."put_in_force"',
            },
        ),
        migrations.CreateModel(
            name="ReleasedNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("break", "Break"),
                            ("exceptional", "Exceptional"),
                            ("register", "Register"),
                            ("note", "Note"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "indicators",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80), default=list, size=None
                    ),
                ),
                (
                    "measures",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80), default=list, size=None
                    ),
                ),
                (
                    "areas",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list, size=None
                    ),
                ),
                ("first", models.CharField(blank=True, default="", max_length=20)),
                ("last", models.CharField(blank=True, default="", max_length=20)),
                ("text_de", models.TextField()),
                ("text_en", models.TextField()),
            ],
            options={
                "db_table": "released_note",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Withdrawal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField()),
                ("proposed_at", models.DateTimeField(auto_now_add=True)),
                ("decision", models.CharField(blank=True, default="", max_length=10)),
                ("decided_at", models.DateTimeField(null=True)),
                ("decision_reason", models.TextField(blank=True, default="")),
            ],
            options={
                "db_table": '"sealed"."withdrawal"',
                "ordering": ["-pk"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="release",
            name="release_number",
        ),
        migrations.AddField(
            model_name="delivery",
            name="note_de",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="delivery",
            name="note_en",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="release",
            name="contributors",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=150), default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="release",
            name="note_de",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="release",
            name="note_en",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="release",
            name="revision",
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="release",
            name="successor",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="indicators.release"
            ),
        ),
        migrations.AddField(
            model_name="release",
            name="withdrawn_by",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=150), default=list, size=None
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.UniqueConstraint(fields=("year", "serial", "revision"), name="release_number"),
        ),
        migrations.AddField(
            model_name="bundle",
            name="calculation",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="indicators.calculation"
            ),
        ),
        migrations.AddField(
            model_name="bundle",
            name="opened_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="bundle",
            name="release",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="indicators.release"
            ),
        ),
        migrations.AddField(
            model_name="delivery",
            name="bundle",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="deliveries",
                to="indicators.bundle",
            ),
        ),
        migrations.AddField(
            model_name="notedraft",
            name="bundle",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="notes", to="indicators.bundle"
            ),
        ),
        migrations.AddField(
            model_name="notedraft",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="notedraft",
            name="delivery",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="notes", to="indicators.delivery"
            ),
        ),
        migrations.AddField(
            model_name="putinforce",
            name="delivery",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="put_in_force", to="indicators.delivery"
            ),
        ),
        migrations.AddField(
            model_name="putinforce",
            name="edition",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.areaedition"
            ),
        ),
        migrations.AddField(
            model_name="putinforce",
            name="measure",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="indicators.measure"
            ),
        ),
        migrations.AddField(
            model_name="putinforce",
            name="period",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="indicators.period"
            ),
        ),
        migrations.AddField(
            model_name="putinforce",
            name="release",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="put_in_force", to="indicators.release"
            ),
        ),
        migrations.AddField(
            model_name="releasednote",
            name="release",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="notes", to="indicators.release"
            ),
        ),
        migrations.AddField(
            model_name="withdrawal",
            name="back_to",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="indicators.release"
            ),
        ),
        migrations.AddField(
            model_name="withdrawal",
            name="decided_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="withdrawal",
            name="proposed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="withdrawal",
            name="release",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="indicators.release"
            ),
        ),
        migrations.AddConstraint(
            model_name="bundle",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="bundle_has_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="bundle",
            constraint=models.CheckConstraint(
                condition=models.Q(("release__isnull", True), ("dissolved_at__isnull", True), _connector="OR"),
                name="bundle_ends_one_way",
            ),
        ),
        migrations.AddConstraint(
            model_name="notedraft",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("text_de", ""), _negated=True),
                    models.Q(("text_en", ""), _negated=True),
                    models.Q(
                        models.Q(("kind__in", ["break", "exceptional"]), _negated=True),
                        models.Q(("first", ""), _negated=True),
                        _connector="OR",
                    ),
                    models.Q(
                        models.Q(("kind", "exceptional"), _negated=True),
                        models.Q(("last", ""), _negated=True),
                        _connector="OR",
                    ),
                ),
                name="note_draft_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="notedraft",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("bundle__isnull", False), ("delivery__isnull", True)),
                    models.Q(("bundle__isnull", True), ("delivery__isnull", False)),
                    _connector="OR",
                ),
                name="note_draft_has_one_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="putinforce",
            constraint=models.UniqueConstraint(
                fields=("release", "measure", "edition", "period"), name="put_in_force_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="releasednote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("text_de", ""), _negated=True),
                    models.Q(("text_en", ""), _negated=True),
                    models.Q(
                        models.Q(("kind__in", ["break", "exceptional"]), _negated=True),
                        models.Q(("first", ""), _negated=True),
                        _connector="OR",
                    ),
                    models.Q(
                        models.Q(("kind", "exceptional"), _negated=True),
                        models.Q(("last", ""), _negated=True),
                        _connector="OR",
                    ),
                ),
                name="released_note_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="withdrawal",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="withdrawal_has_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="withdrawal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at__isnull", True), ("decided_by__isnull", True), ("decision", "")),
                    models.Q(
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                        ("decision__in", ["confirmed", "rejected"]),
                    ),
                    _connector="OR",
                ),
                name="withdrawal_decision_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="withdrawal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decision", "confirmed"), _negated=True),
                    models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                    _connector="OR",
                ),
                name="withdrawal_second_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="withdrawal",
            constraint=models.CheckConstraint(
                condition=models.Q(("back_to__isnull", True), ("back_to__lt", models.F("release")), _connector="OR"),
                name="withdrawal_goes_back",
            ),
        ),
        migrations.AddConstraint(
            model_name="withdrawal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("decision", "")), fields=("release",), name="withdrawal_one_is_open"
            ),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RunPython(keep, migrations.RunPython.noop),
    ]
