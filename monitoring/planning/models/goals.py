"""Goals as they are kept: a target value by a date. None is edited: it is superseded by the next, or withdrawn."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from indicators.models import Release
from monitoring.departments.models import Department


class Goal(models.Model):
    """A target value for an indicator: in one area (the city is one), or in every area of a level (``area`` is empty).

    The start is a value of a release, in the unit of the indicator; where it is every area's own, ``start_value`` is empty
    and each area's is read at ``start_period``. ``supersedes`` is the goal that this one took the place of.
    """

    indicator = models.CharField(max_length=80)
    level = models.CharField(max_length=80)
    area = models.CharField(max_length=80, blank=True, default="")
    target = models.FloatField()
    due = models.DateField()
    start_period = models.CharField(max_length=20)
    start_day = models.DateField()
    start_value = models.FloatField(null=True)
    start_release = models.ForeignKey(Release, models.PROTECT, related_name="+")
    reason = models.TextField()
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    set_at = models.DateTimeField(auto_now_add=True)
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, related_name="successor")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    end_reason = models.TextField(blank=True, default="")

    class Meta:
        db_table = "goal"
        ordering = ["due", "pk"]
        indexes = [models.Index(fields=["indicator", "level", "area"], name="goal_place")]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "level", "area", "due"], condition=Q(ended_at=None), name="goal_once_in_force"
            ),
            models.CheckConstraint(condition=Q(due__gt=F("start_day")), name="goal_due_after_its_start"),
            models.CheckConstraint(condition=~Q(reason=""), name="goal_says_why"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None, end_reason="")
                | (Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(end_reason="")),
                name="goal_ends_with_who_and_why",
            ),
            models.CheckConstraint(condition=Q(area="") | Q(start_value__isnull=False), name="goal_start_of_one_area"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.area or self.level} {self.target} {self.due}"

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
    def is_in_force(self) -> bool:
        """Whether nobody superseded or withdrew it."""
        return self.ended_at is None
