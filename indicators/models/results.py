"""Results as blocks: one row per indicator × period × edition × level, arrays in the edition's area order."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from indicators.models.catalogue import Indicator
from indicators.models.periods import Period


class ResultBlock(models.Model):
    """Protected values of one indicator, period, edition and level. Immutable, shared between releases.

    ``status`` holds ``ValueState`` codes; the numbers are NULL wherever the status is not ``OK`` (a CHECK proves it).
    ``coverage``, the share of the base population that is counted, stays with a missing aggregate. The same content has
    the same ``content_sha256`` and is stored once.
    """

    content_sha256 = models.CharField(max_length=64, unique=True)
    inputs_sha256 = models.CharField(max_length=64)
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    period = models.ForeignKey(Period, models.PROTECT, related_name="+")
    denominator_period = models.ForeignKey(Period, models.PROTECT, null=True, related_name="+")
    edition = models.ForeignKey("areas.AreaEdition", models.PROTECT, related_name="+")
    level = models.ForeignKey("areas.AreaLevel", models.PROTECT, related_name="+")
    as_of = models.DateField()
    data_status = models.CharField(max_length=12)  # provisional | final | revised
    code_version = models.CharField(max_length=40)
    status = ArrayField(models.SmallIntegerField())
    numerator = ArrayField(models.FloatField(null=True))
    denominator = ArrayField(models.FloatField(null=True))
    value = ArrayField(models.FloatField(null=True))
    low = ArrayField(models.FloatField(null=True))
    high = ArrayField(models.FloatField(null=True))
    coverage = ArrayField(models.FloatField(null=True))

    class Meta:
        db_table = "result_block"

    def __str__(self) -> str:
        return self.content_sha256[:12]
