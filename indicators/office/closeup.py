"""One indicator and period of a candidate seen closely: every area of a level before and after, its change, the city."""

from dataclasses import dataclass

import numpy as np

from areas.models import Area, AreaEdition, AreaLevel, LevelShapes
from indicators.calculation.hierarchy import Floats
from indicators.catalogue.specs import IndicatorSpec
from indicators.models import Delivery, Indicator, Period, ResultBlock
from indicators.office.blocks import (
    Against,
    Place,
    base_of,
    candidate_places,
    cells_of,
    compared_period,
    released_places,
)
from indicators.office.comparison import Cells
from indicators.office.distribution import Distribution, distribution
from indicators.office.movement import Movement, Series, movement
from indicators.office.succession import Earlier, through_editions


@dataclass(frozen=True, eq=False)
class Closeup:
    """``before`` is none where there is nothing to compare with; then there is no movement either.

    ``is_comparable``: no break of the definition lies between the two periods. ``periods`` and ``levels`` are what can be
    chosen instead, newest and finest first; ``shapes`` the address part of the level's shapes, none where it has none.
    """

    spec: IndicatorSpec
    period: str
    periods: tuple[str, ...]
    compared_with: str | None
    is_comparable: bool
    edition: str
    level: str
    levels: tuple[tuple[str, str, str], ...]  # code, German, English
    codes: tuple[str, ...]
    names: tuple[str, ...]
    residual: int | None
    after: Cells
    before: Cells | None
    movement: Movement | None
    distribution: Distribution | None
    shapes_sha256: str | None

    @property
    def is_correction(self) -> bool:
        """Whether the comparison is with what is live for the same period."""
        return self.compared_with == self.period


def closeup(
    delivery: Delivery, indicator: str, *, period: str = "", level: str = "", against: Against = Against.LIVE
) -> Closeup | None:
    """The candidate's values of one indicator; nothing where it has none for that period and level.

    By default the newest period in which something changes, and the finest level of it.
    """
    own = candidate_places(delivery, [indicator])
    if not own:
        return None
    live = released_places(base_of(delivery), {own[0].indicator})
    periods = Period.objects.in_bulk({place.period for place in (*own, *live)})
    levels = AreaLevel.objects.in_bulk({place.level for place in own})
    place = _chosen(own, live, periods, levels, period, level)
    if place is None:
        return None
    now, spec = periods[place.period], Indicator.objects.get(pk=place.indicator).spec
    edition = AreaEdition.objects.select_related("system").get(pk=place.edition)
    codes, names, residual = _areas(place)
    earlier = through_editions(edition, levels[place.level].code, len(codes))
    standing = _along(place, live, earlier)
    compared = compared_period(now.span, (periods[pk] for pk in standing), against)
    after = cells_of([place.block])[place.block]
    before, moved = None, None
    if compared is not None:
        series = _series(place, now, compared, standing | _along(place, own, earlier), periods, earlier)
        before = _read([standing[compared.pk]], earlier)[0]
        denominator = _denominator(place.block)
        moved = movement(after, before, spec, series=series, denominator=denominator, residual=residual)
    return Closeup(
        spec=spec,
        period=now.code,
        periods=_codes({periods[p.period] for p in own}),
        compared_with=compared.code if compared else None,
        is_comparable=compared is None or spec.comparable(compared.span, now.span),
        edition=edition.code,
        level=levels[place.level].code,
        levels=tuple(
            (one.code, one.name_de, one.name_en)
            for one in sorted(levels.values(), key=lambda one: -one.rank)
            if any((p.level, p.period, p.edition) == (one.pk, place.period, place.edition) for p in own)
        ),
        codes=codes,
        names=names,
        residual=residual,
        after=after,
        before=before,
        movement=moved,
        distribution=distribution(after, before, residual),
        shapes_sha256=LevelShapes.objects.filter(edition=edition, level=place.level)
        .values_list("sha256", flat=True)
        .first(),
    )


def _chosen(
    own: list[Place],
    live: list[Place],
    periods: dict[int, Period],
    levels: dict[int, AreaLevel],
    period: str,
    level: str,
) -> Place | None:
    """The newest period in which something changes, the finest level of it, unless others are asked for."""
    fitting = [place for place in own if not period or periods[place.period].code == period]
    fitting = [place for place in fitting if not level or levels[place.level].code == level]
    standing = {place.block for place in live}
    changed = {place.period for place in fitting if place.block not in standing}
    return max(
        fitting,
        key=lambda place: (
            place.period in changed,
            periods[place.period].span,
            place.edition,
            levels[place.level].rank,
        ),
        default=None,
    )


def _along(place: Place, places: list[Place], earlier: dict[int, Earlier]) -> dict[int, Place]:
    """By period what stands at the same level, in this edition before those that came earlier."""
    same = [p for p in places if p.level == place.level and p.edition in earlier]
    return {p.period: p for p in sorted(same, key=lambda p: p.edition == place.edition)}


def _read(places: list[Place], earlier: dict[int, Earlier]) -> list[Cells]:
    """Their cells in the order of today's areas."""
    cells = cells_of(place.block for place in places)
    return [earlier[place.edition].cells(cells[place.block]) for place in places]


def _areas(place: Place) -> tuple[tuple[str, ...], tuple[str, ...], int | None]:
    """Codes and names of a level in position order, and where the residual unit stands."""
    rows = list(
        Area.objects.filter(edition=place.edition, level=place.level)
        .order_by("position")
        .values_list("code", "name", "is_residual")
    )
    residual = next((at for at, (_, _, is_residual) in enumerate(rows) if is_residual), None)
    return tuple(code for code, _, _ in rows), tuple(name for _, name, _ in rows), residual


def _codes(periods: set[Period]) -> tuple[str, ...]:
    return tuple(period.code for period in sorted(periods, key=lambda period: period.span, reverse=True))


def _series(
    place: Place,
    now: Period,
    compared: Period,
    standing: dict[int, Place],
    periods: dict[int, Period],
    earlier: dict[int, Earlier],
) -> Series | None:
    """What was up to the candidate's period, of the same kind; nothing for a correction."""
    if compared.pk == now.pk:
        return None
    before = [periods[pk] for pk in standing if periods[pk].kind == now.kind and periods[pk].ends < now.ends]
    ordered = sorted({*before, compared}, key=lambda period: period.span)
    cells = _read([*(standing[period.pk] for period in ordered), place], earlier)
    values: Floats = np.array([one.value for one in cells])
    return Series([*(period.span for period in ordered), now.span], values, ordered.index(compared))


def _denominator(block: int) -> Floats:
    found = ResultBlock.objects.filter(pk=block).values_list("denominator", flat=True).get()
    return np.array(found, np.float64)
