"""Notices of people, how they want to be told, and the ledger of the mails. What the office tells lies in the sealed room."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Mail(models.Model):
    """One mail of a day to one person, written whole before it is sent: whatever dies in between, it is this one that goes.

    ``message_id`` never changes, so that a server which gets it twice can tell.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    day = models.DateField()
    message_id = models.CharField(max_length=200, unique=True)
    recipient = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField()
    prepared_at = models.DateTimeField(auto_now_add=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    failure = models.CharField(max_length=120, blank=True, default="")
    sent_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)

    class Meta:
        db_table = '"sealed"."mail"'
        constraints = [
            models.UniqueConstraint(fields=["person", "day"], name="mail_once_a_day"),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(given_up_at__isnull=True), name="mail_ends_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.day}"


class Notice(models.Model):
    """Something a person is told. ``key`` names the occasion: of one occasion a person is told once."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=80)
    path = models.CharField(max_length=300)
    params = models.JSONField(default=dict)
    key = models.CharField(max_length=150, null=True)
    at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)
    mail = models.ForeignKey(Mail, models.SET_NULL, null=True, related_name="+")

    class Meta:
        abstract = True
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind} {self.subject}"


class Notification(Notice):
    """A notice at the portal's address."""

    class Meta(Notice.Meta):
        db_table = "notification"
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="notification_once")]
        indexes = [models.Index(fields=["person"], condition=Q(read_at=None), name="notification_unread")]


class OfficeNotification(Notice):
    """A notice at the office's address; it speaks of deliveries."""

    class Meta(Notice.Meta):
        db_table = '"sealed"."notification"'
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="office_notification_once")]
        indexes = [models.Index(fields=["person"], condition=Q(read_at=None), name="office_notification_unread")]


class MailPreference(models.Model):
    """In which language a person is written to, where, and whether at all; without a row: German, the known address, yes."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+")
    language = models.CharField(max_length=2, default="de", choices=settings.LANGUAGES)
    address = models.EmailField(blank=True, default="")
    wants_mail = models.BooleanField(default=True)

    class Meta:
        db_table = "mail_preference"

    def __str__(self) -> str:
        return f"{self.person_id} {self.language}"


class Told(models.Model):
    """An entry of the audit trail whose readers were told; written in the transaction of their notices."""

    entry = models.OneToOneField("indicators.AuditEntry", models.PROTECT, primary_key=True, related_name="told")

    class Meta:
        db_table = '"sealed"."told"'

    def __str__(self) -> str:
        return f"{self.entry_id}"
