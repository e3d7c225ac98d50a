"""A candidate against what is live, per indicator, period and level, before anything changes for a reader.

A cell is counted against the live value at its own place. Where the period is new, the period before it serves to show
jumps and newly suppressed cells; on demand every period is compared with the one before or with the year before.
"""

from collections.abc import Iterator

from django.db.models import F

from areas.models import Area
from indicators.catalogue.specs import IndicatorSpec
from indicators.models import CalculationEntry, Delivery, Indicator, Period
from indicators.office.blocks import (
    Against,
    Place,
    base_of,
    candidate_places,
    cells_of,
    compared_period,
    released_places,
)
from indicators.office.comparison import Cells, Jump, count, jumps, positions
from indicators.office.previewed import AreaJump, Cell, IndicatorPreview, LevelLine, PeriodPreview, Preview
from indicators.states import ValueState

_INDICATORS_A_READ = 20
_SHOWN = 10


def indicator_codes(delivery: Delivery) -> tuple[str, ...]:
    """Codes of the indicators that the candidate touches."""
    found = CalculationEntry.objects.filter(calculation=delivery.calculation_id)
    return tuple(found.values_list("block__indicator__code", flat=True).distinct().order_by("block__indicator__code"))


def preview(delivery: Delivery, *, indicator: str = "", against: Against = Against.LIVE) -> Preview:
    """The candidate's blocks against those of the live release (of the release before it, once it is live itself)."""
    base = base_of(delivery)
    after = candidate_places(delivery, [indicator] if indicator else [])
    before = released_places(base, {place.indicator for place in after})
    return Preview(base.number if base else None, tuple(_Comparison(after, before, against).indicators()))


class _Comparison:
    """What both sides have, read once: places, periods, levels, names of areas."""

    def __init__(self, after: list[Place], before: list[Place], against: Against) -> None:
        self.after, self.against = after, against
        self.before = {(p.indicator, p.period, p.edition, p.level): p.block for p in before}
        self.indicator_rows = Indicator.objects.in_bulk({place.indicator for place in after})
        self.periods = Period.objects.in_bulk({place.period for place in (*after, *before)})
        self.live_periods: dict[tuple[int, int, int], list[Period]] = {}
        for place in before:
            key = (place.indicator, place.edition, place.level)
            self.live_periods.setdefault(key, []).append(self.periods[place.period])
        self.areas: dict[tuple[int, int], list[tuple[str, str]]] = {}
        self.levels: dict[int, tuple[str, tuple[str, str], int]] = {}
        self._read_areas()

    def _read_areas(self) -> None:
        rows = Area.objects.filter(edition__in={place.edition for place in self.after}).order_by("position")
        for edition, level, code, name, level_code, de, en, rank in rows.values_list(
            "edition", "level", "code", "name", "level__code", "level__name_de", "level__name_en", F("level__rank")
        ):
            self.areas.setdefault((edition, level), []).append((code, name))
            self.levels[level] = (level_code, (de, en), rank)

    def indicators(self) -> Iterator[IndicatorPreview]:
        """Every indicator of the candidate by code; its periods newest first."""
        places: dict[int, dict[tuple[int, int], list[Place]]] = {}
        for place in self.after:
            places.setdefault(place.indicator, {}).setdefault((place.period, place.edition), []).append(place)
        ordered = sorted(places, key=lambda pk: self.indicator_rows[pk].code)
        for start in range(0, len(ordered), _INDICATORS_A_READ):
            chosen = ordered[start : start + _INDICATORS_A_READ]
            groups = [group for pk in chosen for group in places[pk].values()]
            cells = cells_of(block for group in groups for place in group for block in self._needed(place))
            for pk in chosen:
                yield self._indicator(self.indicator_rows[pk], list(places[pk].values()), cells)

    def _indicator(self, indicator: Indicator, groups: list[list[Place]], cells: dict[int, Cells]) -> IndicatorPreview:
        spec = indicator.spec
        newest_first = sorted(groups, key=lambda group: self.periods[group[0].period].span, reverse=True)
        return IndicatorPreview(indicator.code, spec, tuple(self._period(group, spec, cells) for group in newest_first))

    def _needed(self, place: Place) -> set[int]:
        return {block for block in (place.block, self._live(place), self._compared(place)[0]) if block is not None}

    def _live(self, place: Place) -> int | None:
        return self.before.get((place.indicator, place.period, place.edition, place.level))

    def _compared(self, place: Place) -> tuple[int | None, Period | None]:
        """The live block that a place is compared with, and its period."""
        known = self.live_periods.get((place.indicator, place.edition, place.level), [])
        period = compared_period(self.periods[place.period].span, known, self.against)
        if period is None:
            return None, None
        return self.before[place.indicator, period.pk, place.edition, place.level], period

    def _period(self, group: list[Place], spec: IndicatorSpec, cells: dict[int, Cells]) -> PeriodPreview:
        group = sorted(group, key=lambda place: self.levels[place.level][2])
        top, finest = group[0], group[-1]
        lines = []
        for place in group:
            live, compared = self._live(place), self._compared(place)[0]
            code, names, rank = self.levels[place.level]
            counts = count(
                cells[place.block],
                cells[live] if live is not None else None,
                cells[compared] if compared is not None else None,
            )
            lines.append(LevelLine(code, names, rank, counts))
        compared, period = self._compared(finest)
        top_compared = self._compared(top)[0]
        areas = self.areas[finest.edition, finest.level]
        after = cells[finest.block]
        earlier = cells[compared] if compared is not None else None
        moved: tuple[Jump, ...] = jumps(after, earlier, spec.kind, _SHOWN) if earlier is not None else ()
        hidden = after.status == ValueState.SUPPRESSED
        return PeriodPreview(
            period=self.periods[finest.period].code,
            compared_with=period.code if period else None,
            is_new=self._live(finest) is None,
            is_unchanged=all(self._live(place) == place.block for place in group),
            levels=tuple(lines),
            city_before=_cell(cells[top_compared]) if top_compared is not None else None,
            city_after=_cell(cells[top.block]) if self.levels[top.level][2] == 0 else None,
            jumps=tuple(AreaJump(*areas[jump.position], jump.before, jump.after) for jump in moved),
            missing=tuple(areas[at] for at in positions(after.status == ValueState.MISSING)),
            newly_suppressed=tuple(areas[at] for at in positions(hidden & earlier.ok)) if earlier is not None else (),
        )


def _cell(cells: Cells) -> Cell:
    """The only cell of the top level."""
    state = ValueState(int(cells.status[0]))
    return Cell(state.word, float(cells.value[0]) if state is ValueState.OK else None)
