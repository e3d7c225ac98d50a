"""Indices as results: blocks with the definition they were computed by, their lines in manifests, the view of what is released.

A block of an index is as sound as any other: where the status is not OK there is no number and no class, but a reason. A
manifest's line and its block name the same place by one foreign key.
"""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SOUND = """
CREATE FUNCTION index_block_is_sound(
    status smallint[], value float8[], z float8[], class_of smallint[], left_out smallint[]
) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT cardinality(status) > 0
       AND cardinality(status) = ALL (ARRAY[cardinality(value), cardinality(class_of), cardinality(left_out)])
       AND cardinality(z) > 0 AND cardinality(z) % cardinality(status) = 0
       AND NOT EXISTS (
           SELECT FROM unnest(status, value, class_of, left_out) AS p(s, v, c, l)
           WHERE s IS NULL OR s NOT BETWEEN 0 AND 5 OR c IS NULL OR l IS NULL OR l NOT BETWEEN 0 AND 7 OR v = 'NaN'
              OR (s = 0 AND (v IS NULL OR c < 0 OR l <> 0))
              OR (s <> 0 AND (v IS NOT NULL OR c <> -1 OR l = 0))
       )
       AND NOT EXISTS (
           SELECT FROM unnest(z) WITH ORDINALITY AS q(one, at)
           WHERE one = 'NaN' OR (one IS NULL) = (status[((at - 1) % cardinality(status))::int + 1] = 0)
       )
$$;
ALTER TABLE index_block ADD CONSTRAINT index_block_is_sound
    CHECK (index_block_is_sound(status, value, z, class_of, left_out));
ALTER TABLE index_block
    ALTER COLUMN definition SET COMPRESSION lz4,
    ALTER COLUMN status SET COMPRESSION lz4,
    ALTER COLUMN value SET COMPRESSION lz4,
    ALTER COLUMN z SET COMPRESSION lz4,
    ALTER COLUMN class_of SET COMPRESSION lz4,
    ALTER COLUMN left_out SET COMPRESSION lz4;
"""
UNSOUND = "ALTER TABLE index_block DROP CONSTRAINT index_block_is_sound; DROP FUNCTION index_block_is_sound"

_PLACE = "index_id, level_id, edition_id, period_id"
TOGETHER = f"""
ALTER TABLE index_block ADD CONSTRAINT index_block_place UNIQUE (id, {_PLACE});
ALTER TABLE release_index_entry ADD CONSTRAINT release_index_entry_block_in_its_place
    FOREIGN KEY (block_id, {_PLACE}) REFERENCES index_block (id, {_PLACE}) DEFERRABLE INITIALLY DEFERRED;
"""
APART = """
ALTER TABLE release_index_entry DROP CONSTRAINT release_index_entry_block_in_its_place;
ALTER TABLE index_block DROP CONSTRAINT index_block_place;
"""

VIEW = """
CREATE VIEW released_index WITH (security_barrier) AS
SELECT entry.id, entry.release_id, entry.block_id, block.content_sha256,
       entry.index_id, entry.period_id, block.earlier_period_id, entry.edition_id, entry.level_id,
       block.as_of, block.data_status, block.code_version, block.definition_sha256, block.definition,
       block.status, block.value, block.z, block.class_of, block.left_out
FROM release_index_entry entry
JOIN index_block block ON block.id = entry.block_id
JOIN release ON release.id = entry.release_id AND release.withdrawn_at IS NULL;
"""


def grant(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """The portal sees what is released and its manifests; nobody rewrites blocks, manifests or what was asked for."""
    office, portal = (editor.quote_name(settings.DATABASE_ROLES[role]) for role in ("office", "portal"))
    editor.execute(f"GRANT SELECT ON release_index_entry, released_index TO {portal}")
    editor.execute(f"REVOKE UPDATE, DELETE ON index_block, release_index_entry FROM {office}")
    editor.execute(f"REVOKE INSERT, UPDATE, DELETE ON released_index FROM {office}")
    editor.execute(f"REVOKE DELETE ON sealed.index_publication FROM {office}")


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0003_search"),
        ("indicators", "0014_typologies"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ReleasedIndex",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("content_sha256", models.CharField(max_length=64)),
                ("as_of", models.DateField()),
                ("data_status", models.CharField(max_length=12)),
                ("code_version", models.CharField(max_length=40)),
                ("definition_sha256", models.CharField(max_length=64)),
                ("definition", models.JSONField()),
                ("status", django.contrib.postgres.fields.ArrayField(base_field=models.SmallIntegerField(), size=None)),
                (
                    "value",
                    django.contrib.postgres.fields.ArrayField(base_field=models.FloatField(null=True), size=None),
                ),
                ("z", django.contrib.postgres.fields.ArrayField(base_field=models.FloatField(null=True), size=None)),
                (
                    "class_of",
                    django.contrib.postgres.fields.ArrayField(base_field=models.SmallIntegerField(), size=None),
                ),
                (
                    "left_out",
                    django.contrib.postgres.fields.ArrayField(base_field=models.SmallIntegerField(), size=None),
                ),
            ],
            options={
                "db_table": "released_index",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="IndexBlock",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("content_sha256", models.CharField(max_length=64, unique=True)),
                ("inputs_sha256", models.CharField(max_length=64)),
                ("as_of", models.DateField()),
                ("data_status", models.CharField(max_length=12)),
                ("code_version", models.CharField(max_length=40)),
                ("definition_sha256", models.CharField(max_length=64)),
                ("definition", models.JSONField()),
                ("status", django.contrib.postgres.fields.ArrayField(base_field=models.SmallIntegerField(), size=None)),
                (
                    "value",
                    django.contrib.postgres.fields.ArrayField(base_field=models.FloatField(null=True), size=None),
                ),
                ("z", django.contrib.postgres.fields.ArrayField(base_field=models.FloatField(null=True), size=None)),
                (
                    "class_of",
                    django.contrib.postgres.fields.ArrayField(base_field=models.SmallIntegerField(), size=None),
                ),
                (
                    "left_out",
                    django.contrib.postgres.fields.ArrayField(base_field=models.SmallIntegerField(), size=None),
                ),
                (
                    "earlier_period",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="indicators.period"
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.areaedition"
                    ),
                ),
                (
                    "index",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="indicators.index"
                    ),
                ),
                (
                    "level",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.arealevel"
                    ),
                ),
                (
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="indicators.period"
                    ),
                ),
            ],
            options={
                "db_table": "index_block",
            },
        ),
        migrations.CreateModel(
            name="CalculationIndexEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "calculation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="index_entries",
                        to="indicators.calculation",
                    ),
                ),
                (
                    "block",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="indicators.indexblock"
                    ),
                ),
            ],
            options={
                "db_table": '"sealed"."calculation_index_entry"',
                "constraints": [
                    models.UniqueConstraint(fields=("calculation", "block"), name="calculation_index_entry_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="IndexPublication",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "indices",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), size=None),
                ),
                ("reason", models.TextField()),
                (
                    "authors",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=150), default=list, size=None
                    ),
                ),
                ("asked_at", models.DateTimeField(auto_now_add=True)),
                ("outcome", models.CharField(blank=True, default="", max_length=12)),
                ("finished_at", models.DateTimeField(null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("failure", models.CharField(blank=True, default="", max_length=80)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "release",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="indicators.release",
                    ),
                ),
            ],
            options={
                "db_table": '"sealed"."index_publication"',
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="index_publication_has_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("finished_at", None), ("outcome", ""), ("release", None)),
                            models.Q(
                                ("finished_at__isnull", False), ("outcome", "released"), ("release__isnull", False)
                            ),
                            models.Q(
                                ("finished_at__isnull", False),
                                ("outcome__in", ["nothing_new", "failed"]),
                                ("release", None),
                            ),
                            _connector="OR",
                        ),
                        name="index_publication_outcome_is_whole",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("outcome", "")), fields=("outcome",), name="index_publication_one_is_open"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReleaseIndexEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "block",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="indicators.indexblock",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.areaedition",
                    ),
                ),
                (
                    "index",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="indicators.index",
                    ),
                ),
                (
                    "level",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.arealevel",
                    ),
                ),
                (
                    "period",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="indicators.period",
                    ),
                ),
                (
                    "release",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="index_entries",
                        to="indicators.release",
                    ),
                ),
            ],
            options={
                "db_table": "release_index_entry",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("release", "index", "level", "edition", "period"), name="release_index_entry_place"
                    )
                ],
            },
        ),
        migrations.RunSQL(SOUND, UNSOUND),
        migrations.RunSQL(TOGETHER, APART),
        migrations.RunSQL(VIEW, "DROP VIEW released_index"),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
