"""All areas of a level over time, in the order of the newest edition, as far back as reforms left each of them alone."""

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from indicators.queries.blocks import Block, Floats
from indicators.queries.continuity import edition_before
from indicators.queries.releases import Line

Positions = NDArray[np.intp]


def positions_through(edition: str, release_id: int, level: str, size: int) -> dict[str, Positions]:
    """Edition → where each of today's areas stood in it, −1 where it was another one; from ``edition`` backwards."""
    found = {edition: np.arange(size, dtype=np.intp)}
    at = found[edition]
    before = edition_before(edition, release_id)
    while before is not None and level in before.positions:
        at = np.where(at < 0, -1, before.positions[level][at]).astype(np.intp)
        found[before.edition] = at
        before = edition_before(before.edition, release_id)
    return found


def history_lines(line: Line, lines: Iterable[Line], editions: Mapping[str, Positions]) -> tuple[Line, ...]:
    """The lines of ``line``'s kind of period and level in these editions up to it, one a period, in time."""
    fitting = [
        other
        for other in lines
        if other.level == line.level and other.edition in editions and other.period.kind == line.period.kind
    ]
    one_each = {other.period: other for other in sorted(fitting, key=lambda other: other.edition == line.edition)}
    return tuple(one_each[period] for period in sorted(one_each) if period <= line.period)


def in_todays_order(block: Block, at: Positions) -> Floats:
    """The values of a block for today's areas; NaN where an area was another one."""
    return np.where(at < 0, np.nan, block.value[at])
