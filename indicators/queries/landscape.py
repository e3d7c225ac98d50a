"""All areas of a level in all indicators at once: what the sheet of one area needs to say what is unusual about it.

The latest value of every indicator, as an audience sees it, with the city's and that of the other areas of the same type. One
query for the first reader of a release; kept for the life of the process.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from areas.queries import EditionAreas
from indicators.calculation.groups import parts_of
from indicators.calculation.hierarchy import Floats
from indicators.calculation.parts import ratio
from indicators.calculation.relative import Figures
from indicators.calculation.unusual import Unusual, most_unusual, unusual
from indicators.catalogue.specs import IndicatorKind
from indicators.models import Release
from indicators.queries.audience import Audience
from indicators.queries.blocks import shown
from indicators.queries.catalogue import Entry
from indicators.queries.errors import Unanswerable
from indicators.queries.notes import all_noted
from indicators.queries.releases import Line, manifest
from indicators.queries.together import blocks_of, together, weight_lines, weight_of
from indicators.queries.typologies import Types, TypologyEntry, types_of

_COMPARED = (IndicatorKind.RATE, IndicatorKind.SHARE)


@dataclass(frozen=True, eq=False)
class Oddity:
    """One indicator that is unusual at an area. Distances are in spreads of the areas, ``from_type`` NaN without a type."""

    entry: Entry
    line: Line
    value: float
    city: float
    others: float
    from_city: float
    from_type: float
    ranged: bool


@dataclass(frozen=True, eq=False)
class Landscape:
    """Arrays (indicators, areas) in position order. ``of_types``: code of an indicator → the figures of every type.

    ``types`` is none where there is no typology for the reader, at this level, or with these values.
    """

    entries: tuple[Entry, ...]
    lines: tuple[Line, ...]
    value: Floats
    city: Floats
    others: Floats
    unusual: Unusual
    types: Types | None
    of_types: Mapping[str, Figures]

    def type_at(self, area: int) -> int | None:
        """The number of an area's type."""
        number = int(self.types.typology.type_of[area]) if self.types else -1
        return None if number < 0 else number

    def oddities(self, area: int, most: int = 3) -> list[Oddity]:
        """What is most unusual at an area, each saying something of its own."""
        found = self.unusual
        return [
            Oddity(
                self.entries[at],
                self.lines[at],
                float(self.value[at, area]),
                float(self.city[at]),
                float(self.others[at, area]),
                float(found.from_city[at, area]),
                float(found.from_type[at, area]),
                bool(found.ranged[at, area]),
            )
            for at in most_unusual(found, self.value, area, most)
        ]


@dataclass(frozen=True)
class _Asked:
    """A question, equal to every other with the same answer."""

    release_id: int
    manifest_sha256: str
    hashes: tuple[str, ...]
    typology: str
    audience: Audience
    edition: str
    level: str
    release: Release = field(compare=False)
    areas: EditionAreas = field(compare=False)
    entries: Sequence[Entry] = field(compare=False)
    entry: TypologyEntry | None = field(compare=False)


def landscape(
    release: Release,
    entries: Sequence[Entry],
    audience: Audience,
    typology: TypologyEntry | None,
    areas: EditionAreas,
    level: str,
) -> Landscape:
    """All areas of a level; ``entries``: the indicators that the reader may see."""
    hashes = tuple(f"{one.code} {one.sha256}" for one in entries)
    sha256 = typology.sha256 if typology else ""
    asked = _Asked(
        release.pk,
        release.manifest_sha256,
        hashes,
        sha256,
        audience,
        areas.edition,
        level,
        release,
        areas,
        entries,
        typology,
    )
    return _landscape(asked)


@lru_cache(maxsize=16)
def _landscape(asked: _Asked) -> Landscape:
    known = manifest(asked.release_id)
    areas = asked.areas
    top, places = areas.levels[0].level, areas.level(asked.level)
    entries, lines, above = [], [], []
    for entry in all_noted(asked.entries, asked.release_id):
        own = [line for line in known.get(entry.code, ()) if line.edition == asked.edition]
        here = [line for line in own if line.level == asked.level]
        if here:
            entries.append(entry)
            lines.append(here[-1])
            above.append(next((one for one in own if one.level == top and one.period == here[-1].period), None))
    types = _types(asked)
    weights = weight_lines(asked.release_id, {line: one.spec for line, one in zip(lines, entries, strict=True)})
    released = blocks_of([*lines, *(line for line in above if line), *weights.values()])
    size = (len(lines), len(places.codes))
    value, low, high = (np.full(size, np.nan) for _ in range(3))
    city, others = np.full(len(lines), np.nan), np.full(size, np.nan)
    of_types: dict[str, Figures] = {}
    for at, (entry, line, whole) in enumerate(zip(entries, lines, above, strict=True)):
        block = released.get(line.entry)
        if block is None:
            continue  # withdrawn a moment ago
        seen = shown(block, entry.spec, asked.audience)
        weight = weight_of(released.get(weights[line].entry)) if line in weights else None
        if types is not None:
            of_types[entry.code] = together(block, seen, entry.spec, asked.audience, types.grouping, weight)
        if entry.spec.kind not in _COMPARED or asked.level == top:
            continue
        value[at], low[at], high[at] = seen.value, seen.low, seen.high
        if whole is not None and whole.entry in released:
            city[at] = shown(released[whole.entry], entry.spec, asked.audience).value[0]
        if types is not None:
            own = Figures(seen.status, block.value, block.numerator, block.denominator, block.low, block.high)
            decimals = 6 if asked.audience.counts and entry.spec.kind is IndicatorKind.RATE else entry.spec.decimals
            others[at] = np.round(_of_the_others(own, entry, types, weight), decimals)
    if places.residual is not None:
        value[:, places.residual] = np.nan
    return Landscape(
        tuple(entries), tuple(lines), value, city, others, unusual(value, low, high, city, others), types, of_types
    )


def _types(asked: _Asked) -> Types | None:
    if asked.entry is None:
        return None
    try:
        return types_of(asked.release, asked.entry, asked.audience, edition=asked.edition, level=asked.level)
    except Unanswerable:
        return None


def _of_the_others(own: Figures, entry: Entry, types: Types, weight: Floats | None) -> Floats:
    """The value of the other areas of an area's type together; NaN for an area without type, or alone in it."""
    spec = entry.spec
    top, bottom, there = parts_of(own, spec.kind, weight)
    type_of, scale = types.typology.type_of, spec.scale if spec.kind is IndicatorKind.RATE else 1.0
    member = np.where(type_of < 0, types.count, type_of)
    n = np.bincount(member, weights=top, minlength=types.count + 1)[member] - top
    d = np.bincount(member, weights=bottom, minlength=types.count + 1)[member] - bottom
    return np.where((type_of >= 0) & there, scale * ratio(n, d), np.nan)
