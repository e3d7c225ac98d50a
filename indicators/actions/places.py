"""The areas of an edition as labelled arrays: for the check, the stage and the method."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from django.db.models import Q
from django.db.models.functions import Length

from areas.models import Area, AreaEdition, AreaLevel
from indicators.calculation.hierarchy import Hierarchy
from indicators.catalogue.specs import AreaColumn
from indicators.intake.checking import Places


@dataclass(frozen=True, eq=False)
class EditionPlaces:
    """``areas`` per level: database ids in position order; ``levels`` their ids."""

    edition: int
    edition_code: str
    hierarchy: Hierarchy
    areas: tuple[npt.NDArray[np.int64], ...]
    levels: tuple[int, ...]

    def delivered_at(self, column: AreaColumn) -> Places:
        """What a file may name: the areas of its level, the residual unit, those of upper levels, and the whole."""
        codes, residual = self._ordinary(self.hierarchy.depth(column.level))
        return Places(
            level=column.level,
            codes=codes,
            residual=residual,
            total=self.hierarchy.codes[0][0] if len(self.hierarchy.codes[0]) == 1 else None,
            upper=tuple(code for depth in self._above(column) for code in self._ordinary(depth)[0]),
        )

    def positions(self, column: AreaColumn) -> dict[int, npt.NDArray[np.int64]]:
        """Depth → the place of each of its areas in ``delivered_at(column).all``, -1 for one that a file cannot name.

        Codes of different levels may be alike; places are not.
        """
        finest = self.hierarchy.depth(column.level)
        found = {finest: np.arange(len(self.areas[finest]))}
        used = len(self.areas[finest])
        for depth in self._above(column):
            number = len(self._ordinary(depth)[0])
            found[depth] = np.full(len(self.areas[depth]), -1, np.int64)
            found[depth][:number] = used + np.arange(number)
            used += number
        if finest and len(self.areas[0]) == 1:
            found[0] = np.array([used], np.int64)
        return found

    def area_ids(self, column: AreaColumn) -> npt.NDArray[np.int64]:
        """Database ids in the order of ``delivered_at(column).all``."""
        ids = np.full(len(self.delivered_at(column).all), int(self.areas[0][0]), np.int64)
        for depth, places in self.positions(column).items():
            ids[places[places >= 0]] = self.areas[depth][places >= 0]
        return ids

    def _above(self, column: AreaColumn) -> list[int]:
        """Depths of the upper levels that have rows of their own; the whole is no level of a file."""
        finest = self.hierarchy.depth(column.level)
        return [depth for depth in range(1, finest) if self.hierarchy.levels[depth] in column.upper]

    def _ordinary(self, depth: int) -> tuple[tuple[str, ...], str | None]:
        """The codes of a level without its residual unit, and that one's."""
        codes = self.hierarchy.codes[depth]
        return (codes[:-1], codes[-1]) if self.hierarchy.residual[depth] else (codes, None)


class SeveralSystems(Exception):
    """Areas of several systems could be meant; ``systems`` holds their codes."""

    def __init__(self, systems: Iterable[str]) -> None:
        self.systems = tuple(sorted(systems))
        super().__init__(", ".join(self.systems))


def edition_for(column: AreaColumn, day: date) -> AreaEdition | None:
    """The active edition that is valid on ``day`` and has areas of the column's level.

    The system is the one that the profile names; without a name the only one, or the only one whose codes are as wide
    as the profile says. Raises ``SeveralSystems`` where that does not decide.
    """
    until = Q(valid_until=None) | Q(valid_until__gte=day)
    areas = Area.objects.filter(level__code=column.level, is_residual=False)
    found = AreaEdition.objects.filter(until, is_active=True, valid_from__lte=day, pk__in=areas.values("edition"))
    if column.system:
        return found.filter(system__code=column.system).first()
    offered = list(found.select_related("system"))
    if len(offered) > 1 and column.width:
        other = areas.annotate(width=Length("code")).exclude(width=column.width).values("edition")
        offered = list(found.select_related("system").exclude(pk__in=other))
    if len(offered) > 1:
        raise SeveralSystems(edition.system.code for edition in offered)
    return offered[0] if offered else None


@lru_cache(maxsize=4)
def _active_places(edition: int) -> EditionPlaces:
    return _read(edition)


def places_of(edition: AreaEdition) -> EditionPlaces:
    """The places of an active edition, which never change; kept in memory."""
    return _active_places(edition.pk) if edition.is_active else _read(edition.pk)


def _read(edition: int) -> EditionPlaces:
    found = AreaEdition.objects.select_related("system").get(pk=edition)
    levels = [
        level
        for level in AreaLevel.objects.filter(system=found.system).order_by("rank")
        if Area.objects.filter(edition=edition, level=level).exists()
    ]
    codes, parents, residual, ids = [], [], [], []
    above: dict[int, int] = {}
    for level in levels:
        rows = list(
            Area.objects.filter(edition=edition, level=level)
            .order_by("position")
            .values_list("pk", "code", "parent", "is_residual")
        )
        codes.append(tuple(code for _, code, _, _ in rows))
        parents.append(np.array([above[parent] for _, _, parent, _ in rows] if above else [], np.intp))
        residual.append(bool(rows and rows[-1][3]))
        ids.append(np.array([pk for pk, *_ in rows], np.int64))
        above = {pk: position for position, (pk, *_) in enumerate(rows)}
    hierarchy = Hierarchy(tuple(level.code for level in levels), tuple(codes), tuple(parents), tuple(residual))
    return EditionPlaces(edition, found.code, hierarchy, tuple(ids), tuple(level.pk for level in levels))
