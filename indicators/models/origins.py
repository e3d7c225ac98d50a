"""Where released numbers come from, as far as everybody may be told: deliveries by number, definitions by hash. Public.

Deliveries are sealed, and their files and people stay so. What a reader of a number may know of them is written down when a
release puts them in force, beside the sealed protocol that ``PutInForce`` keeps. Neither table holds a value, and neither
changes or goes: an erased delivery is still where the number came from.

A number belongs to the release in which its block stood for the first time; what counted then is what it was computed from.
"""

from django.db import models

from indicators.models.catalogue import Indicator, Measure
from indicators.models.periods import Period
from indicators.models.releases import Release


class ReleaseOrigin(models.Model):
    """From this release on a measure's numbers of a period come from this delivery: its number, its days, its source.

    ``delivery`` is a number and no key: whoever reads it here has no right on the row itself.
    """

    release = models.ForeignKey(Release, models.PROTECT, related_name="origins")
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="+")
    period = models.ForeignKey(Period, models.PROTECT, related_name="+")
    edition = models.ForeignKey("areas.AreaEdition", models.PROTECT, related_name="+")
    delivery = models.BigIntegerField()
    source = models.CharField(max_length=80)
    as_of = models.DateField()
    received_on = models.DateField()

    class Meta:
        db_table = "release_origin"
        constraints = [
            models.UniqueConstraint(fields=["measure", "period", "edition", "release"], name="release_origin_once")
        ]

    def __str__(self) -> str:
        return f"{self.release_id}: {self.measure_id}/{self.period_id} ← {self.delivery}"


class ReleaseDefinition(models.Model):
    """By which definition a release's new blocks of an indicator were computed: its hash, and since when that one holds."""

    release = models.ForeignKey(Release, models.PROTECT, related_name="definitions")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    since = models.DateField(null=True)

    class Meta:
        db_table = "release_definition"
        constraints = [models.UniqueConstraint(fields=["release", "indicator"], name="release_definition_once")]

    def __str__(self) -> str:
        return f"{self.release_id}: {self.indicator_id} {self.sha256[:12]}"
