"""The catalogue as stored: each entry's document beside its hash, with the columns that queries need."""

from django.db import models


class CatalogueEntry(models.Model):
    """One file of the catalogue. ``document`` is the canonical form of the TOML file, ``sha256`` its hash."""

    code = models.CharField(max_length=80, unique=True)
    document = models.JSONField()
    sha256 = models.CharField(max_length=64)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class Source(CatalogueEntry):
    class Meta(CatalogueEntry.Meta):
        db_table = "source"


class Measure(CatalogueEntry):
    source = models.ForeignKey(Source, models.PROTECT, related_name="measures")

    class Meta(CatalogueEntry.Meta):
        db_table = "measure"


class Indicator(CatalogueEntry):
    visibility = models.CharField(max_length=20)
    domain = models.CharField(max_length=40)

    class Meta(CatalogueEntry.Meta):
        db_table = "indicator"


class Index(CatalogueEntry):
    class Meta(CatalogueEntry.Meta):
        db_table = "index_definition"
        verbose_name_plural = "indices"


class ImportProfile(CatalogueEntry):
    source = models.ForeignKey(Source, models.PROTECT, related_name="profiles")

    class Meta(CatalogueEntry.Meta):
        db_table = "import_profile"
