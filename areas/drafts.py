"""Drafts of editions: opened by the first level, filled top-down, replaced level by level until they are active."""

import re
from dataclasses import dataclass
from datetime import date

import numpy as np
import shapely
from django.contrib.gis.geos import GEOSGeometry
from django.db.models import Count, Max

from areas.boundaries import (
    STORAGE_SRID,
    BoundaryError,
    DeliveredLevel,
    Layer,
    Polygons,
    Problem,
    check_inside_parents,
    label_points,
    refuse,
    reproject,
)
from areas.models import Area, AreaEdition, AreaLevel, AreaSystem
from areas.names import level_names, system_names


@dataclass(frozen=True)
class MeasuredArea:
    """What is stored of one geometry, made from its metric form."""

    geometry: GEOSGeometry
    label_point: GEOSGeometry
    square_metres: float


def open_draft(
    system: str, valid_from: date, valid_until: date | None, *, is_demo: bool = False, is_reference: bool = False
) -> AreaEdition:
    """The draft of that system and start, made where there is none, locked until the transaction ends.

    ``valid_until`` may be left out for an edition that exists. An active edition is refused. The first system is the
    common layer until somebody decides otherwise. Invented areas and a city's own never meet in one system, and neither do
    areas of the city and places that it is compared with (``is_reference``).
    """
    _check_slug(system)
    if valid_until is not None and valid_until < valid_from:
        raise refuse("edition_dates", valid_from=valid_from.isoformat(), valid_until=valid_until.isoformat())
    name_de, name_en = system_names(system)
    is_first = not is_reference and not AreaSystem.objects.filter(is_common=True).exists()
    made_of = {"name_de": name_de, "name_en": name_en, "is_common": is_first, "is_demo": is_demo}
    made_of["is_reference"] = is_reference
    AreaSystem.objects.get_or_create(code=system, defaults=made_of)
    owner = AreaSystem.objects.select_for_update().get(code=system)
    if owner.is_demo != is_demo:
        raise refuse("system_invented" if owner.is_demo else "system_not_invented", system=system)
    if owner.is_reference != is_reference:
        raise refuse("system_compares" if owner.is_reference else "system_divides", system=system)
    edition, _ = AreaEdition.objects.get_or_create(
        system=owner,
        valid_from=valid_from,
        defaults={"valid_until": valid_until, "code": f"{system}-{valid_from.isoformat()}"},
    )
    if edition.is_active:
        raise refuse("edition_active", edition=edition.code)
    if valid_until is not None and edition.valid_until != valid_until:
        stored = edition.valid_until.isoformat() if edition.valid_until else "–"
        raise refuse("edition_differs", edition=edition.code, stored=stored, given=valid_until.isoformat())
    return edition


def place_level(edition: AreaEdition, code: str) -> AreaLevel:
    """The level of that code, appended to the system when it is new; levels of an edition come top-down."""
    _check_slug(code)
    known = {level.code: level for level in edition.system.levels.order_by("rank")}
    deepest = Area.objects.filter(edition=edition).aggregate(rank=Max("level__rank"))["rank"]
    present = set(Area.objects.filter(edition=edition).values_list("level__code", flat=True))
    level = known.get(code)
    if level is None:
        lower = [other.code for other in known.values() if deepest is not None and other.rank > deepest]
        if deepest is None and known:
            raise refuse("top_missing", level=code, top=next(iter(known)))
        if lower:
            raise refuse("level_order", level=code, below=lower[0])
        name_de, name_en = level_names(edition.system.code, code)
        return AreaLevel.objects.create(
            system=edition.system, code=code, rank=len(known), name_de=name_de, name_en=name_en
        )
    if code in present:
        return level
    if deepest is None and level.rank > 0:
        raise refuse("top_missing", level=code, top=next(iter(known)))
    if deepest is not None and level.rank < deepest:
        below = next(other.code for other in known.values() if other.rank == deepest)
        raise refuse("not_top_down", level=code, below=below)
    return level


def store_level(edition: AreaEdition, level: AreaLevel, layer: Layer, metric_srid: int) -> bool:
    """Store a level as delivered, replacing an earlier import of it; returns whether there was one."""
    parents = _parents(edition, level, layer, metric_srid)
    stored = {area.code: area for area in Area.objects.filter(edition=edition, level=level).defer("geometry")}
    _refuse_orphans(level, set(stored) - set(layer.codes), edition)
    measured = measure(layer.polygons, metric_srid)
    Area.objects.filter(edition=edition, level=level).exclude(code__in=layer.codes).delete()
    new: list[Area] = []
    changed: list[Area] = []
    for position, (code, name, parent, shape) in enumerate(
        zip(layer.codes, layer.names, parents, measured, strict=True)
    ):
        area = stored.get(code) or Area(edition=edition, level=level, code=code)
        (changed if area.pk else new).append(area)
        area.name, area.parent, area.position = name, parent, position
        area.geometry, area.label_point, area.square_metres = shape.geometry, shape.label_point, shape.square_metres
    fields = ["name", "parent", "position", "geometry", "label_point", "square_metres"]
    Area.objects.bulk_update(changed, fields, batch_size=100)
    Area.objects.bulk_create(new)
    return bool(stored)


def measure(polygons: Polygons, metric_srid: int) -> list[MeasuredArea]:
    """Metric polygons as they are stored: EPSG:4326, with label point and size."""
    shapes = shapely.to_wkb(reproject(polygons, metric_srid, STORAGE_SRID))
    points = shapely.to_wkb(reproject(label_points(polygons), metric_srid, STORAGE_SRID))
    sizes = shapely.area(polygons)
    return [
        MeasuredArea(
            GEOSGeometry(memoryview(shape), srid=STORAGE_SRID), GEOSGeometry(memoryview(point), srid=STORAGE_SRID), size
        )
        for shape, point, size in zip(shapes, points, sizes.tolist(), strict=True)
    ]


def load_levels(edition: AreaEdition, metric_srid: int) -> tuple[DeliveredLevel, ...]:
    """Every level of an edition without residual units, coarsest first, as the pure core takes them."""
    levels = []
    for level in AreaLevel.objects.filter(areas__edition=edition).distinct().order_by("rank"):
        ordinary = Area.objects.filter(edition=edition, level=level, is_residual=False)
        areas = list(ordinary.select_related("parent").order_by("position"))
        levels.append(
            DeliveredLevel(
                level=level.code,
                codes=tuple(area.code for area in areas),
                names=tuple(area.name for area in areas),
                parents=np.array([area.parent.position for area in areas if area.parent is not None], dtype=np.intp),
                polygons=_metric(areas, metric_srid),
            )
        )
    return tuple(levels)


def _metric(areas: list[Area], metric_srid: int) -> Polygons:
    shapes = shapely.from_wkb(np.array([bytes(area.geometry.wkb) for area in areas], dtype=object))
    return reproject(shapes, STORAGE_SRID, metric_srid)


def _parents(edition: AreaEdition, level: AreaLevel, layer: Layer, metric_srid: int) -> list[Area | None]:
    above = Area.objects.filter(edition=edition, level__rank__lt=level.rank).order_by("-level__rank", "position")
    nearest = above.first()
    if nearest is None:
        if len(layer.codes) != 1:
            raise refuse("top_not_single", level=level.code, count=len(layer.codes))
        if any(layer.parents):
            raise refuse("top_has_no_parent", level=level.code)
        return [None]
    candidates = list(above.filter(level=nearest.level).select_related("level"))
    codes = tuple(area.code for area in candidates)
    if not any(layer.parents):
        if len(candidates) > 1:
            raise refuse("ambiguous_parent", level=nearest.level.code, count=len(candidates))
        positions = np.zeros(len(layer.codes), dtype=np.intp)
    else:
        place = {code: i for i, code in enumerate(codes)}
        unknown = [i for i, parent in enumerate(layer.parents) if parent not in place]
        if unknown:
            raise BoundaryError(
                Problem(
                    "unknown_parent",
                    layer.codes[i],
                    layer.rows[i],
                    (("parent", layer.parents[i]), ("level", nearest.level.code)),
                )
                for i in unknown
            )
        positions = np.array([place[parent] for parent in layer.parents], dtype=np.intp)
    shapes = _metric(candidates, metric_srid)
    problems = check_inside_parents(layer.codes, layer.rows, layer.polygons, positions, codes, shapes)
    if problems:
        raise BoundaryError(problems)
    return [candidates[i] for i in positions]


def _refuse_orphans(level: AreaLevel, vanished: set[str], edition: AreaEdition) -> None:
    left = Area.objects.filter(edition=edition, level=level, code__in=vanished).annotate(count=Count("children"))
    problems = [
        Problem("orphaned_children", area.code, params=(("level", level.code), ("count", area.count)))
        for area in left.filter(count__gt=0).order_by("code").defer("geometry")
    ]
    if problems:
        raise BoundaryError(problems)


def _check_slug(code: str) -> None:
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,39}", code):
        raise refuse("bad_code", value=code[:80])
