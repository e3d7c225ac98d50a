"""Reporting periods as stored; ``indicators.periods`` knows how they are written."""

from django.db import models
from django.db.models import F, Q

from indicators.periods import Period as PeriodValue


class Period(models.Model):
    """A reference date (Stichtag) or reporting period; two are paired by their ends."""

    code = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=12)
    starts = models.DateField()
    ends = models.DateField()

    class Meta:
        db_table = "period"
        ordering = ["ends", "starts", "code"]
        constraints = [models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="period_ends_after_start")]

    def __str__(self) -> str:
        return self.code

    @property
    def span(self) -> PeriodValue:
        """The pure form."""
        return PeriodValue(self.ends, self.starts, self.kind, self.code)
