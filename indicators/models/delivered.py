"""The periods that a delivery's file has observations of: one, or several that the file names itself. Sealed."""

from django.db import models

from indicators.models.deliveries import Delivery
from indicators.models.periods import Period


class DeliveredPeriod(models.Model):
    """One period of a delivery, as its check found it; the announced one from the beginning."""

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="delivered_periods")
    period = models.ForeignKey(Period, models.PROTECT, related_name="delivered_periods")

    class Meta:
        db_table = '"sealed"."delivered_period"'
        ordering = ["delivery", "period__ends", "period__code"]
        constraints = [models.UniqueConstraint(fields=["delivery", "period"], name="delivered_period_once")]

    def __str__(self) -> str:
        return f"{self.delivery_id}/{self.period_id}"
