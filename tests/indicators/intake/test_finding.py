"""Where a table stands in a file: behind titles, under several header rows, before notes, on which of the sheets."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from indicators.catalogue.profile_spec import HeaderRows, LongColumns, PeriodFrom, ProfileSpec
from indicators.intake import CheckedFile, check_file
from indicators.periods import parse_period
from tests.indicators.intake.shapes import BARE, PERIODS, expected, numbers, value
from tests.indicators.intake.small_city import (
    CODES,
    HEADER,
    MEASURES,
    PLACES,
    PROFILE,
    ROWS,
    check,
    errors,
    lines,
    only,
    param,
)
from tests.indicators.intake.workbooks import Rows, workbook

BOOK = replace(PROFILE, format="spreadsheet", delimiter="auto", encoding="auto", ignored_columns=())
TABLE: Rows = [["id", "residents", "foreigners"], *([code, 1000 + n, 100 + n] for n, code in enumerate(CODES))]
TITLE: Rows = [["Einwohnerinnen und Einwohner am Ort der Hauptwohnung"], [], ["Stand: 31.12.2020", None, "Blatt 1"]]
NOTES: Rows = [[], ["1) ohne Gemeinschaftsunterkünfte"], ["Quelle: Einwohnerregister"], ["© Statistikstelle"]]


def check_book(
    sheets: dict[str, Rows], profile: ProfileSpec = BOOK, period: str | None = None, **more: Sequence[str]
) -> CheckedFile:
    announced = parse_period(period) if period else None
    content = workbook(sheets, **more)  # type: ignore[arg-type]
    return check_file(content, profile=profile, measures=MEASURES, places=PLACES, period=announced)


def told(checked: CheckedFile) -> list[tuple[str, int | None]]:
    return [(problem.code, problem.row) for problem in checked.problems]


def check_values(checked: CheckedFile) -> None:
    assert not checked.refused, errors(checked)
    assert checked.values[:, :12].tolist() == [[1000 + n for n in range(12)], [100 + n for n in range(12)]]


def test_a_table_behind_titles_and_before_notes_is_found_by_the_columns_of_the_profile() -> None:
    checked = check_book({"Tabelle 1": [*TITLE, *TABLE, *NOTES]})
    check_values(checked)
    assert told(checked) == [("rows_above", 4), ("rows_below", 18)]
    assert [param(problem, "rows") for problem in checked.problems] == [2, 3]
    assert [problem.sheet for problem in checked.problems] == ["Tabelle 1", "Tabelle 1"]
    assert checked.periods[0].lines[0, 0] == 5 and checked.rows == 12


def test_a_text_file_may_have_titles_and_notes_too() -> None:
    content = ("Einwohner\n\nStand 2020\n" + lines().decode() + "\nQuelle: Register\n1) vorläufig\n").encode()
    checked = check(content)
    check_values(checked)
    assert told(checked) == [("rows_above", 4), ("rows_below", 18)]


def test_a_note_in_the_midst_of_rows_does_not_end_the_table() -> None:
    checked = check(lines(rows=[*ROWS[:4], "Quelle: x,,", *ROWS[4:]]))
    assert [error[:2] for error in errors(checked) if error[0] == "unknown_area"] == [("unknown_area", 6)]
    assert checked.given[0, :12].all()


def test_a_footer_of_the_profile_ends_the_table_whatever_stands_behind_it() -> None:
    profile = replace(BOOK, footer=("Zusammenfassung*",))
    checked = check_book(
        {"T": [*TABLE, ["Zusammenfassung nach Bezirken"], ["01", 4000, 400], ["02", 5000, 500]]}, profile
    )
    check_values(checked)
    assert told(checked) == [("rows_below", 14)] and param(only(checked), "rows") == 3


def test_several_header_rows_are_joined_and_merged_cells_name_all_their_columns() -> None:
    head = [["Gebiet", "Einwohner", None], [None, "insgesamt", "Ausländer"]]
    profile = replace(
        BOOK,
        header=HeaderRows(rows=2),
        area=replace(BOOK.area, column="Gebiet"),
        columns=(("Einwohner / insgesamt", "einwohner"), ("Einwohner / Ausländer", "einwohner_auslaendisch")),
        at_most=(),
    )
    checked = check_book({"T": [*TITLE, *head, *TABLE[1:]]}, profile, merged={"T": ["A4:A5", "B4:C4"]})
    check_values(checked)
    assert told(checked) == [("rows_above", 4)]


def test_a_header_with_line_breaks_and_double_spaces_is_the_same_name() -> None:
    profile = replace(
        BOOK, columns=(("Einwohner insgesamt", "einwohner"), ("foreigners", "einwohner_auslaendisch")), at_most=()
    )
    check_values(check_book({"T": [["id", "Einwohner\n insgesamt", "foreigners"], *TABLE[1:]]}, profile))


def test_a_stated_header_row_is_taken_and_a_wrong_one_lacks_its_columns() -> None:
    sheet = [["id", "residents", "foreigners"], ["01010101", 1, 1], *TABLE]
    check_values(check_book({"T": sheet}, replace(BOOK, header=HeaderRows(row=3))))
    assert {error[0] for error in errors(check_book({"T": sheet}, replace(BOOK, header=HeaderRows(row=4))))} >= {
        "missing_column"
    }


def test_the_first_sheet_with_the_columns_is_read_and_the_others_are_told() -> None:
    checked = check_book({"Inhalt": [["Tabelle 1"], ["Tabelle 2"]], "Tabelle 1": TABLE, "Tabelle 2": TABLE})
    check_values(checked)
    assert [(p.code, p.sheet) for p in checked.problems] == [
        ("sheet_not_read", "Inhalt"),
        ("sheet_not_read", "Tabelle 2"),
    ]


def test_a_sheet_that_nobody_sees_is_only_read_under_its_own_name() -> None:
    sheets = {"alt": TABLE, "neu": [*TABLE[:-1], [CODES[11], 5, 5]]}
    assert check_book(sheets, hidden=["alt"]).values[0, 11] == 5
    assert check_book(sheets, replace(BOOK, sheets=("*",)), hidden=["alt"]).values[0, 11] == 5
    assert check_book(sheets, replace(BOOK, sheets=("alt",)), hidden=["alt"]).values[0, 11] == 1011


def test_a_sheet_that_is_not_there_is_an_error_that_names_those_that_are() -> None:
    checked = check_book({"Tabelle 1": TABLE}, replace(BOOK, sheets=("2-*",)))
    assert errors(checked) == [("sheet_not_found", None, None, None)]
    assert (param(checked.problems[0], "wanted"), param(checked.problems[0], "found")) == ("2-*", "Tabelle 1")


def test_measures_on_several_sheets_come_together() -> None:
    first = [row[:2] for row in TABLE]
    second = [[row[0], row[2]] for row in TABLE]
    checked = check_book({"Gesamt": first, "Ausland": second}, replace(BOOK, sheets=("*",)))
    check_values(checked)
    assert checked.problems == () and checked.periods[0].sheets == ("Gesamt", "Ausland")


def test_areas_on_several_sheets_come_together_and_one_on_two_of_them_is_an_error() -> None:
    checked = check_book({"Nord": TABLE[:7], "Süd": [TABLE[0], *TABLE[7:]]}, replace(BOOK, sheets=("*",)))
    check_values(checked)
    again = check_book({"Nord": TABLE[:7], "Süd": [TABLE[0], *TABLE[6:]]}, replace(BOOK, sheets=("*",)))
    assert [(p.code, p.sheet, p.row, p.column) for p in again.problems] == [
        ("delivered_twice", "Süd", 2, "residents"),
        ("delivered_twice", "Süd", 2, "foreigners"),
    ]


def test_a_sheet_may_be_a_period() -> None:
    profile = replace(
        BARE,
        format="spreadsheet",
        delimiter="auto",
        encoding="auto",
        period="sheet",
        period_from=PeriodFrom(pattern="Stand {period}"),
    )
    sheets: dict[str, Rows] = {
        f"Stand {period}": [TABLE[0], *([code, value(0, p, a), value(1, p, a)] for a, code in enumerate(CODES))]
        for p, period in enumerate(PERIODS)
    }
    checked = check_book(sheets, profile, PERIODS[0])
    assert checked.problems == () and [numbers(part) for part in checked.periods] == [expected(n) for n in range(3)]
    assert checked.own is checked.periods[0] and checked.own.sheets == ("Stand 2020-Q1",) * 2


def test_a_sheet_may_be_a_measure() -> None:
    profile = replace(
        BARE,
        format="spreadsheet",
        delimiter="auto",
        encoding="auto",
        layout="long",
        long=LongColumns("{period}"),
        period="header",
        columns=(("Einwohner", "einwohner"), ("Ausländer", "einwohner_auslaendisch")),
    )
    sheets: dict[str, Rows] = {
        name: [["id", *PERIODS], *([code, *(value(m, p, a) for p in range(3))] for a, code in enumerate(CODES))]
        for m, name in enumerate(("Einwohner", "Ausländer"))
    }
    checked = check_book({**sheets, "Hinweise": [["frei"]]}, profile, PERIODS[2])
    assert [(p.code, p.sheet) for p in checked.problems] == [("sheet_not_read", "Hinweise")]
    assert [numbers(part) for part in checked.periods] == [expected(n) for n in range(3)]


def test_rows_that_the_profile_ignores_are_told_with_their_number() -> None:
    profile = replace(PROFILE, ignored_rows=("keine Angabe", "Bezirk *"))
    checked = check(lines(rows=[*ROWS[:4], "Bezirk 01,9,9", *ROWS[4:], "KEINE ANGABE,1,1", "Bezirk 02,9,9"]), profile)
    check_values(checked)
    assert told(checked) == [("rows_ignored", 6)] and param(only(checked), "rows") == 3
    assert checked.rows == 12


def test_a_header_that_is_repeated_on_every_page_is_no_row() -> None:
    checked = check(lines(rows=[*ROWS[:6], HEADER, *ROWS[6:]]))
    assert [error for error in errors(checked) if error[0] == "unknown_area"] == []


@pytest.mark.parametrize("blank", [",,", "  , ,", '"",,""'])
def test_rows_without_any_content_are_no_rows(blank: str) -> None:
    checked = check(
        lines(rows=[*ROWS[:4], blank, *ROWS[4:], blank]), replace(PROFILE, signs=(*PROFILE.signs, ("", "missing")))
    )
    check_values(checked)
    assert checked.problems == () and checked.rows == 12


def test_numbers_that_a_workbook_holds_as_numbers_need_no_notation() -> None:
    german = replace(BOOK, decimal=",", thousands=".")
    check_values(check_book({"T": TABLE}, german))
    texts = [TABLE[0], *([row[0], f"1.{int(str(row[1])) - 1000:03}", str(row[2])] for row in TABLE[1:])]
    check_values(check_book({"T": texts}, german))
    assert errors(check_book({"T": [*TABLE[:-1], [CODES[11], 1011.5, 111]]}, german)) == [
        ("not_an_integer", 13, "residents", "1011.5")
    ]


def test_codes_that_a_workbook_holds_as_numbers_are_completed_and_told() -> None:
    checked = check_book({"T": [TABLE[0], *([int(str(row[0])), *row[1:]] for row in TABLE[1:])]})
    check_values(checked)
    assert checked.counts == {"code_repaired": 12}
