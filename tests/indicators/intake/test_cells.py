"""What a cell may be: a number by the profile's notation, one of its signs, and nothing else."""

from dataclasses import replace

import numpy as np
import pytest

from indicators.intake import Places
from indicators.states import ValueState
from tests.indicators.intake.small_city import (
    CODES,
    PROFILE,
    SHARES,
    check,
    errors,
    lines,
    only,
    param,
    with_cell,
    with_row,
)

GERMAN = replace(PROFILE, decimal=",", thousands=".", delimiter=";")


def shares(cell: str) -> bytes:
    rows = [f"{code},5.5,1.25,-0.5" for code in CODES]
    rows[3] = f"{CODES[3]},{cell},1.25,-0.5"
    return lines(header="id,s1,s2,d1", rows=rows)


@pytest.mark.parametrize(
    ("sign", "state"),
    [
        ("*", ValueState.SUPPRESSED),
        ("…", ValueState.PENDING),
        ("x", ValueState.NOT_APPLICABLE),
        ("/", ValueState.UNRELIABLE),
        (" / ", ValueState.UNRELIABLE),
    ],
)
def test_each_sign_of_the_profile_is_its_state_and_no_number(sign: str, state: ValueState) -> None:
    checked = check(with_cell(sign))
    assert checked.problems == ()
    assert checked.states[0, 3] == state and np.isnan(checked.values[0, 3]) and checked.given[0, 3]


def test_a_dash_is_exactly_zero_where_the_profile_says_zero() -> None:
    checked = check(with_cell("-"))
    assert checked.problems == () and checked.values[0, 3] == 0 and checked.states[0, 3] == ValueState.OK


def test_a_dash_is_missing_where_the_profile_says_missing() -> None:
    checked = check(with_cell("-"), replace(PROFILE, signs=(("-", "missing"),)))
    assert checked.problems == () and checked.states[0, 3] == ValueState.MISSING and np.isnan(checked.values[0, 3])


@pytest.mark.parametrize("sign", ["-", ".", "/", "x", "…", "...", "*", "–", "k.A.", "n/a", "NaN", "keine Angabe"])
def test_a_sign_that_the_profile_does_not_map_stops_the_file(sign: str) -> None:
    checked = check(with_cell(sign), replace(PROFILE, signs=()))
    assert errors(checked) == [("unmapped_sign", 5, "residents", sign)]


def test_a_blank_cell_is_an_unmapped_sign_of_its_own() -> None:
    checked = check(with_cell(" "))
    assert errors(checked) == [("unmapped_sign", 5, "residents", "")] and only(checked).hint == "blank"


def test_a_number_can_be_a_sign_where_the_profile_says_so() -> None:
    checked = check(with_cell("-9"), replace(PROFILE, signs=(("-9", "missing"),)))
    assert checked.problems == () and checked.states[0, 3] == ValueState.MISSING


@pytest.mark.parametrize(("cell", "number"), [("0", 0), ("007", 7), (" 12 ", 12), ("12.0", 12), ("12.00", 12)])
def test_whole_numbers_are_counts(cell: str, number: int) -> None:
    checked = check(with_cell(cell), replace(PROFILE, at_most=()))
    assert checked.problems == () and checked.values[0, 3] == number


@pytest.mark.parametrize(
    ("cell", "hint"),
    [
        ("1,5", "decimal_comma"),
        ("1.234.567", "thousands"),
        ("1.234,5", "thousands"),
        ("1 234", "thousands"),
        ("1’234", "thousands"),
        ("1,234", "thousands"),
        ("1E+05", "exponent"),
        ("=A1+B1", "formula"),
        ("=cmd|' /C calc'!A0", "formula"),
        ("@SUM(A1)", "formula"),
        ("05. Jun", "date"),
        ("5 %", "unit"),
        ("−5", "minus"),
        ("inf", ""),
        ("Infinity", ""),
        ("0x1A", ""),
        ("1_000", ""),
        ("٣", ""),
        ("１２", ""),
        ("12 Personen", ""),
        ("1e400", "exponent"),
    ],
)
def test_what_is_no_number_is_named_with_what_it_probably_is(cell: str, hint: str) -> None:
    checked = check(with_row(3, f'{CODES[3]},"{cell}",0'))
    assert errors(checked) == [("not_a_number", 5, "residents", cell)]
    assert only(checked).hint == hint


@pytest.mark.parametrize(("cell", "hint"), [("1.5", ""), ("1.234", "thousands"), ("1.000", "thousands"), (".5", "")])
def test_people_are_counted_whole(cell: str, hint: str) -> None:
    checked = check(with_cell(cell))
    assert errors(checked) == [("not_an_integer", 5, "residents", cell)] and only(checked).hint == hint


def test_a_negative_count_is_an_error() -> None:
    assert errors(check(with_cell("-3"))) == [("negative_count", 5, "residents", "-3")]


@pytest.mark.parametrize("cell", ["9007199254740993", "1" * 400])
def test_a_number_that_cannot_be_held_exactly_is_an_error(cell: str) -> None:
    assert [code for code, *_ in errors(check(with_cell(cell)))] == ["number_too_large"]


@pytest.mark.parametrize(("cell", "number"), [("1.234", 1234), ("1234", 1234), ("12.345.678", 12345678), ("7,0", 7)])
def test_thousands_points_are_read_where_the_profile_declares_them(cell: str, number: int) -> None:
    checked = check(with_cell(cell.replace(",", "§")).replace(b",", b";").replace("§".encode(), b","), GERMAN)
    assert checked.problems == () and checked.values[0, 3] == number


@pytest.mark.parametrize("cell", ["12.34", "1.2345", "1234.567", ".123"])
def test_thousands_points_stand_before_three_digits_only(cell: str) -> None:
    assert [code for code, *_ in errors(check(with_cell(cell).replace(b",", b";"), GERMAN))] == ["not_a_number"]


@pytest.mark.parametrize(
    ("cell", "number"), [("0", 0), ("100", 100), ("5.38e-05", 5.38e-05), (".5", 0.5), ("7.44027", 7.44027)]
)
def test_shares_in_percent_lie_between_0_and_100(cell: str, number: float) -> None:
    checked = check(shares(cell), SHARES)
    assert checked.problems == () and checked.values[0, 3] == number


@pytest.mark.parametrize("cell", ["-0.1", "100.1", "5e5"])
def test_a_share_outside_0_to_100_is_an_error(cell: str) -> None:
    problem = only(check(shares(cell), SHARES))
    assert (problem.code, problem.row, problem.column, problem.value) == ("out_of_range", 5, "s1", cell)
    assert (param(problem, "lowest"), param(problem, "highest")) == (0, 100)


@pytest.mark.parametrize("cell", ["inf", "-inf", "1e999", "0x1p3", "1__0.5"])
def test_what_only_programmers_call_numbers_is_refused_in_shares_too(cell: str) -> None:
    assert check(shares(cell), SHARES).counts == {"not_a_number": 1}


def test_changes_in_percentage_points_may_be_negative() -> None:
    assert check(shares("5"), SHARES).values[2, 3] == -0.5


def test_numbers_are_read_exactly_as_python_reads_them() -> None:
    cells = ["54.38259756877799", "0.1", "62.76391554702495", "33.165829145728644", "1e-7"]
    rows = [f"{code},{cell},1.25,0" for code, cell in zip(CODES, cells, strict=False)]
    checked = check(lines(header="id,s1,s2,d1", rows=rows))  # without the profile: columns unknown
    assert checked.refused
    checked = check(lines(header="id,s1,s2,d1", rows=rows), replace(SHARES, expected_areas="any"))
    assert checked.values[0, :5].tolist() == [float(cell) for cell in cells]


def test_a_hundred_thousand_wrong_cells_are_counted_exactly_and_kept_as_a_thousand_examples() -> None:
    places = Places("planungsraum", tuple(f"{number:08d}" for number in range(54_000)))
    checked = check(lines(rows=[f"{code},?!,.." for code in places.codes]), places=places)
    assert checked.counts["unmapped_sign"] == 108_000
    assert sum(problem.code == "unmapped_sign" for problem in checked.problems) == 1_000
    assert checked.refused


def test_values_are_told_clipped_and_without_control_characters() -> None:
    problem = only(check(with_cell("a\x0bb\u2028" + "c" * 500)))
    assert problem.value is not None and len(problem.value) == 80
    assert problem.value.startswith("a b c") and problem.value.endswith("…")
