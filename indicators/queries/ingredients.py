"""What an index is made from: released values of its components as the reader gets them, kept as arrays.

Whoever composes an index asks for the same components again with every turn of a weight. So a block is read once per reader's
audience, and stays as its two arrays for the life of the process, the least recently asked for making room.
"""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from threading import Lock

import numpy as np

from indicators.models import Release
from indicators.queries.audience import Audience
from indicators.queries.blocks import Floats, States, released_blocks, shown
from indicators.queries.catalogue import Entry
from indicators.queries.continuity import edition_before
from indicators.queries.meetings import Meeting, years_before
from indicators.queries.releases import Line, manifest_of
from indicators.states import ValueState

_AT_MOST = 4096
_Key = tuple[str, int, str, Audience]


@dataclass(frozen=True, eq=False)
class Cells:
    """Values of one indicator at one place and period: NaN wherever the state is not ``OK``."""

    status: States
    value: Floats


@dataclass(frozen=True, eq=False)
class Component:
    """One component at a meeting: its cells and the whole city's value, and the same so many years earlier.

    ``before``: the line from which changes are taken, none where there is none. ``is_broken``: the definition changed in
    between, so that no change is known and ``earlier`` is *not applicable* throughout.
    """

    line: Line
    now: Cells
    whole: float
    before: Line | None = None
    earlier: Cells | None = None
    earlier_whole: float = float("nan")
    is_broken: bool = False


_kept: OrderedDict[_Key, Cells] = OrderedDict()
_lock = Lock()


def cells_of(release: Release, entry: Entry, audience: Audience, lines: Iterable[Line]) -> dict[int, Cells]:
    """The cells of some lines of one indicator, by the line's number; one query for those that are not kept yet."""
    wanted = {line.entry: line for line in lines}
    keys = {number: (release.manifest_sha256, number, entry.sha256, audience) for number in wanted}
    with _lock:
        found = {number: _kept[key] for number, key in keys.items() if key in _kept}
        for number in found:
            _kept.move_to_end(keys[number])
    missing = [line for number, line in wanted.items() if number not in found]
    for edition in {line.edition for line in missing}:
        of_edition = [line for line in missing if line.edition == edition]
        numbers = {(line.period.code, line.level): line.entry for line in of_edition}
        for place, block in released_blocks(of_edition).items():
            seen = shown(block, entry.spec, audience)
            value = np.where(seen.status == ValueState.OK, seen.value, np.nan)
            found[numbers[place]] = Cells(seen.status, value)
    with _lock:
        _kept.update({keys[line.entry]: found[line.entry] for line in missing if line.entry in found})
        while len(_kept) > _AT_MOST:
            _kept.popitem(last=False)
    return found


def component_at(release: Release, entry: Entry, audience: Audience, line: Line, years: int) -> Component:
    """A component at the place of a line; ``years`` > 0: with the same so many years earlier, in today's order of areas."""
    before = years_before(line, years, release.pk) if years else None
    top, top_before = _top(line, release.pk), _top(before, release.pk)
    read = cells_of(release, entry, audience, [one for one in (line, before, top, top_before) if one is not None])
    now, whole = read[line.entry], _single(read, top)
    if not years:
        return Component(line, now, whole)
    if before is None:
        return Component(line, now, whole, None, _nothing(now, ValueState.MISSING))
    if not entry.spec.comparable(before.period, line.period):
        return Component(line, now, whole, before, _nothing(now, ValueState.NOT_APPLICABLE), is_broken=True)
    earlier = _in_order_of(line, before, read[before.entry], release.pk)
    return Component(line, now, whole, before, earlier, _single(read, top_before))


def _nothing(like: Cells, state: ValueState) -> Cells:
    return Cells(np.full(like.status.shape, state, np.uint8), np.full(like.value.shape, np.nan))


def _in_order_of(line: Line, before: Line, cells: Cells, release_id: int) -> Cells:
    """The cells of before in the order of today's areas; *not applicable* where the area was another one."""
    if before.edition == line.edition:
        return cells
    former = edition_before(line.edition, release_id)
    assert former is not None
    positions = former.positions[line.level]
    status = np.where(positions < 0, ValueState.NOT_APPLICABLE, cells.status[positions])
    return Cells(status.astype(np.uint8), np.where(positions < 0, np.nan, cells.value[positions]))


def _top(line: Line | None, release_id: int) -> Line | None:
    """The line of the whole city for the same indicator, edition and period."""
    if line is None:
        return None
    place = (line.edition, line.period.code, 0)
    lines = manifest_of(release_id, line.indicator)
    return next((one for one in lines if (one.edition, one.period.code, one.level_rank) == place), None)


def _single(read: dict[int, Cells], line: Line | None) -> float:
    return float(read[line.entry].value[0]) if line is not None and line.entry in read else float("nan")


def warm(release: Release, entries: Sequence[Entry], audience: Audience, found: Iterable[Meeting]) -> None:
    """Read what an index over several meetings will ask for, in one query a component and edition."""
    places = {(meeting.edition, line.period.code) for meeting in found for line in meeting.lines}
    levels = {line.level for meeting in found for line in meeting.lines}
    for entry in entries:
        lines = manifest_of(release.pk, entry.code)
        of_these = [
            line
            for line in lines
            if (line.edition, line.period.code) in places and (line.level in levels or line.level_rank == 0)
        ]
        cells_of(release, entry, audience, of_these)
