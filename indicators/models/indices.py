"""Indices as results: blocks beside those of indicators, with the definition by which they were computed."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from indicators.models.calculations import Calculation
from indicators.models.catalogue import Index
from indicators.models.periods import Period
from indicators.models.releases import Release


class IndexBlock(models.Model):
    """One index, period, edition and level. Immutable, shared between releases; the same content is stored once.

    ``definition`` holds the rules as they were, so that a cited release keeps them; titles and texts are the catalogue's.
    Arrays are in the edition's area order; ``z`` holds one run of areas per component. Where the status is not ``OK`` there
    is no number and no class, and ``left_out`` says why (a CHECK proves it).
    """

    content_sha256 = models.CharField(max_length=64, unique=True)
    inputs_sha256 = models.CharField(max_length=64)
    index = models.ForeignKey(Index, models.PROTECT, related_name="+")
    period = models.ForeignKey(Period, models.PROTECT, related_name="+")
    earlier_period = models.ForeignKey(Period, models.PROTECT, null=True, related_name="+")  # changes since then
    edition = models.ForeignKey("areas.AreaEdition", models.PROTECT, related_name="+")
    level = models.ForeignKey("areas.AreaLevel", models.PROTECT, related_name="+")
    as_of = models.DateField()
    data_status = models.CharField(max_length=12)  # provisional | final | revised
    code_version = models.CharField(max_length=40)
    definition_sha256 = models.CharField(max_length=64)
    definition = models.JSONField()
    status = ArrayField(models.SmallIntegerField())
    value = ArrayField(models.FloatField(null=True))
    z = ArrayField(models.FloatField(null=True))
    class_of = ArrayField(models.SmallIntegerField())
    left_out = ArrayField(models.SmallIntegerField())

    class Meta:
        db_table = "index_block"

    def __str__(self) -> str:
        return self.content_sha256[:12]


class CalculationIndexEntry(models.Model):
    """One block of an index in a calculation's result. Sealed."""

    calculation = models.ForeignKey(Calculation, models.CASCADE, related_name="index_entries")
    block = models.ForeignKey(IndexBlock, models.PROTECT, related_name="+")

    class Meta:
        db_table = '"sealed"."calculation_index_entry"'
        constraints = [models.UniqueConstraint(fields=["calculation", "block"], name="calculation_index_entry_once")]

    def __str__(self) -> str:
        return f"{self.calculation_id}/{self.block_id}"


class ReleaseIndexEntry(models.Model):
    """One line of a manifest that is an index's. A foreign key over block and place together holds it to its place."""

    release = models.ForeignKey(Release, models.CASCADE, db_index=False, related_name="index_entries")
    index = models.ForeignKey(Index, models.PROTECT, db_index=False, db_constraint=False, related_name="+")
    level = models.ForeignKey("areas.AreaLevel", models.PROTECT, db_index=False, db_constraint=False, related_name="+")
    edition = models.ForeignKey(
        "areas.AreaEdition", models.PROTECT, db_index=False, db_constraint=False, related_name="+"
    )
    period = models.ForeignKey(Period, models.PROTECT, db_index=False, db_constraint=False, related_name="+")
    block = models.ForeignKey(IndexBlock, models.PROTECT, db_constraint=False, related_name="entries")

    class Meta:
        db_table = "release_index_entry"
        constraints = [
            models.UniqueConstraint(
                fields=["release", "index", "level", "edition", "period"], name="release_index_entry_place"
            )
        ]

    def __str__(self) -> str:
        return f"{self.release_id}/{self.block_id}"


class ReleasedIndex(models.Model):
    """The portal's only sight of indices: a view that joins manifests and blocks; a candidate is not in it."""

    id = models.BigIntegerField(primary_key=True)  # of the manifest's line
    release = models.ForeignKey(Release, models.DO_NOTHING, related_name="+")
    block = models.ForeignKey(IndexBlock, models.DO_NOTHING, related_name="+")
    content_sha256 = models.CharField(max_length=64)
    index = models.ForeignKey(Index, models.DO_NOTHING, related_name="+")
    period = models.ForeignKey(Period, models.DO_NOTHING, related_name="+")
    earlier_period = models.ForeignKey(Period, models.DO_NOTHING, null=True, related_name="+")
    edition = models.ForeignKey("areas.AreaEdition", models.DO_NOTHING, related_name="+")
    level = models.ForeignKey("areas.AreaLevel", models.DO_NOTHING, related_name="+")
    as_of = models.DateField()
    data_status = models.CharField(max_length=12)
    code_version = models.CharField(max_length=40)
    definition_sha256 = models.CharField(max_length=64)
    definition = models.JSONField()
    status = IndexBlock._meta.get_field("status").clone()
    value = IndexBlock._meta.get_field("value").clone()
    z = IndexBlock._meta.get_field("z").clone()
    class_of = IndexBlock._meta.get_field("class_of").clone()
    left_out = IndexBlock._meta.get_field("left_out").clone()

    class Meta:
        managed = False
        db_table = "released_index"

    def __str__(self) -> str:
        return self.content_sha256[:12]


class IndexPublication(models.Model):
    """A wish to see the indices of all live periods by the definitions in force: the row is the queue of the worker.

    ``authors``: who described the definitions that are published, by name of the account. ``outcome`` is empty while it
    waits; then it says what came of it (``released``, ``nothing_new``, ``failed``).
    """

    indices = ArrayField(models.CharField(max_length=80))
    reason = models.TextField()
    authors = ArrayField(models.CharField(max_length=150), default=list)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    outcome = models.CharField(max_length=12, blank=True, default="")
    finished_at = models.DateTimeField(null=True)
    release = models.OneToOneField(Release, models.PROTECT, null=True, related_name="+")
    attempts = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        db_table = '"sealed"."index_publication"'
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="index_publication_has_reason"),
            models.CheckConstraint(
                condition=models.Q(outcome="", finished_at=None, release=None)
                | models.Q(outcome="released", finished_at__isnull=False, release__isnull=False)
                | models.Q(outcome__in=["nothing_new", "failed"], finished_at__isnull=False, release=None),
                name="index_publication_outcome_is_whole",
            ),
            models.UniqueConstraint(
                fields=["outcome"], condition=models.Q(outcome=""), name="index_publication_one_is_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{', '.join(self.indices)}: {self.outcome or 'waits'}"
