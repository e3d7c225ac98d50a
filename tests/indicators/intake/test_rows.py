"""Which area a row speaks about, and when it speaks about none."""

from dataclasses import replace

import numpy as np
import pytest

from indicators.intake import Places
from indicators.states import ValueState
from tests.indicators.intake.small_city import CODES, PLACES, PROFILE, ROWS, check, errors, lines, only, param, with_row


def test_an_unknown_area_is_named_with_its_line() -> None:
    assert errors(check(with_row(3, "00Nummer,5,1"))) == [("unknown_area", 5, "id", "00Nummer")]


def test_a_second_row_of_an_area_names_both_lines() -> None:
    checked = check(lines(rows=[*ROWS, f"{CODES[2]},7,7", f" {CODES[2]} ,8,8"]))
    assert errors(checked) == [("duplicate_area", 14, "id", CODES[2]), ("duplicate_area", 15, "id", CODES[2])]
    assert [param(problem, "first_row") for problem in checked.problems] == [4, 4]
    assert checked.values[0, 2] == 1002


@pytest.mark.parametrize("written", ["1020101", "1020101.0", "01020101.0"])
def test_a_code_that_a_spreadsheet_took_for_a_number_is_read_as_what_it_was_and_told(written: str) -> None:
    checked = check(with_row(1, f"{written},5,1"))
    problem = only(checked)
    assert (problem.code, problem.severity, problem.row, problem.value) == ("code_repaired", "hint", 3, written)
    assert param(problem, "meant") == CODES[1] and checked.values[:, 1].tolist() == [5, 1]


def test_a_whole_file_without_zeros_is_no_other_edition() -> None:
    checked = check(lines(rows=[row.lstrip("0") for row in ROWS]))
    assert checked.counts == {"code_repaired": 12} and checked.given[:, :12].all()


def test_a_code_without_zeros_beside_the_whole_one_is_an_error_for_both_may_be_meant() -> None:
    checked = check(lines(rows=[*ROWS, f"{CODES[1].lstrip('0')},5,1"]))
    assert errors(checked) == [("zero_stripped_code", 14, "id", "1020101")]
    assert param(checked.problems[0], "meant") == CODES[1] and checked.values[0, 1] == 1001


def test_two_writings_of_one_code_are_both_errors() -> None:
    checked = check(lines(rows=[*ROWS[:1], *ROWS[2:], "1020101,5,1", "1020101.0,6,2"]))
    assert [error[:2] for error in errors(checked)] == [("zero_stripped_code", 13), ("zero_stripped_code", 14)]
    assert not checked.given[0, 1]


def test_a_code_that_several_codes_complete_to_is_an_error_that_names_them() -> None:
    places = replace(PLACES, upper=("01020101",), codes=("0001020101", *CODES[2:]))
    checked = check(lines(rows=["1020101,5,1", *ROWS[2:]]), places=places)
    assert errors(checked) == [("zero_stripped_code", 2, "id", "1020101")]
    assert param(checked.problems[0], "meant") == "01020101, 0001020101"


def test_an_area_without_a_row_is_a_warning_and_its_values_are_missing() -> None:
    checked = check(lines(rows=[row for row in ROWS if not row.startswith(CODES[5])]))
    problem = only(checked)
    assert (problem.code, problem.severity, problem.value) == ("missing_area", "warning", CODES[5])
    assert not checked.refused
    assert checked.states[0, 5] == ValueState.MISSING and np.isnan(checked.values[0, 5]) and not checked.given[0, 5]


def test_a_profile_for_any_areas_does_not_ask_for_missing_ones() -> None:
    assert check(lines(rows=ROWS[:4]), replace(PROFILE, expected_areas="any")).problems == ()


def test_codes_of_another_edition_are_one_problem() -> None:
    rows = [*ROWS[:5], *(f"0900010{number},5,1" for number in range(7))]
    checked = check(lines(rows=rows))
    problem = only(checked)
    assert (problem.code, problem.hint, problem.row, problem.value) == ("unknown_edition", "areas", 7, "09000100")
    assert (param(problem, "unknown"), param(problem, "rows")) == (7, 12)


def test_codes_of_another_level_are_one_problem_that_says_so() -> None:
    checked = check(lines(rows=[f"{row[:6]}{row[8:]}" for row in ROWS]))
    problem = only(checked)
    assert (problem.code, problem.row, problem.value) == ("wrong_level", 2, CODES[0][:6])
    assert (param(problem, "length"), param(problem, "width")) == (6, 8)


def test_half_of_the_codes_unknown_are_still_named_one_by_one() -> None:
    rows = [*ROWS[:6], *(f"0900010{number},5,1" for number in range(6))]
    assert check(lines(rows=rows)).counts["unknown_area"] == 6


def test_a_blank_code_is_an_error() -> None:
    assert errors(check(with_row(3, " ,5,1"))) == [("blank_area_code", 5, "id", None)]


@pytest.mark.parametrize("code", ["99999999", "ohne"])
def test_cases_without_an_area_go_to_the_residual_unit(code: str) -> None:
    checked = check(lines(rows=[*ROWS, f"{code},17,3"]))
    assert checked.problems == () and checked.values[:, 12].tolist() == [17, 3]


@pytest.mark.parametrize("code", ["0", "SUM"])
def test_a_delivered_total_goes_to_the_city_and_not_into_the_sum_of_areas(code: str) -> None:
    checked = check(lines(rows=[*ROWS, f"{code},20000,3000"]))
    assert checked.problems == () and checked.values[:, 13].tolist() == [20000, 3000]


def test_a_row_is_a_total_only_where_the_profile_says_so() -> None:
    checked = check(lines(rows=[*ROWS, "0,20000,3000"]), replace(PROFILE, total_rows=()))
    assert errors(checked) == [("unknown_area", 14, "id", "0")]


def test_special_rows_need_their_units() -> None:
    bare = Places(PLACES.level, CODES)
    checked = check(lines(rows=[*ROWS, "ohne,17,3", "SUM,20000,3000"]), places=bare)
    assert errors(checked) == [("no_residual_area", 14, "id", "ohne"), ("no_total_area", 15, "id", "SUM")]


def test_two_rows_of_the_residual_unit_are_duplicates() -> None:
    assert errors(check(lines(rows=[*ROWS, "99999999,1,0", "ohne,1,0"]))) == [("duplicate_area", 15, "id", "ohne")]


def test_the_order_of_rows_and_columns_does_not_matter() -> None:
    mixed = [",".join(reversed(row.split(","))) for row in reversed(ROWS)]
    checked = check(lines(header="foreigners,residents,id", rows=mixed))
    assert np.array_equal(checked.values, check(lines()).values, equal_nan=True)


def test_without_the_column_of_codes_cells_are_still_checked() -> None:
    rows = [f"x{row}" for row in ROWS]
    rows[2] = f"x{CODES[2]},-4,0"
    found = errors(check(lines(header="code,residents,foreigners", rows=rows)))
    assert found == [("missing_column", 1, "id", None), ("negative_count", 4, "residents", "-4")]


def test_areas_of_upper_levels_have_rows_where_the_profile_says_so() -> None:
    places = replace(PLACES, upper=("01", "02", "03"))
    rows = [*ROWS, "01,4006,406", "03,*,406", "0,12066,1266"]
    checked = check(lines(rows=rows), places=places)
    assert not errors(checked)
    told = dict(zip(checked.places, zip(checked.values[0], checked.states[0], strict=True), strict=True))
    assert told["01"] == (4006, ValueState.OK) and told["0"] == (12066, ValueState.OK)
    assert told["03"][1] == ValueState.SUPPRESSED and told["02"][1] == ValueState.MISSING
    assert errors(check(lines(rows=rows))) == [("unknown_area", 14, "id", "01"), ("unknown_area", 15, "id", "03")]
