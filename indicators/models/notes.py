"""What travels with the numbers: breaks, exceptional periods, corrections of a register, plain notes."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from indicators.models.bundles import Bundle
from indicators.models.deliveries import Delivery
from indicators.models.releases import Release


class NoteKind(models.TextChoices):
    BREAK = "break"
    EXCEPTIONAL = "exceptional"
    REGISTER = "register"
    NOTE = "note"


class _Note(models.Model):
    """``indicators`` and ``measures`` hold codes, none meaning all that the release is about; ``areas`` codes of areas.

    A break begins with ``first``; the other kinds last from ``first`` to ``last``, both codes of periods.
    """

    kind = models.CharField(max_length=12, choices=NoteKind.choices)
    indicators = ArrayField(models.CharField(max_length=80), default=list)
    measures = ArrayField(models.CharField(max_length=80), default=list)
    areas = ArrayField(models.CharField(max_length=40), default=list)
    first = models.CharField(max_length=20, blank=True, default="")
    last = models.CharField(max_length=20, blank=True, default="")
    text_de = models.TextField()
    text_en = models.TextField()

    class Meta:
        abstract = True


_WRITTEN = ~Q(text_de="") & ~Q(text_en="")
_PLACED = ~Q(kind__in=["break", "exceptional"]) | ~Q(first="")
_SPANNED = ~Q(kind="exceptional") | ~Q(last="")


class NoteDraft(_Note):
    """A note as it is recorded with a delivery; approved and released with it, by itself or with others. Sealed."""

    delivery = models.ForeignKey(Delivery, models.CASCADE, null=True, related_name="notes")
    bundle = models.ForeignKey(Bundle, models.CASCADE, null=True, related_name="notes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = '"sealed"."note_draft"'
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=_WRITTEN & _PLACED & _SPANNED, name="note_draft_is_whole"),
            models.CheckConstraint(
                condition=Q(delivery__isnull=True, bundle__isnull=False)
                | Q(delivery__isnull=False, bundle__isnull=True),
                name="note_draft_has_one_place",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.first}"


class ReleasedNote(_Note):
    """A note as released: it belongs to its release and to every later one that follows from it. Never changed."""

    release = models.ForeignKey(Release, models.PROTECT, related_name="notes")

    class Meta:
        db_table = "released_note"
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=_WRITTEN & _PLACED & _SPANNED, name="released_note_is_whole")]

    def __str__(self) -> str:
        return f"{self.kind} {self.first}"
