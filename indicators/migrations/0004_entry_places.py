"""A manifest's line and its block name the same place: one foreign key says so, and stands for five.

Before, each part of the place referred to its own table and nothing but ``verify`` saw a block in another's place. A
block's own foreign keys keep its parts from being deleted, and so those of every line. Releases carry thousands of lines
over, and each foreign key is looked up for each of them.
"""

import django.db.models.deletion
from django.db import migrations, models

_PLACE = "indicator_id, level_id, edition_id, period_id"
TOGETHER = f"""
ALTER TABLE result_block ADD CONSTRAINT result_block_place UNIQUE (id, {_PLACE});
ALTER TABLE release_entry ADD CONSTRAINT release_entry_block_in_its_place
    FOREIGN KEY (block_id, {_PLACE}) REFERENCES result_block (id, {_PLACE}) DEFERRABLE INITIALLY DEFERRED;
"""
APART = """
ALTER TABLE release_entry DROP CONSTRAINT release_entry_block_in_its_place;
ALTER TABLE result_block DROP CONSTRAINT result_block_place;
"""


def _without_constraint(
    name: str, to: str, *, db_index: bool = False, related_name: str = "+"
) -> migrations.AlterField:
    field: models.ForeignKey = models.ForeignKey(
        db_constraint=False,
        db_index=db_index,
        on_delete=django.db.models.deletion.PROTECT,
        related_name=related_name,
        to=to,
    )
    return migrations.AlterField("releaseentry", name, field)


class Migration(migrations.Migration):
    dependencies = [("areas", "0001_initial"), ("indicators", "0003_proposals")]
    operations = [
        migrations.RunSQL(TOGETHER, APART),
        _without_constraint("indicator", "indicators.indicator"),
        _without_constraint("level", "areas.arealevel"),
        _without_constraint("edition", "areas.areaedition"),
        _without_constraint("period", "indicators.period"),
        _without_constraint("block", "indicators.resultblock", db_index=True, related_name="entries"),
    ]
