"""Departments (Ämter, Fachbereiche, Dezernate), the people in them, and what they are there."""

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models


class Role(models.TextChoices):
    VIEWER = "viewer"
    PLANNER = "planner"
    SUPPLIER = "supplier"
    STATISTICIAN = "statistician"
    APPROVER = "approver"
    HEAD = "head"
    NEIGHBOURHOOD_MANAGER = "neighbourhood_manager"
    PLANNING_AREA_MANAGER = "planning_area_manager"
    COUNCIL_MEMBER = "council_member"
    DATA_PROTECTION_OFFICER = "data_protection_officer"
    ADMINISTRATOR = "administrator"


class Person(AbstractUser):
    """Someone who signs in. What a person may do follows from memberships alone, never from Django's staff flags."""

    is_demo = models.BooleanField(default=False)

    class Meta:
        db_table = "person"


class Department(models.Model):
    """A department; ``parent`` makes the tree Dezernat → Amt → Abteilung."""

    code = models.SlugField(max_length=60, unique=True)
    name_de = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")

    class Meta:
        db_table = "department"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class Membership(models.Model):
    """A person in a department with one role; several rows where one has several."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    department = models.ForeignKey(Department, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=30, choices=Role.choices)
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "membership"
        constraints = [models.UniqueConstraint(fields=["person", "department", "role"], name="membership_once")]

    def __str__(self) -> str:
        return f"{self.person} {self.role} {self.department}"


class Visit(models.Model):
    """When a person was last at the portal, for what is new since then; ``before`` is where the visit before this one ended.

    Nothing else is kept of it: no pages, no number of visits.
    """

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="visit")
    seen_at = models.DateTimeField()
    before = models.DateTimeField(null=True)

    class Meta:
        db_table = "visit"

    def __str__(self) -> str:
        return f"{self.person_id} {self.seen_at:%Y-%m-%d %H:%M}"


class OfficeSession(AbstractBaseSession):
    """A session at the office's address; ``monitoring.departments.office_sessions`` keeps them."""

    class Meta(AbstractBaseSession.Meta):
        db_table = '"sealed"."session"'

    @classmethod
    def get_session_store_class(cls) -> type:
        from monitoring.departments.office_sessions import SessionStore

        return SessionStore
