"""An index computed while somebody composes it: from released, protected values as its reader gets them, stored nowhere.

The same pure function as behind stored indices (``indicators.calculation.indices``) over the same values: what is composed
here and published later says the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from areas.queries import EditionAreas, LevelAreas
from indicators.calculation.indices import Index, included_areas, index_of
from indicators.calculation.precedence import strongest
from indicators.catalogue.documents import document_of, document_sha256
from indicators.catalogue.specs import IndexSpec
from indicators.models import Indicator, Release
from indicators.queries.audience import STAFF, Audience
from indicators.queries.blocks import Floats, States
from indicators.queries.catalogue import Entry
from indicators.queries.errors import Unanswerable
from indicators.queries.indices import IndexEntry, IndexValues
from indicators.queries.ingredients import Component, component_at, warm
from indicators.queries.meetings import Meeting, chosen, meetings
from indicators.queries.notes import all_noted
from indicators.queries.places import areas_at
from indicators.states import LeftOut, ValueState

RESIDENTS = "einwohner"
"""Indicator that counts residents, for the least number that an index asks for."""


@dataclass(frozen=True, eq=False)
class Ground:
    """What an index stands on at one meeting: everything but weights, standardisation and classes.

    ``entries`` and ``components`` in the order of the definition; ``values`` (components, areas), ``whole`` (components,).
    ``left_out`` holds ``LeftOut`` codes, ``status`` the state of each area's index.
    """

    release: Release
    meeting: Meeting
    areas: EditionAreas
    places: LevelAreas
    entries: tuple[Entry, ...]
    components: tuple[Component, ...]
    values: Floats
    whole: Floats
    left_out: States
    status: States

    @property
    def included(self) -> NDArray[np.bool_]:
        """Areas that take part."""
        return np.asarray(self.left_out == LeftOut.NONE, bool)

    def index(self, spec: IndexSpec) -> Index:
        """The index of a definition that stands on this ground."""
        return index_of(self.values, spec, included=self.included, whole=self.whole)


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
    left_out = _left_out(spec, places, components, _residents(release, entries, audience, meeting))
    return Ground(
        release=release,
        meeting=meeting,
        areas=areas,
        places=places,
        entries=own,
        components=components,
        values=np.array([one.value for one in components]),
        whole=np.array([one.whole for one in components]),
        left_out=left_out,
        status=_status(left_out, components),
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
            known = ", ".join(sorted({_named(one, name) for one in found}))
            raise Unanswerable(f"unknown_{name}", **{name: wanted, "known": known})
    return values_of(ground_at(release, spec, entries, audience, meeting), spec)


def values_of(ground: Ground, spec: IndexSpec, index: Index | None = None) -> IndexValues:
    """The answer as that of a stored index; ``index`` where it was computed already."""
    index = index or ground.index(spec)
    first = ground.components[0]
    entry = IndexEntry(0, spec, document_sha256(document_of(spec)), tuple(one.spec for one in ground.entries))
    return IndexValues(
        release=ground.release,
        entry=entry,
        areas=ground.areas,
        places=ground.places,
        period=ground.meeting.period,
        status=ground.status,
        value=index.value,
        class_of=index.class_of,
        z=index.z,
        left_out=ground.left_out,
        components=ground.values,
        earlier=first.earlier.period if first.earlier else None,
        as_of=max(one.line.as_of for one in ground.components),
        data_status=first.line.data_status,
    )


def over_time(
    release: Release, spec: IndexSpec, entries: Mapping[str, Entry], audience: Audience, found: Sequence[Meeting]
) -> list[Ground]:
    """The grounds of several meetings, in their order; one query a component for all that is not kept yet."""
    warm(release, list(entries.values()), audience, found)
    return [ground_at(release, spec, entries, audience, meeting) for meeting in found]


def _named(meeting: Meeting, name: str) -> str:
    return meeting.period.code if name == "period" else str(getattr(meeting, name))


def _left_out(spec: IndexSpec, places: LevelAreas, components: Sequence[Component], residents: Floats | None) -> States:
    """The first reason that holds, in the order of ``LeftOut``; laid over each other from the last to the first."""
    states = np.array([one.status for one in components])
    found = np.zeros(len(places.codes), np.uint8)
    found[np.any([one.no_change for one in components], axis=0)] = LeftOut.NO_EARLIER
    found[(states != ValueState.OK).any(axis=0)] = LeftOut.NO_NUMBER
    found[(states == ValueState.NOT_APPLICABLE).any(axis=0)] = LeftOut.NOT_COMPUTED
    if spec.exclude.residents_below is not None:
        few = ~included_areas(replace(spec.exclude, areas=()), places.codes, residents)
        found[few] = LeftOut.RESIDENTS
    found[~included_areas(spec.exclude, places.codes, None)] = LeftOut.LISTED
    if places.residual is not None:
        found[places.residual] = LeftOut.RESIDUAL
    return found


def _residents(release: Release, entries: Mapping[str, Entry], audience: Audience, meeting: Meeting) -> Floats | None:
    """Residents at the meeting, where they are released for it."""
    if RESIDENTS not in entries:
        return None
    for one in meetings(release.pk, release.manifest_sha256, (RESIDENTS,)):
        if (one.edition, one.level, one.period.ends) == (meeting.edition, meeting.level, meeting.period.ends):
            return component_at(release, entries[RESIDENTS], audience, one.lines[0], 0).value
    return None


def _status(left_out: States, components: Sequence[Component]) -> States:
    """The strongest state of the components where one has no number; *not applicable* where the index leaves an area out."""
    combined = np.zeros(left_out.shape, np.uint8)
    for one in components:
        combined = strongest(combined, one.status)
    gone = (left_out != LeftOut.NONE) & (left_out != LeftOut.NO_NUMBER)
    return np.where(gone, ValueState.NOT_APPLICABLE, combined).astype(np.uint8)
