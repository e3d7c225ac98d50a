"""Files of other kinds than CSV go the same way: checked, looked through for persons, told by sheet."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from indicators.intake import PersonLevelFile
from tests.indicators.intake.small_city import CODES, HEADER, PROFILE, ROWS, check, errors, lines
from tests.indicators.parsing.samples import geodata, ods, ods_table, parquet, raw_workbook, shapefile, workbook

SHEET = replace(PROFILE, format="spreadsheet")
GRID = [HEADER.split(","), *([code, int(a), int(b)] for code, a, b in (row.split(",") for row in ROWS))]
COLUMNS = {name: [row[place] for row in GRID[1:]] for place, name in enumerate(GRID[0])}
PERSONS = [["Vorname", "Nachname", "Geburtsdatum"], *(["Anna", f"Huber{n}", f"0{n}.02.1980"] for n in range(1, 10))]


def test_every_format_says_the_same(tmp_path: Path) -> None:
    expected = check(lines())
    contents = {
        "spreadsheet": workbook(Daten=GRID),
        "parquet": parquet(**COLUMNS),
        "geodata": geodata(tmp_path, "GPKG", **COLUMNS),
    }
    for format_, content in [*contents.items(), ("spreadsheet", ods(ods_table("Daten", GRID)))]:
        checked = check(content, replace(PROFILE, format=format_))
        assert {problem.code for problem in checked.problems} <= {"geometry_ignored"}
        assert np.array_equal(checked.values, expected.values, equal_nan=True)
        assert np.array_equal(checked.states, expected.states) and checked.rows == 12
    zipped = check(shapefile(tmp_path / "s", **COLUMNS), replace(PROFILE, format="geodata"))
    assert np.array_equal(zipped.values, expected.values, equal_nan=True) or "missing_column" in zipped.counts


def test_another_format_than_the_profile_says_is_told_and_read() -> None:
    checked = check(workbook(Daten=GRID))
    assert [(problem.code, problem.severity) for problem in checked.problems] == [("other_format", "hint")]
    assert checked.values[0, 0] == 1000


def test_problems_of_cells_name_sheet_row_and_column() -> None:
    grid = [["Titel"], [], *(list(row) for row in GRID)]
    grid[5][1], grid[6][1], grid[7][2] = "=A1/0", -3, 1.5
    checked = check(workbook(Daten=grid), SHEET)
    found = {(p.code, p.sheet, p.row, p.column, p.value) for p in checked.problems if p.severity == "error"}
    assert found == {
        ("not_a_number", "Daten", 6, "residents", "=A1/0"),
        ("negative_count", "Daten", 7, "residents", "-3"),
        ("not_an_integer", "Daten", 8, "foreigners", "1.5"),
    }


def test_a_number_merged_over_several_areas_is_an_error_and_a_merged_text_is_not() -> None:
    grid = [[*row, "Nord"] for row in GRID]
    grid[0][3] = "name"

    def fill(sheet: Worksheet) -> None:
        sheet.merge_cells("B3:B5")
        sheet.merge_cells("D3:D7")

    checked = check(workbook(fill, Daten=grid), SHEET)
    assert errors(checked) == [("merged_number", 3, "residents", "1001")]
    assert dict(checked.problems[0].params) == {"last_row": 5}


def test_errors_of_a_spreadsheet_are_problems_and_no_blanks() -> None:
    named = zip("ABC", GRID[0], strict=True)
    cell = "".join(f'<c r="{letter}1" t="inlineStr"><is><t>{name}</t></is></c>' for letter, name in named)
    row = f'<c r="A2" t="inlineStr"><is><t>{CODES[0]}</t></is></c><c r="B2" t="e"><v>#N/A</v></c><c r="C2"><v>0</v></c>'
    content = raw_workbook(f'<sheetData><row r="1">{cell}</row><row r="2">{row}</row></sheetData>')
    checked = check(content, replace(SHEET, expected_areas="any", signs=(("", "missing"),)))
    assert errors(checked) == [("not_a_number", 2, "residents", "#N/A")]


@pytest.mark.parametrize(
    "content",
    [
        workbook(Daten=GRID, Liste=PERSONS),
        workbook(lambda sheet: setattr(sheet.parent.worksheets[1], "sheet_state", "veryHidden"), Daten=GRID, L=PERSONS),
        workbook(Daten=[*GRID, [], ["Quelle: Amt"], [], *PERSONS]),
        ods(ods_table("Daten", GRID), ods_table("Liste", PERSONS)),
        parquet(**{name: [row[place] for row in PERSONS[1:]] for place, name in enumerate(PERSONS[0])}),
    ],
)
def test_persons_are_found_in_every_sheet_of_every_format(content: bytes) -> None:
    with pytest.raises(PersonLevelFile) as refused:
        check(content, replace(SHEET, footer=("Quelle*",)))
    assert refused.value.reason_code.startswith("person_")


def test_persons_are_found_in_layers_and_behind_pivot_tables(tmp_path: Path) -> None:
    columns = {name: [row[place] for row in PERSONS[1:]] for place, name in enumerate(PERSONS[0])}
    with pytest.raises(PersonLevelFile):
        check(geodata(tmp_path, "GeoJSON", **columns), replace(PROFILE, format="geodata"))
    fields = "".join(f'<cacheField name="{name}"><sharedItems/></cacheField>' for name in PERSONS[0])
    rows = ["".join(f'<s v="{text}"/>' for text in row) for row in PERSONS[1:]]
    records = "".join(f"<r>{row}</r>" for row in rows)
    more: dict[str, bytes | str] = {
        "xl/pivotCache/pivotCacheDefinition1.xml": f"<x><cacheFields>{fields}</cacheFields></x>",
        "xl/pivotCache/pivotCacheRecords1.xml": f"<x>{records}</x>",
    }
    with pytest.raises(PersonLevelFile):
        check(raw_workbook('<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>', more=more), SHEET)


def test_who_published_a_workbook_is_no_delivery_of_persons() -> None:
    imprint = [
        ["Impressum"],
        [],
        ["Herausgeberin:", "Bundesagentur für Arbeit, Statistik"],
        ["Rückfragen an:", "Statistik-Service Ost"],
        ["E-Mail:", "Statistik-Service-Ost@arbeitsagentur.de"],
        ["Hotline:", "030/555599-7373"],
        ["Fax:", "030/555599-7375"],
    ]
    notes = [["Hinweise"], ["Personen mit Wohnort in einem anderen Land sind nicht enthalten."]]
    assert check(workbook(Daten=GRID, Impressum=imprint, Hinweise=notes), SHEET).values[0, 0] == 1000


def test_an_empty_workbook_is_an_empty_file() -> None:
    checked = check(workbook(Daten=[]), SHEET)
    assert [problem.code for problem in checked.problems] == ["empty_file"] and checked.inspected


def test_what_could_not_be_looked_through_was_not_inspected() -> None:
    broken = check(workbook(Daten=GRID)[:-50], SHEET)
    assert [problem.code for problem in broken.problems] == ["broken_file"] and not broken.inspected
    embedded = check(raw_workbook("<sheetData/>", more={"xl/embeddings/a.bin": b""}), SHEET)
    assert [problem.code for problem in embedded.problems] == ["embedded_files"] and not embedded.inspected
