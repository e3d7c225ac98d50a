"""Whether the period that a delivery was announced for can be right."""

from dataclasses import replace
from datetime import date

import pytest

from indicators.intake import check_period
from tests.indicators.intake.small_city import PROFILE

HALF_YEARS = replace(PROFILE, period_kinds=("day", "half-year"))
EDITION = (date(2006, 7, 1), date(2020, 12, 31))


@pytest.mark.parametrize("code", ["2018-H2", "2018-12-31", "2020-H2"])
def test_a_period_of_the_profile_s_kinds_within_the_edition_is_right(code: str) -> None:
    assert check_period(code, HALF_YEARS, date(2026, 1, 1), EDITION) == ()


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("2018-13", ["not_a_period"]),
        ("gestern", ["not_a_period"]),
        ("", ["not_a_period"]),
        ("2018-Q4", ["wrong_period_kind"]),
        ("2018/19", ["wrong_period_kind"]),
        ("2026-H2", ["period_in_future", "unknown_edition"]),
        ("2021-H1", ["unknown_edition"]),
        ("2006-06-30", ["unknown_edition"]),
    ],
)
def test_a_wrong_period_says_why(code: str, expected: list[str]) -> None:
    assert [problem.code for problem in check_period(code, HALF_YEARS, date(2026, 1, 1), EDITION)] == expected


def test_an_edition_without_end_holds_for_ever() -> None:
    assert check_period("2024-H2", HALF_YEARS, None, (date(2006, 7, 1), None)) == ()
