"""Changes of the catalogue made in the interface: proposals with their decisions, and every version that was ever stored.

Both are sealed: the portal reads what is in force, the office how it came about.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from indicators.catalogue.schemas import Part

PARTS = [(part.value, part.value) for part in Part]


class CatalogueProposal(models.Model):
    """One entry as somebody wants it. It waits until a second person decides or its author withdraws it.

    ``base_sha256`` is the hash of the entry that it was written from (empty: a new entry): where the entry is another by
    now, the proposal is outdated.
    """

    part = models.CharField(max_length=10, choices=PARTS)
    code = models.CharField(max_length=80)
    document = models.JSONField()
    sha256 = models.CharField(max_length=64)
    base_sha256 = models.CharField(max_length=64, blank=True, default="")
    base_document = models.JSONField(null=True)
    reason = models.TextField()

    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(auto_now_add=True)
    decision = models.CharField(max_length=10, blank=True, default="")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decision_reason = models.TextField(blank=True, default="")

    class Meta:
        db_table = '"sealed"."catalogue_proposal"'
        ordering = ["-pk"]
        indexes = [models.Index(fields=["part", "code"], name="catalogue_proposal_entry")]
        constraints = [
            models.CheckConstraint(
                condition=Q(decision="", decided_by__isnull=True, decided_at__isnull=True, decision_reason="")
                | Q(
                    decision__in=["approved", "rejected", "withdrawn"],
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                )
                & ~Q(decision_reason=""),
                name="catalogue_proposal_decision_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(decision__in=["approved", "rejected"]) | ~Q(decided_by=F("proposed_by")),
                name="catalogue_proposal_second_person",
            ),
            models.CheckConstraint(
                condition=~Q(decision="withdrawn") | Q(decided_by=F("proposed_by")),
                name="catalogue_proposal_withdrawn_by_its_author",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="catalogue_proposal_has_reason"),
            models.CheckConstraint(
                condition=Q(base_sha256="", base_document__isnull=True)
                | ~Q(base_sha256="") & Q(base_document__isnull=False),
                name="catalogue_proposal_base_is_whole",
            ),
            models.CheckConstraint(condition=~Q(sha256=F("base_sha256")), name="catalogue_proposal_changes_something"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.part}:{self.code}"


class CatalogueVersion(models.Model):
    """An entry as it was stored at some time: loaded from files, or applied from an approved proposal. Never changed."""

    part = models.CharField(max_length=10, choices=PARTS)
    code = models.CharField(max_length=80)
    document = models.JSONField()
    sha256 = models.CharField(max_length=64)
    stored_at = models.DateTimeField(auto_now_add=True)
    stored_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    proposal = models.OneToOneField(CatalogueProposal, models.PROTECT, null=True, related_name="version")

    class Meta:
        db_table = '"sealed"."catalogue_version"'
        ordering = ["pk"]
        indexes = [models.Index(fields=["part", "code"], name="catalogue_version_entry")]

    def __str__(self) -> str:
        return f"{self.part}:{self.code} {self.sha256[:12]}"
