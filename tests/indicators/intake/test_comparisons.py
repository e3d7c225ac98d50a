"""What columns say about each other, about areas that were not computed, and about what is in force."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from indicators.catalogue.specs import ColumnsFrom, SumOf
from indicators.intake import CheckedFile, check_file
from indicators.intake.plausibility import History, Series
from indicators.intake.texts import Floats
from indicators.periods import parse_period
from indicators.states import ValueState
from tests.indicators.intake.small_city import (
    CODES,
    HEADER,
    MEASURES,
    PLACES,
    PROFILE,
    ROWS,
    SHARES,
    check,
    errors,
    lines,
    only,
    param,
    with_row,
)

SHARE_HEADER = "id,s1,s2,d1"


def test_a_part_may_not_exceed_the_whole() -> None:
    problem = only(check(with_row(3, f"{CODES[3]},17,18")))
    assert (problem.code, problem.row, problem.column, problem.value) == (
        "numerator_above_denominator",
        5,
        "foreigners",
        "18",
    )
    assert (param(problem, "other_column"), param(problem, "other_value")) == ("residents", "17")


def test_a_suppressed_whole_is_not_compared() -> None:
    assert check(with_row(3, f"{CODES[3]},*,18")).problems == ()


def test_parts_must_add_up_to_their_total() -> None:
    profile = replace(
        PROFILE,
        columns=(*PROFILE.columns, ("germans", "deutsch")),
        sums=(SumOf("residents", ("germans", "foreigners")),),
    )
    measures = {**MEASURES, "deutsch": MEASURES["einwohner"]}
    rows = [f"{row},900" for row in ROWS]
    rows = [f"{code},{1000 + n},{100 + n},900" for n, code in enumerate(CODES)]
    content = lines(header=f"{HEADER},germans", rows=rows)
    assert check_file(content, profile=profile, measures=measures, places=PLACES).problems == ()
    rows[4] = f"{CODES[4]},1004,104,899"
    rows[5] = f"{CODES[5]},1005,*,899"
    checked = check_file(
        lines(header=f"{HEADER},germans", rows=rows), profile=profile, measures=measures, places=PLACES
    )
    assert errors(checked) == [("sum_differs", 6, "residents", "1004")]
    assert (param(only(checked), "sum"), param(only(checked), "parts")) == ("1003", "germans, foreigners")


def test_shares_add_up_within_what_rounding_allows() -> None:
    profile = replace(SHARES, sums=(SumOf("s1", ("s2", "d1")),), not_computed=())
    rows = [f"{code},5.00001,2.50000,2.50000" for code in CODES]
    assert check(lines(header=SHARE_HEADER, rows=rows), profile).problems == ()
    rows[0] = f"{CODES[0]},5.00003,2.50000,2.50000"
    assert [code for code, *_ in errors(check(lines(header=SHARE_HEADER, rows=rows), profile))] == ["sum_differs"]


def test_rows_of_zeros_were_not_computed_and_a_single_zero_stays_a_number() -> None:
    rows = [f"{code},5.5,1.25,-0.5" for code in CODES]
    rows[0] = f"{CODES[0]},0,0,0"
    rows[1] = f"{CODES[1]},0,0.0,"
    rows[2] = f"{CODES[2]},0,1.25,0"
    rows[3] = f"{CODES[3]},,,"
    checked = check(lines(header=SHARE_HEADER, rows=rows), SHARES)
    problem = only(checked)
    assert (problem.code, problem.severity, param(problem, "rows")) == ("not_computed", "hint", 3)
    for position in (0, 1, 3):
        assert (checked.states[:, position] == ValueState.NOT_APPLICABLE).all()
        assert np.isnan(checked.values[:, position]).all() and checked.given[:, position].all()
    assert checked.values[:, 2].tolist() == [0, 1.25, 0]


def test_a_blank_is_not_unmapped_where_the_row_was_not_computed() -> None:
    rows = [f"{code},5.5,1.25,-0.5" for code in CODES]
    rows[1] = f"{CODES[1]},0,,0"
    assert check(lines(header=SHARE_HEADER, rows=rows), replace(SHARES, signs=())).refused is False


def test_an_optional_column_that_is_blank_throughout_is_not_delivered() -> None:
    rows = [f"{code},5.5,,-0.5" for code in CODES]
    rows[0] = f"{CODES[0]},0,,0"
    checked = check(lines(header=SHARE_HEADER, rows=rows), replace(SHARES, signs=()))
    assert [problem.code for problem in checked.problems] == ["column_not_delivered", "not_computed"]
    assert checked.given.any(axis=1).tolist() == [True, False, True]
    assert checked.states[0, 0] == ValueState.NOT_APPLICABLE and checked.states[1, 0] == ValueState.MISSING


def test_an_optional_column_that_is_absent_is_not_delivered() -> None:
    checked = check(lines(header="id,s1,d1", rows=[f"{code},5.5,-0.5" for code in CODES]), SHARES)
    assert only(checked).code == "column_not_delivered" and not checked.refused


def test_a_column_of_signs_or_zeros_only_is_worth_a_look() -> None:
    signs = check(lines(rows=[f"{code},*,-" for code in CODES]))
    assert [(p.code, p.column, p.severity) for p in signs.problems] == [
        ("column_without_numbers", "residents", "warning"),
        ("column_all_zero", "foreigners", "warning"),
    ]


def test_a_header_means_the_measure_of_its_period() -> None:
    profile = replace(SHARES, columns_from=(ColumnsFrom("2018-12-31", (("s1", "s1_2019"),)),))
    measures = {**MEASURES, "s1_2019": MEASURES["s1"]}
    content = lines(header=SHARE_HEADER, rows=[f"{code},5.5,1.25,-0.5" for code in CODES])
    found = [
        check_file(content, profile=profile, measures=measures, places=PLACES, period=parse_period(day)).measures[0]
        for day in ("2016-12-31", "2018-12-31")
    ]
    assert found == ["s1", "s1_2019"]


def test_a_period_of_the_wrong_kind_is_told_with_the_file() -> None:
    checked = check_file(lines(), profile=PROFILE, measures=MEASURES, places=PLACES, period=parse_period("2018/19"))
    assert [code for code, *_ in errors(checked)] == ["wrong_period_kind"]


def check_again(content: bytes, counting: Mapping[str, Floats]) -> CheckedFile:
    """The check of a second delivery of 2020-12-31, of which these values count already."""
    period = parse_period("2020-12-31")
    history = History({measure: Series((period,), values[None]) for measure, values in counting.items()})
    return check_file(
        content, profile=PROFILE, measures=MEASURES, places=PLACES, period=period, beside=lambda _periods: history
    )


def test_a_second_delivery_of_a_period_tells_what_it_changes() -> None:
    first = check(lines())
    again = check_again(with_row(3, f"{CODES[3]},*,99"), dict(zip(first.measures, first.values, strict=True)))
    assert [(p.column, param(p, "changed")) for p in again.problems if p.code == "values_changed"] == [
        ("residents", 1),
        ("foreigners", 1),
    ]


def test_the_same_file_again_is_a_warning() -> None:
    first = check(lines())
    again = check_again(lines(), dict(zip(first.measures, first.values, strict=True)))
    assert (only(again).code, only(again).severity, param(only(again), "compared")) == (
        "unchanged_delivery",
        "warning",
        24,
    )


def test_a_file_that_brings_further_measures_is_not_last_times_file() -> None:
    """Two tables of one source share the residents: the second says the same of them and the rest for the first time."""
    first = check(lines())
    again = check_again(lines(), {first.measures[0]: first.values[0]})
    assert again.problems == ()
