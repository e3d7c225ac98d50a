"""Beside the deliveries: whose turn it is, what is to be cancelled, and the keys by which other systems deliver. Sealed."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from indicators.models.deliveries import Delivery


class Turn(models.Model):
    """When the worker last took a step for a department: who has waited longest comes next."""

    department = models.CharField(max_length=60, primary_key=True)
    served_at = models.DateTimeField()

    class Meta:
        db_table = '"sealed"."turn"'

    def __str__(self) -> str:
        return self.department


class Cancellation(models.Model):
    """Somebody asked to cancel a delivery whose step may be running; carried out, the row is gone.

    A table of its own: the step holds the delivery's row until it ends.
    """

    delivery = models.OneToOneField(Delivery, models.CASCADE, primary_key=True, related_name="cancellation")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    reason = models.TextField()

    class Meta:
        db_table = '"sealed"."cancellation"'
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="cancellation_has_reason")]

    def __str__(self) -> str:
        return f"{self.delivery_id}"


class DeliveryToken(models.Model):
    """A key by which another system delivers for one department. Only its hash is kept; it is shown once, when it is made."""

    name = models.CharField(max_length=120)
    prefix = models.CharField(max_length=12, unique=True)
    sha256 = models.CharField(max_length=64, unique=True)
    department = models.CharField(max_length=60)
    profiles = ArrayField(models.CharField(max_length=80), default=list, blank=True)  # empty: all of the department
    valid_until = models.DateField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = '"sealed"."delivery_token"'
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="delivery_token_revocation_is_whole",
            )
        ]

    def __str__(self) -> str:
        return f"{self.prefix}… {self.name}"


class TokenDelivery(models.Model):
    """What came in by a token. The same key of the same token names one delivery, however often it is sent."""

    delivery = models.OneToOneField(Delivery, models.CASCADE, primary_key=True, related_name="by_token")
    token = models.ForeignKey(DeliveryToken, models.PROTECT, related_name="deliveries")
    key = models.CharField(max_length=100, null=True)
    request_sha256 = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = '"sealed"."token_delivery"'
        constraints = [models.UniqueConstraint(fields=["token", "key"], name="token_delivery_key_once")]
        indexes = [models.Index(fields=["token", "at"], name="token_delivery_at")]

    def __str__(self) -> str:
        return f"{self.token_id} → {self.delivery_id}"
