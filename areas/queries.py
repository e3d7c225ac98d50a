"""The reading door to areas: systems, editions, levels, the areas of a level in result order, and their shapes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import shapely
from django.db.models import Q, QuerySet

from areas.models import Area, AreaEdition, AreaLevel, AreaSystem, LevelShapes


@dataclass(frozen=True)
class LevelAreas:
    """The areas of one level of an edition in position order: the order of every array of results.

    ``parents`` are positions in the level above (empty for the top); ``residual`` is the position of the residual unit,
    always the last, or nothing.
    """

    level: str
    codes: tuple[str, ...]
    names: tuple[str, ...]
    parents: npt.NDArray[np.intp]
    residual: int | None

    @property
    def residual_code(self) -> str | None:
        """Code of the residual unit ("räumlich nicht zuordenbar")."""
        return None if self.residual is None else self.codes[self.residual]


@dataclass(frozen=True)
class EditionAreas:
    """All levels of an edition, coarsest first."""

    edition: str
    levels: tuple[LevelAreas, ...]

    @property
    def total_code(self) -> str:
        """Code of the city, the only area of the top level."""
        return self.levels[0].codes[0]

    def level(self, code: str) -> LevelAreas:
        """One level by its code; raises ``KeyError``."""
        for level in self.levels:
            if level.level == code:
                return level
        raise KeyError(code)


def systems() -> QuerySet[AreaSystem]:
    """The systems that divide the city, by code."""
    return AreaSystem.objects.filter(is_reference=False).order_by("code")


def active_editions() -> QuerySet[AreaEdition]:
    """Editions of the city in force at some time, by system and start; left out are drafts, and places beyond the city."""
    found = AreaEdition.objects.filter(is_active=True, system__is_reference=False).select_related("system")
    return found.order_by("system__code", "valid_from")


def common_edition(editions: Iterable[AreaEdition] | None = None) -> AreaEdition | None:
    """The newest edition of the agreed common layer: what is meant where no edition is named.

    ``editions``: all active ones as ``active_editions`` orders them, where they have been read already.
    """
    known = list(active_editions() if editions is None else editions)
    return next((edition for edition in reversed(known) if edition.system.is_common), known[-1] if known else None)


@dataclass(frozen=True, eq=False)
class Succession:
    """One edition after another: per level the position of each area in the edition before, −1 where it is a new one."""

    edition: str
    before: Mapping[str, npt.NDArray[np.intp]]


def successions(system_of: str) -> list[Succession]:
    """The active editions of the system that an edition belongs to, oldest first, each with what stayed the same.

    One query for the editions, and one for each that was not asked for before.
    """
    system = AreaEdition.objects.filter(code=system_of).values("system")
    found = AreaEdition.objects.filter(is_active=True, system__in=system).order_by("valid_from")
    return [_succession(*edition) for edition in found.values_list("pk", "code")]


@lru_cache(maxsize=32)
def _succession(edition: int, code: str) -> Succession:
    """An active edition never changes: read once, kept for the life of the process."""
    found: dict[str, list[int]] = {}
    areas = Area.objects.filter(edition=edition).order_by("level__rank", "position")
    for level, before in areas.values_list("level__code", "same_as__position"):
        found.setdefault(level, []).append(-1 if before is None else before)
    return Succession(code, {level: np.array(positions, np.intp) for level, positions in found.items()})


def edition_on(system: str, day: date) -> AreaEdition | None:
    """The active edition of a system on a day, if there is one."""
    until = Q(valid_until__isnull=True) | Q(valid_until__gte=day)
    return active_editions().filter(until, system__code=system, valid_from__lte=day).first()


def levels_of(edition: AreaEdition) -> QuerySet[AreaLevel]:
    """The levels that an edition has, coarsest first."""
    return AreaLevel.objects.filter(areas__edition=edition).distinct().order_by("rank")


def areas_of(edition: AreaEdition, level: AreaLevel) -> QuerySet[Area]:
    """The areas of a level in position order, without geometry, with their parents."""
    areas = Area.objects.filter(edition=edition, level=level).defer("geometry", "parent__geometry")
    return areas.select_related("parent").order_by("position")


def edition_areas(edition: AreaEdition) -> EditionAreas:
    """The whole tree of an edition as arrays, in two queries."""
    rows = Area.objects.filter(edition=edition).order_by("level__rank", "position")
    found: dict[str, list[tuple[str, str, int | None, bool]]] = {}
    for level, code, name, parent, residual in rows.values_list(
        "level__code", "code", "name", "parent__position", "is_residual"
    ):
        found.setdefault(level, []).append((code, name, parent, residual))
    return EditionAreas(edition.code, tuple(_level_areas(level, areas) for level, areas in found.items()))


def _level_areas(level: str, areas: list[tuple[str, str, int | None, bool]]) -> LevelAreas:
    parents = [parent for _, _, parent, _ in areas if parent is not None]
    residual = next((i for i, area in enumerate(areas) if area[3]), None)
    return LevelAreas(
        level=level,
        codes=tuple(area[0] for area in areas),
        names=tuple(area[1] for area in areas),
        parents=np.array(parents, dtype=np.intp),
        residual=residual,
    )


def shapes_of(edition: AreaEdition, level: AreaLevel) -> LevelShapes | None:
    """The TopoJSON of a level with its content hash; there is none before the edition is active."""
    return LevelShapes.objects.filter(edition=edition, level=level).first()


def shapes_sha256(edition: AreaEdition, level: AreaLevel) -> str | None:
    """The content hash alone, for the address under which shapes are cached for ever."""
    return LevelShapes.objects.filter(edition=edition, level=level).values_list("sha256", flat=True).first()


def geometries_of(edition: int, level: str) -> npt.NDArray[np.object_]:
    """The areas' own geometry in position order, in EPSG:4326; ``None`` for the residual unit. Of a valid coverage: areas
    side by side have exactly the same border."""
    areas = Area.objects.filter(edition=edition, level__code=level).order_by("position")
    stored = [geometry and bytes(geometry.wkb) for geometry in areas.values_list("geometry", flat=True)]
    return np.asarray(shapely.from_wkb(np.array(stored, dtype=object)))


def level_content(edition: str, level: str) -> tuple[int, str]:
    """The edition's own number and the content hash of a level's shapes (empty before it is active)."""
    number = AreaEdition.objects.values_list("pk", flat=True).get(code=edition)
    found = LevelShapes.objects.filter(edition=number, level__code=level).values_list("sha256", flat=True).first()
    return number, found or ""
