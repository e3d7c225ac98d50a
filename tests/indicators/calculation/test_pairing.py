"""Numerator and denominator have their own dates (domain rule 10)."""

import pytest

from indicators.calculation.pairing import common_periods, paired, rows_of, year_earlier
from indicators.catalogue.specs import Pairing
from indicators.periods import Period, parse_period


def periods(*codes: str) -> list[Period]:
    return [parse_period(code) for code in codes]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("2018-12-31", "2018-12-31"),
        ("2018-Q4", "2018-12-31"),
        ("2019-Q1", "2018-12-31"),
        ("2019-Q2", "2019-06-30"),
        ("2020-12", None),
        ("2018-03-31", None),
    ],
)
def test_nearest_earlier_population_date_within_six_months(wanted: str, found: str | None) -> None:
    offered = periods("2018-06-30", "2018-12-31", "2019-06-30")
    (period,) = paired(periods(wanted), offered, Pairing("nearest_earlier", 6))
    assert (period.code if period else None) == found


def test_same_takes_equal_ends_only() -> None:
    offered = periods("2018-06-30", "2018-12-31")
    assert paired(periods("2018-H2", "2019-Q1"), offered, Pairing("same")) == (offered[1], None)


def test_denominator_of_several_measures_needs_a_date_that_all_have() -> None:
    assert common_periods([periods("2018-06-30", "2018-12-31"), periods("2018-06-30")]) == tuple(periods("2018-06-30"))
    assert common_periods([periods("2018-06-30"), []]) == common_periods([]) == ()


def test_rows_of_a_series_are_found_by_period() -> None:
    series = periods("2018-06-30", "2018-12-31")
    assert rows_of([series[1], None, parse_period("2019")], series).tolist() == [1, -1, -1]


def test_previous_year_means_the_same_quarter() -> None:
    offered = periods("2018-03-31", "2018-Q1", "2018-Q4", "2018")
    found = year_earlier(parse_period("2019-Q1"), offered)
    assert found is not None
    assert found.code == "2018-Q1"
    assert year_earlier(parse_period("2019-Q2"), offered) is None


def test_end_of_february_finds_the_end_of_february() -> None:
    found = year_earlier(parse_period("2020-02"), periods("2019-02"))
    assert found is not None
    assert found.code == "2019-02"
