"""Which periods a delivery has: until now the announced one alone."""

import django.db.models.deletion
from django.db import migrations, models

FILL = "INSERT INTO sealed.delivered_period (delivery_id, period_id) SELECT id, period_id FROM sealed.delivery"


class Migration(migrations.Migration):
    dependencies = [("indicators", "0010_profile_drafts")]

    operations = [
        migrations.CreateModel(
            name="DeliveredPeriod",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "delivery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="delivered_periods",
                        to="indicators.delivery",
                    ),
                ),
                (
                    "period",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delivered_periods",
                        to="indicators.period",
                    ),
                ),
            ],
            options={
                "db_table": '"sealed"."delivered_period"',
                "ordering": ["delivery", "period__ends", "period__code"],
                "constraints": [models.UniqueConstraint(fields=("delivery", "period"), name="delivered_period_once")],
            },
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
