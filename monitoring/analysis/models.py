"""What people keep of their analyses: drafts of indices, and what they handed in to be published."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from monitoring.analysis.workbench.states import DECIDED, SubmissionState
from monitoring.departments.models import Department


class IndexDraft(models.Model):
    """An index that somebody composes. ``document`` is one of the catalogue's format, and need not be sound yet.

    ``revision`` grows with every change, so that two windows do not overwrite each other. ``is_shared``: the people of
    ``department`` may read it; what it is computed from is decided anew for every reader. ``level`` and ``period`` are where
    it was looked at last; empty is the default.
    """

    name = models.CharField(max_length=120)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="index_drafts")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    is_shared = models.BooleanField(default=False)
    document = models.JSONField()
    level = models.CharField(max_length=80, blank=True, default="")
    period = models.CharField(max_length=20, blank=True, default="")
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "index_draft"
        ordering = ["-changed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name"], condition=Q(deleted_at__isnull=True), name="index_draft_name_once"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="index_draft_has_name"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.name}"

    @property
    def department_code(self) -> str:
        """Whose people may read it once it is shared."""
        return self.department.code


class IndexSubmission(models.Model):
    """A definition as it was handed in, frozen: a second person at the statistics office decides.

    ``base_sha256`` is the hash of the entry in force that it is meant to follow, empty for a new one. ``evidence`` is what
    was seen when it was handed in (classes, robustness, what differs from what is in force), with the release it was seen
    in. ``proposal`` is the number of the catalogue's proposal by which it was applied; only the office can write it.
    """

    draft = models.ForeignKey(IndexDraft, models.SET_NULL, null=True, related_name="submissions")
    code = models.CharField(max_length=80)
    document = models.JSONField()
    sha256 = models.CharField(max_length=64)
    base_sha256 = models.CharField(max_length=64, blank=True, default="")
    base_document = models.JSONField(null=True)
    reason = models.TextField()
    release = models.CharField(max_length=30)
    evidence = models.JSONField()
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(
        max_length=10,
        default=SubmissionState.WAITING.value,
        choices=[(state.value, state.value) for state in SubmissionState],
    )
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decision_reason = models.TextField(blank=True, default="")
    proposal = models.PositiveBigIntegerField(null=True)

    class Meta:
        db_table = "index_submission"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state=SubmissionState.WAITING.value,
                    decided_by__isnull=True,
                    decided_at__isnull=True,
                    decision_reason="",
                )
                | Q(state__in=sorted(DECIDED), decided_by__isnull=False, decided_at__isnull=False)
                & ~Q(decision_reason=""),
                name="index_submission_decision_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "rejected"]) | ~Q(decided_by=F("submitted_by")),
                name="index_submission_second_person",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | Q(decided_by=F("submitted_by")),
                name="index_submission_withdrawn_by_its_author",
            ),
            models.CheckConstraint(
                condition=Q(state="approved", proposal__isnull=False) | ~Q(state="approved") & Q(proposal__isnull=True),
                name="index_submission_approved_is_applied",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="index_submission_has_reason"),
            models.CheckConstraint(
                condition=Q(base_sha256="", base_document__isnull=True)
                | ~Q(base_sha256="") & Q(base_document__isnull=False),
                name="index_submission_base_is_whole",
            ),
            models.UniqueConstraint(
                fields=["code"], condition=Q(state=SubmissionState.WAITING.value), name="index_submission_waits_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.code} {self.state}"

    @property
    def proposed_by_id(self) -> int:
        """Who handed it in: nobody decides about their own."""
        return self.submitted_by_id
