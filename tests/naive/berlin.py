"""Berlin's open tables read a second time: csv, tomllib and plain loops, with the catalogue's files as the only guide.

A table is ``{code: number or state}`` per measure and period; codes of planning areas hold those of the levels above as
their first digits.
"""

import csv
import json
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

WIDTHS = {"stadt": 0, "bezirk": 2, "prognoseraum": 4, "bezirksregion": 6, "planungsraum": 8}
HALF_YEARS = {
    f"{year}-0{half}": f"{year}-06-30" if half == 1 else f"{year}-12-31"
    for year in range(2015, 2021)
    for half in (1, 2)
}
EDITIONS = {2015: "2014-12-31", 2019: "2018-12-31"}
WRONG_CODE, RIGHT_CODE = "06010102", "04030417"  # one of two areas of the same code, see the corrections file

Table = dict[str, float | str]


@dataclass(frozen=True)
class Cell:
    state: str
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    coverage: float | None = None


@dataclass
class Berlin:
    """``tables[measure, period]``: what the file says of each planning area; where two files name a measure, the later."""

    catalogue: Path
    data: Path
    tables: dict[tuple[str, str], Table] = field(default_factory=dict)

    def __post_init__(self) -> None:
        shapes = json.loads((self.data / "areas/lor-until-2020-planungsraeume.geojson").read_text(encoding="utf-8"))
        self.areas = sorted({shape["properties"]["id"] for shape in shapes["features"]} | {RIGHT_CODE})
        assert WRONG_CODE in self.areas
        self.parts: dict[str, dict[str, list[str]]] = {level: {} for level in WIDTHS}
        for level, places in self.parts.items():
            for area in self.areas:
                places.setdefault(place_of(area, level), []).append(area)
        for half_year, period in HALF_YEARS.items():
            for table in ("t1", "t2"):
                self.read(self.population(half_year, table), f"berlin-population-{table}", period)
        for year, period in EDITIONS.items():
            self.read(self.monitoring(year), "berlin-mss", period)

    def population(self, half_year: str, table: str) -> Path:
        return self.data / f"population/population-{half_year}-{table}-planungsraeume.csv"

    def monitoring(self, year: int, table: str = "2-1-planning-areas") -> Path:
        return self.data / f"mss/mss-{year}-{table}.csv"

    def document(self, part: str, code: str) -> dict[str, Any]:
        return tomllib.loads((self.catalogue / part / f"{code}.toml").read_text(encoding="utf-8"))

    def indicators(self, kind: str) -> dict[str, dict[str, Any]]:
        found = (self.document("indicators", path.stem) for path in sorted((self.catalogue / "indicators").glob("*")))
        return {one["code"]: one for one in found if one["kind"] == kind}

    def columns(self, profile: str, period: str) -> dict[str, str]:
        """Column → measure, as the columns mean in ``period``."""
        document = self.document("profiles", profile)
        columns = dict(document["columns"])
        for later in document.get("columns_from", []):
            if later["period"] <= period:
                columns |= later["columns"]
        return columns

    def read(self, path: Path, profile: str, period: str) -> None:
        document, columns = self.document("profiles", profile), self.columns(profile, period)
        rows = rows_of(path)
        for column, measure in columns.items():
            if all(row[column] == "" for row in rows):
                continue  # S2 and D2 from 2019 on: the columns are there and empty
            table: Table = {}
            for row in rows:
                if any(not_computed(row, rule["when_all_in"], column) for rule in document.get("not_computed", [])):
                    table[row["id"]] = "not_applicable"
                else:
                    table[row["id"]] = float(row[column]) if row[column] else "missing"
            self.tables[measure, period] = table

    def number(self, measures: Sequence[str], period: str, area: str) -> float | str:
        """The sum of measures in a planning area, or the first state that is no number."""
        total = 0.0
        for measure in measures:
            cell = self.tables.get((measure, period), {}).get(area, "missing")
            if isinstance(cell, str):
                return cell
            total += cell
        return total

    def count(self, indicator: Mapping[str, Any], period: str, level: str) -> dict[str, Cell]:
        cells = {}
        for place, parts in self.parts[level].items():
            known = [self.number(indicator["numerator"], period, area) for area in parts]
            numbers = [number for number in known if not isinstance(number, str)]
            if not numbers:
                cells[place] = Cell("missing")
            elif is_small(sum(numbers), indicator["numerator"]):
                cells[place] = Cell("suppressed")
            else:
                cells[place] = Cell("ok", sum(numbers), sum(numbers), None, 1.0 if sum(numbers) else None)
        return cells | {residual_of(level): Cell("missing")} if level != "stadt" else cells

    def hides_complements(self, indicator: Mapping[str, Any]) -> bool:
        """Of migration the rest of the population is protected too; an old-age quotient has no rest."""
        documents = [self.document("measures", code) for code in indicator["numerator"]]
        return indicator["unit"] != "per_100" and any(one.get("sensitive_complement") for one in documents)

    def rate(self, indicator: Mapping[str, Any], period: str, level: str) -> dict[str, Cell]:
        cells, rest = {}, self.hides_complements(indicator)
        for place, parts in self.parts[level].items():
            n, d, known = 0.0, 0.0, 0
            for area in parts:
                top = self.number(indicator["numerator"], period, area)
                bottom = self.number(indicator["denominator"], period, area)
                if not isinstance(top, str) and not isinstance(bottom, str):
                    n, d, known = n + top, d + bottom, known + 1
            cells[place] = judged(n, d, indicator, rest) if known else Cell("missing")
        return cells | {residual_of(level): Cell("missing")} if level != "stadt" else cells

    def share(self, indicator: Mapping[str, Any], period: str, level: str) -> dict[str, Cell]:
        """``Σ w · v ÷ Σ w`` over the areas that were computed; *missing* where they hold less than 95 % of the weight."""
        measure = indicator["measure"]
        for later in indicator.get("measure_from", []):
            if later["period"] <= period:
                measure = later["measure"]
        cells = {}
        for place, parts in self.parts[level].items():
            values = [self.number([measure], period, area) for area in parts]
            weights = [self.number(indicator["weight"], period, area) for area in parts]
            minimum = indicator["minimum_denominator"]["staff"]
            cells[place] = (
                delivered(values[0], weights[0], minimum) if level == "planungsraum" else mean(values, weights, minimum)
            )
        return cells | {residual_of(level): Cell("missing")} if level != "stadt" else cells

    def missing_areas(self, measure: str, period: str) -> list[str]:
        return [area for area in self.areas if area not in self.tables[measure, period]]


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def place_of(area: str, level: str) -> str:
    return area[: WIDTHS[level]] or "0"


def residual_of(level: str) -> str:
    return "9" * WIDTHS[level]


def not_computed(row: Mapping[str, str], columns: Iterable[str], column: str) -> bool:
    return column in columns and all(row[one] == "" or float(row[one]) == 0 for one in columns)


def is_small(number: float, measures: Sequence[str]) -> bool:
    """The register's policy: 1 and 2 are not shown, nor a total of residents from 1 to 9."""
    return 0 < number < (10 if list(measures) == ["einwohner"] else 3)


def judged(n: float, d: float, indicator: Mapping[str, Any], hides_complements: bool) -> Cell:
    if d == 0:
        return Cell("not_applicable")
    if is_small(n, indicator["numerator"]) or is_small(d, indicator["denominator"]):
        return Cell("suppressed")
    if hides_complements and is_small(d - n, indicator["numerator"]):
        return Cell("suppressed")
    if d < indicator["minimum_denominator"]["staff"]:
        return Cell("unreliable", coverage=1.0)
    return Cell("ok", indicator["scale"] * n / d, n, d, 1.0)


def delivered(value: float | str, weight: float | str, minimum: float) -> Cell:
    """A share as it came. The weight says whether there are people enough, and whether they are counted above."""
    people = None if isinstance(weight, str) or weight == 0 else weight
    if isinstance(value, str):
        return Cell(value, coverage=None if people is None else 0.0)
    coverage = None if people is None else 1.0
    if people is not None and people < minimum:
        return Cell("unreliable", coverage=coverage)
    return Cell("ok", value, coverage=coverage)


def mean(values: Sequence[float | str], weights: Sequence[float | str], minimum: float) -> Cell:
    top = bottom = whole = 0.0
    for value, weight in zip(values, weights, strict=True):
        if not isinstance(weight, str):
            whole += weight
            if not isinstance(value, str):
                top, bottom = top + weight * value, bottom + weight
    coverage = bottom / whole if whole else None
    if bottom == 0:
        only = {value for value in values if isinstance(value, str)}
        return Cell("not_applicable" if whole and only == {"not_applicable"} else "missing", coverage=coverage)
    if bottom < 0.95 * whole:
        return Cell("missing", coverage=coverage)
    if whole < minimum:
        return Cell("unreliable", coverage=coverage)
    return Cell("ok", top / bottom, coverage=coverage)
