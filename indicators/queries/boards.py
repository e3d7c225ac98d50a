"""Many blocks and many single cells at once, for pages that show several indicators: few queries, whatever the number."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F

from indicators.catalogue.specs import IndicatorSpec
from indicators.models import ReleasedBlock
from indicators.queries.audience import Audience
from indicators.queries.blocks import Block, block_of, shown
from indicators.queries.releases import Line
from indicators.stored_arrays import stored_arrays

_ARRAYS = ("status", "numerator", "denominator", "value", "low", "high")


@dataclass(frozen=True)
class Cell:
    """One position of the block of a manifest's line."""

    line: Line
    position: int


@dataclass(frozen=True, eq=False)
class Stock:
    """What was read, before anybody sees it; every block and cell is handed out as the audience gets it."""

    blocks: dict[int, Block]
    cells: dict[tuple[int, int], Block]

    def block(self, line: Line, spec: IndicatorSpec, audience: Audience) -> Block | None:
        """The whole block of a line; nothing where it was withdrawn a moment ago."""
        found = self.blocks.get(line.entry)
        return shown(found, spec, audience) if found else None

    def cell(self, cell: Cell, spec: IndicatorSpec, audience: Audience) -> Block | None:
        """One cell as a block of length 1."""
        found = self.cells.get((cell.line.entry, cell.position))
        return shown(found, spec, audience) if found else None


def read(lines: Iterable[Line], cells: Iterable[Cell]) -> Stock:
    """The blocks of ``lines`` in one query; ``cells`` in one query for each position, picked out by PostgreSQL."""
    whole = {line.entry: line for line in lines}
    found = stored_arrays("released_block", whole, _ARRAYS)
    blocks = {entry: block_of(whole[entry], *arrays) for entry, arrays in found.items()}
    at: dict[int, dict[int, Line]] = {}
    for cell in cells:
        at.setdefault(cell.position, {})[cell.line.entry] = cell.line
    picked: dict[tuple[int, int], Block] = {}
    for position, of_entry in at.items():
        columns = (F(f"{array}__{position}") for array in _ARRAYS)
        for entry, *numbers in ReleasedBlock.objects.filter(pk__in=of_entry).values_list("id", *columns):
            picked[entry, position] = block_of(of_entry[entry], *([number] for number in numbers))
    return Stock(blocks, picked)
