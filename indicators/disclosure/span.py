"""What can be computed from sums: the span of published rows, exactly.

Rows are kept sparse, in whole numbers modulo the prime 2⁶¹ − 1, so that nothing is rounded: a rank that floating point
would guess is exact here. (Over the whole numbers two rows could be independent that are dependent modulo the prime
only if the prime divided a determinant of small coefficients; the audit, which does not reckon modulo, would see it.)

Total and first part are published, so the sum of the other two is known, but neither of them:

>>> from indicators.disclosure.span import Span
>>> known = Span()
>>> known.add({0: 1, 1: 1, 2: 1}, pivot=2)
>>> known.add({0: 1}, pivot=0)
>>> known.rest({0: 1, 1: 1, 2: 1}), known.rest({1: 1, 2: 1}), known.rest({1: 1})
({}, {}, {1: 1})
"""

from heapq import heapify, heappop, heappush

PRIME = 2**61 - 1

Vector = dict[int, int]
"""One row: its coefficients by inner cell, none of them zero."""


class Span:
    """Rows that are known, each with a pivot: a cell that the later ones no longer contain."""

    def __init__(self) -> None:
        self._rows: list[tuple[int, Vector]] = []
        self._place: dict[int, int] = {}

    def rest(self, row: Vector) -> Vector:
        """The row less what the span knows of it: empty exactly where the row can be computed. The row is kept."""
        left, rows, place = dict(row), self._rows, self._place
        due = [place[cell] for cell in left if cell in place]
        heapify(due)
        while due:
            pivot, known = rows[heappop(due)]
            times = left.pop(pivot, 0)
            if not times:
                continue
            for cell, coefficient in known.items():
                had = left.get(cell, 0)
                now = (had - times * coefficient) % PRIME
                if now:
                    left[cell] = now
                    if not had and cell in place:
                        heappush(due, place[cell])
                elif had:
                    del left[cell]
        return left

    def add(self, rest: Vector, pivot: int) -> None:
        """Know one row more: what ``rest`` left of it. ``pivot`` is one of its cells."""
        times = pow(rest[pivot], -1, PRIME)
        scaled = {cell: coefficient * times % PRIME for cell, coefficient in rest.items() if cell != pivot}
        self._place[pivot] = len(self._rows)
        self._rows.append((pivot, scaled))


class Targets:
    """Rows that must stay outside the span, each less what is known of it, found by the cells it still contains."""

    def __init__(self, rows: dict[int, Vector]) -> None:
        self.rows = {name: row for name, row in rows.items() if row}
        self.of_cell: dict[int, set[int]] = {}
        for name, row in self.rows.items():
            for cell in row:
                self.of_cell.setdefault(cell, set()).add(name)

    def touching(self, cell: int) -> int:
        """How many targets contain that cell."""
        return len(self.of_cell.get(cell, ()))

    def given_away_by(self, rest: Vector) -> bool:
        """Whether knowing that row would tell a target: the two are multiples of each other."""
        cell = min(rest, key=self.touching)
        for name in self.of_cell.get(cell, ()):
            target = self.rows[name]
            if len(target) == len(rest):
                times = target[cell] * pow(rest[cell], -1, PRIME) % PRIME
                if all(target.get(c) == times * v % PRIME for c, v in rest.items()):
                    return True
        return False

    def know(self, rest: Vector, pivot: int) -> None:
        """Take that row out of every target that contains the pivot."""
        inverse = pow(rest[pivot], -1, PRIME)
        for name in sorted(self.of_cell.get(pivot, ())):
            target = self.rows[name]
            times = target[pivot] * inverse % PRIME
            for cell, coefficient in rest.items():
                had = target.get(cell, 0)
                now = (had - times * coefficient) % PRIME
                if now:
                    target[cell] = now
                    if not had:
                        self.of_cell.setdefault(cell, set()).add(name)
                elif had:
                    del target[cell]
                    self.of_cell[cell].discard(name)
            if not target:
                del self.rows[name]
