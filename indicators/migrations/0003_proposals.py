"""Proposals for the catalogue and its versions. What is stored already becomes the first version of each entry.

Neither is rewritten by the office's role: a version stays as it was stored, a proposal stays with its decision. The portal's
role has no right in this schema.
"""

import django.db.models.deletion
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLES = {
    "source": "source",
    "measure": "measure",
    "indicator": "indicator",
    "index": "index_definition",
    "profile": "import_profile",
}
FIRST_VERSIONS = "\n".join(
    f"""
INSERT INTO sealed.catalogue_version (part, code, document, sha256, stored_at)
SELECT '{part}', code, document, sha256, changed_at FROM {table} ORDER BY code;
"""
    for part, table in TABLES.items()
)


def keep(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take from the office's role what would rewrite history."""
    office = editor.quote_name(settings.DATABASE_ROLES["office"])
    editor.execute(f"REVOKE UPDATE, DELETE ON sealed.catalogue_version FROM {office}")
    editor.execute(f"REVOKE DELETE ON sealed.catalogue_proposal FROM {office}")


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0002_blocks"),
        ("monitoring", "0001_rooms"),  # which gives the office's role every right on what is there
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CatalogueProposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("source", "source"),
                            ("measure", "measure"),
                            ("indicator", "indicator"),
                            ("index", "index"),
                            ("profile", "profile"),
                        ],
                        max_length=10,
                    ),
                ),
                ("code", models.CharField(max_length=80)),
                ("document", models.JSONField()),
                ("sha256", models.CharField(max_length=64)),
                ("base_sha256", models.CharField(blank=True, default="", max_length=64)),
                ("base_document", models.JSONField(null=True)),
                ("reason", models.TextField()),
                ("proposed_at", models.DateTimeField(auto_now_add=True)),
                ("decision", models.CharField(blank=True, default="", max_length=10)),
                ("decided_at", models.DateTimeField(null=True)),
                ("decision_reason", models.TextField(blank=True, default="")),
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
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "db_table": '"sealed"."catalogue_proposal"',
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="CatalogueVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("source", "source"),
                            ("measure", "measure"),
                            ("indicator", "indicator"),
                            ("index", "index"),
                            ("profile", "profile"),
                        ],
                        max_length=10,
                    ),
                ),
                ("code", models.CharField(max_length=80)),
                ("document", models.JSONField()),
                ("sha256", models.CharField(max_length=64)),
                ("stored_at", models.DateTimeField(auto_now_add=True)),
                (
                    "proposal",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="version",
                        to="indicators.catalogueproposal",
                    ),
                ),
                (
                    "stored_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": '"sealed"."catalogue_version"',
                "ordering": ["pk"],
            },
        ),
        migrations.AddIndex(
            model_name="catalogueproposal",
            index=models.Index(fields=["part", "code"], name="catalogue_proposal_entry"),
        ),
        migrations.AddConstraint(
            model_name="catalogueproposal",
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
                name="catalogue_proposal_decision_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="catalogueproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decision__in", ["approved", "rejected"]), _negated=True),
                    models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                    _connector="OR",
                ),
                name="catalogue_proposal_second_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="catalogueproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decision", "withdrawn"), _negated=True),
                    ("decided_by", models.F("proposed_by")),
                    _connector="OR",
                ),
                name="catalogue_proposal_withdrawn_by_its_author",
            ),
        ),
        migrations.AddConstraint(
            model_name="catalogueproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="catalogue_proposal_has_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="catalogueproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("base_document__isnull", True), ("base_sha256", "")),
                    models.Q(models.Q(("base_sha256", ""), _negated=True), ("base_document__isnull", False)),
                    _connector="OR",
                ),
                name="catalogue_proposal_base_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="catalogueproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(("sha256", models.F("base_sha256")), _negated=True),
                name="catalogue_proposal_changes_something",
            ),
        ),
        migrations.AddIndex(
            model_name="catalogueversion",
            index=models.Index(fields=["part", "code"], name="catalogue_version_entry"),
        ),
        migrations.RunSQL(FIRST_VERSIONS, migrations.RunSQL.noop),
        migrations.RunPython(keep, migrations.RunPython.noop),
    ]
