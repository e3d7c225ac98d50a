"""Area systems (Raumgliederungen), levels (Raumebenen) and editions (Gebietsstände)."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q


class DateRange(Func):
    """``daterange(from, until, '[]')`` in SQL, for the constraint that editions never overlap."""

    function = "DATERANGE"
    output_field = DateRangeField()


class AreaSystem(models.Model):
    """A way of dividing the city: planning areas (LOR), school districts. Several stand side by side.

    One of them is the agreed common layer, which pages show unless told otherwise. ``is_demo``: the areas are invented.
    ``is_reference``: no division of the city, but places beyond it that it is compared with (Vergleichsräume): its county,
    its state. Such a system has one level; nothing is added up in it, and nothing of it enters a sum of the city.
    """

    code = models.SlugField(max_length=40, unique=True)
    name_de = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    municipality = models.SlugField(max_length=40, default="city")
    is_common = models.BooleanField(default=False)
    is_demo = models.BooleanField(default=False)
    is_reference = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality"], condition=Q(is_common=True), name="area_system_one_common"
            ),
            models.CheckConstraint(
                condition=Q(is_common=False) | Q(is_reference=False), name="area_system_common_divides_the_city"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class AreaLevel(models.Model):
    """A level of a system. ``rank`` 0 is the whole; each level below it counts one more."""

    system = models.ForeignKey(AreaSystem, models.PROTECT, related_name="levels")
    code = models.SlugField(max_length=40)
    rank = models.PositiveSmallIntegerField()
    name_de = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)

    class Meta:
        ordering = ["system", "rank"]
        constraints = [
            models.UniqueConstraint(fields=["system", "code"], name="area_level_code"),
            models.UniqueConstraint(fields=["system", "rank"], name="area_level_rank"),
        ]

    def __str__(self) -> str:
        return f"{self.system.code}/{self.code}"


class AreaEdition(models.Model):
    """A system as it stands from one day until another (both included; no end: until further notice).

    A draft may be built beside what is in force; active editions of one system never overlap.
    """

    system = models.ForeignKey(AreaSystem, models.PROTECT, related_name="editions")
    code = models.SlugField(max_length=60, unique=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    is_active = models.BooleanField(default=False)

    class Meta:
        ordering = ["system", "valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="area_edition_ends_after_start",
            ),
            models.UniqueConstraint(fields=["system", "valid_from"], name="area_edition_start"),
            ExclusionConstraint(
                name="area_editions_never_overlap",
                expressions=[
                    (
                        DateRange("valid_from", "valid_until", RangeBoundary(inclusive_upper=True)),
                        RangeOperators.OVERLAPS,
                    ),
                    ("system", RangeOperators.EQUAL),
                ],
                condition=Q(is_active=True),
            ),
        ]

    def __str__(self) -> str:
        return self.code
