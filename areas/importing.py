"""The import of areas: one action for the command and for a form.

Levels of an edition come top-down. Each is stored as delivered (repaired where a geometry was invalid), and the
edition stays a draft: importing a level again replaces it. When the deepest level so far arrives it is cleaned as a
coverage and dissolved upwards on trial, so that the report says what cleaning would change and how far the delivered
upper levels are off. ``activate`` stores that: cleaned geometry for the finest level, dissolved geometry above it, the
residual units, the shapes for the map; from then on the edition refuses changes.
"""

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q

from areas.boundaries import FinishedEdition, finish_edition, parse_corrections, read_layer, refuse
from areas.continuity import link_neighbours
from areas.drafts import load_levels, measure, open_draft, place_level, store_level
from areas.models import Area, AreaEdition, AreaImport, AreaLevel, LevelShapes
from areas.names import RESIDUAL_NAME, residual_code
from areas.reports import ImportReport, LevelDrawing


@dataclass(frozen=True)
class LevelFile:
    """A file of one level: the fields that hold code and name, and where the parent's code is found.

    ``parent_prefix`` takes that many leading characters of the code, ``parent_field`` reads a field; without either
    the parent is the only area of the level above. ``corrections`` is the content of a corrections file. ``name`` is
    what the file was called, where it has another name on this disk.
    """

    path: Path
    code_field: str
    name_field: str
    parent_prefix: int | None = None
    parent_field: str | None = None
    corrections: bytes | None = None
    name: str = ""


def import_areas(
    *,
    file: LevelFile,
    by: str,
    system: str,
    valid_from: date,
    valid_until: date | None = None,
    level: str,
    activate: bool = False,
    metric_srid: int | None = None,
    is_demo: bool = False,
) -> ImportReport:
    """Import one level into the edition that starts on ``valid_from``; the whole file or nothing.

    Raises ``BoundaryError`` with every problem found; then nothing is kept. ``by`` is the user name for the log;
    ``is_demo`` marks a new system as invented.
    """
    if file.parent_prefix is not None and file.parent_field is not None:
        raise refuse("two_parent_options")
    srid = metric_srid or settings.REFERENCE_SRID
    corrections = parse_corrections(file.corrections) if file.corrections is not None else ()
    layer = read_layer(
        file.path,
        code_field=file.code_field,
        name_field=file.name_field,
        metric_srid=srid,
        parent_prefix=file.parent_prefix,
        parent_field=file.parent_field,
        corrections=corrections,
    )
    with file.path.open("rb") as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    with transaction.atomic():
        edition = open_draft(system, valid_from, valid_until, is_demo=is_demo)
        place = place_level(edition, level)
        replaced = store_level(edition, place, layer, srid)
        finished: FinishedEdition | None = None
        if activate or not Area.objects.filter(edition=edition, level__rank__gt=place.rank).exists():
            finished = finish_edition(load_levels(edition, srid), metric_srid=srid)
        if activate and finished is not None:
            _activate(edition, finished, srid)
        report = ImportReport(
            system=system,
            edition=edition.code,
            valid_from=edition.valid_from,
            valid_until=edition.valid_until,
            level=level,
            areas=len(layer.codes),
            replaced=replaced,
            active=edition.is_active,
            file_name=file.name or file.path.name,
            file_sha256=sha256,
            crs=layer.crs,
            corrections=layer.corrections,
            repairs=layer.repairs,
            cleaning=finished.cleaning if finished else None,
            comparisons=finished.comparisons if finished else (),
            drawings=_drawings(finished) if finished and activate else (),
        )
        keep_record(report, edition, place, by)
    return report


def keep_record(report: ImportReport, edition: AreaEdition, level: AreaLevel, by: str) -> None:
    """What was imported into a level, from which file, by whom."""
    AreaImport.objects.create(
        edition=edition,
        level=level,
        file_name=report.file_name,
        file_sha256=report.file_sha256,
        imported_by=by,
        report=report.document(),
    )


def _activate(edition: AreaEdition, finished: FinishedEdition, srid: int) -> None:
    levels = {level.code: level for level in edition.system.levels.all()}
    residual: Area | None = None
    for done in finished.levels:
        level = levels[done.level]
        areas = list(Area.objects.filter(edition=edition, level=level).order_by("position").defer("geometry"))
        for area, shape in zip(areas, measure(done.polygons, srid), strict=True):
            area.geometry, area.label_point = shape.geometry, shape.label_point
            area.square_metres = shape.square_metres
        Area.objects.bulk_update(areas, ["geometry", "label_point", "square_metres"], batch_size=100)
        LevelShapes.objects.create(
            edition=edition, level=level, sha256=done.shapes.sha256, topojson=done.shapes.content
        )
        residual = areas[0] if residual is None else _add_residual(edition, level, areas, residual)
    put_in_force(edition)
    link_neighbours(edition, srid)


def put_in_force(edition: AreaEdition) -> None:
    """The edition is active from now on; raises ``BoundaryError`` where it would overlap another one of its system."""
    edition.is_active = True
    try:
        with transaction.atomic():
            edition.save(update_fields=["is_active"])
    except IntegrityError as error:
        raise refuse("edition_overlaps", edition=edition.code, other=_overlapping(edition)) from error


def _add_residual(edition: AreaEdition, level: AreaLevel, areas: list[Area], parent: Area) -> Area:
    """The residual unit of a level below the top, last in it, under that of the level above and at last the city."""
    return Area.objects.create(
        edition=edition,
        level=level,
        parent=parent,
        code=residual_code(tuple(area.code for area in areas)),
        name=RESIDUAL_NAME,
        position=len(areas),
        is_residual=True,
    )


def _overlapping(edition: AreaEdition) -> str:
    others = AreaEdition.objects.filter(system=edition.system, is_active=True).exclude(pk=edition.pk)
    others = others.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=edition.valid_from))
    if edition.valid_until is not None:
        others = others.filter(valid_from__lte=edition.valid_until)
    return ", ".join(others.order_by("valid_from").values_list("code", flat=True))


def _drawings(finished: FinishedEdition) -> tuple[LevelDrawing, ...]:
    return tuple(
        LevelDrawing(done.level, done.shapes.sha256, len(done.shapes.content), done.shapes.arcs, done.shapes.vertices)
        for done in finished.levels
    )
