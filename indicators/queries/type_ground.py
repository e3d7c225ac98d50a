"""What a typology stands on: the values of its indicators on one day, as an audience sees them, kept for the process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from areas.queries import EditionAreas, LevelAreas
from indicators.calculation.hierarchy import Floats, States
from indicators.catalogue.specs import IndicatorSpec
from indicators.models import Release
from indicators.queries.audience import Audience
from indicators.queries.blocks import Block, shown
from indicators.queries.catalogue import Entry
from indicators.queries.errors import Unanswerable
from indicators.queries.moments import Moment, moments_of, values_at
from indicators.queries.notes import all_noted
from indicators.queries.places import areas_at
from indicators.queries.releases import Line, manifest
from indicators.queries.together import blocks_of
from indicators.queries.typology_entries import TypologyEntry


@dataclass(frozen=True, eq=False)
class Ground:
    """The values of a typology's indicators on its day: (indicators, areas) in position order; NaN where there is none.

    ``status`` is the strongest state of an area's values: why it takes no part. The residual unit never does.
    """

    entry: TypologyEntry
    entries: tuple[Entry, ...]
    areas: EditionAreas
    places: LevelAreas
    moments: tuple[Moment, ...]
    values: Floats
    status: States
    city: Floats
    released: Mapping[int, Block]
    seen: Mapping[int, Block]

    @property
    def moment(self) -> Moment:
        """The latest one."""
        return self.moments[0]

    @property
    def specs(self) -> tuple[IndicatorSpec, ...]:
        """The indicators with the breaks that hold in the release."""
        return tuple(entry.spec for entry in self.entries)

    def position(self, code: str) -> int:
        """Where an area stands; raises ``Unanswerable("unknown_area")``."""
        if code not in self.places.codes:
            raise Unanswerable("unknown_area", area=code)
        return self.places.codes.index(code)


@dataclass(frozen=True)
class Asked:
    """A question, equal to every other with the same answer."""

    release: int
    manifest_sha256: str
    typology: str
    hashes: tuple[str, ...]
    audience: Audience
    edition: str
    level: str
    entry: TypologyEntry = field(compare=False)


def ground_of(
    release: Release,
    entry: TypologyEntry,
    audience: Audience,
    *,
    edition: str | None = None,
    level: str | None = None,
) -> Ground:
    """The values alone, without types; raises ``Unanswerable`` where there are none:
    ``typology_without_values``, ``typology_not_at_level``."""
    return ground_for(asked_for(release, entry, audience, edition, level))


def asked_for(
    release: Release, entry: TypologyEntry, audience: Audience, edition: str | None, level: str | None
) -> Asked:
    """The question with its defaults filled in; raises ``Unanswerable`` as ``ground_of``."""
    if not entry.is_whole:
        known = {one.code for one in entry.entries}
        missing = ", ".join(code for code in entry.spec.indicators if code not in known)
        raise Unanswerable("typology_without_values", typology=entry.code, missing=missing)
    hashes = tuple(f"{one.code} {one.sha256}" for one in entry.entries)
    if edition is None or level is None:
        latest = moments_of(release.pk, entry.spec, edition=edition, level=level)[0]
        edition, level = latest.edition, latest.level
    return Asked(release.pk, release.manifest_sha256, entry.sha256, hashes, audience, edition, level, entry)


@lru_cache(maxsize=32)
def ground_for(asked: Asked) -> Ground:
    """The ground of a question."""
    entry = asked.entry
    moments = moments_of(asked.release, entry.spec, edition=asked.edition, level=asked.level)
    entries = tuple(all_noted(entry.entries, asked.release))
    now = moments[0]
    areas = areas_at(now.lines[0])
    top = areas.levels[0].level
    above = {line: _at_top(asked.release, line, top) for line in now.lines}
    lines = [line for moment in moments for line in moment.lines] + [line for line in above.values() if line]
    specs = {one.code: one.spec for one in entries}
    released = blocks_of(lines)
    seen = {
        line.entry: shown(released[line.entry], specs[line.indicator], asked.audience)
        for line in lines
        if line.entry in released
    }
    values, status = values_at(now, seen, areas.level(now.level))
    city = [seen.get(line.entry) if line else None for line in above.values()]
    whole = np.array([np.nan if block is None else block.value[0] for block in city])
    return Ground(entry, entries, areas, areas.level(now.level), moments, values, status, whole, released, seen)


def _at_top(release_id: int, line: Line, top: str) -> Line | None:
    same = (line.edition, line.period, top)
    return next(
        (one for one in manifest(release_id)[line.indicator] if (one.edition, one.period, one.level) == same), None
    )
