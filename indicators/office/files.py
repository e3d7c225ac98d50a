"""The delivered file behind a report: its cells, and the areas that its problems concern."""

from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache

from django.db.models.fields.json import KT

from areas.models import Area, LevelShapes
from indicators.catalogue.documents import spec_of
from indicators.catalogue.profile_spec import ProfileSpec
from indicators.catalogue.schemas import Part
from indicators.intake.excerpts import FileCells, codes_by_line, file_cells
from indicators.intake.problems import Severity
from indicators.models import Delivery, Erasure, Problem, StoredFile


def profile_of(delivery: Delivery) -> ProfileSpec:
    """The import profile as it was when the file came, with the columns as they mean in the delivery's period."""
    profile = spec_of(Part.PROFILE, delivery.profile_document)
    assert isinstance(profile, ProfileSpec)
    return replace(profile, columns=profile.columns_at(delivery.period.span), columns_from=())


def is_erased(delivery: Delivery) -> bool:
    """Whether the content of this delivery went, also where another delivery keeps the same bytes."""
    return delivery.file.erased_at is not None or Erasure.objects.filter(delivery=delivery).exists()


def cells_of_file(delivery: Delivery) -> FileCells | None:
    """The cells of the delivered file; nothing where its content was erased. The last one is kept for the next look."""
    if is_erased(delivery):
        _read.cache_clear()
        return None
    return _read(delivery.file.pk, delivery.file.sha256, profile_of(delivery))


@lru_cache(maxsize=1)
def _read(file: int, sha256: str, profile: ProfileSpec) -> FileCells | None:
    content = content_of(file)
    return None if content is None else file_cells(content, profile)


def content_of(file: int) -> bytes | None:
    """The bytes as delivered; nothing where they were erased."""
    content = StoredFile.objects.values_list("content", flat=True).filter(pk=file).first()
    return None if content is None else bytes(content)


@dataclass(frozen=True)
class AffectedArea:
    """An area of the file's level and its problems by severity; ``rows`` are the first lines that have some."""

    code: str
    name: str
    counts: dict[Severity, int]
    rows: tuple[int, ...]

    @property
    def worst(self) -> Severity | None:
        """The gravest severity; nothing where there is no problem."""
        return next((severity for severity in Severity if self.counts.get(severity)), None)


@dataclass(frozen=True)
class Affected:
    """Every area of the level without its residual unit, in position order; ``elsewhere`` counts problems of no area."""

    edition: str
    level: str
    shapes_sha256: str | None
    areas: tuple[AffectedArea, ...]
    elsewhere: int


def affected(delivery: Delivery) -> Affected | None:
    """Which areas the kept problems concern; nothing before the areas of the file are known."""
    if delivery.edition is None:
        return None
    profile = profile_of(delivery)
    areas = dict(
        Area.objects.filter(edition=delivery.edition, level__code=profile.area.level, is_residual=False)
        .order_by("position")
        .values_list("code", "name")
    )
    file = cells_of_file(delivery)
    codes = codes_by_line(file, profile) if file else {}
    counts: dict[str, Counter[Severity]] = {code: Counter() for code in areas}
    rows: dict[str, list[int]] = {code: [] for code in areas}
    elsewhere = 0
    found = Problem.objects.filter(delivery=delivery).order_by("position")
    for severity, sheet, row, named, value in found.values_list(
        "severity", "sheet", "row", KT("params__area"), "value"
    ):
        code = _area(codes, sheet, row, named or value, profile.area.width, areas)
        if code is None:
            elsewhere += 1
            continue
        counts[code][Severity(severity)] += 1
        if row is not None and row not in rows[code][:3]:
            rows[code].append(row)
    shapes = LevelShapes.objects.filter(edition=delivery.edition, level__code=profile.area.level)
    return Affected(
        edition=delivery.edition.code,
        level=profile.area.level,
        shapes_sha256=shapes.values_list("sha256", flat=True).first(),
        areas=tuple(
            AffectedArea(code, name, dict(counts[code]), tuple(rows[code][:3])) for code, name in areas.items()
        ),
        elsewhere=elsewhere,
    )


def _area(
    codes: dict[tuple[str | None, int], str],
    sheet: str | None,
    row: int | None,
    named: str | None,
    width: int,
    areas: dict[str, str],
) -> str | None:
    """The area of a problem's row, or the one that it names itself where it has no row."""
    told = (codes.get((sheet, row)) or codes.get((None, row))) if row is not None else named
    if told is None:
        return None
    return next((code for code in (told, told.zfill(width)) if code in areas), None)
