"""The values of a delivery as they were delivered, area by area: for the department that they are of, and for the office."""

from collections.abc import Iterator
from dataclasses import dataclass

from areas.models import Area
from indicators.models import Delivery, Measure, Observation, Period
from indicators.states import ValueState

_AT_ONCE = 500


@dataclass(frozen=True)
class Cell:
    """What was delivered: a number, or the state that stands in its place."""

    state: ValueState
    value: float | None


@dataclass(frozen=True)
class Row:
    """One area with a cell for every measure; nothing where the file gave none."""

    code: str
    name: str
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True)
class Values:
    """What a delivery holds of one period: its measures, and the numbers of its areas in the order of their codes."""

    delivery: Delivery
    period: Period
    measures: tuple[Measure, ...]
    areas: tuple[int, ...]

    def rows(self, start: int = 0, length: int | None = None) -> Iterator[Row]:
        """The rows from ``start`` on, some hundred areas a query."""
        end = len(self.areas) if length is None else min(start + length, len(self.areas))
        for first in range(start, end, _AT_ONCE):
            yield from self._rows(self.areas[first : min(first + _AT_ONCE, end)])

    def _rows(self, areas: tuple[int, ...]) -> Iterator[Row]:
        names = {area.pk: area for area in Area.objects.filter(pk__in=areas).only("code", "name")}
        found: dict[tuple[int, int], Cell] = {}
        cells = Observation.objects.filter(delivery=self.delivery.pk, period=self.period, area__in=areas)
        for area, measure, state, value in cells.values_list("area_id", "measure_id", "state", "value"):
            known = ValueState(state)
            found[area, measure] = Cell(known, value if known is ValueState.OK else None)
        for number in areas:
            cells_of = tuple(found.get((number, measure.pk)) for measure in self.measures)
            yield Row(names[number].code, names[number].name, cells_of)


def periods(delivery: Delivery) -> list[Period]:
    """The periods of which the delivery holds values, the latest first."""
    held = Observation.objects.filter(delivery=delivery.pk).values("period_id").distinct()
    return list(Period.objects.filter(pk__in=held).order_by("-ends", "code"))


def values(delivery: Delivery, period: Period) -> Values:
    """What the delivery holds of a period."""
    held = Observation.objects.filter(delivery=delivery.pk, period=period)
    measures = Measure.objects.filter(pk__in=held.values("measure_id").distinct()).order_by("code")
    areas = Area.objects.filter(pk__in=held.values("area_id").distinct()).order_by("level__rank", "code")
    return Values(delivery, period, tuple(measures), tuple(areas.values_list("pk", flat=True)))
