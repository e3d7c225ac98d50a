"""Berlin's published status and dynamics classes, reproduced from its published components: every included area, exactly."""

import csv
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from indicators.calculation.indices import NO_CLASS, Index, included_areas, index_of
from indicators.catalogue.reading import read_catalogue
from indicators.catalogue.specs import Catalogue, IndexSpec
from tests.naive.indices import dynamics_class, index, status_class

EDITIONS = {2013: ("2013", 434), 2015: ("2013", 435), 2019: ("2019", 436)}
COLUMNS = {
    "mss-s1": "s1_percentage_unemployed",
    "mss-s2": "s2_percentage_long_term_unemployed",
    "mss-s3": "s3_percentage_transfer_payments_recipients",
    "mss-s4": "s4_percentage_transfer_payments_recipients_below_15_years",
    "mss-d1": "d1_percentage_unemployed",
    "mss-d2": "d2_percentage_long_term_unemployed",
    "mss-d3": "d3_percentage_transfer_payments_recipients",
    "mss-d4": "d4_percentage_transfer_payments_recipients_below_15_years",
}
PUBLISHED = {
    "status": {"1": "hoch", "2": "mittel", "3": "niedrig", "4": "sehr niedrig"},
    "dynamics": {"+": "positiv", "+/-": "stabil", "-": "negativ"},
}
Rows = list[dict[str, str]]


@cache
def catalogue() -> Catalogue:
    return read_catalogue(Path(__file__).parents[2] / "fixtures" / "catalogue")


def table(folder: Path, edition: int, number: str) -> Rows:
    with (folder / "mss" / f"mss-{edition}-{number}-planning-areas.csv").open(encoding="utf-8", newline="") as file:
        return sorted(csv.DictReader(file), key=lambda row: row["id"])


def number(text: str) -> float:
    return float(text) if text else np.nan


def components(rows: Rows, spec: IndexSpec) -> np.ndarray:
    """The index's columns; NaN throughout where all of an area's columns are 0 or blank: not computed."""
    values = np.array([[number(row[COLUMNS[code]]) for row in rows] for code in spec.components])
    left_out = [all(number(row[column]) in (0.0,) or not row[column] for column in COLUMNS.values()) for row in rows]
    values[:, np.array(left_out)] = np.nan
    return values


def computed(folder: Path, edition: int, which: str, **changes: object) -> tuple[Index, IndexSpec, Rows]:
    """Residents are those of the table. Those below the limit were averaged over years that the tables do not hold: what
    the tables mark as not computed decides."""
    spec = replace(catalogue().indices[f"mss-{EDITIONS[edition][0]}-{which}"], **changes)  # type: ignore[arg-type]
    rows = table(folder, edition, "2-1")
    taken = included_areas(spec.exclude, tuple(row["id"] for row in rows), None)
    return index_of(components(rows, spec), spec, included=taken), spec, rows


def published(folder: Path, edition: int, which: str) -> list[str]:
    column = "status_index" if which == "status" else "dynamic_index"
    return [PUBLISHED[which].get(row[column], "") for row in table(folder, edition, "1")]


def shown(found: Index, spec: IndexSpec) -> list[str]:
    return ["" if position == NO_CLASS else spec.classes[position] for position in found.class_of]


@pytest.mark.parametrize("which", ["status", "dynamics"])
@pytest.mark.parametrize("edition", list(EDITIONS))
def test_published_classes_are_reproduced_exactly(open_data: Path, edition: int, which: str) -> None:
    found, spec, _ = computed(open_data, edition, which)
    assert int(found.included.sum()) == EDITIONS[edition][1]
    assert shown(found, spec) == published(open_data, edition, which)


@pytest.mark.parametrize("edition", list(EDITIONS))
def test_the_sample_deviation_would_put_an_area_into_another_class(open_data: Path, edition: int) -> None:
    flips = 0
    for which in ("status", "dynamics"):
        found, spec, _ = computed(open_data, edition, which, spread="sample_sd")
        flips += sum(a != b for a, b in zip(shown(found, spec), published(open_data, edition, which), strict=True))
    assert flips >= 1


@pytest.mark.parametrize("which", ["status", "dynamics"])
@pytest.mark.parametrize("edition", list(EDITIONS))
def test_the_second_computation_says_the_same(open_data: Path, edition: int, which: str) -> None:
    found, spec, rows = computed(open_data, edition, which)
    lists = [[None if np.isnan(value) else float(value) for value in values] for values in components(rows, spec)]
    again = index(lists, spec.weights)
    word = status_class if which == "status" else dynamics_class
    assert np.allclose([np.nan if value is None else value for value in again], found.value, equal_nan=True, atol=1e-12)
    assert ["" if value is None else word(value) for value in again] == shown(found, spec)
