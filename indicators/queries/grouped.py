"""The reference "areas of the same type" (Gebiete desselben Typs): all areas of a type together, as if they were one.

Who belongs to a type is what the typology finds on its latest day in an edition; the same areas stand together in every
period, so that a line over time is that of a fixed group. In an edition before a reform there is no such reference.
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from areas.queries import LevelAreas
from indicators.catalogue.specs import IndicatorSpec
from indicators.models import Release
from indicators.queries.audience import Audience
from indicators.queries.blocks import Block, shown
from indicators.queries.cells import Place
from indicators.queries.errors import Unanswerable
from indicators.queries.places import TYPE, Reference
from indicators.queries.releases import Line
from indicators.queries.together import as_block, blocks_of, together, weight_lines, weight_of
from indicators.queries.typologies import Types, TypologyEntry, types_of


def types_at(release: Release, typology: TypologyEntry | None, audience: Audience, edition: str, level: str) -> Types:
    """The types of the areas of a level; raises ``Unanswerable``: ``no_typology``, and as ``types_of``."""
    if typology is None:
        raise Unanswerable("no_typology")
    return types_of(release, typology, audience, edition=edition, level=level)


def reference_by_type(types: Types) -> Reference:
    """Each area's type as its reference; those without one have the last cell, to which nothing applies."""
    type_of = types.typology.type_of
    return Reference(TYPE, np.where(type_of < 0, types.count, type_of).astype(np.intp), None)


def type_level(types: Types) -> LevelAreas:
    """The types as if they were the areas of a level; the last one is none. Their names are worded elsewhere."""
    codes = tuple(str(number) for number in range(types.count)) + ("",)
    return LevelAreas(TYPE, codes, codes, np.array([], np.intp), None)


def blocks_by_type(
    types: Types,
    blocks: Iterable[tuple[Line, Block, Block]],
    spec: IndicatorSpec,
    audience: Audience,
    release_id: int,
) -> dict[str, Block]:
    """Code of a period → the block of all types, from (line, block as released, block as shown) in today's order."""
    listed = list(blocks)
    weights = weight_lines(release_id, {line: spec for line, _, _ in listed})
    read = blocks_of(weights.values()) if weights else {}
    found = {}
    for line, released, seen in listed:
        weight = weight_of(read.get(weights[line].entry)) if line in weights else None
        fits = weight is not None and len(weight) == len(seen.value)
        figures = together(released, seen, spec, audience, types.grouping, weight if fits else None)
        found[line.period.code] = as_block(seen, TYPE, figures)
    return found


def cells_by_type(
    types: Types,
    area: Place,
    lines: Sequence[Line],
    specs: Mapping[str, IndicatorSpec],
    audience: Audience,
    release_id: int,
) -> dict[tuple[str, str, str], Block]:
    """(indicator, period, ``type``) → the cell of an area's type in those of the lines that stand where the types do.

    One query for all lines, and one more where shares need weights.
    """
    ground = types.ground
    here = [line for line in lines if (line.edition, line.level) == (ground.moment.edition, ground.moment.level)]
    positions = reference_by_type(types).positions[area.position : area.position + 1]
    released = blocks_of(here)
    weights = weight_lines(release_id, {line: specs[line.indicator] for line in here})
    more = blocks_of(weights.values()) if weights else {}
    found = {}
    for line in here:
        if line.entry not in released:
            continue  # withdrawn a moment ago
        spec = specs[line.indicator]
        seen = shown(released[line.entry], spec, audience)
        weight = weight_of(more.get(weights[line].entry)) if line in weights else None
        figures = together(released[line.entry], seen, spec, audience, types.grouping, weight)
        found[line.indicator, line.period.code, TYPE] = as_block(seen, TYPE, figures).at(positions)
    return found
