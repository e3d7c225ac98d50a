"""A period from a file's name is offered where the profile and its deliveries leave no doubt, and nowhere else."""

import pytest

from indicators.intake.proposing.filing import filed_period, offered_from_name, rewritten
from indicators.periods import parse_period

HALF_YEARS = ("2014-06-30", "2014-12-31")


@pytest.mark.parametrize(
    "name",
    [
        "population-2015-01-t1-planungsraeume.csv",
        "2015-2-t1.csv",
        "01-2015.csv",
        "a.csv",
        "2014-06-30_2015-06-30.csv",
    ],
)
def test_a_number_beside_a_year_makes_it_no_period(name: str) -> None:
    assert filed_period(name) is None


@pytest.mark.parametrize(
    ("name", "kinds", "delivered", "offered"),
    [
        ("einwohner-2015-01.csv", {"day"}, HALF_YEARS, ""),
        ("einwohner-2015-01.csv", {"day", "month"}, (), ""),
        ("einwohner-2015-01.csv", {"month"}, ("2014-12", "2014-11"), "2015-01"),
        ("einwohner-2015-01.csv", {"month", "half-year"}, ("2014-12", "2014-H1"), ""),
        ("einwohner-2015.csv", {"day"}, HALF_YEARS, ""),
        ("einwohner-2015.csv", {"day"}, ("2014-12-31",), ""),
        ("einwohner-2015.csv", {"year"}, ("2014",), "2015"),
        ("einwohner-2015.csv", {"year"}, (), ""),
        ("einwohner-2015-06-30.csv", {"day"}, HALF_YEARS, "2015-06-30"),
        ("einwohner-2015-06-30.csv", {"day"}, (), "2015-06-30"),
        ("einwohner-2015-09-30.csv", {"day"}, HALF_YEARS, ""),
        ("einwohner-2015-06-17.csv", {"day"}, (), ""),
        ("einwohner-2015-H1.csv", {"day"}, HALF_YEARS, "2015-06-30"),
        ("einwohner-2015-H1.csv", {"day"}, (), ""),
        ("einwohner-2015-H1.csv", {"day"}, ("2014-03-31", "2014-06-30"), ""),
        ("einwohner-2015-H1.csv", {"day", "half-year"}, HALF_YEARS, "2015-06-30"),
        ("einwohner-2015-H1.csv", {"day", "half-year"}, (), "2015-H1"),
        ("einwohner-Q4-2015.csv", {"quarter"}, (), "2015-Q4"),
        ("einwohner-31.12.2015.csv", {"quarter"}, ("2015-Q3", "2014-Q4"), "2015-Q4"),
        ("einwohner-31.12.2015.csv", {"quarter"}, (), ""),
    ],
)
def test_only_what_is_certain_is_offered(name: str, kinds: set[str], delivered: tuple[str, ...], offered: str) -> None:
    filed = filed_period(name)
    assert filed is not None and offered_from_name(filed, kinds, delivered) == offered


def test_a_year_becomes_a_day_only_where_years_ended_on_one_day() -> None:
    whole = parse_period("2015")
    assert rewritten(whole, ["day"], [parse_period("2014-12-31")]) == "2015-12-31"
    assert rewritten(whole, ["day"], [parse_period(code) for code in HALF_YEARS]) == ""
    assert rewritten(whole, ["day"], []) == ""
