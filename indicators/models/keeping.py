"""What is kept, what is put off and what went: holds, requests for erasure, and the protocol of what was erased. Sealed."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from indicators.models.catalogue import Source
from indicators.models.deliveries import Delivery


class RetentionHold(models.Model):
    """A hold (Aussetzung): nothing of this delivery, or of this source, is erased until somebody lifts it."""

    delivery = models.ForeignKey(Delivery, models.PROTECT, null=True, related_name="holds")
    source = models.ForeignKey(Source, models.PROTECT, null=True, related_name="holds")
    reason = models.TextField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    set_at = models.DateTimeField(auto_now_add=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lifted_reason = models.TextField(blank=True, default="")

    class Meta:
        db_table = '"sealed"."retention_hold"'
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(delivery__isnull=False, source__isnull=True)
                | Q(delivery__isnull=True, source__isnull=False),
                name="retention_hold_is_about_one_thing",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="retention_hold_has_reason"),
            models.CheckConstraint(
                condition=Q(lifted_by__isnull=True, lifted_at__isnull=True, lifted_reason="")
                | Q(lifted_by__isnull=False, lifted_at__isnull=False) & ~Q(lifted_reason=""),
                name="retention_hold_lifting_is_whole",
            ),
            models.UniqueConstraint(fields=["delivery"], condition=Q(lifted_at=None), name="retention_hold_delivery"),
            models.UniqueConstraint(fields=["source"], condition=Q(lifted_at=None), name="retention_hold_source"),
        ]

    def __str__(self) -> str:
        return f"hold of {self.delivery_id or self.source_id}"


class ErasureRequest(models.Model):
    """A person asks that the content of a delivery goes before its term; a second person decides."""

    delivery = models.ForeignKey(Delivery, models.PROTECT, related_name="erasure_requests")
    reason = models.TextField()
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(auto_now_add=True)
    decision = models.CharField(max_length=10, blank=True, default="")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decision_reason = models.TextField(blank=True, default="")

    class Meta:
        db_table = '"sealed"."erasure_request"'
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="erasure_request_has_reason"),
            models.CheckConstraint(
                condition=Q(decision="", decided_by__isnull=True, decided_at__isnull=True, decision_reason="")
                | Q(
                    decision__in=["approved", "rejected", "withdrawn"],
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                )
                & ~Q(decision_reason=""),
                name="erasure_request_decision_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(decision__in=["approved", "rejected"]) | ~Q(decided_by=F("requested_by")),
                name="erasure_request_second_person",
            ),
            models.UniqueConstraint(fields=["delivery"], condition=Q(decision=""), name="erasure_request_open_once"),
        ]

    def __str__(self) -> str:
        return f"erasure of {self.delivery_id}: {self.decision or 'open'}"


class Erasure(models.Model):
    """The protocol of one erasure. From its first row on nothing is computed from the delivery any more.

    ``started_at`` comes in the transaction that says so, ``finished_at`` in the one after which nothing is left. Between
    them observations go in pieces, so that a killed process leaves nothing to undo and little to repeat.
    """

    delivery = models.OneToOneField(Delivery, models.PROTECT, primary_key=True, related_name="erasure")
    cause = models.CharField(max_length=12)  # a term of ``indicators.retention``, or ``request``
    due_on = models.DateField(null=True)
    reason = models.TextField()  # the source's legal basis, or what the person wrote
    actor = models.CharField(max_length=150)
    request = models.OneToOneField(ErasureRequest, models.PROTECT, null=True, related_name="erasure")
    file_sha256 = models.CharField(max_length=64)
    observations = models.PositiveBigIntegerField(default=0)
    problems = models.PositiveBigIntegerField(default=0)
    bytes_gone = models.BooleanField(default=False)  # not, where another delivery of the same bytes still needs them
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        db_table = '"sealed"."erasure"'
        ordering = ["-started_at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="erasure_has_reason")]

    def __str__(self) -> str:
        return f"{self.delivery_id}: {self.cause}"


class TrailCheck(models.Model):
    """A walk along the audit trail from its first link: how far, and what was found. No row is ever changed."""

    checked_at = models.DateTimeField(auto_now_add=True)
    entries = models.PositiveBigIntegerField()
    unsealed = models.PositiveBigIntegerField()
    head = models.CharField(max_length=64, blank=True)
    broken = models.PositiveBigIntegerField()
    first_broken = models.BigIntegerField(null=True)
    seconds = models.FloatField()

    class Meta:
        db_table = '"sealed"."trail_check"'
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.entries} entries, {self.broken} broken"
