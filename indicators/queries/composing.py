"""An index computed while somebody composes it: from released, protected values as its reader gets them, stored nowhere.

The same pure function as behind stored indices (``indicators.calculation.index_blocks``) over the same values: what is
composed here and published later says the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from areas.queries import EditionAreas, LevelAreas
from indicators.calculation.index_blocks import IndexBlock, Level, Parts, index_block, residents_at
from indicators.calculation.indices import Index
from indicators.catalogue.documents import document_of, document_sha256
from indicators.catalogue.specs import IndexSpec
from indicators.models import Indicator, Release
from indicators.queries.audience import STAFF, Audience
from indicators.queries.blocks import Floats
from indicators.queries.catalogue import Entry
from indicators.queries.errors import Unanswerable, listed
from indicators.queries.indices import IndexEntry, IndexValues
from indicators.queries.ingredients import Component, component_at, warm
from indicators.queries.meetings import Meeting, chosen, meetings
from indicators.queries.notes import all_noted
from indicators.queries.places import areas_at

RESIDENTS = "einwohner"
"""Indicator that counts residents, for the least number that an index asks for."""


@dataclass(frozen=True, eq=False)
class Ground:
    """What an index stands on at one meeting: areas, components, residents; everything but the definition's arithmetic."""

    release: Release
    meeting: Meeting
    areas: EditionAreas
    places: LevelAreas
    entries: tuple[Entry, ...]
    components: tuple[Component, ...]
    level: Level
    now: Parts
    earlier: Parts | None

    @property
    def whole(self) -> Floats:
        """The city's values, or their changes."""
        return self.now.whole if self.earlier is None else self.now.whole - self.earlier.whole

    def block(self, spec: IndexSpec) -> IndexBlock:
        """The index of a definition that stands on this ground."""
        return index_block(spec, self.level, self.now, self.earlier)


def entries_of(release: Release, codes: Sequence[str]) -> dict[str, Entry]:
    """Indicators by code with the breaks that were recorded, and the one that counts residents; one query."""
    rows = Indicator.objects.filter(code__in={*codes, RESIDENTS})
    return {entry.code: entry for entry in all_noted((Entry(row.pk, row.spec, row.sha256) for row in rows), release.pk)}


def meetings_of(release: Release, spec: IndexSpec) -> tuple[Meeting, ...]:
    """Where the components of an index meet in a release, and the definition serves the period."""
    found = meetings(release.pk, release.manifest_sha256, spec.components)
    return tuple(one for one in found if spec.serves(one.period))


def ground_at(
    release: Release, spec: IndexSpec, entries: Mapping[str, Entry], audience: Audience, meeting: Meeting
) -> Ground:
    """The ground of an index at one meeting; ``entries`` as of ``entries_of``. Reads nothing that was read before."""
    own = tuple(entries[code] for code in spec.components)
    pairs = zip(own, meeting.lines, strict=True)
    components = tuple(component_at(release, entry, audience, line, spec.change_years) for entry, line in pairs)
    areas = areas_at(meeting.lines[0])
    places = areas.level(meeting.level)
    residual = np.zeros(len(places.codes), bool)
    if places.residual is not None:
        residual[places.residual] = True
    residents = None
    if spec.exclude.residents_below is not None:
        residents = _residents(release, entries, audience, meeting)
    return Ground(
        release=release,
        meeting=meeting,
        areas=areas,
        places=places,
        entries=own,
        components=components,
        level=Level(places.codes, residual, residents),
        now=_parts([(one.now.status, one.now.value, one.whole) for one in components]),
        earlier=_parts(
            [(one.earlier.status, one.earlier.value, one.earlier_whole) for one in components if one.earlier]
        )
        if spec.change_years
        else None,
    )


def composed(
    release: Release,
    spec: IndexSpec,
    audience: Audience = STAFF,
    *,
    level: str | None = None,
    period: str | None = None,
    edition: str | None = None,
) -> IndexValues:
    """An index of any definition, by default at the latest period and the finest level at which its components meet.

    Raises:
        Unanswerable: ``unknown_indicator``; ``nothing_released`` where the components meet nowhere; ``unknown_period``,
            ``unknown_level``, ``unknown_edition``, with what there is.
    """
    entries = entries_of(release, spec.components)
    for code in spec.components:
        if code not in entries:
            raise Unanswerable("unknown_indicator", indicator=code)
    found = meetings_of(release, spec)
    meeting = chosen(found, level=level, period=period, edition=edition)
    if meeting is None:
        raise Unanswerable("nothing_released", indicator=spec.code)
    for wanted, got, name in (
        (edition, meeting.edition, "edition"),
        (level, meeting.level, "level"),
        (period, meeting.period.code, "period"),
    ):
        if wanted not in (None, got):
            known = listed(str(getattr(one, name)) for one in found)
            raise Unanswerable(f"unknown_{name}", **{name: wanted, "known": known})
    return values_of(ground_at(release, spec, entries, audience, meeting), spec)


def values_of(ground: Ground, spec: IndexSpec) -> IndexValues:
    """The answer as that of a stored index."""
    block, first = ground.block(spec), ground.components[0]
    entry = IndexEntry(0, spec, document_sha256(document_of(spec)), tuple(one.spec for one in ground.entries))
    return IndexValues(
        release=ground.release,
        entry=entry,
        areas=ground.areas,
        places=ground.places,
        period=ground.meeting.period,
        status=_codes(block.status),
        value=block.value,
        class_of=block.class_of,
        z=block.z,
        left_out=_codes(block.left_out),
        components=block.components,
        earlier=first.before.period if first.before else None,
        as_of=max(one.line.as_of for one in ground.components),
        data_status=first.line.data_status,
    )


def index_in(block: IndexBlock) -> Index:
    """A block as the index that it holds."""
    return Index(block.included, block.z, block.value, block.class_of)


def over_time(
    release: Release, spec: IndexSpec, entries: Mapping[str, Entry], audience: Audience, found: Sequence[Meeting]
) -> list[Ground]:
    """The grounds of several meetings, in their order; few queries a component for all that is not kept yet."""
    warm(release, list(entries.values()), audience, found)
    return [ground_at(release, spec, entries, audience, meeting) for meeting in found]


def _parts(rows: Sequence[tuple[NDArray[np.uint8], Floats, float]]) -> Parts:
    status, value, whole = zip(*rows, strict=True)
    return Parts(np.array(status), np.array(value), np.array(whole))


def _codes(array: NDArray[np.int16]) -> NDArray[np.uint8]:
    return array.astype(np.uint8)


def _residents(release: Release, entries: Mapping[str, Entry], audience: Audience, meeting: Meeting) -> Floats | None:
    """Residents of the meeting's day, or of the last one within a year before it, where they are released."""
    if RESIDENTS not in entries:
        return None
    of_place = meetings(release.pk, release.manifest_sha256, (RESIDENTS,))
    offered = {one.period: one for one in of_place if (one.edition, one.level) == (meeting.edition, meeting.level)}
    period = residents_at(meeting.period, offered)
    if period is None:
        return None
    return component_at(release, entries[RESIDENTS], audience, offered[period].lines[0], 0).now.value
