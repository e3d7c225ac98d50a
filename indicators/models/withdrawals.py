"""Taking releases back: proposed by one person, confirmed by another. Sealed; the tombstone on the release is public."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from indicators.models.releases import Release


class Withdrawal(models.Model):
    """A proposal to withdraw ``release``.

    With ``back_to`` it is a roll-back: ``release`` is what is live, and everything that was released since ``back_to`` is
    withdrawn with it. Without, an earlier release alone becomes a tombstone, and what is live stays.
    """

    release = models.ForeignKey(Release, models.PROTECT, related_name="+")
    back_to = models.ForeignKey(Release, models.PROTECT, null=True, related_name="+")
    reason = models.TextField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(auto_now_add=True)
    decision = models.CharField(max_length=10, blank=True, default="")  # confirmed | rejected
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decision_reason = models.TextField(blank=True, default="")

    class Meta:
        db_table = '"sealed"."withdrawal"'
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="withdrawal_has_reason"),
            models.CheckConstraint(
                condition=Q(decision="", decided_by__isnull=True, decided_at__isnull=True)
                | Q(decision__in=["confirmed", "rejected"], decided_by__isnull=False, decided_at__isnull=False),
                name="withdrawal_decision_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(decision="confirmed") | ~Q(decided_by=F("proposed_by")), name="withdrawal_second_person"
            ),
            models.CheckConstraint(
                condition=Q(back_to__isnull=True) | Q(back_to__lt=F("release")), name="withdrawal_goes_back"
            ),
            models.UniqueConstraint(fields=["release"], condition=Q(decision=""), name="withdrawal_one_is_open"),
        ]

    def __str__(self) -> str:
        return f"{self.release_id} → {self.back_to_id}"
