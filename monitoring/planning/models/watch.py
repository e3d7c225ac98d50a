"""Early warning as it is kept: a list per release and quarter, written once by the worker, and what people dismissed."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from indicators.models import Release


class Aspect(models.TextChoices):
    """Level and trend are two statements, and two lines of the list."""

    TREND = "trend"
    LEVEL = "level"


class WatchList(models.Model):
    """What left its expectation in a quarter, in the values of a release. Its existence says that it was computed.

    ``judged_trends`` and ``judged_levels``: how many values were looked at together.
    """

    release = models.ForeignKey(Release, models.CASCADE, related_name="+")
    quarter = models.CharField(max_length=20)
    method = models.CharField(max_length=20)
    judged_trends = models.PositiveIntegerField()
    judged_levels = models.PositiveIntegerField()
    computed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "watch_list"
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["release", "quarter"], name="watch_list_once")]

    def __str__(self) -> str:
        return f"{self.release_id} {self.quarter}"


class WatchEntry(models.Model):
    """One area that left its expectation in one indicator and aspect; numbers in the indicator's unit.

    ``earlier``: the value and period that a trend starts from. ``low`` to ``high``: where 95 % were to be expected.
    ``size``: distance in standard deviations. ``leaning``: +1 towards more disadvantage, −1 towards less, 0 neither.
    ``alike``: the most similar areas, which a level was compared with. The arrays are the small series beside it.
    """

    watch = models.ForeignKey(WatchList, models.CASCADE, related_name="entries")
    indicator = models.CharField(max_length=80)
    aspect = models.CharField(max_length=10, choices=Aspect.choices)
    edition = models.CharField(max_length=80)
    level = models.CharField(max_length=80)
    area = models.CharField(max_length=80)
    period = models.CharField(max_length=20)
    value = models.FloatField()
    expected = models.FloatField()
    low = models.FloatField()
    high = models.FloatField()
    earlier_period = models.CharField(max_length=20, blank=True, default="")
    earlier_value = models.FloatField(null=True)
    city_value = models.FloatField(null=True)
    size = models.FloatField()
    p = models.FloatField()
    leaning = models.SmallIntegerField()
    alike = ArrayField(models.CharField(max_length=80), default=list)
    is_new = models.BooleanField()
    periods = ArrayField(models.CharField(max_length=20), default=list)
    values = ArrayField(models.FloatField(null=True), default=list)
    lows = ArrayField(models.FloatField(null=True), default=list)
    highs = ArrayField(models.FloatField(null=True), default=list)
    city_values = ArrayField(models.FloatField(null=True), default=list)

    class Meta:
        db_table = "watch_entry"
        ordering = ["watch", "area", "indicator", "aspect"]
        constraints = [
            models.UniqueConstraint(fields=["watch", "edition", "area", "indicator", "aspect"], name="watch_entry_once")
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.indicator} {self.aspect}"


class WatchDismissal(models.Model):
    """Somebody looked at an entry and put it aside with a note: for its quarter, and as long as it does not grow.

    ``size`` is the entry's at that time. Taking it back leaves the row with who and when.
    """

    quarter = models.CharField(max_length=20)
    indicator = models.CharField(max_length=80)
    aspect = models.CharField(max_length=10, choices=Aspect.choices)
    edition = models.CharField(max_length=80)
    area = models.CharField(max_length=80)
    size = models.FloatField()
    note = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "watch_dismissal"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["quarter", "edition", "area", "indicator", "aspect", "size"],
                condition=Q(undone_at=None),
                name="watch_dismissal_once",
            ),
            models.CheckConstraint(condition=~Q(note=""), name="watch_dismissal_says_why"),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None) | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="watch_dismissal_undone_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quarter} {self.area} {self.indicator} {self.aspect}"
