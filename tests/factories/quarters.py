"""Twenty quarters of one rate in the invented city: quiet until the summer of 2025, then four areas that move apart."""

from collections.abc import Mapping, Sequence
from typing import Any

from indicators.models import Release
from indicators.states import ValueState
from tests.factories.catalogue import indicator_spec, make_indicator
from tests.factories.results import Counts
from tests.factories.world import World

QUARTERS = [f"{year}-Q{quarter}" for year in range(2021, 2026) for quarter in (1, 2, 3, 4)]
MOVES = (60, -60, -10, -60)
"""By how many of 1,000 residents the areas move in the last two quarters, while the city falls by about four percent."""
Cell = tuple[float, float] | ValueState


def cells(at: int) -> list[tuple[float, float]]:
    """Four areas and the residual unit: 200 of 1,000 each, give or take one or two."""
    late = at >= len(QUARTERS) - 2
    steps = [(0, 2, 1, -1, 1)[(at + 2 * own) % 5] for own in range(len(MOVES))]
    return [
        *((200 + step + (move if late else 0), 1000) for step, move in zip(steps, MOVES, strict=True)),
        (10, 20),
    ]


def city(at: int) -> tuple[float, float]:
    """The city: ten times the areas, and it falls more than their sum."""
    own = cells(at)
    late = at >= len(QUARTERS) - 2
    return sum(n for n, _ in own) * 10 - (1_000 if late else 0), sum(d for _, d in own) * 10


def add_quarters(
    world: World,
    changed: Mapping[str, Mapping[int, Cell]] | None = None,
    leave_out: Sequence[str] = (),
    **spec: Any,
) -> Release:
    """The indicator ``quote`` in all quarters but those left out, released; ``changed``: quarter → position → cell."""
    made = make_indicator(indicator_spec("quote", **{"breaks": (), **spec}))
    for at, code in enumerate(QUARTERS):
        own: list[Cell] = list(cells(at))
        for position, cell in (changed or {}).get(code, {}).items():
            own[position] = cell
        counts: Counts = {"stadt": [city(at)], "planungsraum": own}
        if code not in leave_out:
            world.releases.add(made, code, counts)
    return world.releases.release("Quartale", is_demo=True)
