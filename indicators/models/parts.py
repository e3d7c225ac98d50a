"""Parts of a calculation that several workers share. Sealed, and gone when the calculation is done."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class CalculationPart(models.Model):
    """Some indicators of a calculation under way: the row is the queue, any worker takes it under a lock.

    ``deliveries`` and ``inputs_sha256`` say which calculation it belongs to, in which edition. ``blocks``: the ids of the
    blocks that it gave, nothing until it is done. Blocks never change and are stored once: a part that nobody asks for any
    more does no harm.
    """

    deliveries = ArrayField(models.BigIntegerField())
    inputs_sha256 = models.CharField(max_length=64)
    position = models.PositiveSmallIntegerField()
    indicators = ArrayField(models.CharField(max_length=80))
    blocks = ArrayField(models.BigIntegerField(), null=True)

    class Meta:
        db_table = '"sealed"."calculation_part"'
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["deliveries", "inputs_sha256", "position"], name="calculation_part_once")
        ]

    def __str__(self) -> str:
        return f"{self.inputs_sha256[:12]}/{self.position}"
