"""The catalogue as stored: each entry's document beside its hash, with the columns that queries need."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import ClassVar, cast

from django.db import models

from indicators.catalogue.documents import spec_of
from indicators.catalogue.schemas import Part, Spec
from indicators.catalogue.specs import IndexSpec, IndicatorSpec, MeasureSpec, ProfileSpec, SourceSpec, TypologySpec


@dataclass(frozen=True)
class _Document:
    """A document, equal to every other of its hash, so that a specification is rebuilt once per content."""

    part: Part
    sha256: str
    document: dict[str, object] = field(compare=False)


@lru_cache(maxsize=4096)
def _spec(document: _Document) -> Spec:
    return spec_of(document.part, document.document)


class CatalogueEntry(models.Model):
    """One file of the catalogue. ``document`` is the canonical form of the TOML file, ``sha256`` its hash."""

    part: ClassVar[Part]

    code = models.CharField(max_length=80, unique=True)
    document = models.JSONField()
    sha256 = models.CharField(max_length=64)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code

    def read(self) -> Spec:
        """The specification that the document describes, whatever its kind."""
        return _spec(_Document(self.part, self.sha256, self.document))


class Source(CatalogueEntry):
    part = Part.SOURCE

    class Meta(CatalogueEntry.Meta):
        db_table = "source"

    @property
    def spec(self) -> SourceSpec:
        """The specification that the document describes."""
        return cast(SourceSpec, self.read())


class Measure(CatalogueEntry):
    part = Part.MEASURE
    source = models.ForeignKey(Source, models.PROTECT, related_name="measures")

    class Meta(CatalogueEntry.Meta):
        db_table = "measure"

    @property
    def spec(self) -> MeasureSpec:
        """The specification that the document describes."""
        return cast(MeasureSpec, self.read())


class Indicator(CatalogueEntry):
    part = Part.INDICATOR
    visibility = models.CharField(max_length=20)
    domain = models.CharField(max_length=40)

    class Meta(CatalogueEntry.Meta):
        db_table = "indicator"

    @property
    def spec(self) -> IndicatorSpec:
        """The specification that the document describes."""
        return cast(IndicatorSpec, self.read())


class Index(CatalogueEntry):
    part = Part.INDEX

    class Meta(CatalogueEntry.Meta):
        db_table = "index_definition"
        verbose_name_plural = "indices"

    @property
    def spec(self) -> IndexSpec:
        """The specification that the document describes."""
        return cast(IndexSpec, self.read())


class ImportProfile(CatalogueEntry):
    part = Part.PROFILE
    source = models.ForeignKey(Source, models.PROTECT, related_name="profiles")

    class Meta(CatalogueEntry.Meta):
        db_table = "import_profile"

    @property
    def spec(self) -> ProfileSpec:
        """The specification that the document describes."""
        return cast(ProfileSpec, self.read())


class Typology(CatalogueEntry):
    part = Part.TYPOLOGY

    class Meta(CatalogueEntry.Meta):
        db_table = "typology"
        verbose_name_plural = "typologies"

    @property
    def spec(self) -> TypologySpec:
        """The specification that the document describes."""
        return cast(TypologySpec, self.read())


MODELS: dict[Part, type[CatalogueEntry]] = {
    model.part: model for model in (Source, Measure, Indicator, Index, ImportProfile, Typology)
}
"""The table of each kind of entry, in the order in which they refer to each other."""
