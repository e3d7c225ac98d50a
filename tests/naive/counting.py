"""Sums of counts the slow way: one place after the other, recursively, from the delivered cells."""

from collections.abc import Sequence
from dataclasses import dataclass, field

ORDER = ["ok", "not_applicable", "unreliable", "pending", "missing", "suppressed"]

Place = tuple[str, str]  # (level, code)


@dataclass
class City:
    """Everything delivered: ``cells[measure, row, level, code] = (state, number)``; what is not there is missing."""

    levels: list[str]
    places: dict[str, list[str]]
    parent: dict[Place, str]
    residual: dict[str, str]  # level → code of the residual unit
    cells: dict[tuple[str, int, str, str], tuple[str, float]] = field(default_factory=dict)

    def children(self, place: Place) -> list[Place]:
        level, code = place
        below = self.levels.index(level) + 1
        if below == len(self.levels):
            return []
        finer = self.levels[below]
        return [(finer, c) for c in self.places[finer] if self.parent[finer, c] == code]

    def siblings(self, place: Place) -> list[Place]:
        level, code = place
        return [(level, c) for c in self.places[level] if c != code]

    def cell(self, measure: str, row: int, place: Place) -> tuple[str, float]:
        return self.cells.get((measure, row, *place), ("missing", 0.0)) if row >= 0 else ("missing", 0.0)

    def is_residual(self, place: Place) -> bool:
        return self.residual.get(place[0]) == place[1]

    def is_finest(self, place: Place) -> bool:
        return place[0] == self.levels[-1]


@dataclass
class Count:
    state: str
    known: float = 0.0
    size: float = 0.0
    own: bool = False
    starred: bool = False


def strongest(states: Sequence[str]) -> str:
    return max(states, key=ORDER.index)


def last_reported(city: City, measure: str, row: int, place: Place) -> float:
    for earlier in range(row, -1, -1):
        state, number = city.cell(measure, earlier, place)
        if state == "ok":
            return number
    return 0.0


def absent(city: City, place: Place, count: Count) -> bool:
    """A residual unit that nobody ever reported."""
    return city.is_residual(place) and count.state == "missing" and count.size == 0


def measured(city: City, measure: str, row: int, place: Place) -> Count:
    """One measure in one place: as delivered, as the sum of its parts, or as what closes the gap."""
    state, number = city.cell(measure, row, place)
    if city.is_finest(place):
        count = Count(state, number if state == "ok" else 0.0, last_reported(city, measure, row, place))
    elif state == "ok":
        count = Count("ok", number, number, own=True)
    else:
        count = summed(city, place, {c: measured(city, measure, row, c) for c in city.children(place)})
        if city.is_residual(place) and count.state == "ok":
            excess = sum(excess_of(city, measure, row, s) for s in city.siblings(place))
            if 0 < excess <= count.known:
                count = Count("ok", count.known - excess, count.known - excess, own=True)
        if state == "suppressed":
            count = Count("suppressed", count.known, count.size, starred=True)
    if city.is_residual(place) and count.state == "missing":
        return closing(city, measure, row, place) or count
    return count


def excess_of(city: City, measure: str, row: int, place: Place) -> float:
    """What a delivered total holds beyond its parts; 0 where the parts are not all known."""
    state, number = city.cell(measure, row, place)
    parts = summed(city, place, {c: measured(city, measure, row, c) for c in city.children(place)})
    return number - parts.known if state == "ok" and parts.state == "ok" else 0.0


def closing(city: City, measure: str, row: int, place: Place) -> Count | None:
    state, number = city.cell(measure, row, (city.levels[0], city.places[city.levels[0]][0]))
    others = [measured(city, measure, row, s) for s in city.siblings(place)]
    gap = number - sum(o.known for o in others)
    if state == "ok" and all(o.state == "ok" for o in others) and gap >= 0:
        return Count("ok", gap, gap, own=True)
    return None


def summed(city: City, place: Place, parts: dict[Place, Count]) -> Count:
    """A place from its parts alone."""
    states = [part.state for child, part in parts.items() if not absent(city, child, part)]
    if city.is_residual(place):
        states = [part.state for child, part in parts.items() if city.is_residual(child)] or ["missing"]
    elif not parts:
        states = ["missing"]
    return Count(
        strongest(states) if states else "ok",
        sum(part.known for part in parts.values()),
        sum(part.size for part in parts.values()),
    )


def counted(city: City, measures: Sequence[str], rows: Sequence[int], place: Place) -> Count:
    """A sum of measures in one place."""
    each = [measured(city, m, r, place) for m, r in zip(measures, rows, strict=True)]
    if len(each) == 1:
        return each[0]
    present = [count for count in each if not absent(city, place, count)]
    state = strongest([count.state for count in present]) if present else "missing"
    total = Count(state, sum(c.known for c in each) if state == "ok" else 0.0, sum(c.size for c in each))
    if city.is_finest(place):
        # The residual unit of the finest level may have closed a gap: that number is its own.
        total.own = any(c.own for c in each)
        return total
    starred = any(c.starred for c in each)
    if any(c.own for c in each) and state == "ok":
        return Count("ok", total.known, total.known, own=True)
    rolled = summed(city, place, {c: counted(city, measures, rows, c) for c in city.children(place)})
    return Count("suppressed", rolled.known, rolled.size, starred=True) if starred else rolled
