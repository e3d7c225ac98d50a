"""Dashboards as they are kept. What a panel may be told stands in ``monitoring.dashboards.kinds``."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from monitoring.dashboards.layout import COLUMNS, HIGHEST, ROWS, Place
from monitoring.departments.models import Department

EVERYBODY = "everybody"
"""Beside the roles: who is not signed in, and whoever has no role with a default of its own."""


class Dashboard(models.Model):
    """A named set of panels with the filters that they share. An empty filter is the default: city, latest, finest, live.

    A default dashboard belongs to nobody and comes with the portal (``load_dashboards``); everything else has an owner and
    the department that it was made in. ``deleted_at`` keeps a deleted one until it is brought back or cleared away.
    """

    code = models.SlugField(max_length=80, unique=True)
    title_de = models.CharField(max_length=120)
    title_en = models.CharField(max_length=120)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="dashboards")
    department = models.ForeignKey(Department, models.PROTECT, null=True, related_name="dashboards")
    default_for = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    area = models.CharField(max_length=80, blank=True, default="")
    reference = models.CharField(max_length=80, blank=True, default="")
    period = models.CharField(max_length=20, blank=True, default="")
    level = models.CharField(max_length=80, blank=True, default="")
    release = models.CharField(max_length=10, blank=True, default="")
    shared_with = models.ManyToManyField(Department, through="DashboardShare", related_name="shared_dashboards")
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "dashboard"
        ordering = ["title_de", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(owner__isnull=True, department__isnull=True)
                | Q(owner__isnull=False, department__isnull=False, default_for=[]),
                name="dashboard_default_or_owned",
            )
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_default(self) -> bool:
        """Whether it came with the portal."""
        return self.owner_id is None

    @property
    def is_for_everybody(self) -> bool:
        """Whether visitors begin with it."""
        return EVERYBODY in self.default_for

    @property
    def department_codes(self) -> tuple[str, ...]:
        """Its department and those above."""
        found: list[str] = []
        at = self.department
        while at is not None:
            found.append(at.code)
            at = at.parent
        return tuple(found)

    @property
    def shared_codes(self) -> frozenset[str]:
        """The departments that it is shared with; read with the dashboard."""
        read: list[str] | None = getattr(self, "shared", None)
        return frozenset(read if read is not None else (department.code for department in self.shared_with.all()))


class DashboardShare(models.Model):
    """A department whose people, and those of its parts, may look at a dashboard: each with their own rights."""

    dashboard = models.ForeignKey(Dashboard, models.CASCADE, related_name="shares")
    department = models.ForeignKey(Department, models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "dashboard_share"
        constraints = [models.UniqueConstraint(fields=["dashboard", "department"], name="dashboard_share_once")]

    def __str__(self) -> str:
        return f"{self.dashboard_id} → {self.department_id}"


class Panel(models.Model):
    """One panel: its kind, where it stands, and what its kind was told. ``settings`` is a document of that kind's form."""

    dashboard = models.ForeignKey(Dashboard, models.CASCADE, related_name="panels")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=30)
    x = models.PositiveSmallIntegerField()
    y = models.PositiveSmallIntegerField()
    w = models.PositiveSmallIntegerField()
    h = models.PositiveSmallIntegerField()
    settings = models.JSONField(default=dict)

    class Meta:
        db_table = "dashboard_panel"
        ordering = ["dashboard", "y", "x"]
        constraints = [
            models.UniqueConstraint(fields=["dashboard", "number"], name="dashboard_panel_number"),
            models.CheckConstraint(
                condition=Q(w__gte=1, h__gte=1, h__lte=HIGHEST) & Q(x__lte=COLUMNS - F("w")) & Q(y__lte=ROWS - F("h")),
                name="dashboard_panel_on_the_grid",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dashboard_id}/{self.number} {self.kind}"

    @property
    def place(self) -> Place:
        """Where it stands."""
        return Place(self.x, self.y, self.w, self.h)
