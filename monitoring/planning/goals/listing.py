"""Goals with their values: which block each one means, all of them read in one query."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from indicators.calculation.goals import Progress, Standing
from indicators.models import Release
from indicators.queries.audience import Audience
from indicators.queries.boards import Stock, read
from indicators.queries.catalogue import Entry
from indicators.queries.histories import positions_through
from indicators.queries.notes import noted
from indicators.queries.places import areas_at
from indicators.queries.releases import Line, manifest
from monitoring.api.doors import said, single
from monitoring.planning.goals.queries import GoalLine
from monitoring.planning.goals.standing import Floats, Now, document, progress_of
from monitoring.planning.goals.wording import sentences, standing_text


@dataclass(frozen=True, eq=False)
class AreaTable:
    """All areas of a level with their progress, the residual unit left out, in the order of the edition: no ranking."""

    edition: str
    codes: tuple[str, ...]
    names: tuple[str, ...]
    value: Floats
    start: Floats
    made: Progress

    def rows(self) -> list[dict[str, Any]]:
        """One row an area, for the table."""
        return [
            {
                "code": code,
                "name": self.names[at],
                "start": single(self.start, at),
                "value": single(self.value, at),
                "distance": single(self.made.distance, at),
                "degree": single(self.made.degree, at),
                "standing": Standing(self.made.standing[at]).word,
            }
            for at, code in enumerate(self.codes)
        ]


@dataclass(frozen=True, eq=False)
class Shown:
    """One goal with its state. ``place``: where it holds; ``told``: the document of the place, nothing where it is every
    area's; ``numbers``: how many areas stand where, then."""

    goal: GoalLine
    entry: Entry
    title: str
    place: str
    told: dict[str, Any] | None
    sentences: tuple[str, ...]
    numbers: tuple[tuple[str, str, int], ...]
    areas: AreaTable | None
    code: str = ""
    period: str = ""


@dataclass(frozen=True, eq=False)
class _Meant:
    goal: GoalLine
    entry: Entry
    now: Line | None
    at_start: Line | None


def shown_goals(
    goals: Iterable[GoalLine], release: Release | None, entries: Mapping[str, Entry], audience: Audience
) -> list[Shown]:
    """The goals whose indicator is open to the reader, in the order given."""
    meant = [_meant(goal, entries[goal.indicator], release) for goal in goals if goal.indicator in entries]
    lines = [line for one in meant for line in (one.now, one.at_start) if line is not None]
    stock = read(lines, ())
    return [_shown(one, stock, audience, release) for one in meant]


def _meant(goal: GoalLine, entry: Entry, release: Release | None) -> _Meant:
    """The newest line at the goal's level whose edition has its area; the city's at the top."""
    if release is None:
        return _Meant(goal, entry, None, None)
    entry = noted(entry, release.pk)
    lines = manifest(release.pk).get(entry.code, ())
    fitting = [line for line in lines if _fits(goal, line)]
    now = max(fitting, key=lambda line: (line.is_common, line.period, line.edition_id), default=None)
    at_start = next((line for line in reversed(fitting) if line.period == goal.start_period), None)
    return _Meant(goal, entry, now, at_start if goal.is_everywhere else None)


def _fits(goal: GoalLine, line: Line) -> bool:
    areas = areas_at(line)
    if goal.is_city:
        return line.level == areas.levels[0].level
    return line.level == goal.level and (not goal.area or goal.area in areas.level(line.level).codes)


def _shown(one: _Meant, stock: Stock, audience: Audience, release: Release | None) -> Shown:
    goal, entry, spec = one.goal, one.entry, one.entry.spec
    block = stock.block(one.now, spec, audience) if one.now else None
    title = said(spec.title)
    if one.now is None or block is None or release is None:
        return Shown(goal, entry, title, goal.area or goal.level, None, (), (), None)
    level = areas_at(one.now).level(one.now.level)
    if goal.is_everywhere:
        keep = np.array([at for at in range(len(level.codes)) if at != level.residual], np.intp)
        now = Now(one.now.period, block.value[keep], block.low[keep], block.high[keep])
        start = _starts(one, stock, audience, release, len(level.codes))[keep]
        made = progress_of(goal, spec, now, start)
        table = AreaTable(
            one.now.edition,
            tuple(level.codes[at] for at in keep),
            tuple(level.names[at] for at in keep),
            now.value,
            start,
            made,
        )
        return Shown(goal, entry, title, goal.level, None, (), _numbers(made), table, period=one.now.period.code)
    at = 0 if goal.is_city else level.codes.index(goal.area)
    now = Now(one.now.period, block.value[[at]], block.low[[at]], block.high[[at]])
    own = float("nan") if goal.start_value is None else goal.start_value
    told = document(goal, now, progress_of(goal, spec, now, np.array([own])), own)
    words = tuple(sentences(told, spec))
    return Shown(goal, entry, title, level.names[at], told, words, (), None, level.codes[at], one.now.period.code)


def _starts(one: _Meant, stock: Stock, audience: Audience, release: Release, size: int) -> Floats:
    """Each area's value at the start, where it was the same area then."""
    nothing = np.full(size, np.nan)
    if one.at_start is None or one.now is None:
        return nothing
    block = stock.block(one.at_start, one.entry.spec, audience)
    editions = positions_through(one.now.edition, release.pk, one.now.level, size)
    at = editions.get(one.at_start.edition)
    if block is None or at is None:
        return nothing
    return np.where(at < 0, np.nan, block.value[at])


def _numbers(made: Progress) -> tuple[tuple[str, str, int], ...]:
    """(code, words, how many areas) for every standing that occurs, in the order of the codes."""
    found = Counter(made.standing.tolist())
    order: Sequence[Standing] = (
        Standing.REACHED,
        Standing.AHEAD,
        Standing.ON_PATH,
        Standing.BEHIND,
        Standing.MISSED,
        Standing.NOT_BEGUN,
        Standing.NOT_COMPARABLE,
        Standing.NO_START,
        Standing.NO_VALUE,
    )
    return tuple((one.word, standing_text(one.word), found[one]) for one in order if found[one])
