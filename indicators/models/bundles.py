"""A release in preparation: deliveries that are calculated together, approved as a whole and go live at once. Sealed."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from indicators.models.calculations import Calculation


class Bundle(models.Model):
    """What several deliveries have in common before they are one release.

    ``calculation`` is the candidate of all of them together; a change of what belongs to it takes it away.
    """

    reason = models.TextField()
    note_de = models.TextField(blank=True, default="")
    note_en = models.TextField(blank=True, default="")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)
    calculation = models.ForeignKey(Calculation, models.SET_NULL, null=True, related_name="+")
    release = models.OneToOneField("indicators.Release", models.PROTECT, null=True, related_name="+")
    dissolved_at = models.DateTimeField(null=True)

    class Meta:
        db_table = '"sealed"."bundle"'
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="bundle_has_reason"),
            models.CheckConstraint(
                condition=Q(release__isnull=True) | Q(dissolved_at__isnull=True), name="bundle_ends_one_way"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.reason[:40]}"

    @property
    def is_open(self) -> bool:
        """Neither released nor given up."""
        return self.release_id is None and self.dissolved_at is None
