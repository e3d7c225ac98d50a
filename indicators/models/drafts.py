"""Files that no profile reads yet: each waits in quarantine with the profile that is being made for it. Sealed."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from indicators.models.deliveries import Delivery, StoredFile
from indicators.models.proposals import CatalogueProposal


class ProfileDraft(models.Model):
    """One file and the profile that somebody is making for it. At ``keep_until`` the bytes go, delivered ones apart.

    ``document`` is the profile as it was last written, ``base`` the code of the profile that it changes (empty: a new one).
    ``closed`` says how it ended: delivered, discarded, or its time was over.
    """

    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="drafts")
    file_name = models.CharField(max_length=250)
    base = models.CharField(max_length=80, blank=True, default="")
    document = models.JSONField(default=dict)
    period = models.CharField(max_length=40, blank=True, default="")
    refused = models.ForeignKey(Delivery, models.PROTECT, null=True, related_name="drafts")

    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    keep_until = models.DateTimeField()
    proposal = models.ForeignKey(CatalogueProposal, models.PROTECT, null=True, related_name="drafts")
    delivery = models.OneToOneField(Delivery, models.PROTECT, null=True, related_name="draft")
    closed = models.CharField(max_length=10, blank=True, default="")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = '"sealed"."profile_draft"'
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed="", closed_at__isnull=True)
                | Q(closed__in=["delivered", "discarded", "expired"], closed_at__isnull=False),
                name="profile_draft_end_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(delivery__isnull=True) | Q(closed="delivered"), name="profile_draft_delivered_is_closed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.file_name}"
