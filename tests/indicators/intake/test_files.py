"""What a file can be instead of the table that the profile describes."""

from dataclasses import replace

import numpy as np
import pytest

from indicators.intake import check_file
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
    with_cell,
)


def test_a_sound_file_gives_every_number_at_its_place() -> None:
    checked = check(lines())
    assert checked.problems == () and not checked.refused and checked.rows == 12
    assert checked.measures == ("einwohner", "einwohner_auslaendisch")
    assert checked.places == (*CODES, "99999999", "0")
    assert checked.values[0, :12].tolist() == [1000 + number for number in range(12)]
    assert checked.given[:, :12].all() and not checked.given[:, 12:].any()
    assert all(array.flags.c_contiguous for array in (checked.values, checked.states, checked.given))


@pytest.mark.parametrize(
    "content",
    [
        lines(end="\r\n"),
        lines(end="\r"),
        lines() + b"\n\n  \n",
        lines() + b",,\n",
        b"\n\n" + lines(),
        b"\xef\xbb\xbf" + lines(),
        lines().rstrip(),
        b"\n".join(b'"' + b'","'.join(row.encode().split(b",")) + b'"' for row in (HEADER, *ROWS)),
    ],
)
def test_line_ends_blank_lines_marks_and_quotes_do_not_change_the_content(content: bytes) -> None:
    checked = check(content)
    assert checked.problems == ()
    assert np.array_equal(checked.values, check(lines()).values, equal_nan=True)


@pytest.mark.parametrize("content", [b"", b"\n", b"  \r\n \r\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_empty(content: bytes) -> None:
    assert only(check(content)).code == "empty_file"


def test_a_header_alone_has_no_rows() -> None:
    assert [code for code, *_ in errors(check(f"{HEADER}\n".encode()))] == ["no_rows"]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(20), "PNG"),
        (b"SQLite format 3\x00" + bytes(200), "SQLite"),
        (lines() + b"\x00\x00", "binary"),
        (b"\xef\xbb\xbf<html><table><tr><td>id</td></tr></table></html>", "HTML"),
        (b'<?xml version="1.0"?><Workbook/>', "XML"),
    ],
)
def test_a_binary_file_is_named_by_its_content(content: bytes, kind: str) -> None:
    checked = check(content)
    problem = only(checked)
    assert (problem.code, param(problem, "kind")) == ("binary_file", kind)
    assert not checked.inspected


def test_windows_1252_in_a_utf8_profile_names_the_first_bad_byte() -> None:
    rows = [f"{code},Bezirk {number},{number},1" for number, code in enumerate(CODES, start=1)]
    rows[4] = f"{CODES[4]},Schloßstraße,7,1"
    content = lines(header="id,name,residents,foreigners", rows=rows).decode().encode("cp1252")
    problem = only(check(content))
    assert (problem.code, problem.row, problem.column) == ("wrong_encoding", 6, "name")
    assert (param(problem, "found"), param(problem, "position")) == ("windows-1252", 15)


def test_utf8_in_a_windows_1252_profile_is_no_silent_mojibake() -> None:
    content = lines(header="id,name,residents,foreigners", rows=[f"{CODES[0]},Straße,1,0"])
    checked = check(content, replace(PROFILE, encoding="windows-1252", expected_areas="any"))
    assert (only(checked).code, param(only(checked), "found")) == ("wrong_encoding", "utf-8")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_utf16_is_recognised_and_its_other_problems_are_found(encoding: str) -> None:
    checked = check(with_cell("-3").decode().encode(encoding))
    assert [code for code, *_ in errors(checked)] == ["wrong_encoding", "negative_count"]


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-15", "cp1252", "utf-8-sig"])
def test_a_profile_may_declare_any_encoding(encoding: str) -> None:
    content = lines(header="id,name,residents,foreigners", rows=[f"{CODES[0]},Straße,1,0"]).decode().encode(encoding)
    assert check(content, replace(PROFILE, encoding=encoding, expected_areas="any")).problems == ()


def test_semicolons_are_one_problem_and_not_a_thousand() -> None:
    problem = only(check(lines().replace(b",", b";")))
    assert (problem.code, problem.row) == ("wrong_delimiter", 1)
    assert (param(problem, "found"), param(problem, "declared")) == (";", ",")


def test_a_german_spreadsheet_export_tells_delimiter_and_decimal_commas() -> None:
    checked = check(lines(rows=[f"{CODES[0]},1.234,5", f"{CODES[1]},12,5"]).replace(b",", b";").replace(b";5", b";0,5"))
    found = {(problem.code, problem.row, problem.column, problem.value, problem.hint) for problem in checked.problems}
    assert ("wrong_delimiter", 1, None, None, "") in found
    assert ("not_an_integer", 2, "residents", "1.234", "thousands") in found
    assert ("not_a_number", 2, "foreigners", "0,5", "decimal_comma") in found


def test_a_file_cut_off_in_its_last_line_is_truncated() -> None:
    problem = next(p for p in check(lines()[:-8]).problems if p.code == "truncated_file")
    assert (problem.row, param(problem, "fields"), param(problem, "expected")) == (13, 2, 3)


def test_a_file_cut_off_inside_a_character_is_truncated() -> None:
    content = lines(header="id,residents,foreigners,name", rows=[f"{CODES[0]},1,0,Straß"]).rstrip()[:-1]
    assert ("truncated_file", 2, None, None) in errors(check(content))


def test_a_quotation_mark_that_is_never_closed_is_named_by_its_line() -> None:
    rows = [*ROWS[:5], f'{CODES[5]},"17,3', *ROWS[6:]]
    assert errors(check(lines(rows=rows))) == [("unterminated_quote", 7, None, None)]


def test_a_quotation_mark_inside_a_cell_is_named_by_its_line() -> None:
    rows = [*ROWS[:5], f'{CODES[5]},1"7,3"', *ROWS[6:]]
    assert errors(check(lines(rows=rows))) == [("misplaced_quote", 7, None, None)]


def test_every_ragged_line_is_told_and_the_others_are_still_checked() -> None:
    rows = ["Quelle: Amt", *ROWS[:3], f"{CODES[3]},1,2,3", *ROWS[4:11], f"{CODES[11]},-1,0"]
    assert errors(check(lines(rows=rows))) == [
        ("ragged_row", 2, None, None),
        ("ragged_row", 6, None, None),
        ("negative_count", 14, "residents", "-1"),
    ]


def test_lines_are_counted_as_in_the_file_behind_quoted_line_breaks() -> None:
    rows = [f'{code},"Platz\nam ""Tor"", West",{number},0' for number, code in enumerate(CODES)]
    rows[2] = f"{CODES[2]},Nord,-5,0"
    checked = check(lines(header="id,name,residents,foreigners", rows=rows))
    assert errors(checked) == [("negative_count", 6, "residents", "-5")]
    rows[3] = f"{CODES[3]},Nord,-6,0"
    checked = check(lines(header="id,name,residents,foreigners", rows=[*rows[:1], "", *rows[1:]], end="\r\n"))
    assert [row for _, row, *_ in errors(checked)] == [7, 8]


def test_a_file_above_the_limit_is_refused_unread() -> None:
    checked = check_file(lines(), profile=PROFILE, measures=MEASURES, places=PLACES, byte_limit=100)
    assert only(checked).code == "too_large"


def test_a_line_of_a_million_characters_is_read() -> None:
    checked = check(lines(header="id,residents,foreigners,name", rows=[f"{CODES[0]},1,0,{'a' * 5_000_000}"]))
    assert not checked.refused and checked.values[0, 0] == 1


def test_a_file_of_nothing_but_quotes_is_refused_before_they_are_paired() -> None:
    assert only(check(b'"' * 40_000_000)).code == "too_many_cells"


def test_a_header_of_twenty_thousand_columns_is_refused() -> None:
    assert only(check(b",".join([b"a"] * 20_000) + b"\n")).code == "too_many_columns"


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (
            "id,residents,residents",
            [("duplicate_column", 1, "residents", None), ("missing_column", 1, "foreigners", None)],
        ),
        ("id,residents", [("missing_column", 1, "foreigners", None)]),
        ("Id,residents,foreigners", [("missing_column", 1, "id", "Id")]),
        ("id,residents,Foreigners", [("missing_column", 1, "foreigners", "Foreigners")]),
    ],
)
def test_missing_and_repeated_columns_are_errors(header: str, expected: list[object]) -> None:
    width = header.count(",")
    rows = [",".join(row.split(",")[: width + 1]) for row in ROWS]
    assert errors(check(lines(header=header, rows=rows))) == expected


def test_unknown_columns_are_hints_and_known_unneeded_ones_are_silent() -> None:
    rows = [f"{row},Mitte,12,13" for row in ROWS]
    checked = check(lines(header=f"{HEADER},name,share,", rows=rows))
    assert [(p.code, p.severity, p.column) for p in checked.problems] == [
        ("unnamed_column", "hint", None),
        ("unknown_column", "hint", "share"),
    ]
