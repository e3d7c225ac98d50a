"""Numbers as people write them, in both languages."""

from datetime import datetime

import pytest
from django.utils import translation
from django.utils.formats import date_format

from monitoring.numbers import format_change, format_difference, format_number, format_share, format_value
from monitoring.wording import period_label, period_phrase, period_since

SPACE = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("language", "value", "difference"),
    [("de", f"1.234,5{SPACE}%", f"+2,1{SPACE}Prozentpunkte"), ("en", "1,234.5%", f"+2.1{SPACE}percentage points")],
)
def test_numbers_follow_the_language(language: str, value: str, difference: str) -> None:
    with translation.override(language):
        assert format_value(1234.5, "%", 1) == value
        assert format_difference(2.1, "%", 1) == difference


def test_what_rounds_to_zero_has_no_sign() -> None:
    with translation.override("de"):
        assert format_number(-0.04, 1) == "0,0"
        assert format_difference(0.04, "%", 1) == f"0,0{SPACE}Prozentpunkte"


def test_a_loss_has_a_real_minus_and_people_no_unit() -> None:
    with translation.override("de"):
        assert format_difference(-2.0, "person", 0) == "\N{MINUS SIGN}2"
        assert format_value(4500, "person", 0) == "4.500"


def test_a_count_changes_in_percent_and_a_share_in_points() -> None:
    with translation.override("de"):
        assert format_change(2.0, "count", "person", 0) == f"+2,0{SPACE}%"
        assert format_change(2.0, "share", "%", 1) == f"+2,0{SPACE}Prozentpunkte"


@pytest.mark.parametrize(
    ("code", "label", "phrase", "since"),
    [
        ("2018-12-31", "31.12.2018", "am 31.12.2018", "seit dem 31.12.2018"),
        ("2018-12", "Dezember 2018", "im Dezember 2018", "seit Dezember 2018"),
        ("2018-Q4", "4. Quartal 2018", "im 4. Quartal 2018", "seit dem 4. Quartal 2018"),
        ("2018-H2", "2. Halbjahr 2018", "im 2. Halbjahr 2018", "seit dem 2. Halbjahr 2018"),
        ("2018", "2018", "im Jahr 2018", "seit 2018"),
        ("2018/19", "Schuljahr 2018/19", "im Schuljahr 2018/19", "seit dem Schuljahr 2018/19"),
        ("2016..2018", "2016 bis 2018", "in den Jahren 2016 bis 2018", "seit den Jahren 2016 bis 2018"),
    ],
)
def test_every_kind_of_period_has_its_words(code: str, label: str, phrase: str, since: str) -> None:
    with translation.override("de"):
        assert (period_label(code), period_phrase(code), period_since(code)) == (label, phrase, since)


def test_a_small_part_is_less_than_the_smallest_step_and_never_nothing() -> None:
    with translation.override("de"):
        assert format_share(0.0, 353) == f"weniger als 0,1{SPACE}%"
        assert format_share(0.0, 0) == f"0,0{SPACE}%"
        assert format_share(8.7, 327945) == f"8,7{SPACE}%"


@pytest.mark.parametrize(
    ("language", "day", "moment"),
    [("de", "01.02.2026", "01.02.2026 14:05"), ("en", "1 Feb 2026", "1 Feb 2026, 14:05")],
)
def test_nobody_takes_the_day_for_the_month(language: str, day: str, moment: str) -> None:
    with translation.override(language):
        assert date_format(datetime(2026, 2, 1, 14, 5), "SHORT_DATE_FORMAT") == day
        assert date_format(datetime(2026, 2, 1, 14, 5), "SHORT_DATETIME_FORMAT") == moment
