"""What was agreed about a source's deliveries, and periods that do not come. Sealed: the office and the supplier read it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from indicators.models.catalogue import Source
from indicators.models.periods import Period

GRACE_DAYS = 14


class Agreement(models.Model):
    """The dates that the office and the delivering department agreed on; without a row the defaults hold."""

    source = models.OneToOneField(Source, models.CASCADE, primary_key=True, related_name="agreement")
    first_period = models.CharField(max_length=20, blank=True, default="")  # nothing before it is expected
    extra_days = models.PositiveSmallIntegerField(default=0)  # after the day on which the figures are final
    grace_days = models.PositiveSmallIntegerField(default=GRACE_DAYS)
    contact = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    reminders = models.BooleanField(default=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        db_table = '"sealed"."agreement"'

    def __str__(self) -> str:
        return f"{self.source_id} +{self.extra_days} ±{self.grace_days}"


class Waiver(models.Model):
    """A person says that a period of a source does not come, and why."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="waivers")
    period = models.ForeignKey(Period, models.PROTECT, related_name="+")
    reason = models.TextField()
    waived_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    waived_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = '"sealed"."waiver"'
        constraints = [
            models.UniqueConstraint(fields=["source", "period"], name="waiver_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="waiver_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.period_id}"
