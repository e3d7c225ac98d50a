"""A template is read, once filled in, by the profile that made it: through the real journey, in every shape of files."""

import csv
import io
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from indicators.catalogue.documents import document_of, document_sha256
from indicators.catalogue.specs import HeaderRows, LongColumns, PeriodFrom, ProfileSpec, Text
from indicators.journey import State
from indicators.models import Delivery, ImportProfile, Observation
from tests.factories import make_person
from tests.monitoring.deliveries.conftest import PERIOD, Desk, travelled

BASE = ("/profiles/kiez/template/", {"period": PERIOD})
COLUMNS = (("Einwohner", "einwohner"), ("Fälle", "leistungsberechtigte"))


def kiez() -> ProfileSpec:
    return ImportProfile.objects.get(code="kiez").spec


SHAPES: dict[str, dict[str, Any]] = {
    "as-it-is": {},
    "semicolons": {"delimiter": ";", "encoding": "windows-1252", "columns": COLUMNS, "at_most": ()},
    "two-rows": {
        "delimiter": ";",
        "header": HeaderRows(rows=2),
        "columns": (("Bestand / Einwohner", "einwohner"), ("Bestand / Fälle", "leistungsberechtigte")),
        "at_most": (),
    },
    "lower-row": {"delimiter": ";", "header": HeaderRows(row=3), "columns": COLUMNS, "at_most": ()},
    "long": {"delimiter": ";", "layout": "long", "long": LongColumns("Wert", "Merkmal"), "columns": COLUMNS, "at_most": ()},
    "period-column": {
        "delimiter": ";", "period": "column", "period_from": PeriodFrom("Stichtag"), "columns": COLUMNS, "at_most": (),
    },
    "period-header": {
        "delimiter": ";", "period": "header", "at_most": (),
        "columns": (("Einwohner {period}", "einwohner"), ("Fälle {period}", "leistungsberechtigte")),
    },
    "workbook": {"format": "spreadsheet", "delimiter": "auto", "encoding": "auto", "sheets": ("Daten*",)},
}  # fmt: skip


def stored(desk: Desk, shape: str) -> ImportProfile:
    """The profile of the office in another shape."""
    changed = replace(kiez(), code=f"form-{shape}", title=Text(shape, shape), total_rows=(), **SHAPES[shape])
    document = document_of(changed)
    source = ImportProfile.objects.get(code="kiez").source
    return ImportProfile.objects.create(
        code=changed.code, document=document, sha256=document_sha256(document), source=source
    )


def fetched(desk: Desk, profile: str, file_format: str, language: str = "de") -> bytes:
    path = f"/profiles/{profile}/template/"
    answer = desk.client(desk.office.supplier, language).get(path, {"period": PERIOD, "format": file_format})
    assert answer.status_code == 200 and "attachment" in answer["Content-Disposition"], answer.content.decode()[:2000]
    return bytes(answer.content)


def filled_sheet(content: bytes) -> bytes:
    """The workbook with a number in every cell that is not locked, as somebody types it."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.worksheets[1]
    assert isinstance(sheet, Worksheet)
    for checked in sheet.data_validations.dataValidation:
        for cells in checked.sqref.ranges:
            for row in range(cells.min_row, cells.max_row + 1):
                sheet.cell(row, cells.min_col).value = 1000 - 100 * cells.min_col + row
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def filled_csv(content: bytes, spec: ProfileSpec) -> bytes:
    """The CSV with a number in every cell that was left blank in the rows of areas."""
    encoding = "cp1252" if spec.encoding == "windows-1252" else "utf-8-sig"
    rows = list(csv.reader(io.StringIO(content.decode(encoding)), delimiter=spec.delimiter))
    for number, row in enumerate(rows):
        if row and row[0][:1].isdigit():
            rows[number] = [cell or str(1000 - 100 * at + number) for at, cell in enumerate(row)]
    text = io.StringIO()
    csv.writer(text, delimiter=spec.delimiter, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode(encoding)


def delivered(desk: Desk, profile: str, content: bytes, name: str) -> Delivery:
    response = desk.upload(content=content, profile=profile, name=name)
    assert response.status_code == 302, response.content.decode()[:3000]
    return travelled(int(response["Location"].strip("/").split("/")[-1]))


@pytest.mark.parametrize("shape", list(SHAPES))
@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_a_filled_template_is_read_without_an_error(desk: Desk, shape: str, file_format: str) -> None:
    profile = stored(desk, shape)
    if file_format == "csv" and profile.spec.format != "csv":
        pytest.skip("a workbook's profile has no dialect for a CSV")
    empty = fetched(desk, profile.code, file_format)
    content = filled_csv(empty, profile.spec) if file_format == "csv" else filled_sheet(empty)
    delivery = delivered(desk, profile.code, content, f"vorlage.{file_format}")
    problems = list(delivery.problems.values_list("severity", "code", "sheet", "row", "column", "value"))
    assert delivery.state == State.CANDIDATE, problems
    assert not [problem for problem in problems if problem[0] == "error"]
    assert Observation.objects.filter(delivery=delivery).count() == 10


def test_codes_keep_their_zeros_and_cannot_be_changed(desk: Desk) -> None:
    book = openpyxl.load_workbook(io.BytesIO(fetched(desk, "kiez", "xlsx")))
    notes, sheet = book.worksheets
    assert [cell.value for cell in sheet[1]] == ["id", "gebietsname", "einwohner", "faelle"]
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == ["0101", "0102", "0201", "0202", "99999999"]
    assert sheet["A2"].number_format == "@" and sheet["A2"].data_type == "s"
    assert sheet["B2"].value == "Hafenviertel Nord"
    assert sheet.protection.sheet and notes.protection.sheet and sheet.protection.password is None
    assert sheet["A2"].protection.locked and not sheet.column_dimensions["C"].protection.locked
    assert sheet.freeze_panes == "C2"
    assert "Legal basis" not in [row[0].value for row in notes.iter_rows()]
    assert "Rechtsgrundlage" in [row[0].value for row in notes.iter_rows()]


def test_every_cell_to_be_filled_in_is_checked(desk: Desk) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(fetched(desk, "kiez", "xlsx", "en"))).worksheets[1]
    found = {str(checked.sqref): checked.formula1 for checked in sheet.data_validations.dataValidation}
    assert set(found) == {"C2:C6", "D2:D6"}
    assert found["C2:C6"] == 'OR(IF(ISNUMBER(C2),AND(TRUE,C2>=0,C2=INT(C2)),FALSE),EXACT(C2,"*"))'


def test_a_supplier_gets_the_templates_of_its_own_departments_sources_only(desk: Desk) -> None:
    own, stranger = desk.client(desk.outsider), desk.client(make_person("jugend", "supplier", department="jugendamt"))
    for path in ("/profiles/kiez/", "/profiles/kiez/template/?period=2024-12-31", "/profiles/kiez/template/"):
        assert own.get(path).status_code == 200, path
        assert stranger.get(path).status_code == 404, path
    assert "kiez" in own.get("/profiles/").content.decode()
    assert "/profiles/kiez/" not in stranger.get("/profiles/").content.decode()
    assert desk.client(desk.office.approver).get("/profiles/kiez/").status_code == 200
    assert desk.client(desk.planner).get("/profiles/kiez/").status_code == 403


@pytest.mark.parametrize("period", ["2024-13", "2024/25", "1999", "x" * 500])
def test_a_period_that_cannot_be_is_told(desk: Desk, period: str) -> None:
    answer = desk.client(desk.office.supplier).get("/profiles/kiez/template/", {"period": period})
    assert answer.status_code == 422 and "kern-alert--danger" in answer.content.decode()


def test_the_documentation_tells_columns_signs_and_example_rows(desk: Desk) -> None:
    page = desk.client(desk.outsider, "en").get("/profiles/kiez/").content.decode()
    for told in (
        "einwohner de",
        "whole number, at least 0",
        "<code>*</code>",
        "Hafenviertel Nord",
        "never larger than",
    ):
        assert told.replace("einwohner de", "einwohner en") in page, told


def test_a_chosen_file_finds_its_profile_and_period(desk: Desk) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from tests.indicators.actions.journeys import file_of
    from tests.monitoring.deliveries.profiling.test_wizard import person_file

    client = desk.client(desk.outsider, "en")

    def told(content: bytes, name: str) -> str:
        return client.post("/deliveries/new/suggest/", {"file": SimpleUploadedFile(name, content)}).content.decode()

    page = told(file_of(), "einwohner-2024-12-31.csv")
    assert 'data-suggested-profile="kiez"' in page and 'data-suggested-period="2024-12-31"' in page
    assert "2 of 2 columns" in page
    for unsure in ("einwohner-2025-01-t1.csv", "einwohner-2025.csv"):
        assert 'data-suggested-period=""' in told(file_of(), unsure), unsure
    assert 'data-suggested-period="2025-H2"' in told(file_of(), "einwohner-2025-H2.csv")
    desk.delivered()  # for 31 December: then the second half-year ends on no other day
    assert 'data-suggested-period="2025-12-31"' in told(file_of(), "einwohner-2025-H2.csv")
    assert 'data-suggested-period=""' in told(file_of(), "einwohner-2025-01-t1.csv")
    assert "missing: faelle" in told(file_of().replace(b"faelle", b"anderes"), "a.csv")
    assert "No profile knows" in told(b"a,b\n0101,3\n0102,4\n", "a.csv")
    refused = told(person_file(), "a.csv")
    assert "Name7" not in refused and "must not be delivered" in refused
    assert client.post("/deliveries/new/suggest/").status_code == 200
    stranger = desk.client(make_person("jugend", "supplier", department="jugendamt"))
    assert (
        "kiez"
        not in stranger.post(
            "/deliveries/new/suggest/", {"file": SimpleUploadedFile("a.csv", file_of())}
        ).content.decode()
    )
