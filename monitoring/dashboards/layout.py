"""Where panels stand: rectangles on a grid of twelve columns. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

COLUMNS = 12
ROWS = 48
HIGHEST = 16
MOST_PANELS = 24


@dataclass(frozen=True)
class Place:
    """``x`` and ``y`` count cells from the left and the top, ``w`` and ``h`` are how many cells are covered."""

    x: int
    y: int
    w: int
    h: int

    @property
    def fits(self) -> bool:
        """Whether the whole rectangle lies on the grid."""
        inside = self.x >= 0 and self.x + self.w <= COLUMNS and self.y >= 0 and self.y + self.h <= ROWS
        return inside and self.w >= 1 and 1 <= self.h <= HIGHEST

    def overlaps(self, other: "Place") -> bool:
        """Whether both cover one cell."""
        beside = self.x + self.w <= other.x or other.x + other.w <= self.x
        return not beside and not (self.y + self.h <= other.y or other.y + other.h <= self.y)


class LayoutProblem(Exception):
    """A layout that cannot be: ``too_many_panels``, ``outside_the_grid`` or ``overlaps``, and the panel, counted from 0."""

    def __init__(self, code: str, panel: int) -> None:
        super().__init__(f"{code} (panel {panel})")
        self.code = code
        self.panel = panel


def verify(places: Sequence[Place]) -> None:
    """Raises ``LayoutProblem`` for the first panel that cannot stand where it is said to."""
    if len(places) > MOST_PANELS:
        raise LayoutProblem("too_many_panels", MOST_PANELS)
    for number, place in enumerate(places):
        if not place.fits:
            raise LayoutProblem("outside_the_grid", number)
        if any(place.overlaps(other) for other in places[:number]):
            raise LayoutProblem("overlaps", number)


def reading_order(place: Place) -> tuple[int, int]:
    """Row by row from the left: the order on a phone and for screen readers."""
    return (place.y, place.x)


def closed_up(places: Iterable[Place]) -> list[Place]:
    """The same panels in their order, each moved up as far as nothing is in the way: no gap where one is not shown."""
    given = list(places)
    found: dict[int, Place] = {}
    for number in sorted(range(len(given)), key=lambda n: reading_order(given[n])):
        place = given[number]
        while place.y > 0 and not any(replace(place, y=place.y - 1).overlaps(other) for other in found.values()):
            place = replace(place, y=place.y - 1)
        found[number] = place
    return [found[number] for number in range(len(given))]
