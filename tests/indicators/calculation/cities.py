"""Small invented cities, once as arrays for the methods and once as dictionaries for the naive computation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from hypothesis import strategies as st

from indicators.calculation.hierarchy import Hierarchy
from indicators.calculation.inputs import IndicatorInputs, MeasureSeries
from indicators.catalogue.specs import (
    IndicatorKind,
    IndicatorSheet,
    IndicatorSpec,
    MeasureSpec,
    MinimumDenominator,
    Pairing,
    Polarity,
    Text,
    Visibility,
)
from indicators.disclosure.policies import OPEN, DisclosurePolicy
from indicators.periods import Period, parse_period
from indicators.states import ValueState
from tests.naive.counting import City

TEXT = Text("", "")
LEVELS = ("stadt", "bezirk", "planungsraum")
PERIODS = tuple(parse_period(code) for code in ("2018-Q1", "2018-Q2", "2018-Q3"))
REST = "rest"


def indicator(kind: IndicatorKind = IndicatorKind.RATE, **changes: Any) -> IndicatorSpec:
    """A specification that is right for its kind; any field can be changed."""
    counted = kind in (IndicatorKind.RATE, IndicatorKind.COUNT)
    fields: dict[str, Any] = {
        "code": "quote",
        "kind": kind,
        "title": TEXT,
        "numerator": ("faelle",) if counted else (),
        "denominator": ("bevoelkerung",) if kind is IndicatorKind.RATE else (),
        "measure": None if counted else "anteil",
        "weight": () if counted else ("bevoelkerung",),
        "pairing": Pairing("same"),
        "scale": 100.0,
        "unit": "%",
        "decimals": 1,
        "polarity": Polarity.NEUTRAL,
        "domain": "income",
        "minimum_denominator": MinimumDenominator(0, 0),
        "visibility": Visibility.PUBLIC,
        "departments": (),
        "sheet": IndicatorSheet(TEXT, TEXT, "", TEXT),
    }
    return IndicatorSpec(**(fields | changes))


def measure(code: str, unit: str = "person", design_effect: float = 1.0) -> MeasureSpec:
    return MeasureSpec(code, TEXT, "quelle", unit, "main_residence", "stock", design_effect)


@dataclass
class InventedCity:
    """Places by level, their parents, and the delivered cells; both computations are built from it."""

    levels: tuple[str, ...]
    places: dict[str, list[str]]
    parent: dict[tuple[str, str], str]
    residual: bool
    cells: dict[tuple[str, int, str, str], tuple[str, float]] = field(default_factory=dict)

    def deliver(self, measure: str, level: str, row: int, numbers: Mapping[str, float | str]) -> None:
        """Cells of one row: a number, or the word of a state."""
        for code, number in numbers.items():
            cell = (number, 0.0) if isinstance(number, str) else ("ok", number)
            self.cells[measure, row, level, code] = cell

    @property
    def hierarchy(self) -> Hierarchy:
        parents = [np.array([], np.intp)]
        for above, level in zip(self.levels, self.levels[1:], strict=False):
            position = {code: at for at, code in enumerate(self.places[above])}
            parents.append(np.array([position[self.parent[level, code]] for code in self.places[level]], np.intp))
        codes = tuple(tuple(self.places[level]) for level in self.levels)
        return Hierarchy(self.levels, codes, tuple(parents), (False, *(self.residual for _ in self.levels[1:])))

    @property
    def naive(self) -> City:
        residual = dict.fromkeys(self.levels[1:], REST) if self.residual else {}
        return City(list(self.levels), self.places, self.parent, residual, self.cells)

    def series(
        self, code: str, periods: Sequence[Period] = PERIODS, policy: DisclosurePolicy = OPEN, **changes: Any
    ) -> MeasureSeries:
        arrays = {level: self._arrays(code, level, len(periods)) for level in self.levels}
        values, states = arrays.pop(self.levels[-1])
        told = {level for name, _, level, _ in self.cells if name == code}
        totals = {level: pair for level, pair in arrays.items() if level in told}
        return MeasureSeries(measure(code, **changes), policy, tuple(periods), values, states, totals)

    def _arrays(self, code: str, level: str, rows: int) -> tuple[Any, Any]:
        values = np.full((rows, len(self.places[level])), np.nan)
        states = np.full(values.shape, ValueState.MISSING, np.uint8)
        for (name, row, where, place), (state, number) in self.cells.items():
            if name == code and where == level:
                position = self.places[level].index(place)
                states[row, position] = ValueState.from_word(state)
                values[row, position] = number if state == "ok" else np.nan
        return values, states

    def inputs(self, spec: IndicatorSpec, **policies: DisclosurePolicy) -> IndicatorInputs:
        series = {code: self.series(code, policy=policies.get(code, OPEN)) for code in spec.measures}
        return IndicatorInputs(spec, PERIODS, self.hierarchy, series)


def city(districts: Mapping[str, Sequence[str]], residual: bool = False) -> InventedCity:
    """A city of districts and their planning areas."""
    places = {
        "stadt": ["0"],
        "bezirk": list(districts),
        "planungsraum": [a for areas in districts.values() for a in areas],
    }
    parent = {("bezirk", code): "0" for code in districts}
    parent |= {("planungsraum", area): code for code, areas in districts.items() for area in areas}
    if residual:
        places["bezirk"].append(REST)
        places["planungsraum"].append(REST)
        parent |= {("bezirk", REST): "0", ("planungsraum", REST): REST}
    return InventedCity(LEVELS, places, parent, residual)


OTHER_STATES = ("missing", "pending", "not_applicable", "unreliable", "suppressed")


@st.composite
def cities(draw: st.DrawFn, *, totals: bool = True, gaps: bool = True) -> InventedCity:
    """A city with 1–3 districts of 0–4 areas in mixed order, perhaps a residual unit, gaps of every kind, and totals."""
    districts = draw(st.integers(1, 3))
    owners = draw(st.lists(st.integers(0, districts - 1), min_size=1, max_size=7))
    areas: dict[str, list[str]] = {f"{d:02d}": [] for d in range(districts)}
    for number, owner in enumerate(owners):
        areas[f"{owner:02d}"].append(f"{owner:02d}{number:02d}")
    invented = city(areas, draw(st.booleans()))
    order = draw(st.permutations(range(len(owners))))
    finest = invented.places["planungsraum"]
    invented.places["planungsraum"] = [finest[at] for at in order] + finest[len(owners) :]
    number = st.integers(0, 40).map(float)
    state = st.sampled_from(OTHER_STATES)
    cell = st.one_of(number, number, number, number, state) if gaps else number
    for code in ("faelle", "weitere", "bevoelkerung", "anteil"):
        for row in range(len(PERIODS)):
            _deliver(draw, invented, code, row, cell)
            if totals:
                _deliver_totals(draw, invented, code, row)
    return invented


def _deliver(draw: st.DrawFn, invented: InventedCity, code: str, row: int, cell: st.SearchStrategy[Any]) -> None:
    for place in invented.places["planungsraum"]:
        if place != REST or draw(st.booleans()):
            invented.deliver(code, "planungsraum", row, {place: draw(cell)})


def _deliver_totals(draw: st.DrawFn, invented: InventedCity, code: str, row: int) -> None:
    for level in ("bezirk", "stadt"):
        if draw(st.integers(0, 2)) == 0:
            for place in invented.places[level]:
                told = draw(st.sampled_from(["nothing", "number", "number", "suppressed"]))
                if told == "number":
                    invented.deliver(code, level, row, {place: float(draw(st.integers(0, 200)))})
                elif told == "suppressed":
                    invented.deliver(code, level, row, {place: "suppressed"})
