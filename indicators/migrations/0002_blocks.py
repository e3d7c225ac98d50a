"""What Django's models cannot say: sound blocks by CHECK, storage of arrays, the view of what is released."""

from django.db import migrations

SOUND = """
CREATE FUNCTION block_is_sound(
    status smallint[], numerator float8[], denominator float8[], value float8[], low float8[], high float8[],
    coverage float8[]
) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT cardinality(status) = ALL (ARRAY[
               cardinality(numerator), cardinality(denominator), cardinality(value), cardinality(low),
               cardinality(high), cardinality(coverage)
           ])
       AND NOT EXISTS (
           SELECT FROM unnest(status, numerator, denominator, value, low, high, coverage) AS p(s, n, d, v, l, h, c)
           WHERE (s = 0 AND v IS NULL)
              OR (s <> 0 AND (n IS NOT NULL OR d IS NOT NULL OR v IS NOT NULL OR l IS NOT NULL OR h IS NOT NULL))
              OR (s = 5 AND c IS NOT NULL)
              OR s IS NULL OR s NOT BETWEEN 0 AND 5
              OR v = 'NaN' OR n = 'NaN' OR d = 'NaN'
       )
$$;
ALTER TABLE result_block ADD CONSTRAINT result_block_is_sound
    CHECK (block_is_sound(status, numerator, denominator, value, low, high, coverage));
"""

STORAGE = """
ALTER TABLE result_block
    ALTER COLUMN status SET COMPRESSION lz4,
    ALTER COLUMN numerator SET COMPRESSION lz4,
    ALTER COLUMN denominator SET COMPRESSION lz4,
    ALTER COLUMN value SET COMPRESSION lz4,
    ALTER COLUMN low SET COMPRESSION lz4,
    ALTER COLUMN high SET COMPRESSION lz4,
    ALTER COLUMN coverage SET COMPRESSION lz4;
"""

VIEW = """
CREATE VIEW released_block WITH (security_barrier) AS
SELECT entry.id, entry.release_id, entry.block_id, block.content_sha256,
       entry.indicator_id, entry.period_id, block.denominator_period_id, entry.edition_id, entry.level_id,
       block.as_of, block.data_status,
       block.status, block.numerator, block.denominator, block.value, block.low, block.high, block.coverage
FROM release_entry entry
JOIN result_block block ON block.id = entry.block_id
JOIN release ON release.id = entry.release_id AND release.withdrawn_at IS NULL;
"""


class Migration(migrations.Migration):
    dependencies = [("indicators", "0001_initial")]
    operations = [
        migrations.RunSQL(
            SOUND, "ALTER TABLE result_block DROP CONSTRAINT result_block_is_sound; DROP FUNCTION block_is_sound"
        ),
        migrations.RunSQL(STORAGE, migrations.RunSQL.noop),
        migrations.RunSQL(VIEW, "DROP VIEW released_block"),
    ]
