"""One indicator on a map: values of all areas of a level against their reference, with everything derived."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from areas.queries import EditionAreas, LevelAreas
from indicators.calculation.classification import Classes
from indicators.calculation.trend import Trend, untold
from indicators.calculation.variants import MONTHS, Variant, Window
from indicators.models import Release
from indicators.periods import Period
from indicators.queries.audience import Audience
from indicators.queries.beyond import (
    Beyond,
    blocks_beyond,
    is_beyond,
    offered,
    place_beyond,
    reference_beyond,
    standing,
)
from indicators.queries.blocks import Block, Floats, not_computed, released_blocks, shown
from indicators.queries.catalogue import Entry
from indicators.queries.classes import Classing, Drawn, Spots, drawn
from indicators.queries.continuity import edition_before
from indicators.queries.derived import Against, against, figures_of
from indicators.queries.errors import Unanswerable
from indicators.queries.grouped import blocks_by_type, reference_by_type, types_at
from indicators.queries.notes import noted
from indicators.queries.places import TYPE, Reference, areas_at, reference_for
from indicators.queries.releases import Line
from indicators.queries.rest import rest_of_map
from indicators.queries.selection import select
from indicators.queries.trends import trend_of_map
from indicators.queries.typologies import Types, TypologyEntry
from indicators.queries.variants import offered_variants, smoothed_blocks, variant_of, windowed
from indicators.states import ValueState

_AS_USUAL = Classing()


@dataclass(frozen=True, eq=False)
class Values:
    """The answer: the shown block, its areas, its reference and what follows from them.

    ``trend`` and ``rest`` (``Position`` codes against the city without the area) judge the areas of the map together, where
    that was asked for; beside a variant the trend is unknown. ``window``: the periods that the values are computed from
    where that is not one. ``reference_block`` stands at ``reference.level``; ``residual_share`` is the residual unit's part
    of the city's cases in percent, NaN where it is not published. ``beyond``: the reference where it is a place beyond the
    city; ``offered_beyond``: the places that could be it.
    """

    release: Release
    entry: Entry
    areas: EditionAreas
    places: LevelAreas
    block: Block
    against: Against
    reference: Reference
    reference_block: Block
    reference_against: Against
    city_block: Block
    city_against: Against
    drawn: Drawn
    class_of: NDArray[np.int16]
    earlier: Period | None
    residual_share: float
    trend: Trend
    rest: NDArray[np.uint8]
    variant: Variant
    variants: tuple[Variant, ...]
    window: Window | None
    types: Types | None
    beyond: Beyond | None
    offered_beyond: tuple[Beyond, ...]

    @property
    def classes(self) -> Classes:
        """The classes of the map."""
        return self.drawn.classes

    @property
    def reference_value(self) -> Floats:
        """The value each area is compared with."""
        return self.reference_block.value[self.reference.positions]


def values(
    release: Release,
    entry: Entry,
    audience: Audience,
    *,
    level: str | None = None,
    period: str | None = None,
    edition: str | None = None,
    reference: str | None = None,
    classing: Classing = _AS_USUAL,
    variant: str | None = None,
    judged: bool = False,
    typology: TypologyEntry | None = None,
) -> Values:
    """Values of an indicator in a release; by default the latest period, the finest level, against the city.

    ``judged``: trends and differences to the rest of the city are told, too; for that the history is read (once a release).
    ``typology``: what the reference ``type`` means, all areas of the same type together.

    Raises:
        Unanswerable: what is asked for is not there, with what there is; ``reference_not_above``,
            ``variant_not_offered``, ``variant_without_type``; why there are no types; classes that do not fit;
            ``reference_not_delivered``, ``variant_without_reference``.
    """
    entry = noted(entry, release.pk)
    selection = select(release.pk, entry, period=period, level=level, edition=edition)
    line = selection.line
    areas = areas_at(line)
    types = types_at(release, typology, audience, line.edition, line.level) if reference == TYPE else None
    beyond = place_beyond(release.pk, [entry.code], reference) if reference and is_beyond(reference) else None
    compared = _reference(areas, line.level, reference, types, beyond)
    top = areas.levels[0].level
    read = released_blocks(selection.at_levels({line.level, compared.level, top}))
    if (line.period.code, line.level) not in read:
        raise Unanswerable("nothing_released", indicator=entry.code)  # withdrawn a moment ago
    at_level = [one for one in selection.lines if one.level == line.level]
    chosen, window, earlier_period = variant_of(variant, entry, at_level), None, selection.earlier
    if types is not None and chosen is not Variant.NONE:
        raise Unanswerable("variant_without_type", variant=chosen.value)
    if beyond is not None and chosen in MONTHS:
        raise Unanswerable("variant_without_reference", variant=chosen.value, reference=beyond.name)
    now, before = line.period.code, selection.earlier.code if selection.earlier else ""
    if selection.earlier_edition != line.edition:
        read |= _in_todays_order(read, before, line, release.pk)
    blocks = {key: shown(block, entry.spec, audience) for key, block in read.items()}
    places = areas.level(line.level)
    if chosen in MONTHS:
        levels = {line.level, compared.level, top}
        longer = windowed(chosen, line, selection.lines, entry, audience, areas, levels, release.pk)
        blocks, window, earlier_period = longer.blocks, longer.window, longer.earlier
        before = earlier_period.code if earlier_period else ""
    elif chosen is Variant.SMOOTHED:
        blocks |= smoothed_blocks(read, line.level, entry, audience, release.pk, places.residual)
    if types is not None:
        of_both = [
            one
            for one in at_level
            if (one.period.code, one.edition) in ((now, line.edition), (before, selection.earlier_edition))
        ]
        listed = [(one, read[key], blocks[key]) for one in of_both if (key := (one.period.code, line.level)) in read]
        of_types = blocks_by_type(types, listed, entry.spec, audience, release.pk)
        blocks |= {(code, TYPE): own for code, own in of_types.items()}
    if beyond is not None:
        in_time = [blocks[key] for key in ((now, line.level), (before, line.level)) if key in blocks]
        blocks |= blocks_beyond(beyond, in_time, entry.spec, audience, release.pk)
    for above in {compared.level, top} & {one.level for one in areas.levels}:
        blocks.setdefault((now, above), not_computed(blocks[now, line.level], above, len(areas.level(above).codes)))
    block, city = blocks[now, line.level], blocks[now, top]

    def relative(of: str, to: str, positions: NDArray[np.intp]) -> Against:
        earlier, earlier_reference = blocks.get((before, of)), blocks.get((before, to))
        return against(
            figures_of(blocks[now, of]),
            figures_of(blocks[now, to], positions),
            entry.spec,
            figures_of(earlier) if earlier else None,
            figures_of(earlier_reference, positions) if earlier_reference else None,
        )

    classes = drawn(
        classing,
        entry,
        audience,
        release_id=release.pk,
        line=line,
        lines=selection.lines,
        spots=Spots(line.level, places.residual, compared.level, compared.position),
        block=block,
        reference_block=blocks[now, compared.level],
        variant=chosen,
        areas=areas,
    )
    return Values(
        release=release,
        entry=entry,
        areas=areas,
        places=places,
        block=block,
        against=relative(line.level, compared.level, compared.positions),
        reference=compared,
        reference_block=blocks[now, compared.level],
        reference_against=relative(compared.level, top, _to_top(blocks[now, compared.level])),
        city_block=city,
        city_against=relative(top, top, _to_top(city)),
        drawn=classes,
        class_of=classes.classes.of(block.value),
        earlier=earlier_period,
        residual_share=_residual_share(
            read[now, line.level], read.get((now, top)), places, shown_as=block, exact=audience.counts
        ),
        trend=trend_of_map(
            release.pk,
            entry,
            audience,
            line,
            areas,
            reference_for(areas, line.level, None) if types or beyond else compared,
            standing(beyond, entry.code, line.period.kind, release.pk) if beyond else None,
        )
        if judged and chosen is Variant.NONE
        else untold(len(places.codes)),
        rest=rest_of_map(figures_of(block), figures_of(city), entry, release.pk, places.residual)
        if judged
        else np.zeros(len(places.codes), np.uint8),
        variant=chosen,
        variants=offered_variants(entry, at_level),
        window=window,
        types=types,
        beyond=beyond,
        offered_beyond=offered(release.pk, [entry.code]),
    )


def _reference(
    areas: EditionAreas, level: str, wanted: str | None, types: Types | None, beyond: Beyond | None
) -> Reference:
    if beyond is not None:
        return reference_beyond(beyond, len(areas.level(level).codes))
    return reference_by_type(types) if types else reference_for(areas, level, wanted)


def _in_todays_order(
    read: Mapping[tuple[str, str], Block], before: str, line: Line, release_id: int
) -> dict[tuple[str, str], Block]:
    """Blocks of the edition before a reform in the order of today's areas; an area that there was not has none."""
    former = edition_before(line.edition, release_id)
    assert former is not None
    return {
        (period, level): block.at(former.positions[level])
        for (period, level), block in read.items()
        if period == before and level in former.positions
    }


def _to_top(block: Block) -> NDArray[np.intp]:
    return np.zeros(block.value.shape, np.intp)


def _residual_share(block: Block, city: Block | None, places: LevelAreas, *, shown_as: Block, exact: bool) -> float:
    """Cases without a usable address as a part of all cases, in percent; protected like an area's value."""
    if places.residual is None or city is None or not city.numerator[0]:
        return float("nan")
    if shown_as.status[places.residual] != ValueState.OK:
        return float("nan")
    share = float(100 * block.numerator[places.residual] / city.numerator[0])
    return share if exact else round(share, 1)
