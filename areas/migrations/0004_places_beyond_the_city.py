"""Places beyond the city, which it is compared with: systems of one level, and places with a name and without a shape."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("areas", "0003_search")]

    operations = [
        migrations.AddField("areasystem", "is_reference", models.BooleanField(default=False)),
        migrations.AddField("area", "is_reference", models.BooleanField(default=False)),
        migrations.AddConstraint(
            "areasystem",
            models.CheckConstraint(
                condition=Q(is_common=False) | Q(is_reference=False), name="area_system_common_divides_the_city"
            ),
        ),
        migrations.RemoveConstraint("area", "area_residual_has_no_geometry"),
        migrations.AddConstraint(
            "area",
            models.CheckConstraint(
                condition=Q(is_residual=False, is_reference=False, geometry__isnull=False)
                | Q(geometry__isnull=True) & (Q(is_residual=True) | Q(is_reference=True)),
                name="area_has_geometry_or_reason",
            ),
        ),
    ]
