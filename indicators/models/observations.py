"""Observations (Beobachtungswerte) as delivered, and which delivery is in force. Sealed."""

from django.db import models

from indicators.models.catalogue import Measure
from indicators.models.deliveries import Delivery
from indicators.models.periods import Period


class Observation(models.Model):
    """One delivered value: measure × area × period under its delivery. Written by binary COPY only.

    ``value`` is NaN unless ``state`` is ``OK``: rows of one width are read and written as arrays.
    """

    pk = models.CompositePrimaryKey("delivery_id", "measure_id", "period_id", "area_id")
    delivery = models.ForeignKey(Delivery, models.DO_NOTHING, db_index=False, db_constraint=False, related_name="+")
    measure = models.ForeignKey(Measure, models.DO_NOTHING, db_index=False, db_constraint=False, related_name="+")
    period = models.ForeignKey(Period, models.DO_NOTHING, db_index=False, db_constraint=False, related_name="+")
    area = models.ForeignKey("areas.Area", models.DO_NOTHING, db_index=False, db_constraint=False, related_name="+")
    state = models.SmallIntegerField()
    value = models.FloatField()

    class Meta:
        db_table = '"sealed"."observation"'

    def __str__(self) -> str:
        return str(self.pk)


class InForce(models.Model):
    """Which delivery's observations count for a measure and period in an edition: the last that was activated."""

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="+")
    period = models.ForeignKey(Period, models.PROTECT, related_name="+")
    edition = models.ForeignKey("areas.AreaEdition", models.PROTECT, related_name="+")
    delivery = models.ForeignKey(Delivery, models.PROTECT, related_name="in_force")

    class Meta:
        db_table = '"sealed"."in_force"'
        constraints = [models.UniqueConstraint(fields=["measure", "edition", "period"], name="in_force_once")]

    def __str__(self) -> str:
        return f"{self.measure_id}/{self.period_id} ← {self.delivery_id}"


class PutInForce(models.Model):
    """What a release put in force: kept for good, so that going back to it puts the same in force again. Never changed."""

    release = models.ForeignKey("indicators.Release", models.PROTECT, related_name="put_in_force")
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="+")
    period = models.ForeignKey(Period, models.PROTECT, related_name="+")
    edition = models.ForeignKey("areas.AreaEdition", models.PROTECT, related_name="+")
    delivery = models.ForeignKey(Delivery, models.PROTECT, related_name="put_in_force")

    class Meta:
        db_table = '"sealed"."put_in_force"'
        constraints = [
            models.UniqueConstraint(fields=["release", "measure", "edition", "period"], name="put_in_force_once")
        ]

    def __str__(self) -> str:
        return f"{self.release_id}: {self.measure_id}/{self.period_id} ← {self.delivery_id}"
