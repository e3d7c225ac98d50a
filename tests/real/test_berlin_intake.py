"""What the check finds in Berlin's real tables: nothing that is not in them, and everything that is."""

import csv
import json
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from indicators.catalogue.reading import read_catalogue
from indicators.catalogue.specs import Catalogue
from indicators.intake import CheckedFile, Places, check_file
from indicators.periods import parse_period
from indicators.states import ValueState

HALF_YEARS = [f"{year}-0{half}" for year in range(2015, 2021) for half in (1, 2)]
LATER = [f"{year}-0{half}" for year in range(2021, 2025) for half in (1, 2)]
WITHOUT_RESIDENTS = "09041403"  # has geometry, and rows from 2019 on only
CONTEXT_SHARES = ("k01_youth_unemployment", "k02_single_parent_households")


@cache
def catalogue() -> Catalogue:
    return read_catalogue(Path(__file__).parents[2] / "fixtures" / "catalogue")


@pytest.fixture
def places(open_data: Path) -> Places:
    """The planning areas until 2020, the one with a wrong code mended."""
    layer = json.loads((open_data / "areas" / "lor-until-2020-planungsraeume.geojson").read_text())
    codes = {feature["properties"]["id"] for feature in layer["features"]} | {"04030417"}
    return Places("planungsraum", tuple(sorted(codes)), residual="99999999", total="0")


def population(open_data: Path, places: Places, half_year: str, table: str) -> CheckedFile:
    return check_file(
        population_file(open_data, half_year, table).read_bytes(),
        profile=catalogue().profiles[f"berlin-population-{table}"],
        measures=catalogue().measures,
        places=places,
        period=parse_period(f"{half_year[:4]}-H{half_year[-1]}"),
    )


def population_file(open_data: Path, half_year: str, table: str) -> Path:
    return open_data / "population" / f"population-{half_year}-{table}-planungsraeume.csv"


def monitoring(open_data: Path, places: Places, year: int, table: str = "2-1") -> CheckedFile:
    return check_file(
        monitoring_file(open_data, year, table).read_bytes(),
        profile=catalogue().profiles["berlin-mss"],
        measures=catalogue().measures,
        places=places,
        period=parse_period(f"{year - 1}-12-31"),
    )


def monitoring_file(open_data: Path, year: int, table: str = "2-1") -> Path:
    return open_data / "mss" / f"mss-{year}-{table}-planning-areas.csv"


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("table", ["t1", "t2"])
@pytest.mark.parametrize("half_year", HALF_YEARS)
def test_every_population_table_until_2020_is_sound(
    open_data: Path, places: Places, half_year: str, table: str
) -> None:
    checked = population(open_data, places, half_year, table)
    until_2018 = half_year < "2019"
    assert dict(checked.counts) == ({"missing_area": 1} if until_2018 else {})
    assert [problem.value for problem in checked.problems] == ([WITHOUT_RESIDENTS] if until_2018 else [])
    assert checked.rows == (447 if until_2018 else 448)


@pytest.mark.parametrize("half_year", ["2015-01", "2020-02"])
def test_the_checked_numbers_are_those_of_a_naive_reading(open_data: Path, places: Places, half_year: str) -> None:
    checked = population(open_data, places, half_year, "t2")
    rows = rows_of(population_file(open_data, half_year, "t2"))
    for column, measure in catalogue().profiles["berlin-population-t2"].columns:
        values = dict(zip(checked.places, checked.values[checked.measures.index(measure)].tolist(), strict=True))
        assert all(values[row["id"]] == int(row[column]) for row in rows)


@pytest.mark.parametrize("table", ["t1", "t2"])
@pytest.mark.parametrize("half_year", LATER)
def test_tables_of_the_areas_from_2021_are_refused_in_one_sentence(
    open_data: Path, places: Places, half_year: str, table: str
) -> None:
    checked = population(open_data, places, half_year, table)
    assert checked.refused and dict(checked.counts) == {"unknown_edition": 1}
    assert dict(checked.problems[0].params)["unknown"] == 542
    assert not checked.given.any()


@pytest.mark.parametrize(
    ("year", "not_computed", "without"), [(2013, 13, set()), (2015, 12, set()), (2019, 11, {"mss_s2", "mss_d2"})]
)
def test_areas_that_were_not_computed_are_recognised(
    open_data: Path, places: Places, year: int, not_computed: int, without: set[str]
) -> None:
    checked = monitoring(open_data, places, year)
    assert not checked.refused
    assert checked.counts["missing_area"] == 1 and checked.counts["not_computed"] == 1
    applicable = checked.states != ValueState.NOT_APPLICABLE
    assert {
        measure for measure, given in zip(checked.measures, checked.given, strict=True) if not given.any()
    } == without
    for measure, row in zip(checked.measures, applicable, strict=True):
        expected = 0 if measure == "mss_einwohner" or measure in without else not_computed
        assert int((~row).sum()) == expected


@pytest.mark.parametrize("year", [2013, 2015, 2019])
def test_areas_that_were_not_computed_are_those_without_a_class(open_data: Path, places: Places, year: int) -> None:
    checked = monitoring(open_data, places, year)
    not_computed = checked.states[checked.measures.index("mss_s3")] == ValueState.NOT_APPLICABLE
    classes = rows_of(monitoring_file(open_data, year, "1"))
    without_class = {row["id"] for row in classes if row["status_index"] in ("", "0")}
    assert {code for code, applies in zip(checked.places, not_computed, strict=True) if applies} == without_class


@pytest.mark.parametrize("year", [2013, 2015, 2019])
def test_single_zeros_of_computed_areas_stay_numbers(open_data: Path, places: Places, year: int) -> None:
    checked = monitoring(open_data, places, year)
    mapping = dict(catalogue().profiles["berlin-mss"].columns_at(parse_period(f"{year - 1}-12-31")))
    components = [column for column in mapping if column[0] in "sd"]
    rows = rows_of(monitoring_file(open_data, year))
    computed = [row for row in rows if any(float(row[column] or 0) for column in components)]
    zeros = 0
    for row in computed:
        position = checked.places.index(row["id"])
        for column in components:
            value = checked.values[checked.measures.index(mapping[column]), position]
            assert np.isnan(value) if row[column] == "" else value == float(row[column])
            zeros += value == 0
    assert zeros > 0


@pytest.mark.parametrize("year", [2015, 2019])
def test_context_tables_are_refused_by_the_profile_of_the_indicators(
    open_data: Path, places: Places, year: int
) -> None:
    checked = monitoring(open_data, places, year, "4-1")
    assert checked.counts["missing_column"] == 6
    unknown = [problem.value for problem in checked.problems if problem.code == "unknown_area"]
    assert unknown == (["00Nummer", "00000000"] if year == 2015 else [])


@pytest.mark.parametrize("year", [2013, 2015, 2019])
@pytest.mark.parametrize(("table", "length"), [("2-2-district-regions", 6), ("2-3-districts", 2)])
def test_the_same_table_of_a_level_above_is_refused_in_one_sentence(
    open_data: Path, places: Places, year: int, table: str, length: int
) -> None:
    """Its values are the aggregates of those of table 2-1; delivered they would take the place of the areas' own."""
    content = (open_data / "mss" / f"mss-{year}-{table}.csv").read_bytes()
    profile, measures = catalogue().profiles["berlin-mss"], catalogue().measures
    checked = check_file(content, profile=profile, measures=measures, places=places)
    found = [problem for problem in checked.problems if problem.severity == "error"]
    assert [(problem.code, dict(problem.params)["length"]) for problem in found] == [("wrong_level", length)]


def context(open_data: Path, places: Places, year: int) -> CheckedFile:
    return check_file(
        monitoring_file(open_data, year, "4-1").read_bytes(),
        profile=catalogue().profiles["berlin-mss-context-2013" if year == 2013 else "berlin-mss-context"],
        measures=catalogue().measures,
        places=places,
        period=parse_period(f"{year - 1}-12-31"),
    )


def share(checked: CheckedFile, measure: str) -> np.ndarray:
    """The values of a measure by area, NaN where there are none."""
    return checked.values[checked.measures.index(measure)][: len(checked.places) - 2]


@pytest.mark.parametrize("year", [2013, 2015, 2019])
def test_context_tables_can_be_delivered_under_their_wrong_headers(open_data: Path, places: Places, year: int) -> None:
    checked = context(open_data, places, year)
    assert not checked.refused
    told = {problem.code for problem in checked.problems}
    assert (
        told - {"missing_area", "not_computed"}
        == {
            2013: set(),
            2015: {"rows_ignored"},
            2019: {"column_without_numbers"},
        }[year]
    )
    with open(monitoring_file(open_data, year, "4-1"), encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["id"] not in ("00Nummer", "00000000")]
    computed = [row for row in rows if float(row["k05_inhabitants_with_migration_background"])]
    assert np.isfinite(share(checked, "mss_k05")).sum() == len(computed)
    read = dict(zip(places.codes, share(checked, "mss_k03").tolist(), strict=False))
    assert all(read[row["id"]] == float(row["k03_old_age_poverty"]) for row in computed)
    assert np.isfinite(share(checked, "mss_k02")).sum() in ((0,) if year == 2019 else range(400, 448))


def test_what_stands_under_k06_since_2015_is_the_share_of_foreigners(open_data: Path, places: Places) -> None:
    """The table of the same day says so to the last digit; the two-year change that the header names stands under k07."""
    shares = share(context(open_data, places, 2019), "mss_auslaenderanteil")
    residents = population(open_data, places, "2018-02", "t1")
    foreigners, everybody = (share(residents, code) for code in ("einwohner_auslaendisch", "einwohner"))
    known = np.isfinite(shares) & (shares > 0) & np.isfinite(foreigners)
    assert known.sum() > 420
    assert np.allclose(shares[known], 100 * foreigners[known] / everybody[known], atol=1e-5)


@pytest.mark.parametrize(("measure", "header"), [("mss_k07", "k09"), ("mss_k08", "k10"), ("mss_k09", "k13")])
def test_columns_moved_between_the_editions_2013_and_2015(
    open_data: Path, places: Places, measure: str, header: str
) -> None:
    """What 2015 has under the later header continues what 2013 had under the measure's own, and nothing else does."""
    before, after = context(open_data, places, 2013), context(open_data, places, 2015)
    profile = catalogue().profiles["berlin-mss-context"]
    assert next(column for column, code in profile.columns if code == measure).startswith(header)

    def likeness(other: str) -> float:
        now, then = share(after, measure), share(before, other)
        known = np.isfinite(now) & np.isfinite(then)
        return float(np.corrcoef(now[known], then[known])[0, 1])

    shares = [code for code in before.measures if code.startswith("mss_k")]
    assert max(shares, key=likeness) == measure and likeness(measure) > 0.9


def test_a_column_of_dashes_is_noticed_as_zeros_that_nobody_counted(open_data: Path, places: Places) -> None:
    """In 2019 k02 is “-” throughout, which there means missing; read as zero it would be a city without single parents."""
    profile = catalogue().profiles["berlin-mss"]
    columns = dict(zip(CONTEXT_SHARES, ("mss_s1_2019", "mss_s2"), strict=True))
    changes = {"columns": tuple(columns.items()), "optional_columns": (), "not_computed": (), "columns_from": ()}
    content = monitoring_file(open_data, 2019, "4-1").read_bytes()
    for meaning, code in (("zero", "column_all_zero"), ("missing", "column_without_numbers")):
        reading = type(profile)(**{**vars(profile), **changes, "signs": (("-", meaning),)})
        checked = check_file(content, profile=reading, measures=catalogue().measures, places=places)
        assert [p.column for p in checked.problems if p.code == code] == ["k02_single_parent_households"]
