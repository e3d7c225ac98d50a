"""The log of imports: who brought which file, and every change that was made to it."""

from django.db import models

from areas.models.systems import AreaEdition, AreaLevel


class AreaImport(models.Model):
    """One import of one level's file."""

    edition = models.ForeignKey(AreaEdition, models.CASCADE, related_name="imports")
    level = models.ForeignKey(AreaLevel, models.PROTECT, related_name="imports")
    file_name = models.CharField(max_length=250)
    file_sha256 = models.CharField(max_length=64)
    imported_by = models.CharField(max_length=150)
    imported_at = models.DateTimeField(auto_now_add=True)
    report = models.JSONField()

    class Meta:
        ordering = ["imported_at", "pk"]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.imported_at:%Y-%m-%d})"
