"""Workbooks come as texts in their places, whatever program wrote them."""

import datetime
import io
import zipfile

import numpy as np
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from indicators.intake.problems import ProblemLog
from indicators.intake.reading import Opened, open_file
from indicators.intake.tables import Merged, RawSheet
from tests.indicators.parsing.samples import XLS, archive, ods, ods_table, raw_workbook, workbook


def opened(content: bytes) -> tuple[Opened, dict[str, int]]:
    log = ProblemLog()
    return open_file(content, log), log.counts


def cells(raw: RawSheet) -> list[tuple[str, ...]]:
    return [raw.row(index) for index in range(len(raw.rows))]


def test_every_kind_of_cell_has_one_text() -> None:
    rows = [
        ["Straße", 1020.0, 0.1, -3.5, 1e300, 12345678901234567890],
        [
            True,
            datetime.date(2020, 2, 1),
            datetime.datetime(2020, 2, 1, 13, 30),
            datetime.time(13, 30),
            datetime.timedelta(hours=30),
        ],
    ]
    found, problems = opened(workbook(Daten=rows))
    assert found.kind == "xlsx" and problems == {}
    assert cells(found.sheets[0]) == [
        ("Straße", "1020", "0.1", "-3.5", "1e+300", "1.234567890123457e+19"),
        ("true", "2020-02-01", "2020-02-01 13:30:00", "13:30:00", "30:00:00", ""),
    ]


def test_numbers_keep_their_value_beside_their_text() -> None:
    found, _ = opened(workbook(Daten=[["id", "n"], ["01", 0.1], ["02", "*"], ["03", 7]]))
    column = found.sheets[0].columns[1]
    assert column.typed is not None and found.sheets[0].columns[0].typed is None
    assert np.array_equal(column.typed, [np.nan, 0.1, np.nan, 7.0], equal_nan=True)
    assert column.all() == ["n", "0.1", "*", "7"]
    assert column.slice(1, 2).numbers().tolist() == [0.1]


def test_many_rows_are_joined_from_pieces() -> None:
    rows = [
        ["id", "n", "t"],
        *([f"{number:05}", number / 4, "x" if number % 5000 == 0 else ""] for number in range(9_001)),
    ]
    raw = opened(workbook(Daten=rows))[0].sheets[0]
    assert len(raw.rows) == 9_002 and raw.rows[-1] == 9_002
    assert raw.columns[1].at(np.array([1, 4_100, 9_001])) == ["0", "1024.75", "2250"]
    assert np.flatnonzero(~raw.columns[2].blank()).tolist() == [0, 1, 5_001]


def test_blank_rows_and_columns_are_left_out_and_the_others_keep_their_numbers() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["C3"], sheet["E3"], sheet["C6"], sheet["D7"] = "id", "n", 5, "  "

    raw = opened(workbook(fill))[0].sheets[0]
    assert raw.rows.tolist() == [3, 6] and raw.column_numbers == (3, 5)
    assert cells(raw) == [("id", "n"), ("5", "")]


def test_merged_cells_are_filled_with_the_first_ones_content() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["B1"], sheet["A3"], sheet["B3"], sheet["C3"] = "Gebiet", "Bevölkerung", "01", 4, 2
        sheet.merge_cells("A1:A2")
        sheet.merge_cells("B1:C1")
        sheet["B2"], sheet["C2"] = "insgesamt", "darunter"

    raw = opened(workbook(fill))[0].sheets[0]
    assert cells(raw) == [
        ("Gebiet", "Bevölkerung", "Bevölkerung"),
        ("Gebiet", "insgesamt", "darunter"),
        ("01", "4", "2"),
    ]
    assert set(raw.merged) == {Merged(1, 2, 1, 1), Merged(1, 1, 2, 3)}


def test_errors_stand_as_they_are_and_cached_values_of_formulas_are_taken() -> None:
    found, problems = opened(
        raw_workbook(
            '<sheetData><row r="1"><c r="A1" t="e"><v>#REF!</v></c><c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
            '<c r="C1" t="str"><f>""</f><v></v></c><c r="D1"><f>A2+1</f><v>7</v></c></row></sheetData>'
        )
    )
    assert cells(found.sheets[0]) == [("#REF!", "#DIV/0!", "7")] and problems == {}


@pytest.mark.parametrize(
    "row",
    [
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>SUM(A1:A2)</f></c></row>',
        "<row><c><v>1</v></c><c><f>SUM(A1:A2)</f><v/></c></row>",
        "<row r='1'><c r='A1'><v>1</v></c><c r='B1'><f>SUM(A1:A2)</f><v></v></c></row>",
    ],
)
def test_a_formula_that_was_never_computed_shows_itself(row: str) -> None:
    found, problems = opened(raw_workbook(f"<sheetData>{row}</sheetData>"))
    assert cells(found.sheets[0]) == [("1", "=SUM(A1:A2)")] and problems == {"formula_not_computed": 1}


def test_formulas_alone_are_a_sheet_too() -> None:
    found, problems = opened(workbook(Daten=[["=A2"], ["=A1"]]))
    assert cells(found.sheets[0]) == [("=A2",), ("=A1",)] and problems == {"formula_not_computed": 1}


def test_what_is_hidden_is_read_and_told() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["B"].hidden = True
        sheet.parent.worksheets[1].sheet_state = "veryHidden"

    found, problems = opened(workbook(fill, Daten=[["id", "n"], ["01", 1]], Rest=[["x"]]))
    assert [raw.is_hidden for raw in found.sheets] == [False, True]
    assert cells(found.sheets[0])[1] == ("01", "1")
    assert problems == {"hidden_rows": 1, "hidden_columns": 1, "hidden_sheet": 1}


def test_an_xls_tells_values_merged_cells_errors_and_what_is_hidden() -> None:
    found, problems = opened(XLS)
    assert found.kind == "xls" and [raw.name for raw in found.sheets] == ["Daten", "Versteckt"]
    raw = found.sheets[0]
    assert raw.rows.tolist() == [1, 3, 4, 5, 6, 7, 8, 9, 10, 11]
    assert cells(raw)[1:4] == [
        ("Gebiet", "Bevölkerung", "Bevölkerung", "", ""),
        ("Schlüssel", "insgesamt", "darunter", "Stand", "ja"),
        ("01000", "100", "10.5", "2020-12-31", "true"),
    ]
    assert raw.row(8)[:2] == ("01005", "#REF!")
    assert problems == {"hidden_rows": 1, "hidden_columns": 1, "hidden_sheet": 1}


def test_an_ods_tells_the_same() -> None:
    table = (
        '<table:table table:name="Daten"><table:table-row table:number-rows-repeated="2"/>'
        '<table:table-row table:visibility="collapse">'
        '<table:table-cell office:value-type="string" table:number-columns-spanned="2"><text:p>Titel</text:p>'
        "</table:table-cell><table:covered-table-cell/>"
        '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value=""'
        ' calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>'
        '<table:table-cell table:formula="of:=SUM([.A1:.A2])"/>'
        '<table:table-cell office:value-type="date" office:date-value="2020-02-01"/>'
        '<table:table-cell office:value-type="percentage" office:value="0.125"><text:p>12,5%</text:p>'
        "</table:table-cell></table:table-row></table:table>"
    )
    found, problems = opened(ods(table, ods_table("Zweites", [["id", 3]])))
    assert found.kind == "ods" and [raw.name for raw in found.sheets] == ["Daten", "Zweites"]
    assert found.sheets[0].rows.tolist() == [3]
    assert cells(found.sheets[0]) == [("Titel", "Titel", "#DIV/0!", "=SUM(A1:A2)", "2020-02-01", "0.125")]
    assert cells(found.sheets[1]) == [("id", "3")]
    assert problems == {"hidden_rows": 1, "formula_not_computed": 1}


def test_macros_and_links_to_other_files_are_told_and_left_alone() -> None:
    data = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
    more = {"xl/vbaProject.bin": b"\xd0\xcf", "xl/externalLinks/externalLink1.xml": "<externalLink/>"}
    found, problems = opened(raw_workbook(data, more=more))
    assert cells(found.sheets[0]) == [("1",)] and problems == {"has_macros": 1, "external_links": 1}


def test_the_data_behind_a_pivot_table_can_be_looked_through() -> None:
    definition = (
        '<pivotCacheDefinition><cacheFields><cacheField name="Nachname"><sharedItems><s v="Huber"/><s v="Maier"/>'
        '</sharedItems></cacheField><cacheField name="Alter"><sharedItems/></cacheField></cacheFields>'
        "</pivotCacheDefinition>"
    )
    records = '<pivotCacheRecords><r><x v="1"/><n v="40"/></r><r><x v="0"/><n v="41"/></r></pivotCacheRecords>'
    more = {"xl/pivotCache/pivotCacheDefinition1.xml": definition, "xl/pivotCache/pivotCacheRecords1.xml": records}
    found, _ = opened(raw_workbook("<sheetData/>", more=more))
    assert [cells(raw) for raw in found.glimpses] == [[("Nachname", "Alter"), ("Maier", "40"), ("Huber", "41")]]
    del more["xl/pivotCache/pivotCacheRecords1.xml"]
    found, _ = opened(raw_workbook("<sheetData/>", more=more))
    assert [cells(raw) for raw in found.glimpses] == [[("Nachname", "Alter"), ("Huber", ""), ("Maier", "")]]


@pytest.mark.parametrize(
    "content",
    [
        raw_workbook("<sheetData/>", more={"xl/embeddings/oleObject1.bin": b"PK"}),
        ods(ods_table("a", [["id"]]), more={"Object 1/content.xml": "<x/>"}),
    ],
)
def test_embedded_files_are_refused(content: bytes) -> None:
    found, problems = opened(content)
    assert problems == {"embedded_files": 1} and found.kind is None


def test_a_chart_is_no_embedded_file() -> None:
    chart = "<office:document-content><office:body><office:chart/></office:body></office:document-content>"
    found, problems = opened(ods(ods_table("a", [["id"]]), more={"Object 1/content.xml": chart}))
    assert cells(found.sheets[0]) == [("id",)] and problems == {}


def test_a_sheet_is_found_wherever_its_archive_keeps_it() -> None:
    usual = raw_workbook('<sheetData><row r="1"><c r="A1" t="e"><v>#N/A</v></c></row></sheetData>')
    packed = zipfile.ZipFile(io.BytesIO(usual))
    members = {name.replace("worksheets", "pages"): packed.read(name) for name in packed.namelist()}
    members["xl/_rels/workbook.xml.rels"] = members["xl/_rels/workbook.xml.rels"].replace(b"worksheets/", b"/xl/pages/")
    assert cells(opened(archive(dict(members)))[0].sheets[0]) == [("#N/A",)]


def test_an_encrypted_workbook_is_said_to_be_protected() -> None:
    names = "".join(("EncryptionInfo", "EncryptedPackage")).encode("utf-16-le")
    assert opened(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + names)[1] == {"protected_file": 1}
    manifest = (
        "<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>"
    )
    assert opened(ods(ods_table("a", []), more={"META-INF/manifest.xml": manifest}))[1] == {"protected_file": 1}


def test_other_archives_are_named() -> None:
    assert opened(archive({"a.txt": "x"}))[1] == {"binary_file": 1}
    assert opened(archive({"xl/workbook.bin": b"x"}))[1] == {"binary_file": 1}
