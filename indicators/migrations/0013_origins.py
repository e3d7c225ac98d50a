"""Where released numbers come from, told to everybody: deliveries by number, definitions by hash, the code's version.

What is released already gets the same from the sealed protocols: what each release put in force, and the version of the
catalogue that stood when a release brought an indicator's blocks for the first time.
"""

import django.db.models.deletion
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

VIEW = """
CREATE OR REPLACE VIEW released_block WITH (security_barrier) AS
SELECT entry.id, entry.release_id, entry.block_id, block.content_sha256,
       entry.indicator_id, entry.period_id, block.denominator_period_id, entry.edition_id, entry.level_id,
       block.as_of, block.data_status,
       block.status, block.numerator, block.denominator, block.value, block.low, block.high, block.coverage{more}
FROM release_entry entry
JOIN result_block block ON block.id = entry.block_id
JOIN release ON release.id = entry.release_id AND release.withdrawn_at IS NULL;
"""

FILL = """
INSERT INTO release_origin (release_id, measure_id, period_id, edition_id, delivery, source, as_of, received_on)
SELECT p.release_id, p.measure_id, p.period_id, p.edition_id, d.id, s.code, d.as_of,
       (d.uploaded_at AT TIME ZONE %(zone)s)::date
FROM sealed.put_in_force p
JOIN sealed.delivery d ON d.id = p.delivery_id
JOIN measure m ON m.id = p.measure_id
JOIN source s ON s.id = m.source_id;

INSERT INTO release_definition (release_id, indicator_id, sha256, since)
SELECT r.id, i.id, COALESCE(v.sha256, i.sha256), (v.stored_at AT TIME ZONE %(zone)s)::date
FROM release r
JOIN LATERAL (
    SELECT DISTINCT e.indicator_id FROM release_entry e
    WHERE e.release_id = r.id AND NOT EXISTS (
        SELECT FROM release_entry b WHERE b.release_id = r.previous_id AND b.block_id = e.block_id)
) fresh ON true
JOIN indicator i ON i.id = fresh.indicator_id
LEFT JOIN LATERAL (
    SELECT sha256, stored_at FROM sealed.catalogue_version
    WHERE part = 'indicator' AND code = i.code AND stored_at <= r.activated_at ORDER BY id DESC LIMIT 1
) v ON true;
"""


def fill(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """From the protocols. They never change, and so neither does what is told of them; the portal reads it."""
    office, portal = (editor.quote_name(settings.DATABASE_ROLES[role]) for role in ("office", "portal"))
    editor.execute(FILL, {"zone": settings.TIME_ZONE})
    editor.execute(f"GRANT SELECT ON release_origin, release_definition TO {portal}")
    editor.execute(f"REVOKE UPDATE, DELETE ON release_origin, release_definition FROM {office}")


class Migration(migrations.Migration):
    dependencies = [("areas", "0003_search"), ("indicators", "0012_first_period")]

    operations = [
        migrations.CreateModel(
            name="ReleaseOrigin",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("delivery", models.BigIntegerField()),
                ("source", models.CharField(max_length=80)),
                ("as_of", models.DateField()),
                ("received_on", models.DateField()),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.areaedition"
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="indicators.measure"
                    ),
                ),
                (
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="indicators.period"
                    ),
                ),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="origins", to="indicators.release"
                    ),
                ),
            ],
            options={
                "db_table": "release_origin",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("measure", "period", "edition", "release"), name="release_origin_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReleaseDefinition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sha256", models.CharField(max_length=64)),
                ("since", models.DateField(null=True)),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="indicators.indicator"
                    ),
                ),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="definitions", to="indicators.release"
                    ),
                ),
            ],
            options={
                "db_table": "release_definition",
                "constraints": [
                    models.UniqueConstraint(fields=("release", "indicator"), name="release_definition_once")
                ],
            },
        ),
        migrations.RunSQL(VIEW.format(more=", block.code_version"), migrations.RunSQL.noop),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
