"""The report as a page: filters, rows of the file, areas, reasons; who sees what; quick also with 100,000 problems."""

from time import perf_counter
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.actions import erasing
from indicators.actions.erasing import Cause
from indicators.intake.problems import KINDS, Severity
from indicators.models import AuditEntry, Delivery, Problem, ProblemCount, ProfileDraft, WarningReason
from indicators.office import deliveries as office
from indicators.office.files import affected, cells_of_file
from indicators.office.reports import Filter, groups
from tests.factories import make_person
from tests.indicators.actions.journeys import COUNTS, file_of
from tests.monitoring.deliveries.conftest import Desk

SPOILED = COUNTS | {"0102": (-7, 400), "0201": ("=1+1", 320)}
WARNED = {code: counts for code, counts in COUNTS.items() if code != "0202"}


def _page(desk: Desk, delivery: Delivery, query: str = "", language: str = "en") -> str:
    answer = desk.client(desk.office.supplier, language).get(f"/deliveries/{delivery.pk}/report/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_band_says_what_happened_and_what_to_do(desk: Desk) -> None:
    text = _page(desk, desk.delivered(content=file_of(SPOILED)))
    assert "Correct what the report says, and deliver the file again." in text
    assert "Deliver the corrected file" in text and "file with marked cells (XLSX)" in text


def test_filters_leave_out_kinds_of_other_columns(desk: Desk) -> None:
    delivery = desk.delivered(content=file_of(SPOILED | {"0101": (60, "x?")}))
    assert "Cells that are no number" in _page(desk, delivery, "?column=einwohner")
    assert "Negative numbers" not in _page(desk, delivery, "?column=einwohner")
    assert "No problem passes this filter" in _page(desk, delivery, "?sheet=nirgends")
    assert "Negative numbers" in _page(desk, delivery, "?severity=unsinn")


def test_filtered_numbers_are_those_of_the_kept_problems(desk: Desk) -> None:
    delivery = desk.delivered(content=file_of(SPOILED))
    ProblemCount.objects.filter(delivery=delivery, code="negative_count").update(count=7_000)
    found = {group.code: (group.count, group.kept) for group in groups(delivery.pk, only=Filter(column="faelle"))}
    assert found["negative_count"] == (1, 1)
    assert {g.code: (g.count, g.kept) for g in groups(delivery.pk)}["negative_count"] == (7_000, 1)


def test_rows_stand_in_the_files_own_layout_with_the_cell_marked(desk: Desk) -> None:
    delivery = desk.delivered(content=file_of(SPOILED))
    problem = Problem.objects.get(delivery=delivery, code="negative_count")
    client = desk.client(desk.office.supplier, "en")
    address = f"/deliveries/{delivery.pk}/report/rows/?problem={problem.position}"
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<mark>-7</mark>" in part and "<html" not in part and "leistungsberechtigte" not in part
    assert all(text in part for text in ("0101", "einwohner", ">C</th>"))
    assert "<html" in client.get(address).content.decode()
    for wrong in ("", "?problem=x", "?problem=-1", "?problem=99999"):
        assert client.get(f"/deliveries/{delivery.pk}/report/rows/{wrong}").status_code == 404


def test_rows_of_an_erased_file_are_not_shown(desk: Desk) -> None:
    names = "id,Vorname,Nachname,Geburtsdatum\n" + "".join(f"0101,Anna,Muster{i},01.02.19{i:02}\n" for i in range(40))
    delivery = desk.delivered(content=names.encode())
    answer = desk.client(desk.office.supplier, "en").get(f"/deliveries/{delivery.pk}/report/rows/?problem=0")
    assert "was erased" in answer.content.decode() and "Muster" not in answer.content.decode()


def test_an_erased_delivery_shows_no_rows_although_another_one_keeps_the_bytes(desk: Desk) -> None:
    gone, kept = (desk.delivered(content=file_of(SPOILED), period=period) for period in ("2024-12-31", "2023-12-31"))
    assert (gone.file_id, gone.state) == (kept.file_id, "refused")
    erasing.begin(delivery=gone.pk, cause=Cause("refused", "§ 1"))
    erasing.carry_on(delivery=gone.pk)
    shown = {one: office.delivery(one.pk) for one in (gone, kept)}
    assert [cells_of_file(found) is None for found in shown.values() if found] == [True, False]
    client = desk.client(desk.office.supplier, "en")
    client.post(f"/deliveries/{gone.pk}/profile/")
    assert not ProfileDraft.objects.exists()


def test_each_area_is_told_with_its_gravest_problem(desk: Desk) -> None:
    counts = SPOILED | {"0999": (1, 20)}
    del counts["0202"]
    delivery = office.delivery(desk.delivered(content=file_of(counts)).pk)
    assert delivery is not None
    found = affected(delivery)
    assert found is not None
    assert {area.code: area.worst for area in found.areas} == {
        "0101": None,
        "0102": Severity.ERROR,
        "0201": Severity.ERROR,
        "0202": Severity.WARNING,
    }
    assert found.elsewhere == 1  # the code that is no area
    assert next(area.rows for area in found.areas if area.code == "0102") == (3,)


def test_the_map_of_a_clean_file_has_no_areas(desk: Desk) -> None:
    delivery = desk.delivered()
    assert desk.client(desk.office.supplier).get(f"/deliveries/{delivery.pk}/report/areas/").json() == {"codes": []}


def test_a_reason_answers_all_warnings_of_its_kind_and_is_on_record(desk: Desk) -> None:
    delivery = desk.delivered(content=file_of(WARNED))
    client = desk.client(desk.office.supplier, "en")
    address = f"/deliveries/{delivery.pk}/report/reasons/"
    given = client.post(address, {"reason-missing_area": "Abgerissen.", "reason-nirgends": " "}, follow=True)
    text = given.content.decode()
    assert "The reasons are saved" in text and "Abgerissen." in text
    assert WarningReason.objects.get(delivery=delivery).text == "Abgerissen."
    assert AuditEntry.objects.filter(action="give_reason", subject_id=str(delivery.pk)).count() == 1
    assert "nothing was saved" in client.post(address, {}, follow=True).content.decode()
    assert client.get(address).status_code == 405


def test_a_reason_for_a_warning_that_there_is_not_is_refused_whole(desk: Desk) -> None:
    delivery = desk.delivered(content=file_of(WARNED))
    client = desk.client(desk.office.supplier)
    client.post(f"/deliveries/{delivery.pk}/report/reasons/", {"reason-missing_area": "a", "reason-jump": "b"})
    assert not WarningReason.objects.exists()


def test_every_role_gets_what_it_may_see(desk: Desk) -> None:
    delivery = desk.delivered(content=file_of(WARNED))
    pages = ("report/", "report/?code=missing_area", "report/rows/?problem=0", "report/areas/", "report.xlsx")
    stranger = make_person("fremd", "supplier", department="sportamt")
    expected = {desk.office.supplier: 200, desk.office.approver: 200, stranger: 404, desk.planner: 403}
    for person, status in expected.items():
        for page in pages:
            assert desk.client(person).get(f"/deliveries/{delivery.pk}/{page}").status_code == status, (person, page)
    for person in (stranger, desk.planner, make_person("kundig", "administrator")):
        answer = desk.client(person).post(f"/deliveries/{delivery.pk}/report/reasons/", {"reason-missing_area": "x"})
        assert answer.status_code in (403, 404) and not WarningReason.objects.exists()
    visitor = desk.client().get(f"/deliveries/{delivery.pk}/report.xlsx")
    assert visitor.status_code in (302, 403)


@pytest.fixture
def many(desk: Desk) -> Delivery:
    """A report of 100,000 problems of 100 kinds, each kept line by line."""
    delivery = desk.delivered(content=file_of(SPOILED))
    Problem.objects.filter(delivery=delivery).delete()
    ProblemCount.objects.filter(delivery=delivery).delete()
    codes = [f"kind_{number}" for number in range(60)] + list(KINDS)[:40]
    Problem.objects.bulk_create(
        (
            Problem(
                delivery=delivery,
                position=position,
                code=codes[position // 1000],
                severity=("error", "warning", "hint")[position // 1000 % 3],
                row=position % 6 + 1,
                column=("einwohner", "faelle")[position % 2],
                value=str(position),
            )
            for position in range(100_000)
        ),
        batch_size=10_000,
    )
    ProblemCount.objects.bulk_create(
        ProblemCount(delivery=delivery, code=code, severity=("error", "warning", "hint")[at % 3], count=1000)
        for at, code in enumerate(codes)
    )
    with connection.cursor() as cursor:
        cursor.execute('ANALYZE "sealed"."problem"')
    return delivery


def test_100_000_problems_stay_quick(desk: Desk, many: Delivery) -> None:
    client = desk.client(desk.office.supplier)
    client.get(f"/deliveries/{many.pk}/")
    told: dict[str, Any] = {}
    for page in ("report/", "report/?code=kind_7&page=9", "report/?column=faelle&severity=error", "report/areas/", ""):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            begin = perf_counter()
            answer = client.get(f"/deliveries/{many.pk}/{page}")
            told[page] = (round(1000 * (perf_counter() - begin)), len(queries), len(answer.content) // 1024)
        assert answer.status_code == 200
    print("page: ms, queries, kB", told)
    assert all(milliseconds < 4_000 and queries <= 30 for milliseconds, queries, _size in told.values()), told
