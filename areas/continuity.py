"""Editions of one system, one after the other: an area that stayed the same is linked to itself in the edition before."""

from areas.boundaries import positions_before
from areas.drafts import load_levels
from areas.models import Area, AreaEdition


def link_neighbours(edition: AreaEdition, metric_srid: int) -> None:
    """Link an edition that has just become active with the one before it, and the one after it with this one."""
    active = AreaEdition.objects.filter(system=edition.system, is_active=True)
    before = active.filter(valid_from__lt=edition.valid_from).order_by("-valid_from").first()
    after = active.filter(valid_from__gt=edition.valid_from).order_by("valid_from").first()
    if before is not None:
        _link(edition, before, metric_srid)
    if after is not None:
        _link(after, edition, metric_srid)


def _link(edition: AreaEdition, before: AreaEdition, metric_srid: int) -> None:
    former = {level.level: level for level in load_levels(before, metric_srid)}
    ids = _ids(before)
    changed = []
    Area.objects.filter(edition=edition).update(same_as=None)
    for level in load_levels(edition, metric_srid):
        if level.level not in former:
            continue
        old = former[level.level]
        positions = positions_before(level.codes, level.polygons, old.codes, old.polygons)
        changed += [
            Area(pk=own, same_as_id=ids[level.level, int(position)] if position >= 0 else None)
            for own, position in zip(_level_ids(edition, level.level), positions, strict=True)
        ]
    Area.objects.bulk_update(changed, ["same_as"], batch_size=1000)
    for residual in Area.objects.filter(edition=edition, is_residual=True).select_related("level").defer("geometry"):
        same = Area.objects.filter(edition=before, level=residual.level, is_residual=True, code=residual.code).first()
        Area.objects.filter(pk=residual.pk).update(same_as=same)


def _ids(edition: AreaEdition) -> dict[tuple[str, int], int]:
    rows = Area.objects.filter(edition=edition).values_list("level__code", "position", "pk")
    return {(level, position): pk for level, position, pk in rows}


def _level_ids(edition: AreaEdition, level: str) -> list[int]:
    areas = Area.objects.filter(edition=edition, level__code=level, is_residual=False).order_by("position")
    return list(areas.values_list("pk", flat=True))
