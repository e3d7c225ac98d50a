"""Every indicator over time in all areas of its finest level, beside the city: what early warning looks at."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from areas.queries import LevelAreas
from indicators.calculation.odds import Form, Numbers, Scaled, form_of, scaled
from indicators.models import Release
from indicators.periods import Period
from indicators.queries.audience import Audience
from indicators.queries.blocks import Block
from indicators.queries.boards import Stock, read
from indicators.queries.catalogue import Entry
from indicators.queries.histories import Positions, history_lines, positions_through
from indicators.queries.notes import all_noted
from indicators.queries.places import areas_at
from indicators.queries.releases import Line, manifest
from indicators.states import ValueState

#: (edition, level): areas that can be compared with each other.
Ground = tuple[str, str]


@dataclass(frozen=True, eq=False)
class History:
    """One indicator at one level: (periods, areas) arrays on the scale of ``odds``, the residual unit left out.

    ``at``: the positions of the areas in ``places``; ``value`` with its range in the indicator's unit; ``city`` on the scale.
    """

    entry: Entry
    ground: Ground
    places: LevelAreas
    at: NDArray[np.intp]
    periods: tuple[Period, ...]
    value: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    own: Scaled
    city: NDArray[np.float64]
    city_value: NDArray[np.float64]
    form: Form

    @property
    def codes(self) -> list[str]:
        """The areas' codes in the order of the arrays."""
        return [self.places.codes[at] for at in self.at]

    def until(self, last: Period) -> int:
        """How many of the periods end no later than ``last``."""
        return sum(period.ends <= last.ends for period in self.periods)


@dataclass(frozen=True, eq=False)
class _Asked:
    entry: Entry
    line: Line
    lines: tuple[Line, ...]
    tops: Mapping[str, Line]
    editions: Mapping[str, Positions]


def histories(release: Release, entries: Iterable[Entry], audience: Audience) -> list[History]:
    """The histories of all indicators that have values, each at its finest level, by code; blocks in one query."""
    asked = [one for entry in all_noted(entries, release.pk) if (one := _asked(entry, release)) is not None]
    stock = read((line for one in asked for line in (*one.lines, *one.tops.values())), ())
    return [found for one in asked if (found := _history(one, stock, audience)) is not None]


def beside(
    release: Release, entries: Iterable[Entry], audience: Audience, grounds: Iterable[Ground], last: Period
) -> dict[Ground, list[History]]:
    """For grounds where few indicators have their finest level: the latest values there of all the others."""
    wanted = set(grounds)
    asked: list[tuple[Ground, _Asked]] = []
    for entry in all_noted(entries, release.pk):
        lines = manifest(release.pk).get(entry.code, ())
        for ground in sorted(wanted):
            own = [one for one in lines if (one.edition, one.level) == ground and one.period.ends <= last.ends]
            if own:
                size = len(areas_at(own[-1]).level(own[-1].level).codes)
                here = {own[-1].edition: np.arange(size, dtype=np.intp)}
                asked.append((ground, _Asked(entry, own[-1], (own[-1],), {}, here)))
    stock = read((line for _, one in asked for line in one.lines), ())
    found: dict[Ground, list[History]] = {}
    for ground, one in asked:
        history = _history(one, stock, audience)
        if history is not None:
            found.setdefault(ground, []).append(history)
    return found


def _asked(entry: Entry, release: Release) -> _Asked | None:
    lines = manifest(release.pk).get(entry.code, ())
    if not lines:
        return None
    line = max(lines, key=lambda one: (one.is_common, one.period, one.edition_id, one.level_rank))
    areas = areas_at(line)
    top = areas.levels[0].level
    if line.level == top:
        return None  # the city alone: nothing to compare
    editions = positions_through(line.edition, release.pk, line.level, len(areas.level(line.level).codes))
    through = history_lines(line, lines, editions)
    tops = {one.period.code: one for one in lines if one.level == top and one.edition in editions}
    return _Asked(entry, line, through, tops, editions)


def _history(asked: _Asked, stock: Stock, audience: Audience) -> History | None:
    spec, places = asked.entry.spec, areas_at(asked.line).level(asked.line.level)
    shown = [(line, stock.block(line, spec, audience)) for line in asked.lines]
    blocks = [(line, block.at(asked.editions[line.edition])) for line, block in shown if block is not None]
    if not blocks:
        return None
    at = np.array([position for position in range(len(places.codes)) if position != places.residual], np.intp)
    numbers = _numbers([block for _, block in blocks], at)
    tops = [
        stock.block(top, spec, audience) if (top := asked.tops.get(line.period.code)) else None for line, _ in blocks
    ]
    city = _numbers(tops, np.zeros(1, np.intp))
    form = form_of(spec, numbers)
    return History(
        entry=asked.entry,
        ground=(asked.line.edition, asked.line.level),
        places=places,
        at=at,
        periods=tuple(line.period for line, _ in blocks),
        value=numbers.value,
        low=_rows([block for _, block in blocks], "low", at),
        high=_rows([block for _, block in blocks], "high", at),
        own=scaled(form, spec, numbers),
        city=scaled(form, spec, city).y[:, 0],
        city_value=city.value[:, 0],
        form=form,
    )


def _numbers(blocks: Sequence[Block | None], at: NDArray[np.intp]) -> Numbers:
    """Rows of values with their counts."""
    return Numbers(*(_rows(blocks, name, at) for name in ("value", "numerator", "denominator")))


def _rows(blocks: Sequence[Block | None], name: str, at: NDArray[np.intp]) -> NDArray[np.float64]:
    """NaN where a cell is not ``OK`` or a block is not there."""
    nothing = np.full(len(at), np.nan)
    return np.array(
        [
            nothing if block is None else np.where(block.status[at] == ValueState.OK, getattr(block, name)[at], np.nan)
            for block in blocks
        ]
    )
