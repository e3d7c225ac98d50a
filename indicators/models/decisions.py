"""What people write about a delivery before it is decided: reasons for its warnings, questions and answers. Sealed."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from indicators.models.deliveries import Delivery


class WarningReason(models.Model):
    """Why warnings of one kind are right as they are; without it nobody approves the delivery.

    ``count`` says how many warnings of the kind were answered: when a later check finds another number, the reason does
    not answer them any more.
    """

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="warning_reasons")
    code = models.CharField(max_length=60)
    count = models.PositiveIntegerField()
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        db_table = '"sealed"."warning_reason"'
        ordering = ["delivery", "code"]
        constraints = [
            models.UniqueConstraint(fields=["delivery", "code"], name="warning_reason_once"),
            models.CheckConstraint(condition=~Q(text=""), name="warning_reason_has_text"),
        ]

    def __str__(self) -> str:
        return f"{self.delivery_id} {self.code}"


class Remark(models.Model):
    """One line of the exchange about a delivery: what was asked back, and what was answered. Never rewritten."""

    class Kind(models.TextChoices):
        QUESTION = "question"
        ANSWER = "answer"

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="remarks")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = '"sealed"."remark"'
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="remark_has_text")]

    def __str__(self) -> str:
        return f"{self.delivery_id} {self.kind}"
