"""Names as the search compares them: folded once, when they are stored, with the index that finds similar ones.

``search_fold`` writes umlauts, their spellings with e and their bare letters alike, and leaves letters and digits only; the
same rule in Python is ``areas.folding``, and a test holds them together. ``search_areas`` gives the areas in force that may be meant, for a ranking outside:
whose name holds one of the words or something like it, and what lies directly inside those that begin with one.
"""

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models

FOLD = """
CREATE FUNCTION search_fold(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT btrim(regexp_replace(
    translate(
      replace(replace(replace(replace(replace(replace(lower($1), 'ß', 'ss'), 'æ', 'a'), 'œ', 'o'), 'ae', 'a'), 'oe', 'o'), 'ue', 'u'),
      'äöüàáâãåçèéêëìíîïñòóôõøùúûýÿłšžčćńśźżđğışęąřťůě',
      'aouaaaaaceeeeiiiinooooouuuyylszccnszzdgiseartue'
    ),
    '[^a-z0-9]+', ' ', 'g'
  ))
$$;
"""
SEARCH = """
CREATE FUNCTION search_areas(words text[], most integer) RETURNS SETOF bigint LANGUAGE sql STABLE
SET pg_trgm.word_similarity_threshold = 0.34 AS $$
  WITH alike AS (
    SELECT area.id, max(CASE WHEN area.folded LIKE word || '%' THEN 1 ELSE 0 END) AS begins,
           sum(word_similarity(word, area.folded)) AS likeness, length(area.folded) AS size
    FROM unnest(words) AS word
    JOIN areas_area AS area
      ON area.folded LIKE '%' || word || '%' OR word <% area.folded OR search_fold(area.code) LIKE word || '%'
    JOIN areas_areaedition AS edition ON edition.id = area.edition_id AND edition.is_active
    WHERE NOT area.is_residual
    GROUP BY area.id
  ), meant AS (
    SELECT * FROM alike ORDER BY begins + likeness DESC, size, id LIMIT most
  )
  SELECT id FROM meant
  UNION
  (SELECT inside.id FROM meant JOIN areas_area AS inside ON inside.parent_id = meant.id
   WHERE meant.begins = 1 AND NOT inside.is_residual ORDER BY meant.likeness DESC, inside.id LIMIT most)
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("areas", "0002_common_system")]

    operations = [
        migrations.RunSQL(FOLD, "DROP FUNCTION search_fold(text)"),
        migrations.AddField(
            model_name="area",
            name="folded",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Func(models.F("name"), function="search_fold"),
                output_field=models.TextField(),
            ),
        ),
        migrations.AddIndex(
            model_name="area",
            index=GinIndex(fields=["folded"], name="area_folded", opclasses=["gin_trgm_ops"]),
        ),
        migrations.RunSQL(SEARCH, "DROP FUNCTION search_areas(text[], integer)"),
    ]
