"""What all panels of a dashboard share: area, reference, period, level, release. Empty is the default of each."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from areas.queries import EditionAreas
from indicators.periods import Period, parse_period
from indicators.queries.places import PARENT, areas_at, depth_of, locate
from indicators.queries.releases import Line, Manifest


@dataclass(frozen=True)
class Filters:
    """``area`` and ``reference`` are the city by default, ``period`` the latest, ``level`` the finest.

    ``release`` is what is live by default; ``reference`` may be ``parent``: the area above.
    """

    area: str = ""
    reference: str = ""
    period: str = ""
    level: str = ""
    release: str = ""

    def over(self, kept: "Filters") -> "Filters":
        """These filters where they say something, otherwise ``kept``."""
        return Filters(**{name: getattr(self, name) or getattr(kept, name) for name in NAMES})

    @property
    def until(self) -> Period | None:
        """The last period to show; nothing: the latest."""
        return parse_period(self.period) if self.period else None

    def document(self) -> dict[str, str]:
        """As the address and the interface write them."""
        return {name: getattr(self, name) for name in NAMES}


NAMES = tuple(field.name for field in fields(Filters))


def filters_of(source: Any) -> Filters:
    """The filters that a dashboard keeps, or that a mapping of checked parameters holds."""
    if isinstance(source, Mapping):
        return Filters(**{name: source.get(name) or "" for name in NAMES})
    return Filters(**{name: getattr(source, name) for name in NAMES})


@dataclass(frozen=True, eq=False)
class Ground:
    """The areas that the filters speak of: the newest edition of the common layer that the release has values for."""

    areas: EditionAreas
    edition_id: int


def ground_of(manifest: Manifest) -> Ground | None:
    """Where dashboards stand; nothing where the release holds no value."""
    lines: Sequence[Line] = [line for own in manifest.values() for line in own]
    newest = max(lines, key=lambda line: (line.is_common, line.period, line.edition_id), default=None)
    return Ground(areas_at(newest), newest.edition_id) if newest else None


def possible(filters: Filters, ground: Ground, beyond: Collection[str] = ()) -> tuple[Filters, list[str]]:
    """The filters without what is not there, and a hint for each that was left out.

    ``beyond``: places beyond the city that have values of any indicator.
    """
    hints: list[str] = []
    areas = ground.areas
    at = _level_of(areas, filters.area)
    if filters.area and at is None:
        filters, at = replace(filters, area=""), None
        hints.append("unknown_area")
    if filters.level and filters.level not in {level.level for level in areas.levels}:
        filters = replace(filters, level="")
        hints.append("unknown_level")
    if filters.reference not in ("", PARENT, *beyond) and not _is_above(areas, filters.reference, at):
        filters = replace(filters, reference="")
        hints.append("reference_not_above")
    return filters, hints


def _level_of(areas: EditionAreas, area: str) -> str | None:
    if not any(area in level.codes for level in areas.levels):
        return None
    return locate(areas, area)[0].level


def _is_above(areas: EditionAreas, reference: str, below: str | None) -> bool:
    """Whether an area can be the reference of one at the level ``below``; without an area, of anything."""
    level = _level_of(areas, reference)
    if level is None:
        return False
    return reference == areas.total_code or below is None or depth_of(areas, level) < depth_of(areas, below)
