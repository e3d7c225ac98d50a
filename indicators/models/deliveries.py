"""Deliveries, their files and the report of their problems. Sealed: the portal's database role has no right here."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from indicators.journey import State
from indicators.models.calculations import Calculation
from indicators.models.catalogue import ImportProfile
from indicators.models.periods import Period


class StoredFile(models.Model):
    """The bytes that were delivered, once per SHA-256. Erased bytes leave their hash and the reason."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    content = models.BinaryField(null=True)
    received_at = models.DateTimeField(auto_now_add=True)
    erased_at = models.DateTimeField(null=True)
    erased_reason = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        db_table = '"sealed"."stored_file"'
        constraints = [
            models.CheckConstraint(
                condition=Q(content__isnull=False, erased_at__isnull=True)
                | Q(content__isnull=True, erased_at__isnull=False),
                name="stored_file_erased_or_there",
            )
        ]

    def __str__(self) -> str:
        return self.sha256[:12]


class Delivery(models.Model):
    """One file for a source and a period, on its journey. The row is the queue: ``state`` says what comes next."""

    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="deliveries")
    file_name = models.CharField(max_length=250)
    profile = models.ForeignKey(ImportProfile, models.PROTECT, related_name="deliveries")
    profile_document = models.JSONField()  # the profile as it was: what was read stays readable
    period = models.ForeignKey(Period, models.PROTECT, related_name="deliveries")
    edition = models.ForeignKey("areas.AreaEdition", models.PROTECT, null=True, related_name="+")
    as_of = models.DateField()
    is_revision = models.BooleanField(default=False)

    state = models.CharField(max_length=12, choices=[(s.value, s.value) for s in State], default=State.RECEIVED)
    state_since = models.DateTimeField(auto_now_add=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=200, blank=True, default="")
    rows = models.PositiveIntegerField(null=True)
    calculation = models.ForeignKey(Calculation, models.SET_NULL, null=True, related_name="+")

    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decision = models.CharField(max_length=10, blank=True, default="")
    reason = models.TextField(blank=True, default="")
    approved_manifest = models.CharField(max_length=64, blank=True, default="")
    release = models.ForeignKey("indicators.Release", models.PROTECT, null=True, related_name="+")
    bundle = models.ForeignKey("indicators.Bundle", models.PROTECT, null=True, related_name="deliveries")
    note_de = models.TextField(blank=True, default="")  # for readers of the release
    note_en = models.TextField(blank=True, default="")

    department = models.CharField(max_length=60, blank=True, default="", db_index=True)  # whose tray it lies in
    taken_over_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    taken_over_at = models.DateTimeField(null=True)

    class Meta:
        db_table = '"sealed"."delivery"'
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decision="", decided_by__isnull=True, decided_at__isnull=True)
                | Q(
                    decision__in=["approved", "rejected", "withdrawn"],
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                )
                & ~Q(reason=""),
                name="delivery_decision_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(decision="approved") | (~Q(decided_by=F("uploaded_by")) & ~Q(approved_manifest="")),
                name="delivery_approver_is_not_uploader",
            ),
            models.CheckConstraint(
                condition=~Q(decision="approved") | Q(taken_over_by__isnull=True) | ~Q(decided_by=F("taken_over_by")),
                name="delivery_approver_did_not_take_over",
            ),
            models.CheckConstraint(
                condition=Q(taken_over_by__isnull=True, taken_over_at__isnull=True)
                | Q(taken_over_by__isnull=False, taken_over_at__isnull=False),
                name="delivery_taking_over_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "active"]) | Q(decision="approved"),
                name="delivery_live_was_approved",
            ),
            models.CheckConstraint(
                condition=~Q(state="active") | Q(release__isnull=False), name="delivery_active_has_release"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.file_name}"


class Problem(models.Model):
    """One finding of the check, as a code with its place; the catalogue of messages words it."""

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="problems")
    position = models.PositiveIntegerField()
    code = models.CharField(max_length=60)
    severity = models.CharField(max_length=8)
    sheet = models.CharField(max_length=100, null=True)
    row = models.PositiveIntegerField(null=True)
    column = models.CharField(max_length=200, null=True)
    value = models.CharField(max_length=80, null=True)
    params = models.JSONField(default=dict)

    class Meta:
        db_table = '"sealed"."problem"'
        ordering = ["delivery", "position"]
        constraints = [models.UniqueConstraint(fields=["delivery", "position"], name="problem_position")]

    def __str__(self) -> str:
        return f"{self.code}:{self.row}"


class ProblemCount(models.Model):
    """How often a code was found, also where not every example is kept."""

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="problem_counts")
    code = models.CharField(max_length=60)
    severity = models.CharField(max_length=8)
    count = models.PositiveIntegerField()

    class Meta:
        db_table = '"sealed"."problem_count"'
        constraints = [models.UniqueConstraint(fields=["delivery", "code", "severity"], name="problem_count_code")]

    def __str__(self) -> str:
        return f"{self.code} × {self.count}"


class Progress(models.Model):
    """How far a step is. Written outside its transaction, so that it is seen while the step runs."""

    delivery = models.OneToOneField(Delivery, models.CASCADE, primary_key=True, related_name="progress")
    step = models.CharField(max_length=12)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)
    started_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        db_table = '"sealed"."progress"'

    def __str__(self) -> str:
        return f"{self.step} {self.done}/{self.total}"
