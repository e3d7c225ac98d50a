"""From which period on deliveries were agreed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("indicators", "0011_delivered_periods")]
    operations = [
        migrations.AddField(
            model_name="agreement",
            name="first_period",
            field=models.CharField(blank=True, default="", max_length=20),
        ),
    ]
