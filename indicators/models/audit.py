"""The audit trail: written in each action's transaction, chained later by the sealer over what was committed."""

from django.db import models


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
        indexes = [models.Index(fields=["subject", "subject_id"], name="audit_entry_subject")]

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
