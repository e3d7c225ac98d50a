"""Areas and the shapes that a map draws."""

from django.contrib.gis.db.models import MultiPolygonField, PointField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from areas.models.systems import AreaEdition, AreaLevel


class Area(models.Model):
    """One area of an edition. ``position`` is its place in the arrays of results, 0-based within edition and level.

    The residual unit ("räumlich nicht zuordenbar") has no geometry and stands last in each level below the top; its parent
    is the residual unit of the level above, and in the end the city. ``same_as`` is the area of the edition before that
    has the same code and, but for slivers, the same shape: its series goes on. ``folded`` is the name as the search
    compares it (``areas.folding``). ``is_reference``: a place beyond the city, which has a name and no geometry here.
    """

    edition = models.ForeignKey(AreaEdition, models.CASCADE, related_name="areas")
    level = models.ForeignKey(AreaLevel, models.PROTECT, related_name="areas")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="children")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=250)
    position = models.PositiveIntegerField()
    is_residual = models.BooleanField(default=False)
    is_reference = models.BooleanField(default=False)
    geometry = MultiPolygonField(srid=4326, null=True, blank=True)
    label_point = PointField(srid=4326, null=True, blank=True)
    square_metres = models.FloatField(null=True, blank=True)
    same_as = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="continued_by")
    folded = models.GeneratedField(
        expression=models.Func(models.F("name"), function="search_fold"),
        output_field=models.TextField(),
        db_persist=True,
    )

    class Meta:
        ordering = ["edition", "level__rank", "position"]
        indexes = [GinIndex(fields=["folded"], name="area_folded", opclasses=["gin_trgm_ops"])]
        constraints = [
            models.UniqueConstraint(fields=["edition", "level", "code"], name="area_code"),
            models.UniqueConstraint(
                fields=["edition", "level", "position"], name="area_position", deferrable=models.Deferrable.DEFERRED
            ),
            models.UniqueConstraint(
                fields=["edition", "level"], condition=Q(is_residual=True), name="area_one_residual_a_level"
            ),
            models.CheckConstraint(
                condition=Q(is_residual=False, is_reference=False, geometry__isnull=False)
                | Q(geometry__isnull=True) & (Q(is_residual=True) | Q(is_reference=True)),
                name="area_has_geometry_or_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class LevelShapes(models.Model):
    """The simplified, quantised TopoJSON of one level of an edition, served for ever under its content hash."""

    edition = models.ForeignKey(AreaEdition, models.CASCADE, related_name="shapes")
    level = models.ForeignKey(AreaLevel, models.PROTECT, related_name="shapes")
    sha256 = models.CharField(max_length=64)
    topojson = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "level"], name="level_shapes_once")]

    def __str__(self) -> str:
        return f"{self.edition_id}/{self.level_id}/{self.sha256[:8]}"
