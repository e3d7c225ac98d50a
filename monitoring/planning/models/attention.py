"""Rules for areas with particular need of attention. None is edited: it is superseded by the next, or withdrawn."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from monitoring.departments.models import Department


class AttentionRule(models.Model):
    """What an area must meet to stand on a list. ``document`` is one of ``monitoring.planning.attention.rule``.

    ``supersedes`` is the rule that this one took the place of.
    """

    title = models.CharField(max_length=120)
    document = models.JSONField()
    reason = models.TextField()
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    set_at = models.DateTimeField(auto_now_add=True)
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, related_name="successor")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    end_reason = models.TextField(blank=True, default="")

    class Meta:
        db_table = "attention_rule"
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["title"], condition=Q(ended_at=None), name="attention_rule_title_once"),
            models.CheckConstraint(condition=~Q(reason="") & ~Q(title=""), name="attention_rule_says_why"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None, end_reason="")
                | (Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(end_reason="")),
                name="attention_rule_ends_with_who_and_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.title}"

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
