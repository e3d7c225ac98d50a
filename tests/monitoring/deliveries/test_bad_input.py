"""Bad files: each gets a message with its place in both languages, nothing is half-loaded, what is live stays as it is."""

import csv
import io
from dataclasses import dataclass, replace
from typing import Any

import pytest
from django.db import connection
from django.utils import translation
from django.utils.html import escape

from indicators.catalogue.documents import document_of, document_sha256
from indicators.catalogue.specs import AreaColumn
from indicators.intake.problems import Severity
from indicators.journey import State
from indicators.models import Delivery, ImportProfile, Observation, Problem, StoredFile
from monitoring.messages import explain
from tests.indicators.actions.journeys import COUNTS, file_of
from tests.monitoring.deliveries.conftest import PERIOD, Desk

RELEASED = ("released_block", "release", "release_entry", "live_release", "result_block", "sealed.in_force")


@dataclass(frozen=True)
class Bad:
    """A file, the problem it must get, and the line and column where."""

    content: bytes
    code: str
    row: int | None = None
    column: str | None = None
    profile: str = "kiez"


def _with(cases: object = 10, residents: object = 400) -> bytes:
    """The whole file with other figures for 0102, which stands in line 3."""
    return file_of(COUNTS | {"0102": (cases, residents)})


TEXT = file_of().decode()
BAD: dict[str, Bad] = {
    "empty": Bad(b"", "empty_file"),
    "header only": Bad(b"id,einwohner,faelle\n", "no_rows"),
    "picture": Bad(b"\x89PNG\r\n\x1a\n" + bytes(200), "binary_file"),
    "spreadsheet": Bad(b"PK\x03\x04" + bytes(300), "broken_file"),
    "truncated in a line": Bad(file_of()[:-6], "truncated_file", 6),
    "truncated in a character": Bad("id,einwohner,faelle,ort\n0101,300,60,Süd".encode()[:-2], "truncated_file", 2),
    "Windows-1252": Bad("id,einwohner,faelle,ort\n0101,300,60,Süd\n".encode("cp1252"), "wrong_encoding", 2, "ort"),
    "UTF-16": Bad(TEXT.encode("utf-16"), "wrong_encoding", 1),
    "UTF-16 without its mark": Bad(TEXT.encode("utf-16-le"), "wrong_encoding", 1),
    "semicolons": Bad(file_of().replace(b",", b";"), "wrong_delimiter", 1),
    "decimal comma": Bad(_with('"10,5"'), "not_a_number", 3, "faelle"),
    "thousands point": Bad(_with(residents="1.234"), "not_an_integer", 3, "einwohner"),
    "two thousands points": Bad(_with(residents="1.234.567"), "not_a_number", 3, "einwohner"),
    "duplicate area": Bad(file_of() + b"0101,300,60\n", "duplicate_area", 7, "id"),
    "unknown area": Bad(file_of() + b"0999,300,60\n", "unknown_area", 7, "id"),
    "zero-stripped code": Bad(file_of().replace(b"0102,", b"101,"), "zero_stripped_code", 3, "id", "kiez-width"),
    "negative count": Bad(_with(-1), "negative_count", 3, "faelle"),
    "numerator above denominator": Bad(_with(500), "numerator_above_denominator", 3, "faelle"),
    "unmapped sign": Bad(_with("k.A."), "unmapped_sign", 3, "faelle"),
    "missing column": Bad(file_of(header="id,einwohner,fall"), "missing_column", 1, "faelle"),
    "names of persons": Bad(b"Name,Vorname,id\nMeier,Anna,0101\nSchulz,Bernd,0102\n", "person_names"),
    "dates of birth": Bad(b"id,einwohner,geburtsdatum\n0101,1,01.02.1980\n0101,1,03.04.1990\n", "person_birth_dates"),
}


def released() -> dict[str, list[str]]:
    """All that readers can come to see, row by row."""
    with connection.cursor() as cursor:
        found = {}
        for table in RELEASED:
            cursor.execute(f"SELECT t::text FROM {table} t ORDER BY 1")
            found[table] = [row for (row,) in cursor.fetchall()]
    return found


@pytest.fixture
def live(desk: Desk) -> Desk:
    """A desk at which the period of the bad files is live already; a second profile knows the width of codes."""
    desk.office.release()
    profile = ImportProfile.objects.get(code="kiez")
    document = document_of(replace(profile.spec, code="kiez-width", area=AreaColumn("id", "planungsraum", 4)))
    ImportProfile.objects.create(
        code="kiez-width", document=document, sha256=document_sha256(document), source=profile.source
    )
    return desk


@pytest.mark.parametrize("name", BAD)
def test_bad_file_is_refused_with_its_place_in_both_languages(live: Desk, name: str) -> None:
    bad, before = BAD[name], released()
    delivery = live.delivered(content=bad.content, profile=bad.profile)
    assert delivery.state == State.REFUSED, delivery.failure
    problem = Problem.objects.get(delivery=delivery, code=bad.code)
    assert (problem.severity, problem.row, problem.column) == (Severity.ERROR, bad.row, bad.column)
    for language, line in (("de", "Zeile"), ("en", "Line")):
        with translation.override(language):
            told = explain(problem)
        assert told.what and told.advice
        if bad.row is not None:
            assert told.where.startswith(f"{line} {bad.row}") and (bad.column or "") in told.where
        for page in _pages(live, delivery, language):
            assert _html(told.what) in page
    assert released() == before
    assert not Observation.objects.filter(delivery=delivery).exists()


def test_german_and_english_say_it_differently(live: Desk) -> None:
    for name, bad in BAD.items():
        problem = Problem.objects.filter(delivery=live.delivered(content=bad.content, profile=bad.profile)).first()
        assert problem is not None
        told = []
        for language in ("de", "en"):
            with translation.override(language):
                told.append(explain(problem))
        assert told[0].what != told[1].what and told[0].advice != told[1].advice, name


def test_byte_order_mark_is_no_part_of_the_first_column(live: Desk) -> None:
    delivery = live.delivered(content=b"\xef\xbb\xbf" + file_of(COUNTS | {"0101": (61, 300)}))
    assert delivery.state == State.CANDIDATE
    assert Observation.objects.filter(delivery=delivery).count() == 10


@pytest.mark.parametrize(
    ("period", "code", "english"),
    [
        ("2024-13", "not_a_period", "“2024-13” is no period."),
        ("2024-02-30", "not_a_period", "“2024-02-30” is no period."),
        ("viertes Quartal", "not_a_period", "“viertes Quartal” is no period."),
        ("2023/24", "wrong_period_kind", "is of the kind “school year”"),
        ("2999", "period_in_future", "ends after today"),
    ],
)
def test_wrong_period_is_told_at_its_field(live: Desk, period: str, code: str, english: str) -> None:
    before, count = released(), Delivery.objects.count()
    answer = live.client(live.office.supplier, "en").post("/deliveries/new/", _form(period=period))
    page = answer.content.decode()
    assert answer.status_code == 422 and english in page and 'id="id_period_error"' in page
    german = live.client(live.office.supplier).post("/deliveries/new/", _form(period=period))
    assert german.status_code == 422 and english not in german.content.decode()
    over_http = live.client(live.office.supplier, "en").post("/api/v1/deliveries/", _form(period=period))
    assert over_http.status_code == 400 and over_http.json()["code"] == code
    assert released() == before and Delivery.objects.count() == count


def test_period_for_which_no_areas_are_loaded_is_refused(live: Desk) -> None:
    before = released()
    delivery = live.delivered(period="1999-12-31")
    assert delivery.state == State.REFUSED
    assert Problem.objects.get(delivery=delivery).code == "unknown_edition"
    assert released() == before


def test_second_delivery_of_a_period_waits_and_says_that_nothing_is_new(live: Desk) -> None:
    before = released()
    delivery = live.delivered(content=file_of())
    assert delivery.state == State.CANDIDATE
    assert Problem.objects.get(delivery=delivery).code == "unchanged_delivery"
    assert (
        "All 10 values are the same"
        in live.client(live.office.approver, "en").get(f"/deliveries/{delivery.pk}/").content.decode()
    )
    assert released() == before


def test_second_delivery_with_other_values_changes_nothing_before_its_approval(live: Desk) -> None:
    before = {table: rows for table, rows in released().items() if table != "result_block"}  # candidates are kept there
    delivery = live.delivered(content=file_of(COUNTS | {"0101": (80, 300)}))
    assert delivery.state == State.CANDIDATE
    assert "values_changed" in set(Problem.objects.filter(delivery=delivery).values_list("code", flat=True))
    assert {table: rows for table, rows in released().items() if table != "result_block"} == before


@pytest.mark.parametrize("name", ["names of persons", "dates of birth"])
def test_person_level_file_is_erased_and_no_person_is_left(live: Desk, name: str) -> None:
    delivery = live.delivered(content=BAD[name].content)
    stored = StoredFile.objects.get(pk=delivery.file_id)
    assert stored.content is None and stored.erased_at and stored.erased_reason == BAD[name].code
    kept = " ".join(map(str, Problem.objects.filter(delivery=delivery).values_list("value", "params")))
    for page in (kept, *_pages(live, delivery, "de"), *_pages(live, delivery, "en")):
        for personal in ("Meier", "Anna", "Schulz", "Bernd", "01.02.1980", "03.04.1990"):
            assert personal not in page


def test_formulas_in_a_file_stay_text_in_the_downloaded_report(live: Desk) -> None:
    delivery = live.delivered(content=_with("=cmd|' /C calc'!A0"))
    lines = _csv(live, delivery, "en")
    assert any(cell.startswith("'=cmd") for line in lines for cell in line)
    assert not any(cell.startswith("=") for line in lines for cell in line)


def test_file_over_the_limit_is_told_at_its_field(live: Desk, settings: Any) -> None:
    settings.MAXIMUM_FILE_BYTES = 50
    count = Delivery.objects.count()
    answer = live.client(live.office.supplier, "en").post("/deliveries/new/", _form())
    assert answer.status_code == 422 and 'id="id_file_error"' in answer.content.decode()
    assert live.client(live.office.supplier).post("/api/v1/deliveries/", _form()).status_code == 413
    assert Delivery.objects.count() == count


def test_form_without_anything_says_what_is_missing(live: Desk) -> None:
    answer = live.client(live.office.supplier, "en").post("/deliveries/new/", {})
    page = answer.content.decode()
    assert answer.status_code == 422
    for told in ("Choose the file", "Choose the profile", "Write the period"):
        assert told in page


def _form(**changes: Any) -> dict[str, Any]:
    return {"file": io.BytesIO(file_of()), "profile": "kiez", "period": PERIOD, **changes}


def _pages(desk: Desk, delivery: Delivery, language: str) -> list[str]:
    """The delivery's page, its report, and the report as it is downloaded."""
    client = desk.client(desk.office.supplier, language)
    found = [client.get(f"/deliveries/{delivery.pk}/{page}") for page in ("", "report/")]
    assert [answer.status_code for answer in found] == [200, 200]
    downloaded = " ".join(cell for line in _csv(desk, delivery, language) for cell in line)
    return [*(answer.content.decode() for answer in found), _html(downloaded)]


def _csv(desk: Desk, delivery: Delivery, language: str) -> list[list[str]]:
    answer = desk.client(desk.office.supplier, language).get(f"/deliveries/{delivery.pk}/report.csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def _html(text: str) -> str:
    return str(escape(text))
