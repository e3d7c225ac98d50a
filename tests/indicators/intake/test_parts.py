"""Several periods and measures in one file: long, stacked, side by side; each number where it belongs."""

import random
from dataclasses import replace

import numpy as np
import pytest

from indicators.catalogue.profile_spec import PeriodFrom, SumOf
from indicators.intake import CheckedFile
from tests.indicators.intake.shapes import (
    ABREAST,
    LONG,
    PERIODS,
    STACKED,
    expected,
    long_rows,
    numbers,
    read,
    told,
    value,
)
from tests.indicators.intake.small_city import CODES, errors, param

LONG_HEADER = "id;Merkmal;Quartal;Wert"


def stacked_rows() -> list[str]:
    return [
        f"{code};{period};{value(0, p, a)};{value(1, p, a)}"
        for p, period in enumerate(PERIODS)
        for a, code in enumerate(CODES)
    ]


def abreast() -> list[str]:
    header = ["id", *(f"{name} {period}" for period in PERIODS for name in ("Einwohner", "davon Ausländer"))]
    rows = [
        ";".join([code, *(str(value(m, p, a)) for p in range(3) for m in range(2))]) for a, code in enumerate(CODES)
    ]
    return [";".join(header), *rows]


def check_all(checked: CheckedFile) -> None:
    assert checked.problems == () and [part.period.code for part in checked.periods if part.period] == list(PERIODS)
    assert [numbers(part) for part in checked.periods] == [expected(0), expected(1), expected(2)]
    assert checked.own is checked.periods[2] and checked.observations == 72


@pytest.mark.parametrize("seed", [None, 1, 2])
def test_a_long_file_is_read_in_any_order_of_its_rows(seed: int | None) -> None:
    order = list(range(72))
    if seed is not None:
        random.Random(seed).shuffle(order)
    checked = read([LONG_HEADER, *long_rows(order)], LONG)
    check_all(checked)
    line = 2 + order.index(
        next(n for n, row in enumerate(long_rows()) if row.startswith(f"{CODES[4]};Ausl") and "Q2" in row)
    )
    assert checked.periods[1].lines[1, 4] == line


def test_a_stacked_file_has_a_row_an_area_and_period() -> None:
    check_all(read(["id;Quartal;residents;foreigners", *stacked_rows()], STACKED))


def test_periods_side_by_side_stand_in_the_header() -> None:
    checked = read(abreast(), ABREAST)
    check_all(checked)
    assert checked.periods[0].columns == ("Einwohner 2020-Q1", "davon Ausländer 2020-Q1")


def test_a_long_file_may_have_a_column_a_period() -> None:
    profile = replace(LONG, period="header", long=replace(LONG.long, value="Wert {period}"), period_from=PeriodFrom())
    rows = [
        ";".join([code, name, *(str(value(m, p, a)) for p in range(3))])
        for a, code in enumerate(CODES)
        for m, name in enumerate(("Einwohner", "Ausländer"))
    ]
    check_all(read([";".join(["id", "Merkmal", *(f"Wert {p}" for p in PERIODS)]), *rows], profile))


def test_periods_may_be_written_otherwise_by_a_pattern() -> None:
    profile = replace(STACKED, period_from=PeriodFrom("Quartal", "{quarter}. Vj. {year}"))
    rows = [
        row.replace("2020-Q1", "1. Vj. 2020").replace("2020-Q2", "2. Vj. 2020").replace("2020-Q3", "3. Vj. 2020")
        for row in stacked_rows()
    ]
    check_all(read(["id;Quartal;residents;foreigners", *rows], profile))


def test_a_date_is_read_as_the_announced_kind_of_period() -> None:
    dates = {"2020-Q1": "31.03.2020", "2020-Q2": "30.06.2020", "2020-Q3": "30.09.2020"}
    rows = [row.replace(period, day) for row in stacked_rows() for period, day in dates.items() if period in row]
    check_all(read(["id;Quartal;residents;foreigners", *rows], STACKED))


def test_the_announced_period_must_be_in_the_file() -> None:
    checked = read([LONG_HEADER, *long_rows()], LONG, "2021-Q1")
    assert errors(checked) == [("period_not_in_file", None, None, "2021-Q1")]
    assert param(checked.problems[0], "found") == "2020-Q1, 2020-Q2, 2020-Q3"


def test_a_text_that_is_no_period_is_an_error_with_its_first_row_and_their_number() -> None:
    rows = [row.replace("2020-Q2", "zweites") if CODES[1] in row else row for row in long_rows()]
    checked = read([LONG_HEADER, *rows], LONG)
    assert errors(checked) == [("unreadable_period", 9, "Quartal", "zweites")]
    assert param(next(p for p in checked.problems if p.code == "unreadable_period"), "rows") == 2


def test_a_period_of_another_kind_is_an_error() -> None:
    rows = [row.replace("2020-Q1", "2019") for row in long_rows()]
    assert [error[0] for error in errors(read([LONG_HEADER, *rows], LONG))] == ["wrong_period_kind"]


def test_a_measure_that_no_row_is_about_is_an_error_and_an_unknown_word_a_hint() -> None:
    rows = [row.replace("Ausländer", "Nichtdeutsche") for row in long_rows()]
    checked = read([LONG_HEADER, *rows], LONG)
    assert errors(checked) == [("measure_not_in_file", None, "Ausländer", None)]
    hint = next(p for p in checked.problems if p.code == "unknown_measure")
    assert (hint.row, hint.value, param(hint, "rows")) == (5, "Nichtdeutsche", 36)
    optional = read([LONG_HEADER, *rows], replace(LONG, optional_columns=("Ausländer",)))
    assert not optional.refused and "column_not_delivered" in optional.counts


def test_what_one_period_lacks_is_told_of_it_and_an_area_without_a_row_too() -> None:
    rows = [
        row for row in long_rows() if not ("Ausländer" in row and "Q2" in row) and not (CODES[3] in row and "Q1" in row)
    ]
    checked = read([LONG_HEADER, *rows], LONG)
    assert [(p.code, p.column, p.value, p.in_period) for p in checked.problems] == [
        ("missing_area", "id", CODES[3], "2020-Q1"),
        ("not_in_period", "Ausländer", None, "2020-Q2"),
    ]
    assert not told(checked, "2020-Q2").given[1].any()


def test_the_same_cell_twice_names_both_lines_and_the_period() -> None:
    checked = read([LONG_HEADER, *long_rows(), f"{CODES[2]};Einwohner;2020-Q2;7"], LONG)
    problem = checked.problems[0]
    assert errors(checked) == [("duplicate_area", 74, "id", CODES[2])] and problem.in_period == "2020-Q2"
    assert param(problem, "first_row") == 2 + long_rows().index(f"{CODES[2]};Einwohner;2020-Q2;{value(0, 1, 2)}")


def test_two_columns_of_one_period_are_delivered_twice() -> None:
    rows = abreast()
    rows[0] = rows[0].replace("Einwohner 2020-Q2", "Einwohner Q1/2020")
    checked = read(rows, ABREAST)
    assert checked.counts["delivered_twice"] == 12 and checked.refused
    assert checked.periods[0].values[0, 0] == value(0, 0, 0)


def test_relations_hold_within_each_period() -> None:
    profile = replace(LONG, at_most=(("Ausländer", "Einwohner"),), sums=(SumOf("Einwohner", ("Ausländer",)),))
    rows = [row.rpartition(";")[0] + (";9" if "Ausländer" in row else ";9") for row in long_rows()]
    rows = [row[:-1] + "10" if row.startswith(f"{CODES[5]};Ausländer;2020-Q3") else row for row in rows]
    checked = read([LONG_HEADER, *rows], profile)
    line = 2 + next(n for n, row in enumerate(rows) if row.endswith("10"))
    found = [(p.code, p.row, p.column, p.value, p.in_period) for p in checked.problems]
    assert found == [
        ("sum_differs", line - 3, "Einwohner", "9", "2020-Q3"),
        ("numerator_above_denominator", line, "Ausländer", "10", "2020-Q3"),
    ]


def test_ambiguous_repair_looks_at_the_whole_file() -> None:
    rows = long_rows()
    rows[5] = rows[5].lstrip("0")
    assert [error[:2] for error in errors(read([LONG_HEADER, *rows], LONG))] == [("zero_stripped_code", 7)]
    every = [row.lstrip("0") for row in long_rows()]
    checked = read([LONG_HEADER, *every], LONG)
    assert checked.counts == {"code_repaired": 72} and numbers(checked.periods[1]) == expected(1)


def test_signs_and_totals_have_their_place_in_every_period() -> None:
    more = [f"SUM;Einwohner;{period};100" for period in PERIODS] + [f"ohne;Einwohner;{period};*" for period in PERIODS]
    checked = read([LONG_HEADER, *long_rows(), *more], LONG)
    assert checked.problems == ()
    assert [part.values[0, -1] for part in checked.periods] == [100, 100, 100]
    assert np.isnan(told(checked, "2020-Q1").values[0, 12]) and told(checked, "2020-Q1").given[0, 12]
