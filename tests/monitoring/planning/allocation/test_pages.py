"""The pages of allocations: begun, drafted, compared, decided, handed out, and closed to whoever may not see their values."""

import csv
import io
import re
from collections.abc import Callable
from decimal import Decimal

import openpyxl
import pypdfium2
import pytest
from django.test import Client

from indicators.models import Release
from monitoring.departments.models import Department, Person
from monitoring.planning.allocation import actions
from monitoring.planning.allocation.plan import Plan
from monitoring.planning.allocation.plan_document import read_plan
from monitoring.planning.models import Allocation, AllocationBefore
from tests.factories import EDITION, World, make_person

ClientOf = Callable[..., Client]

FORM = {
    "name": "Variante A",
    "total": "20",
    "step": "1",
    "base": "einwohner",
    "base_period": "",
    "need": "armutsquote",
    "need_period": "",
    "more": "1",
    "weighting": "linear",
    "strength": "1",
    "lowest": "0",
    "class_weights": ["0,8", "1", "1,2", "1,5"],
    "floor": "",
    "floor_per": "area",
    "cap": "",
    "cap_per": "area",
    "without_value": "city",
    "residual": "aside",
}


def at(allocation: Allocation, tail: str = "") -> str:
    return f"/planning/allocations/{allocation.code}/{tail}"


def text(content: bytes) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", content.decode())).replace("\N{NO-BREAK SPACE}", " ")


def drafted(allocation: Allocation) -> Plan:
    allocation.refresh_from_db()
    return read_plan(allocation.drafts.get(number=allocation.draft).document)


@pytest.fixture
def client(client_of: ClientOf, planner: Person) -> Client:
    return client_of(planner)


def test_allocation_is_begun_with_its_first_variant(world: World, client: Client) -> None:
    assert client.get("/planning/allocations/new/").status_code == 200
    sent = {
        "title": "Zwanzig Stellen",
        "department": "sozialplanung",
        "question": "Wohin?",
        "subject": "positions",
        "total": "20",
        "step": "0,5",
        "ground": f"{EDITION}|planungsraum",
    }
    answer = client.post("/planning/allocations/new/", sent)
    made = Allocation.objects.get()
    assert answer["Location"] == at(made, "variants/1/")
    variant = drafted(made).variants[0]
    assert (variant.total, variant.step, variant.base) == (Decimal(20), Decimal("0.5"), "einwohner")
    page = client.get(answer["Location"])
    assert page.status_code == 200 and "Zwanzig Stellen" in page.content.decode()
    assert "Zwanzig Stellen" in client.get("/planning/allocations/").content.decode()
    assert "Zwanzig Stellen" in client.get(at(made)).content.decode()


def test_what_is_no_amount_is_said_at_its_field_and_nothing_is_begun(world: World, client: Client) -> None:
    sent = {"title": "x", "department": "sozialplanung", "subject": "euros", "ground": f"{EDITION}|planungsraum"}
    for total, step in (("1.234", "1"), ("viel", "1"), ("-3", "1"), ("20", "")):
        answer = client.post("/planning/allocations/new/", sent | {"total": total, "step": step})
        assert answer.status_code == 422 and "kern-error" in answer.content.decode()
    assert not Allocation.objects.exists()


def test_variant_is_saved_while_it_is_filled_in_and_the_result_comes_back(
    allocation: Allocation, client: Client
) -> None:
    form = FORM | {"seen": "1", "total": "30"}
    answer = client.post(at(allocation, "variants/1/save/"), form, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert 'data-seen="2"' in answer.content.decode() and 'id="area-0101"' in answer.content.decode()
    assert drafted(allocation).variants[0].total == 30
    again = client.post(at(allocation, "variants/1/save/"), form | {"seen": "1"}, headers={"HX-Request": "true"})
    assert again.status_code == 409 and drafted(allocation).variants[0].total == 30


def test_form_without_script_is_saved_too(allocation: Allocation, client: Client) -> None:
    answer = client.post(at(allocation, "variants/1/save/"), FORM | {"seen": "1", "total": "25"})
    assert answer["Location"] == at(allocation, "variants/1/")
    assert 'value="25"' in client.get(answer["Location"]).content.decode()


@pytest.mark.parametrize(
    ("change", "field", "saved"),
    [
        ({"total": "1.234"}, "total", False),
        ({"strength": "viel"}, "strength", False),
        ({"lowest": "1,5"}, "lowest", False),
        ({"base": "gibt-es-nicht"}, "base", False),
        ({"class_weights": ["x"]}, "class_weights", False),
        ({"floor": "6"}, "floor", True),
        ({"cap": "4"}, "cap", True),
        ({"step": "3"}, "step", True),
        ({"total": "0"}, "total", True),
    ],
)
def test_problems_are_said_at_the_field(
    allocation: Allocation, client: Client, change: dict[str, object], field: str, saved: bool
) -> None:
    answer = client.post(
        at(allocation, "variants/1/save/"), FORM | {"seen": "1"} | change, headers={"HX-Request": "true"}
    )
    assert answer.status_code == (200 if saved else 422)
    assert f'data-of="{field}"' in answer.content.decode()
    assert allocation.drafts.count() == (2 if saved else 1)
    assert client.get(at(allocation)).status_code == 200


def test_changes_are_taken_back_and_variants_are_duplicated_and_removed(allocation: Allocation, client: Client) -> None:
    def press(change: str, seen: int, number: int = 1) -> None:
        sent = {"change": change, "seen": seen, "number": number}
        assert client.post(at(allocation, "change/"), sent).status_code == 302

    for seen in (1, 2, 3, 4):
        press("duplicate", seen)
    names = [one.name for one in drafted(allocation).variants]
    assert len(set(names)) == 4
    press("take_back", 4)
    assert len(drafted(allocation).variants) == 3
    press("do_again", 3)
    press("remove", 4, number=2)
    assert [one.name for one in drafted(allocation).variants] == [names[0], *names[2:]]
    assert client.post(at(allocation, "change/"), {"change": "quatsch", "seen": 5}).status_code == 404
    assert client.post(at(allocation, "change/"), {"change": "remove", "seen": 5, "number": "x"}).status_code == 404


def test_newer_release_is_offered_and_taken_over_by_will(
    world: World, plan: Plan, allocation: Allocation, client: Client
) -> None:
    newer = world.releases.release("neu")
    assert newer.cited in client.get(at(allocation)).content.decode()
    assert drafted(allocation).release == plan.release
    client.post(at(allocation, "change/"), {"change": "release", "seen": 1, "number": 1})
    assert drafted(allocation).release == newer.number


def test_withdrawn_release_is_told_and_nothing_breaks(
    world: World, plan: Plan, allocation: Allocation, client: Client
) -> None:
    from django.utils import timezone

    Release.objects.filter(pk=world.live.pk).update(withdrawn_at=timezone.now(), withdrawn_reason="Fehler")
    for tail in ("", "variants/1/", "decide/", "last-year/", "manage/"):
        assert client.get(at(allocation, tail)).status_code == 200, tail
    assert client.get(at(allocation, "variants/1/paper/")).status_code == 302


def test_last_years_amounts_come_with_every_problem_of_a_line_or_not_at_all(
    allocation: Allocation, client: Client
) -> None:
    wrong = client.post(at(allocation, "last-year/"), {"origin": "Haushalt", "lines": "0101;5\n0909;3\n0102;x"})
    assert wrong.status_code == 422
    assert "Zeile 2" in text(wrong.content) or "Line 2" in text(wrong.content)
    assert "0909" in text(wrong.content)
    upload = io.BytesIO(b"Gebiet;Stellen\n0101;9,5\n0102;3\n0201;4\n0202;3,5")
    upload.name = "vorjahr.csv"
    assert client.post(at(allocation, "last-year/"), {"origin": "Haushalt", "file": upload}).status_code == 302
    page = text(client.get(at(allocation, "variants/1/")).content)
    assert "+1,5" in page and "9,5" in page
    assert client.post(at(allocation, "last-year/"), {"remove": "1"}).status_code == 302
    assert not AllocationBefore.objects.exists()


def decide(client: Client, allocation: Allocation, seen: int = 1) -> str:
    sent = {
        "seen": seen,
        "variant": "1",
        "decided_by": "Jugendhilfeausschuss",
        "decided_on": "2026-03-03",
        "reason": "Nach Bedarf.",
    }
    return client.post(at(allocation, "decide/"), sent)["Location"]


def test_decision_stands_with_its_numbers_people_and_release_and_is_taken_over_as_last_year(
    allocation: Allocation, client: Client
) -> None:
    page = text(client.get(decide(client, allocation)).content)
    for expected in ("Jugendhilfeausschuss", "Petra Planung", "2026/2", "Nach Bedarf."):
        assert expected in page
    recorded = allocation.decisions.get()
    client.post(at(allocation, "last-year/"), {"decision": recorded.pk})
    assert "Jugendhilfeausschuss" in text(client.get(at(allocation)).content)
    assert client.get(decide(client, allocation)).status_code == 200
    assert "/decisions/2/" in client.get(at(allocation, "decisions/1/")).content.decode()


def test_decision_without_who_or_why_or_of_tomorrow_is_not_recorded(allocation: Allocation, client: Client) -> None:
    whole = {"seen": 1, "variant": "1", "decided_by": "x", "decided_on": "2026-03-03", "reason": "y"}
    for change in ({"decided_by": ""}, {"reason": " "}, {"decided_on": "2999-01-01"}, {"variant": "9"}):
        assert client.post(at(allocation, "decide/"), whole | change).status_code == 422
    assert client.post(at(allocation, "decide/"), whole | {"seen": 7}).status_code == 302
    assert not allocation.decisions.exists()


def numbers_of_page(content: bytes) -> list[str]:
    """The cells of the table of all areas."""
    table = content.decode().split('aria-labelledby="areas"')[-1].split("</table>")[0]
    cells = re.findall(r'<td class="num[^"]*">([^<]*)</td>', table)
    return [cell.replace("\N{NO-BREAK SPACE}", " ") for cell in cells if cell]


@pytest.mark.parametrize("language", ["de", "en"])
def test_paper_holds_every_number_of_the_page(
    world: World, allocation: Allocation, planner: Person, client_of: ClientOf, language: str
) -> None:
    client = client_of(planner, language)
    client.post(at(allocation, "last-year/"), {"origin": "Haushalt 2025", "lines": "0101;9\n0102;5\n0201;4\n0202;2"})
    page = client.get(at(allocation, "variants/1/")).content
    answer = client.get(at(allocation, "variants/1/paper/"))
    assert answer["Content-Type"] == "application/pdf"
    document = pypdfium2.PdfDocument(io.BytesIO(answer.content))
    pages = [one.get_textpage().get_text_range() for one in document]
    paper = " ".join(" ".join(pages).split()).replace("\N{NO-BREAK SPACE}", " ")
    numbers = numbers_of_page(page)
    assert len(numbers) > 30
    assert [number for number in numbers if number not in paper] == []
    for expected in ("Hafenviertel Nord", "Wohin gehen 20 Stellen?", "Haushalt 2025", "2026/2", "0202"):
        assert expected in paper
    assert document.is_tagged()


def test_files_hold_the_same_numbers(allocation: Allocation, client: Client) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get(at(allocation, "variants/1/files/csv/")).content.decode())))
    assert [row["amount"] for row in rows] == ["11.0", "2.0", "6.0", "1.0", ""]
    book = openpyxl.load_workbook(io.BytesIO(client.get(at(allocation, "variants/1/files/xlsx/")).content))
    data, notes = book.worksheets
    header = [cell.value for cell in next(data.rows)]
    assert [row[header.index("amount")].value for row in list(data.rows)[1:]] == [11, 2, 6, 1, None]
    assert any("2026/2" in str(row[1].value) for row in notes.rows)
    assert client.get(at(allocation, "variants/1/files/exe/")).status_code == 404


def test_decisions_paper_and_files_come_from_its_release(world: World, allocation: Allocation, client: Client) -> None:
    decide(client, allocation)
    world.releases.release("später")
    for tail in ("decisions/1/paper/", "decisions/1/files/csv/", "decisions/1/files/xlsx/"):
        assert client.get(at(allocation, tail)).status_code == 200, tail


def test_whoever_may_not_see_base_or_need_gets_no_number_and_a_sentence(
    allocation: Allocation, planner: Person, client: Client, client_of: ClientOf
) -> None:
    """The counts of a rate are not for administrators of the portal; sharing does not change that."""
    form = FORM | {"seen": "1", "base": "armutsquote:denominator"}
    client.post(at(allocation, "variants/1/save/"), form)
    admin = make_person("admin", "administrator", department="it-stelle")
    allocation.refresh_from_db()
    decide(client, allocation, seen=2)
    place = Department.objects.get(code="it-stelle")
    actions.share_allocation(by=planner, allocation=allocation, departments=[place], seen=[])
    reader = client_of(admin)
    for tail in ("", "variants/1/", "decisions/1/"):
        answer = reader.get(at(allocation, tail))
        assert answer.status_code == 200
        assert "area-0101" not in answer.content.decode() and "Hafenviertel" not in answer.content.decode()
    assert reader.get(at(allocation, "variants/1/paper/")).status_code == 302
    assert reader.get(at(allocation, "variants/1/files/csv/")).status_code == 302
    assert reader.get(at(allocation, "decisions/1/paper/")).status_code == 404
    assert reader.get(at(allocation, "decisions/1/files/csv/")).status_code == 404
    manage = client.get(at(allocation, "manage/")).content.decode()
    assert 'id="share-it-stelle-hidden"' in manage or "share-it-stelle" in manage


def test_shared_allocation_is_read_and_not_changed(
    allocation: Allocation, planner: Person, client_of: ClientOf
) -> None:
    viewer = make_person("einblick", "viewer", department="jugend")
    reader = client_of(viewer)
    assert reader.get(at(allocation)).status_code == 404
    place = Department.objects.get(code="jugend")
    actions.share_allocation(by=planner, allocation=allocation, departments=[place], seen=[])
    page = reader.get(at(allocation, "variants/1/"))
    assert page.status_code == 200 and "data-variant-form" not in page.content.decode()
    for tail in ("change/", "variants/1/save/", "share/", "delete/", "decide/", "last-year/", "manage/"):
        assert reader.post(at(allocation, tail), {"seen": 1}).status_code == 403, tail
    assert reader.get(at(allocation, "variants/9/")).status_code == 404


def test_indicator_that_the_reader_may_not_see_cannot_be_chosen(allocation: Allocation, client: Client) -> None:
    assert "jugendquote" not in client.get(at(allocation, "variants/1/")).content.decode()
    answer = client.post(
        at(allocation, "variants/1/save/"), FORM | {"seen": "1", "need": "jugendquote"}, headers={"HX-Request": "true"}
    )
    assert answer.status_code == 422


def test_deleted_allocation_comes_back(allocation: Allocation, client: Client) -> None:
    assert client.post(at(allocation, "delete/")).status_code == 302
    assert client.get(at(allocation)).status_code == 404
    assert "Zwanzig Stellen" in client.get("/planning/allocations/").content.decode()
    assert client.post(at(allocation, "restore/")).status_code == 302
    assert client.get(at(allocation)).status_code == 200


def test_title_with_a_sign_that_no_typeface_has_is_told_and_never_a_fault(
    allocation: Allocation, client: Client
) -> None:
    assert client.post(at(allocation, "manage/"), {"title": "Stellen 🚲", "question": ""}).status_code == 302
    answer = client.get(at(allocation, "variants/1/paper/"), follow=True)
    assert answer.status_code == 200 and "🚲" in answer.content.decode()
