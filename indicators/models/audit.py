"""The audit trail: written in each action's transaction, chained later by the sealer over what was committed."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Cast


class AuditEntry(models.Model):
    """Who did what to which object, with details that hold no values of observations."""

    at = models.DateTimeField(auto_now_add=True)
    actor = models.CharField(max_length=150)
    action = models.CharField(max_length=60)
    subject = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=60)
    details = models.JSONField(default=dict)

    class Meta:
        db_table = "audit_entry"
        ordering = ["pk"]
        indexes = [  # lists are read by time, newest first, within each of these
            models.Index(fields=["subject", "subject_id"], name="audit_entry_subject"),
            models.Index(fields=["at", "id"], name="audit_entry_at"),
            models.Index(fields=["actor", "at", "id"], name="audit_entry_actor"),
            models.Index(fields=["action", "at", "id"], name="audit_entry_action"),
            GinIndex(OpClass(Cast("details", models.TextField()), "gin_trgm_ops"), name="audit_entry_details"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.subject} {self.subject_id}"


class AuditSeal(models.Model):
    """One link of the chain: SHA-256 of the previous link and the entry; each head carries a signature."""

    entry = models.OneToOneField(AuditEntry, models.PROTECT, related_name="seal")
    chain_sha256 = models.CharField(max_length=64)
    signature = models.CharField(max_length=64, blank=True, default="")
    sealed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "audit_seal"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.chain_sha256[:12]
