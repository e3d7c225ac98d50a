"""Who may approve: people appointed for a source, for a department's sources or for everything, and substitutes. Sealed.

Without any appointment that covers a delivery's source the role of an approver suffices. With the first one whose time has
come, only who is appointed that day approves there, or a substitute of theirs; when all have ended, nobody does until
somebody is appointed again. The database holds it (``sealed.approver_is_appointed``), whoever writes.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from indicators.models.catalogue import Source


class Appointment(models.Model):
    """One person, as approver or as the substitute of one, from a day until a day.

    ``department`` is the code of a source's owner. A substitute has no scope of its own: it is that of the person.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    substitute_for = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    source = models.ForeignKey(Source, models.PROTECT, null=True, related_name="+")
    department = models.CharField(max_length=60, blank=True, default="")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)  # before its day, by a person
    appointed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    appointed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = '"sealed"."appointment"'
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="appointment_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(substitute_for__isnull=True) | Q(source__isnull=True, department=""),
                name="appointment_substitute_has_no_scope",
            ),
            models.CheckConstraint(condition=Q(source__isnull=True) | Q(department=""), name="appointment_one_scope"),
            models.CheckConstraint(
                condition=Q(substitute_for__isnull=True) | ~Q(person=F("substitute_for")),
                name="appointment_substitute_is_another",
            ),
            models.CheckConstraint(
                condition=Q(appointed_by__isnull=True) | ~Q(person=F("appointed_by")),
                name="appointment_not_by_oneself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.valid_from}"
