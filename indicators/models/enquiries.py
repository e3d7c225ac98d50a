"""Enquiries (Anfragen) from council, press and others, with the published values that answered them. Sealed."""

from django.conf import settings
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Q

from indicators.models.releases import Release


class Enquiry(models.Model):
    """A question as it was asked, and the answer. Names an institution or a role, never a private person."""

    year = models.PositiveSmallIntegerField()
    serial = models.PositiveSmallIntegerField()
    asker = models.CharField(max_length=14)  # who may be told what: council, press, public, administration
    asked_by = models.CharField(max_length=200)
    asked_on = models.DateField()
    due_on = models.DateField(null=True)
    topic = models.CharField(max_length=40)  # a life domain of the catalogue, or "other"
    question = models.TextField()
    answer = models.TextField(blank=True, default="")
    state = models.CharField(max_length=8, default="open")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    reminded_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=0)  # counts changes, so that two people never overwrite each other
    words = models.GeneratedField(
        expression=SearchVector("question", "answer", "asked_by", config="german"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        db_table = '"sealed"."enquiry"'
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["year", "serial"], name="enquiry_number"),
            models.CheckConstraint(condition=~Q(question="") & ~Q(asked_by=""), name="enquiry_asks_something"),
            models.CheckConstraint(
                condition=Q(state="open", answered_by__isnull=True, answered_at__isnull=True, closed_at__isnull=True)
                | Q(state="answered", answered_by__isnull=False, answered_at__isnull=False, closed_at__isnull=True)
                & ~Q(answer="")
                | Q(state="closed", closed_at__isnull=False),
                name="enquiry_state_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """As cited: ``2026/1``."""
        return f"{self.year}/{self.serial}"


class EnquiryValue(models.Model):
    """One published value in an answer, as it was published then: what the release says stays said.

    ``sentence`` and ``source`` are the words that were sent out. Without a value there is no row: a CHECK says so.
    """

    enquiry = models.ForeignKey(Enquiry, models.CASCADE, related_name="values_used")
    release = models.ForeignKey(Release, models.PROTECT, related_name="+")
    indicator = models.CharField(max_length=80)
    title = models.CharField(max_length=300)
    area = models.CharField(max_length=40)
    area_name = models.CharField(max_length=200)
    edition = models.CharField(max_length=80)
    level = models.CharField(max_length=40)
    period = models.CharField(max_length=20)
    status = models.CharField(max_length=14)
    value = models.FloatField()
    reference_value = models.FloatField(null=True)
    unit = models.CharField(max_length=40)
    decimals = models.PositiveSmallIntegerField()
    block_sha256 = models.CharField(max_length=64)
    sentence = models.TextField()
    source = models.TextField()
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = '"sealed"."enquiry_value"'
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["indicator", "period"], name="enquiry_value_indicator"),
            models.Index(fields=["area"], name="enquiry_value_area"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(status="ok"), name="enquiry_value_is_published"),
            models.UniqueConstraint(
                fields=["enquiry", "release", "indicator", "edition", "level", "area", "period"],
                name="enquiry_value_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.area} {self.period}"
