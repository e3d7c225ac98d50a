"""Releases (Veröffentlichungsstände): immutable manifests of blocks, and the one pointer that says what is live."""

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models

from indicators.models.catalogue import Indicator
from indicators.models.periods import Period
from indicators.models.results import ResultBlock


def number_of(year: int, serial: int, revision: int) -> str:
    """A release's number as in addresses and questions; the first revision has none.

    >>> number_of(2026, 3, 2), number_of(2026, 3, 1)
    ('2026/3/2', '2026/3')
    """
    return f"{year}/{serial}" + (f"/{revision}" if revision > 1 else "")


def cited(number: str) -> str:
    """A release's number as people cite it, in both languages.

    >>> cited("2026/3/2"), cited("2026/3")
    ('2026/3, Revision 2', '2026/3')
    """
    year, serial, *revision = number.split("/")
    return f"{year}/{serial}" + (f", Revision {revision[0]}" if revision else "")


class Release(models.Model):
    """A citable set: number, reason, people, manifest hash. Never changed; a withdrawn one stays as a tombstone.

    A new set gets the year's next ``serial`` and is revision 1. A release whose deliveries replace nothing but what was
    released under one number, every measure and period of them, is the next revision of that number. A release that also
    brings something new, or corrects what several numbers published, is a new set. Numbers are never given twice, also not
    after a roll-back.
    """

    year = models.PositiveSmallIntegerField()
    serial = models.PositiveSmallIntegerField()
    revision = models.PositiveSmallIntegerField(default=1)
    note_de = models.TextField(blank=True, default="")
    note_en = models.TextField(blank=True, default="")
    reason = models.TextField()
    uploaded_by = models.CharField(max_length=150)
    approved_by = models.CharField(max_length=150)
    contributors = ArrayField(models.CharField(max_length=150), default=list)  # who delivered, by name of the account
    activated_at = models.DateTimeField(auto_now_add=True)
    manifest_sha256 = models.CharField(max_length=64)
    previous = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    audit = models.CharField(max_length=20, default="not_audited")
    is_demo = models.BooleanField(default=False)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.TextField(blank=True, default="")
    withdrawn_by = ArrayField(models.CharField(max_length=150), default=list)  # who proposed it, who confirmed it
    successor = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")  # of a withdrawn one

    class Meta:
        db_table = "release"
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["year", "serial", "revision"], name="release_number")]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """As in addresses and questions: ``2026/3``, ``2026/3/2`` for its second revision."""
        return number_of(self.year, self.serial, self.revision)

    @property
    def cited(self) -> str:
        """As cited: ``2026/3``, ``2026/3, Revision 2``."""
        return cited(self.number)


_LINE = """
    WITH RECURSIVE line AS (
        SELECT id, previous_id FROM release WHERE id = %s
        UNION ALL
        SELECT release.id, release.previous_id FROM release JOIN line ON release.id = line.previous_id
    )
    SELECT id FROM line ORDER BY id DESC
"""


def line_of(release: int) -> tuple[int, ...]:
    """The release and all that it follows from, newest first. What was rolled back stands in no line that goes on."""
    with connection.cursor() as cursor:
        cursor.execute(_LINE, [release])
        return tuple(pk for (pk,) in cursor.fetchall())


class ReleaseEntry(models.Model):
    """One line of a manifest. A foreign key over block and place together says that the block stands in its own."""

    release = models.ForeignKey(Release, models.CASCADE, db_index=False, related_name="entries")
    indicator = models.ForeignKey(Indicator, models.PROTECT, db_index=False, db_constraint=False, related_name="+")
    level = models.ForeignKey("areas.AreaLevel", models.PROTECT, db_index=False, db_constraint=False, related_name="+")
    edition = models.ForeignKey(
        "areas.AreaEdition", models.PROTECT, db_index=False, db_constraint=False, related_name="+"
    )
    period = models.ForeignKey(Period, models.PROTECT, db_index=False, db_constraint=False, related_name="+")
    block = models.ForeignKey(ResultBlock, models.PROTECT, db_constraint=False, related_name="entries")

    class Meta:
        db_table = "release_entry"
        constraints = [
            models.UniqueConstraint(
                fields=["release", "indicator", "level", "edition", "period"], name="release_entry_place"
            )
        ]

    def __str__(self) -> str:
        return f"{self.release_id}/{self.block_id}"


class LiveRelease(models.Model):
    """The pointer: one row per municipality. Activation and roll-back move it, in one transaction."""

    municipality = models.SlugField(max_length=40, primary_key=True)
    release = models.ForeignKey(Release, models.PROTECT, related_name="+")
    since = models.DateTimeField(auto_now=True)

    class Meta:
        db_table = "live_release"

    def __str__(self) -> str:
        return f"{self.municipality} → {self.release_id}"


class ReleasedBlock(models.Model):
    """The portal's only sight of results: a view that joins manifests and blocks; a candidate is not in it."""

    id = models.BigIntegerField(primary_key=True)  # of the manifest's line
    release = models.ForeignKey(Release, models.DO_NOTHING, related_name="+")
    block = models.ForeignKey(ResultBlock, models.DO_NOTHING, related_name="+")
    content_sha256 = models.CharField(max_length=64)
    indicator = models.ForeignKey(Indicator, models.DO_NOTHING, related_name="+")
    period = models.ForeignKey(Period, models.DO_NOTHING, related_name="+")
    denominator_period = models.ForeignKey(Period, models.DO_NOTHING, null=True, related_name="+")
    edition = models.ForeignKey("areas.AreaEdition", models.DO_NOTHING, related_name="+")
    level = models.ForeignKey("areas.AreaLevel", models.DO_NOTHING, related_name="+")
    as_of = models.DateField()
    data_status = models.CharField(max_length=12)
    code_version = models.CharField(max_length=40)
    status = ResultBlock._meta.get_field("status").clone()
    numerator = ResultBlock._meta.get_field("numerator").clone()
    denominator = ResultBlock._meta.get_field("denominator").clone()
    value = ResultBlock._meta.get_field("value").clone()
    low = ResultBlock._meta.get_field("low").clone()
    high = ResultBlock._meta.get_field("high").clone()
    coverage = ResultBlock._meta.get_field("coverage").clone()

    class Meta:
        managed = False
        db_table = "released_block"

    def __str__(self) -> str:
        return self.content_sha256[:12]
