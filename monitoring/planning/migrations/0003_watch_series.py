import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("planning", "0002_goals_and_watch"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="watchentry",
            options={"ordering": ["watch", "area", "indicator", "aspect"]},
        ),
        migrations.RemoveConstraint(
            model_name="watchentry",
            name="watch_entry_once",
        ),
        migrations.RenameField(
            model_name="watchentry",
            old_name="list",
            new_name="watch",
        ),
        migrations.AddField(
            model_name="watchentry",
            name="city_values",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.FloatField(null=True), default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="watchentry",
            name="highs",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.FloatField(null=True), default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="watchentry",
            name="lows",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.FloatField(null=True), default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="watchentry",
            name="periods",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=20), default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="watchentry",
            name="values",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.FloatField(null=True), default=list, size=None
            ),
        ),
        migrations.AddConstraint(
            model_name="watchentry",
            constraint=models.UniqueConstraint(
                fields=("watch", "edition", "area", "indicator", "aspect"), name="watch_entry_once"
            ),
        ),
    ]
