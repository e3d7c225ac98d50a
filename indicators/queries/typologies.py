"""Types of areas in a release: the definitions, who belongs to which type, what sets types apart, how they changed.

Everything is computed from what an audience sees of the release, and kept for the life of the process: a release never
changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from areas.queries import EditionAreas, LevelAreas
from indicators.calculation.hierarchy import Floats, States
from indicators.calculation.relative import Figures
from indicators.calculation.typology import NotTypable, Typology, typology_of
from indicators.calculation.typology_labels import Trait, fitting, quality_word, traits_of
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
from indicators.queries.together import Grouping, blocks_of, residents_near, together, weight_lines, weight_of
from indicators.queries.type_history import Past, history_of
from indicators.queries.typology_entries import TypologyEntry as TypologyEntry
from indicators.queries.typology_entries import chosen_indicators as chosen_indicators
from indicators.queries.typology_entries import typologies as typologies


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


@dataclass(frozen=True, eq=False)
class Types:
    """A typology on its latest day. ``of_types``: per indicator the figures of each type together and of no type.

    ``difference`` (types, indicators): value of the type less the city's in standard deviations of the areas.
    """

    ground: Ground
    typology: Typology
    grouping: Grouping
    of_types: tuple[Figures, ...]
    difference: Floats
    asked: _Asked

    @property
    def count(self) -> int:
        return self.ground.entry.spec.types

    @property
    def history(self) -> tuple[Past, ...]:
        """The same days of earlier years, the latest first, beginning with this one."""
        return _history(self.asked, len(self.ground.moments))

    @property
    def quality(self) -> str:
        """``strong``, ``reasonable``, ``weak``, ``none``."""
        return quality_word(self.typology.quality)

    def members(self, number: int) -> list[int]:
        """Positions of the areas of a type."""
        return [int(place) for place in np.flatnonzero(self.typology.type_of == number)]

    @property
    def is_named(self) -> tuple[bool, ...]:
        """Which types lie so near to the centre of their name that the name fits them."""
        names = self.ground.entry.spec.names
        if not names:
            return (False,) * self.count
        return tuple(fitting(self.typology.centres, np.array([name.centre for name in names])).tolist())

    def traits(self, number: int) -> tuple[Trait, ...]:
        """What sets a type apart from the city, the largest difference first."""
        return traits_of(self.difference[number])


@dataclass(frozen=True)
class _Asked:
    """A question, equal to every other with the same answer."""

    release: int
    manifest_sha256: str
    typology: str
    hashes: tuple[str, ...]
    audience: Audience
    edition: str
    level: str
    entry: TypologyEntry = field(compare=False)


def types_of(
    release: Release,
    entry: TypologyEntry,
    audience: Audience,
    *,
    edition: str | None = None,
    level: str | None = None,
) -> Types:
    """The types of a release's areas; by default of the newest edition's finest level that has all indicators.

    Raises:
        Unanswerable: ``typology_without_values``, ``typology_not_at_level``, and why areas cannot be told apart:
            ``too_few_areas``, ``too_many_areas``, ``constant_component``, ``too_few_profiles``.
    """
    return _types(_asked(release, entry, audience, edition, level))


def ground_of(
    release: Release,
    entry: TypologyEntry,
    audience: Audience,
    *,
    edition: str | None = None,
    level: str | None = None,
) -> Ground:
    """The values alone, without types; raises ``Unanswerable`` as ``types_of`` where there are none."""
    return _ground(_asked(release, entry, audience, edition, level))


def _asked(
    release: Release, entry: TypologyEntry, audience: Audience, edition: str | None, level: str | None
) -> _Asked:
    if not entry.is_whole:
        known = {one.code for one in entry.entries}
        missing = ", ".join(code for code in entry.spec.indicators if code not in known)
        raise Unanswerable("typology_without_values", typology=entry.code, missing=missing)
    hashes = tuple(f"{one.code} {one.sha256}" for one in entry.entries)
    if edition is None or level is None:
        latest = moments_of(release.pk, entry.spec, edition=edition, level=level)[0]
        edition, level = latest.edition, latest.level
    return _Asked(release.pk, release.manifest_sha256, entry.sha256, hashes, audience, edition, level, entry)


@lru_cache(maxsize=32)
def _ground(asked: _Asked) -> Ground:
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


@lru_cache(maxsize=256)
def _found_on(asked: _Asked, at: int) -> Typology:
    """The types of one of the days, numbered by their size."""
    ground, spec = _ground(asked), asked.entry.spec
    moment = ground.moments[at]
    values, _ = values_at(moment, ground.seen, areas_at(moment.lines[0]).level(moment.level))
    return typology_of(values, method=spec.method, types=spec.types, seed=spec.seed, starts=spec.starts)


@lru_cache(maxsize=64)
def _history(asked: _Asked, days: int) -> tuple[Past, ...]:
    ground, spec = _ground(asked), asked.entry.spec
    try:
        return history_of(ground, lambda at: _found_on(asked, at), asked.release, days)
    except NotTypable as refused:
        params: dict[str, object] = dict(refused.params)
        if "component" in params:
            params["component"] = spec.indicators[refused.params["component"]]
        raise Unanswerable(refused.code, typology=spec.code, **params) from refused


@lru_cache(maxsize=32)
def _types(asked: _Asked) -> Types:
    ground, spec = _ground(asked), asked.entry.spec
    # Numbers and names come from the day of reference: unless that is the latest one, they come down through the years.
    history = _history(asked, len(ground.moments) if spec.reference else 1)
    typology = history[0].typology
    now = ground.moment.lines
    near = residents_near(asked.release, max(now, key=lambda line: line.period))
    weights = weight_lines(asked.release, dict(zip(now, ground.specs, strict=True)))
    more = blocks_of([*([near] if near else []), *weights.values()])
    residents = more[near.entry].value if near and near.entry in more else None
    grouping = Grouping(typology.type_of, spec.types, _without_residual(residents, ground.places))
    of_types = tuple(
        together(
            ground.released[line.entry],
            ground.seen[line.entry],
            one,
            asked.audience,
            grouping,
            weight_of(more.get(weights[line].entry)) if line in weights else None,
        )
        for line, one in zip(now, ground.specs, strict=True)
    )
    taken = typology.taken
    spread = ground.values[:, taken].std(axis=1)
    together_values = np.stack([figures.value[: spec.types] for figures in of_types], axis=1)
    return Types(ground, typology, grouping, of_types, (together_values - ground.city) / spread, asked)


def _without_residual(residents: Floats | None, places: LevelAreas) -> Floats | None:
    """The residual unit belongs to no type: its number of residents need not be known."""
    if residents is None or places.residual is None:
        return residents
    found = residents.copy()
    found[places.residual] = 0.0
    return found
