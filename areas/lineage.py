"""What was where before and after: an area among the editions of its system, and what of another edition it covers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.gis.db.models.functions import Area as Surface
from django.contrib.gis.db.models.functions import Intersection
from django.db.models import F

from areas.models import Area, AreaEdition

#: Slivers below this part of the area are drawing, not history.
_SLIVER = 0.02


@dataclass(frozen=True)
class Kin:
    """An area of another edition. ``share``: the part of the asked area's ground that it has; ``is_same``: that very area."""

    code: str
    name: str
    edition: str
    share: float
    is_same: bool


@dataclass(frozen=True)
class Lineage:
    """An edition's days, and the areas in the edition before and after that cover an area, the largest part first.

    ``before`` and ``after`` are empty where there is no such edition in force.
    """

    valid_from: date
    valid_until: date | None
    before: tuple[Kin, ...]
    after: tuple[Kin, ...]

    @property
    def begins(self) -> bool:
        """Whether the area is a new one in its edition, so that its series begin there."""
        return bool(self.before) and not any(kin.is_same for kin in self.before)

    @property
    def ends(self) -> bool:
        """Whether the next edition no longer has the area, so that its series end here."""
        return bool(self.after) and not any(kin.is_same for kin in self.after)


def lineage(edition: str, level: str, code: str) -> Lineage:
    """The lineage of an area of an active edition; raises ``Area.DoesNotExist``. Residual units have none."""
    area = Area.objects.select_related("edition").get(edition__code=edition, level__code=level, code=code)
    editions = AreaEdition.objects.filter(system=area.edition.system_id, is_active=True).order_by("valid_from")
    before = after = None
    for other in editions:
        if other.valid_from < area.edition.valid_from:
            before = other
        elif other.valid_from > area.edition.valid_from:
            after = after or other
    return Lineage(
        area.edition.valid_from,
        area.edition.valid_until,
        _kin(area, before, [area.same_as_id]),
        _kin(area, after, list(area.continued_by.values_list("pk", flat=True)) if after else []),
    )


def _kin(area: Area, edition: AreaEdition | None, same: Sequence[int | None]) -> tuple[Kin, ...]:
    if edition is None or area.geometry is None:
        return ()
    others = Area.objects.filter(edition=edition, level=area.level_id)
    known = others.filter(pk__in=[pk for pk in same if pk is not None]).first()
    if known is not None:
        return (Kin(known.code, known.name, edition.code, 1.0, True),)
    whole = area.geometry.area  # of the stored degrees, as the intersection: only their ratio is said
    crossing = others.filter(geometry__intersects=area.geometry).annotate(
        common=Surface(Intersection(F("geometry"), area.geometry))
    )
    found = [
        Kin(code, name, edition.code, common.sq_m / whole, False)
        for code, name, common in crossing.values_list("code", "name", "common")
    ]
    return tuple(sorted((kin for kin in found if kin.share > _SLIVER), key=lambda kin: (-kin.share, kin.code)))
