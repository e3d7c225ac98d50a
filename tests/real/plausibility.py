"""Berlin's half-years as deliveries, read by the check itself, and errors planted in them."""

import csv
import io
import json
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np

from indicators.catalogue.reading import read_catalogue
from indicators.catalogue.specs import Catalogue
from indicators.intake import Places, Problem, check_file
from indicators.intake.plausibility import History, Series, Told
from indicators.periods import Period, parse_period

CATALOGUE = Path(__file__).parents[2] / "fixtures" / "catalogue"
HALF_YEARS = [f"{year}-0{half}" for year in range(2015, 2021) for half in (1, 2)]
PERIODS = [parse_period(f"{h[:4]}-{'06-30' if h[-1] == '1' else '12-31'}") for h in HALF_YEARS]
TWO_YEARS = range(8, 12)
"""The half-years from 2019-01 to 2020-02."""


@cache
def catalogue() -> Catalogue:
    return read_catalogue(CATALOGUE)


@dataclass(frozen=True)
class Berlin:
    """The open data, and what was read of it: (table, half-year) → what the file says."""

    folder: Path

    def __hash__(self) -> int:
        return hash(self.folder)

    @property
    def places(self) -> Places:
        layer = json.loads((self.folder / "areas" / "lor-until-2020-planungsraeume.geojson").read_text())
        codes = {feature["properties"]["id"] for feature in layer["features"]} | {"04030417"}
        return Places("planungsraum", tuple(sorted(codes)))

    def rows(self, table: str, at: int) -> list[dict[str, str]]:
        path = self.folder / "population" / f"population-{HALF_YEARS[at]}-{table}-planungsraeume.csv"
        with path.open(newline="", encoding="utf-8") as file:
            return list(csv.DictReader(file))

    @lru_cache(maxsize=64)  # noqa: B019 - one object for all tests
    def told(self, table: str, at: int) -> Told:
        checked = check_file(
            content_of(self.rows(table, at)),
            profile=catalogue().profiles[f"berlin-population-{table}"],
            measures=catalogue().measures,
            places=places_of(self),
            period=PERIODS[at],
        )
        return checked.periods[0].told

    def history(self, table: str, at: int, beside: str = "") -> History:
        """What is in force when the file comes: earlier half-years, and the other table of the same one (``beside``)."""
        series = {}
        for row, measure in enumerate(self.told(table, at).measures):
            values = [self.told(table, earlier).values[row] for earlier in range(at)]
            series[measure] = Series(tuple(PERIODS[:at]), np.array(values).reshape(at, len(places_of(self).all)))
        others: set[tuple[str, Period]] = set()
        if beside:
            other = self.told(beside, at)
            for measure in set(other.measures) & set(series):
                old = series[measure]
                values = np.vstack([old.values, other.values[other.measures.index(measure)]])
                series[measure] = Series((*old.periods, PERIODS[at]), values)
                others.add((measure, PERIODS[at]))
        codes = places_of(self).codes
        return History(
            series=series,
            parents=np.full(len(codes), -1),
            groups=np.array([int(code[:2]) for code in codes]),
            residents="einwohner",
            other_profiles=frozenset(others),
        )

    def check(self, table: str, at: int, rows: list[dict[str, str]], beside: str = "") -> tuple[Problem, ...]:
        """Everything that is found in a file of these rows."""
        checked = check_file(
            content_of(rows),
            profile=catalogue().profiles[f"berlin-population-{table}"],
            measures=catalogue().measures,
            places=places_of(self),
            period=PERIODS[at],
            beside=lambda _: self.history(table, at, beside),
        )
        return checked.problems


@cache
def places_of(berlin: Berlin) -> Places:
    return berlin.places


def content_of(rows: list[dict[str, str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def columns_of(table: str) -> tuple[str, ...]:
    return tuple(column for column, _ in catalogue().profiles[f"berlin-population-{table}"].columns)
