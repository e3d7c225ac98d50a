"""The delivered file with its cells marked: exactly those of the problems, inert, in the reader's language."""

import io
import zipfile
from dataclasses import replace
from typing import Any

import pyarrow as pa
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from pyarrow import parquet as pq

from indicators.catalogue.documents import document_of, document_sha256
from indicators.models import Delivery, ImportProfile, Problem, ProblemCount
from indicators.office import deliveries as office
from monitoring.deliveries import marking
from monitoring.deliveries.marking import original
from tests.indicators.actions.journeys import COUNTS, file_of
from tests.monitoring.deliveries.conftest import Desk

SPOILED = COUNTS | {"0102": (-7, 400), "0201": ("=1+1", 320)}


def _takes(desk: Desk, form: str) -> None:
    """The profile takes another format instead of CSV."""
    profile = ImportProfile.objects.get(code="kiez")
    document = document_of(replace(profile.spec, format=form, delimiter="auto", encoding="auto"))
    ImportProfile.objects.filter(pk=profile.pk).update(document=document, sha256=document_sha256(document))


def _parquet() -> bytes:
    table = pa.table({"id": list(SPOILED), "einwohner": [300, 400, 320, 80, 60], "faelle": [60, -7, 30, 8, 5]})
    target = io.BytesIO()
    pq.write_table(table, target)
    return target.getvalue()


def _workbook(counts: dict[str, tuple[object, object]] = SPOILED, title_rows: int = 0) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Quartal 4"
    for number in range(title_rows):
        sheet.append([f"Titelzeile {number}"])
    sheet.append(["id", "einwohner", "faelle"])
    for code, (cases, residents) in counts.items():
        sheet.append([code, residents, None])
        cell = sheet.cell(sheet.max_row, 3)
        cell.value = cases  # type: ignore[assignment]
        cell.data_type = "s" if isinstance(cases, str) else "n"
    sheet.column_dimensions["A"].width = 33
    sheet["B2"].number_format = "#,##0"
    sheet["A2"].comment = Comment("Anmerkung des Amtes", "Amt")
    book.create_sheet("Hinweise").append(['=HYPERLINK("http://x")'])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _marked(desk: Desk, delivery: Delivery, language: str = "en") -> Any:
    answer = desk.client(desk.office.supplier, language).get(f"/deliveries/{delivery.pk}/report.xlsx")
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == f'attachment; filename="report-{delivery.pk}.xlsx"'
    return load_workbook(io.BytesIO(answer.content))


def _comments(sheet: Any) -> dict[str, str]:
    return {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment}


def _filled(sheet: Any) -> set[str]:
    return {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.fill.fill_type == "solid"}


def test_marked_cells_are_exactly_those_of_the_problems(desk: Desk) -> None:
    counts = SPOILED | {"0999": (1, 20)}
    del counts["0202"]
    delivery = desk.delivered(content=file_of(counts))
    book = _marked(desk, delivery)
    sheet = book["File"]
    assert _filled(sheet) == set(_comments(sheet)) == {"A1", "C3", "C4", "A6"}
    told = _comments(sheet)
    assert told["C3"].startswith("Error – Negative numbers: “-7” is negative") and "Correct the number" in told["C3"]
    assert told["A1"].startswith("Warning – Areas without a row")
    fills = {coordinate: sheet[coordinate].fill.fgColor.rgb for coordinate in ("C3", "A1")}
    assert fills["C3"] != fills["A1"]
    assert [cell.value for cell in sheet[3]] == ["0102", "400", "-7"]


def test_the_list_leads_to_every_cell(desk: Desk) -> None:
    delivery = desk.delivered(content=file_of(SPOILED))
    book = _marked(desk, delivery)
    sheet = book.worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    at = next(number for number, row in enumerate(rows) if row[0] == "Severity")
    assert [row[:6] for row in rows[at + 1 :]] == [
        ["Error", "Negative numbers", None, 3, "faelle", "-7"],
        ["Error", "Cells that are no number", None, 4, "faelle", "=1+1"],
    ]
    links = {cell.coordinate: cell.hyperlink.location for row in sheet for cell in row if cell.hyperlink}
    assert links == {f"D{at + 2}": "'File'!C3", f"D{at + 3}": "'File'!C4"}


def test_what_looks_like_a_formula_is_text_everywhere(desk: Desk) -> None:
    delivery = desk.delivered(content=file_of(SPOILED | {"0101": ("=cmd|'/c calc'!A1", 300), "0202": ("@SUM(1)", 80)}))
    book = _marked(desk, delivery)
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert "f" not in kinds
    assert book["File"]["C2"].value == "=cmd|'/c calc'!A1" and book["File"]["C2"].quotePrefix


def test_words_follow_the_readers_language(desk: Desk) -> None:
    delivery = desk.delivered(content=file_of(SPOILED))
    assert _comments(_marked(desk, delivery, "de").worksheets[1])["C3"].startswith("Fehler – Negative Zahlen")


def test_the_suppliers_own_workbook_keeps_its_look_and_loses_what_runs(desk: Desk) -> None:
    _takes(desk, "spreadsheet")
    delivery = desk.delivered(content=_workbook(title_rows=2), name="quartal.xlsx")
    assert Problem.objects.filter(delivery=delivery, code="negative_count").get().sheet == "Quartal 4"
    book = _marked(desk, delivery)
    sheet = book["Quartal 4"]
    assert book.sheetnames == ["Report of the check", "Quartal 4", "Hinweise"]
    assert sheet.column_dimensions["A"].width == 33 and sheet["B2"].number_format == "#,##0"
    assert (
        _comments(sheet).keys() - {"A2"} == _filled(sheet) == {"A3", "C5", "C6"}
    )  # A3: rows above the table are not read
    assert _comments(sheet)["A2"] == "Anmerkung des Amtes" and _comments(sheet)["C5"].startswith("Error")
    assert [cell.value for cell in sheet[1]][:1] == ["Titelzeile 0"]
    kinds = {cell.data_type for one in book for row in one.iter_rows() for cell in row}
    assert "f" not in kinds


def test_a_workbook_that_is_too_large_is_written_anew_with_the_same_marks(desk: Desk, monkeypatch: Any) -> None:
    _takes(desk, "spreadsheet")
    delivery = desk.delivered(content=_workbook(title_rows=2), name="quartal.xlsx")
    kept = _marked(desk, delivery)["Quartal 4"]
    monkeypatch.setattr(marking, "LARGEST_ORIGINAL", 3)
    anew = _marked(desk, delivery)["Quartal 4"]
    assert _filled(anew) == _filled(kept) and _comments(anew)["C5"] == _comments(kept)["C5"]
    assert [[cell.value for cell in row] for row in anew.iter_rows(min_row=3, max_row=4)] == [
        ["id", "einwohner", "faelle"],
        ["0101", "300", "60"],
    ]
    assert anew.column_dimensions["A"].width != 33
    monkeypatch.setattr(marking, "LARGEST_ORIGINAL", 200_000)
    monkeypatch.setattr(original, "LARGEST_SHEETS", 100)  # formatted cells without content weigh, too
    assert _marked(desk, delivery)["Quartal 4"].column_dimensions["A"].width != 33


def test_a_format_without_cells_becomes_a_workbook_with_the_same_layout(desk: Desk) -> None:
    """Names of the columns in row 1, the first record in row 2."""
    _takes(desk, "parquet")
    delivery = desk.delivered(content=_parquet(), name="quartal.parquet")
    place = Problem.objects.get(delivery=delivery, code="negative_count")
    assert (place.row, place.column) == (3, "faelle")
    sheet = _marked(desk, delivery).worksheets[1]
    columns = [cell.value for cell in sheet[1]]
    assert columns[:3] == ["id", "einwohner", "faelle"] and [cell.value for cell in sheet[3]][:3] == [
        "0102",
        "400",
        "-7",
    ]
    assert "C3" in _filled(sheet) and "Negative numbers" in _comments(sheet)["C3"]


def test_macros_are_left_out(desk: Desk) -> None:
    _takes(desk, "spreadsheet")
    content = io.BytesIO(_workbook())
    with zipfile.ZipFile(content, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0macros")
    delivery = desk.delivered(content=content.getvalue(), name="quartal.xlsx")
    assert delivery.rows is not None, "values of a workbook with macros are read"
    answer = desk.client(desk.office.supplier).get(f"/deliveries/{delivery.pk}/report.xlsx")
    names = zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
    assert not [name for name in names if "vba" in name.lower() or "external" in name.lower()]


def test_problems_that_were_only_counted_are_told_as_a_number(desk: Desk) -> None:
    delivery = desk.delivered(content=file_of(SPOILED))
    ProblemCount.objects.filter(delivery=delivery, code="negative_count").update(count=5001)
    first = [row[0].value for row in _marked(desk, delivery).worksheets[0].iter_rows(max_row=4)]
    assert "Negative numbers: 5,000 more were counted and are not listed line by line." in first


def test_an_erased_file_leaves_the_list_alone(desk: Desk) -> None:
    names = "id,Vorname,Nachname,Geburtsdatum\n" + "".join(f"0101,Anna,Muster{i},01.02.19{i:02}\n" for i in range(40))
    delivery = desk.delivered(content=names.encode())
    assert office.delivery(delivery.pk).file.erased_at  # type: ignore[union-attr]
    book = _marked(desk, delivery)
    assert book.sheetnames == ["Report of the check"]
    assert "Muster" not in str([[cell.value for cell in row] for row in book.worksheets[0].iter_rows()])
