"""A delimited text is read in any usual encoding and dialect, found from the file where the profile says "auto"."""

from dataclasses import replace

import pytest

from indicators.intake.delimited import Dialect
from indicators.intake.problems import ProblemLog
from indicators.intake.reading import Opened, open_file
from tests.indicators.intake.small_city import CODES, HEADER, PROFILE, ROWS, check, lines

AUTO = replace(PROFILE, delimiter="auto", encoding="auto", quote="auto")


def opened(content: bytes, dialect: Dialect | None = None) -> Opened:
    log = ProblemLog()
    found = open_file(content, log, dialect)
    assert not log.counts, log.problems
    return found


def cells(found: Opened) -> list[tuple[str, ...]]:
    (raw,) = found.sheets
    return [raw.row(index) for index in range(len(raw.rows))]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "iso-8859-1", "cp850", "cp437"]
)
def test_every_dialect_gives_the_same_table(delimiter: str, encoding: str) -> None:
    rows = [f"{code},{number},{number},Köln Straße {number}" for number, code in enumerate(CODES)]
    content = lines(header=f"{HEADER},name", rows=rows, end="\r\n").decode().replace(",", delimiter).encode(encoding)
    checked = check(content, AUTO)
    assert checked.problems == () and checked.rows == 12
    found = opened(content)
    assert found.dialect is not None and found.dialect.delimiter == delimiter
    assert cells(found)[3] == (CODES[2], "2", "2", "Köln Straße 2")


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("Größe".encode("cp850"), "cp850"),
        ("Überlingen;Müllerstraße".encode("cp850"), "cp850"),
        ("„Zitat“ – Café".encode("cp1252"), "windows-1252"),
        ("Straße".encode("cp1252"), "windows-1252"),
        ("Übersicht;Änderung".encode("cp1252"), "windows-1252"),
        (b"a \x8d b", "iso-8859-1"),
        (b"plain", "utf-8"),
        ("\ufeffid".encode("utf-16-be"), "utf-16"),
    ],
)
def test_an_encoding_shows_itself(content: bytes, encoding: str) -> None:
    found = opened(content)
    assert found.dialect is not None and found.dialect.encoding == encoding


def test_a_first_line_for_spreadsheet_programs_states_the_delimiter() -> None:
    content = b'"sep=;"\r\n' + lines(end="\r\n").replace(b",", b";")
    checked = check(content.replace(b'"', b""), AUTO)
    assert checked.problems == () and checked.rows == 12
    (raw,) = opened(content).sheets
    assert raw.rows[0] == 2 and raw.row(0) == ("id", "residents", "foreigners")


def test_apostrophes_around_cells_are_quotes_where_nothing_else_is() -> None:
    rows = [f"'{code}','{number}','{number - 1}'" for number, code in enumerate(CODES, 1)]
    assert check(lines(header="'id','residents','foreigners'", rows=rows), AUTO).problems == ()
    assert cells(opened(b"id,name\n1,O'Brien\n2,D'Angelo\n")) == [("id", "name"), ("1", "O'Brien"), ("2", "D'Angelo")]


def test_doubled_quotes_and_line_breaks_stay_in_their_cells() -> None:
    content = b'id;name\r\n1;"Am ""Tor"";\r\nWest"\r\n2;Ost\r\n'
    (raw,) = opened(content).sheets
    assert raw.columns[1].all() == ["name", 'Am "Tor";\nWest', "Ost"] and raw.rows.tolist() == [1, 2, 4]


def test_decimal_commas_are_no_delimiters() -> None:
    assert cells(opened(b"Stand: 1,5\nid;wert;x\n1;1,5;2,5\n2;2,5;3,5\n"))[1] == ("id", "wert", "x")
    quoted = b'id,name,n\n1,"a;b;c",2\n2,"a;b;c",3\n'
    assert cells(opened(quoted))[2] == ("2", "a;b;c", "3")


def test_titles_and_footnotes_stand_in_the_raw_sheet_with_their_width() -> None:
    content = b"Titel\n\nid;n;m\n1;2;3\n2;2\nQuelle: Amt\n"
    (raw,) = opened(content).sheets
    assert raw.rows.tolist() == [1, 3, 4, 5, 6]
    assert raw.fields is not None and raw.fields.tolist() == [1, 3, 3, 2, 1]
    assert raw.row(0) == ("Titel", "", "") and raw.row(3) == ("2", "2", "")


def test_one_line_far_too_long_does_not_widen_the_sheet() -> None:
    content = b"id;n\n" + b"1;2\n" * 1_000 + b";" * 4_000 + b"x\n"
    (raw,) = opened(content).sheets
    assert len(raw.columns) == 2 and raw.fields is not None and raw.fields[-1] == 4_001
    checked = check(content.replace(b";", b","), replace(PROFILE, expected_areas="any"))
    assert ("ragged_row", 1_002) in [(problem.code, problem.row) for problem in checked.problems]


def test_code_page_850_in_a_windows_1252_profile_is_no_silent_mojibake() -> None:
    rows = [f"{CODES[0]},1,0,Müllerstraße"]
    content = lines(header=f"{HEADER},name", rows=rows).decode().encode("cp850")
    checked = check(content, replace(PROFILE, encoding="windows-1252", expected_areas="any"))
    assert [problem.code for problem in checked.problems] == ["wrong_encoding"]
    assert dict(checked.problems[0].params)["found"] == "cp850"


def test_a_table_in_one_column_keeps_the_declared_delimiter() -> None:
    checked = check(lines(header="id", rows=[row.split(",")[0] for row in ROWS]), AUTO)
    assert {problem.code for problem in checked.problems} == {"missing_column"}
