"""Types of areas in a release: the definitions, who belongs to which type, what sets types apart, how they changed.

Everything is computed from what an audience sees of the release, and kept for the life of the process: a release never
changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from areas.queries import LevelAreas
from indicators.calculation.hierarchy import Floats
from indicators.calculation.relative import Figures
from indicators.calculation.typology import NotTypable, Typology, typology_of
from indicators.calculation.typology_labels import Trait, fitting, quality_word, traits_of
from indicators.models import Release
from indicators.queries.audience import Audience
from indicators.queries.errors import Unanswerable
from indicators.queries.moments import values_at
from indicators.queries.places import areas_at
from indicators.queries.together import Grouping, blocks_of, residents_near, together, weight_lines, weight_of
from indicators.queries.type_ground import Asked, asked_for, ground_for
from indicators.queries.type_ground import Ground as Ground
from indicators.queries.type_ground import ground_of as ground_of
from indicators.queries.type_history import Past, history_of
from indicators.queries.typology_entries import TypologyEntry as TypologyEntry
from indicators.queries.typology_entries import chosen_indicators as chosen_indicators
from indicators.queries.typology_entries import typologies as typologies


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
    asked: Asked

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
    return _types(asked_for(release, entry, audience, edition, level))


@lru_cache(maxsize=256)
def _found_on(asked: Asked, at: int) -> Typology:
    """The types of one of the days, numbered by their size."""
    ground, spec = ground_for(asked), asked.entry.spec
    moment = ground.moments[at]
    values, _ = values_at(moment, ground.seen, areas_at(moment.lines[0]).level(moment.level))
    return typology_of(values, method=spec.method, types=spec.types, seed=spec.seed, starts=spec.starts)


@lru_cache(maxsize=64)
def _history(asked: Asked, days: int) -> tuple[Past, ...]:
    ground, spec = ground_for(asked), asked.entry.spec
    try:
        return history_of(ground, lambda at: _found_on(asked, at), asked.release, days)
    except NotTypable as refused:
        params: dict[str, object] = dict(refused.params)
        if "component" in params:
            params["component"] = spec.indicators[refused.params["component"]]
        raise Unanswerable(refused.code, typology=spec.code, **params) from refused


@lru_cache(maxsize=32)
def _types(asked: Asked) -> Types:
    ground, spec = ground_for(asked), asked.entry.spec
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
