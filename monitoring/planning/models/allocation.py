"""Allocations by need as they are kept: drafts one after the other, what was there last year, and what was decided."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from indicators.models import Release
from monitoring.departments.models import Department


class Allocation(models.Model):
    """A question ("where do 40 positions go?") with its variants. ``draft`` is the number of the draft that is in force.

    It belongs to whoever made it, in the department that it was made in. ``deleted_at`` keeps a deleted one until it is
    brought back; what was decided about stays.
    """

    code = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=120)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    shared_with = models.ManyToManyField(Department, through="AllocationShare", related_name="+")
    draft = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "allocation"
        ordering = ["-changed_at"]

    def __str__(self) -> str:
        return self.code

    @property
    def department_codes(self) -> tuple[str, ...]:
        """Its department and those above."""
        found: list[str] = []
        at: Department | None = self.department
        while at is not None:
            found.append(at.code)
            at = at.parent
        return tuple(found)

    @property
    def shared_codes(self) -> frozenset[str]:
        """The departments that it is shared with."""
        return frozenset(department.code for department in self.shared_with.all())


class AllocationShare(models.Model):
    """A department whose people, and those of its parts, may read an allocation: as far as they may see its indicators."""

    allocation = models.ForeignKey(Allocation, models.CASCADE, related_name="shares")
    department = models.ForeignKey(Department, models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "allocation_share"
        constraints = [models.UniqueConstraint(fields=["allocation", "department"], name="allocation_share_once")]

    def __str__(self) -> str:
        return f"{self.allocation_id} → {self.department_id}"


class AllocationDraft(models.Model):
    """One state of an allocation: release, level and variants as a document of ``monitoring.planning.allocation.plan``.

    Every change writes the next one; taking a change back moves ``Allocation.draft``, and the next change overwrites what
    was taken back.
    """

    allocation = models.ForeignKey(Allocation, models.CASCADE, related_name="drafts")
    number = models.PositiveIntegerField()
    document = models.JSONField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "allocation_draft"
        ordering = ["allocation", "number"]
        constraints = [models.UniqueConstraint(fields=["allocation", "number"], name="allocation_draft_number")]

    def __str__(self) -> str:
        return f"{self.allocation_id}/{self.number}"


class AllocationBefore(models.Model):
    """What the areas had last year: two arrays of one length, areas by code. ``origin`` says where it comes from."""

    allocation = models.OneToOneField(Allocation, models.CASCADE, related_name="before")
    origin = models.CharField(max_length=200)
    codes = ArrayField(models.CharField(max_length=80))
    amounts = ArrayField(models.DecimalField(max_digits=18, decimal_places=4))
    decision = models.ForeignKey("AllocationDecision", models.PROTECT, null=True, related_name="+")
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now=True)

    class Meta:
        db_table = "allocation_before"
        constraints = [
            models.CheckConstraint(
                condition=Q(codes__len=models.F("amounts__len")), name="allocation_before_arrays_of_one_length"
            )
        ]

    def __str__(self) -> str:
        return f"{self.allocation_id}: {self.origin}"


class AllocationDecision(models.Model):
    """What was decided, for good: the database refuses changes. A new decision supersedes the one before.

    ``plan`` is the document of one variant with release, edition and level: the amounts follow from it and from the release
    alone. All arrays are in the order of ``codes``; numbers are null where there is none. ``before`` is last year's.
    """

    allocation = models.ForeignKey(Allocation, models.PROTECT, related_name="decisions")
    number = models.PositiveSmallIntegerField()
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, related_name="successor")
    release = models.ForeignKey(Release, models.PROTECT, related_name="+")
    plan = models.JSONField()
    variant = models.CharField(max_length=80)
    codes = ArrayField(models.CharField(max_length=80))
    amounts = ArrayField(models.DecimalField(max_digits=18, decimal_places=4))
    before = ArrayField(models.DecimalField(max_digits=18, decimal_places=4, null=True))
    before_origin = models.CharField(max_length=200, blank=True, default="")
    content_sha256 = models.CharField(max_length=64)
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_by = models.CharField(max_length=200)
    decided_on = models.DateField()
    reason = models.TextField()
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "allocation_decision"
        ordering = ["allocation", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["allocation", "number"], name="allocation_decision_number"),
            models.CheckConstraint(
                condition=Q(number=1, supersedes__isnull=True) | Q(number__gt=1, supersedes__isnull=False),
                name="allocation_decision_supersedes_the_one_before",
            ),
            models.CheckConstraint(condition=~Q(decided_by="") & ~Q(reason=""), name="allocation_decision_who_and_why"),
            models.CheckConstraint(
                condition=Q(codes__len=models.F("amounts__len")) & Q(codes__len=models.F("before__len")),
                name="allocation_decision_arrays_of_one_length",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.allocation_id}/{self.number}"
