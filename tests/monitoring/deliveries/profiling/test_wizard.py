"""From a file without a profile to a delivery: proposed, corrected, approved, delivered; persons are refused."""

import csv
import io
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from indicators.actions import drafts, proposals
from indicators.journey import State
from indicators.models import AuditEntry, CatalogueProposal, Delivery, ImportProfile, ProfileDraft, StoredFile
from tests.factories import make_person
from tests.monitoring.deliveries.conftest import PERIOD, Desk, travelled

MESSY = """Bestand nach Planungsräumen;;;
Stand: 31.12.2024;;;

Raum;Name;Einw.;Fälle insg.
0101;Hafenviertel Nord;300;60
0102;Hafenviertel Süd;400;10
0201;Heide Ost;320;-
0202;Heide West;80;8
99999999;räumlich nicht zuordenbar;60;5
Insgesamt;;1160;83
Quelle: Amt für Statistik;;;
"""


def uploaded(desk: Desk, content: bytes = MESSY.encode("cp1252"), name: str = "bestand-2024-12-31.csv") -> ProfileDraft:
    response = desk.client(desk.office.supplier).post("/profiling/", {"file": SimpleUploadedFile(name, content)})
    assert response.status_code == 302, response.content.decode()
    return ProfileDraft.objects.get(pk=int(response["Location"].strip("/").split("/")[-1]))


def typed(client: Client, draft: ProfileDraft, **changes: Any) -> dict[str, Any]:
    """The form of the page as a browser sends it, with the fields that a person corrects."""
    page = client.get(f"/profiling/{draft.pk}/")
    assert page.status_code == 200
    context = page.context
    given: dict[str, Any] = {**dict(context["hidden"]), "edition": context["proposal"].edition}
    for section in context["sections"]:
        for field in section.fields:
            chosen = [option.code for option in field.options if option.is_chosen]
            given[field.name] = (
                chosen if field.form == "checks" else (chosen[:1] or [""]) if field.options else field.text
            )
    lines = [line for line in context["columns"] if not line.is_fixed]
    given["column"] = [line.name for line in lines if line.field == "column"]
    given["measure"] = [line.measure for line in lines if line.field == "column"]
    given["word"] = [line.name for line in lines if line.field == "word"]
    given["word-measure"] = [line.measure for line in lines if line.field == "word"]
    given["sign"] = [line.text for line in context["signs"]]
    given["meaning"] = [line.meaning for line in context["signs"]]
    given["rule"] = [rule.value for rule in context["rules"] if rule.is_kept]
    return given | changes


def corrected(client: Client, draft: ProfileDraft, **changes: Any) -> dict[str, Any]:
    """The column of cases, whose name says too little, is given its measure."""
    given = typed(client, draft, reason="Datei des Amts", code="bestand-raum", **changes)
    given["measure"] = [
        {"Einw.": "einwohner", "Fälle insg.": "leistungsberechtigte"}.get(name, "") for name in given["column"]
    ]
    return given


def handed_in(desk: Desk) -> ProfileDraft:
    draft, client = uploaded(desk), desk.client(desk.office.supplier)
    answer = client.post(f"/profiling/{draft.pk}/", corrected(client, draft) | {"step": "propose"})
    assert answer.status_code == 302, answer.content.decode()
    draft.refresh_from_db()
    return draft


def approved(desk: Desk, draft: ProfileDraft) -> None:
    assert draft.proposal is not None
    proposals.approve(by=desk.office.approver, proposal=draft.proposal.pk, reason="passt")


def test_a_messy_file_is_described_with_reasons(desk: Desk) -> None:
    page = desk.client(desk.office.supplier, "en").get(f"/profiling/{uploaded(desk).pk}/")
    told = page.content.decode()
    assert "values are codes of the level planungsraum" in told
    assert "Please look." in told
    document = page.context["draft"].document
    assert (document["encoding"], document["delimiter"]) == ("windows-1252", ";")
    assert document["area"] == {"column": "Raum", "level": "planungsraum", "width": 4}
    assert document["residual"] == {"rows": ["99999999"]} and document["total"] == {"rows": ["Insgesamt"]}
    assert document["signs"] == {"-": "zero"} and document["footer"] == ["Quelle*"]
    assert page.context["draft"].period == "2024-12-31"
    kinds = [row.kind for row in page.context["sheets"][0].rows]
    assert kinds == ["title", "title", "header", *["area"] * 4, "residual", "total", "footer"]


def test_what_would_be_read_follows_every_correction(desk: Desk) -> None:
    draft, client = uploaded(desk), desk.client(desk.office.supplier, "en")
    before = client.post(f"/profiling/{draft.pk}/reading/", typed(client, draft)).content.decode()
    after = client.post(f"/profiling/{draft.pk}/reading/", corrected(client, draft)).content.decode()
    assert "4 of 4 areas. Measures: 2" in after and "4 of 4 areas. Measures: 2" not in before
    wrong = client.post(f"/profiling/{draft.pk}/reading/", corrected(client, draft, decimal="x")).content.decode()
    assert "not complete yet" in wrong
    no_sign = corrected(client, draft) | {"meaning": ["" for _ in corrected(client, draft)["meaning"]]}
    assert "would refuse" in client.post(f"/profiling/{draft.pk}/reading/", no_sign).content.decode()
    draft.refresh_from_db()
    assert draft.document["code"] == "bestand", "looking changes nothing"


def test_the_file_is_delivered_once_a_second_person_has_approved(desk: Desk) -> None:
    draft = handed_in(desk)
    client = desk.client(desk.office.supplier)
    early = client.post(f"/profiling/{draft.pk}/deliver/", {"period": PERIOD})
    assert early.status_code == 422 and not Delivery.objects.exists()
    approved(desk, draft)
    assert (
        "Deliver this file" in desk.client(desk.office.supplier, "en").get(f"/profiling/{draft.pk}/").content.decode()
    )
    answer = client.post(f"/profiling/{draft.pk}/deliver/", {"period": PERIOD})
    delivery = travelled(int(answer["Location"].strip("/").split("/")[-1]))
    assert delivery.state == State.CANDIDATE, list(delivery.problems.values_list("code", "row", "column", "value"))
    assert delivery.profile.code == "bestand-raum" and delivery.uploaded_by == desk.office.supplier
    again = client.post(f"/profiling/{draft.pk}/deliver/", {"period": PERIOD})
    assert again["Location"] == answer["Location"] and Delivery.objects.count() == 1


def test_the_author_does_not_approve_and_the_proposal_is_an_ordinary_one(desk: Desk) -> None:
    draft = handed_in(desk)
    assert draft.proposal is not None and draft.proposal.part == "profile"
    response = desk.client(desk.office.supplier).post(
        f"/catalogue/proposals/{draft.proposal.pk}/approve/", {"reason": "x"}
    )
    assert response.status_code == 403 and not ImportProfile.objects.filter(code="bestand-raum").exists()


def test_a_taken_code_and_an_incomplete_profile_are_not_handed_in(desk: Desk) -> None:
    draft, client = uploaded(desk), desk.client(desk.office.supplier)
    given = corrected(client, draft) | {"step": "propose"}
    for change in ({"code": "kiez"}, {"source": ""}, {"reason": ""}, {"measure": ["" for _ in given["column"]]}):
        answer = client.post(f"/profiling/{draft.pk}/", given | change)
        assert answer.status_code == 422, change
    assert not CatalogueProposal.objects.exists()


def person_file() -> bytes:
    text = io.StringIO()
    rows = csv.writer(text, delimiter=";")
    rows.writerow(["Raum", "Nachname", "Geburtsdatum"])
    rows.writerows([["0101", f"Name{n}", f"{n % 28 + 1:02d}.03.19{n % 80 + 10}"] for n in range(40)])
    return text.getvalue().encode()


def test_a_file_with_persons_is_refused_before_anything_of_it_is_shown(desk: Desk) -> None:
    response = desk.client(desk.office.supplier).post(
        "/profiling/", {"file": SimpleUploadedFile("a.csv", person_file())}
    )
    assert response.status_code == 422 and "Name7" not in response.content.decode()
    stored = StoredFile.objects.get()
    assert stored.content is None and stored.erased_reason.startswith("person_")
    assert not ProfileDraft.objects.exists()
    assert AuditEntry.objects.filter(action="refuse_file").count() == 1


def test_the_bytes_go_when_their_time_is_over(desk: Desk) -> None:
    draft = uploaded(desk)
    assert drafts.close_expired() == 0
    assert drafts.close_expired(now=timezone.now() + timedelta(days=drafts.KEPT_DAYS, hours=1)) == 1
    draft.refresh_from_db()
    assert draft.closed == "expired" and draft.file.content is None and draft.file.erased_reason == drafts.EXPIRED
    assert desk.client(desk.office.supplier).get(f"/profiling/{draft.pk}/").status_code == 200


def test_bytes_that_a_delivery_needs_stay(desk: Desk) -> None:
    draft = handed_in(desk)
    approved(desk, draft)
    delivery = drafts.deliver_draft(by=desk.office.supplier, draft=draft.pk, period=PERIOD)
    other = uploaded(desk)
    drafts.discard(by=desk.office.supplier, draft=other.pk)
    delivery.file.refresh_from_db()
    assert delivery.file.content is not None


def test_a_refused_delivery_begins_a_changed_profile(desk: Desk) -> None:
    """The same columns under other names, another delimiter: the profile follows, its rules with it."""
    content = "id;Einwohner gesamt;faelle\n" + "\n".join(
        f"{code};{300 + at};{10 + at}" for at, code in enumerate(("0101", "0102", "0201", "0202", "99999999"))
    )
    delivery = desk.delivered(content=content.encode())
    assert delivery.state == State.REFUSED
    client = desk.client(desk.office.supplier)
    assert f"/deliveries/{delivery.pk}/profile/" in client.get(f"/deliveries/{delivery.pk}/").content.decode()
    answer = client.post(f"/deliveries/{delivery.pk}/profile/")
    draft = ProfileDraft.objects.get()
    assert answer["Location"] == f"/profiling/{draft.pk}/"
    assert draft.base == "kiez" and draft.document["delimiter"] == ";"
    assert draft.document["columns"] == {"Einwohner gesamt": "einwohner", "faelle": "leistungsberechtigte"}
    assert draft.document["at_most"] == {"faelle": "Einwohner gesamt"}
    assert client.post(f"/deliveries/{delivery.pk}/profile/")["Location"] == answer["Location"], "once"
    given = typed(client, draft, step="propose", reason="Neue Überschriften")
    assert client.post(f"/profiling/{draft.pk}/", given).status_code == 302
    draft.refresh_from_db()
    approved(desk, draft)
    again = travelled(drafts.deliver_draft(by=desk.office.supplier, draft=draft.pk, period=PERIOD).pk)
    assert again.state == State.CANDIDATE


def test_a_workbook_with_title_merged_header_and_notes_is_described(desk: Desk) -> None:
    draft = uploaded(desk, workbook(), "bestand.xlsx")
    assert draft.document["format"] == "spreadsheet" and draft.document["header"] == {"rows": 2}
    assert draft.document["area"]["column"] == "Raum"
    assert draft.document["columns"]["Bevölkerung / Einwohner"] == "einwohner"


def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Bestand am 31.12.2024"])
    sheet.append([])
    sheet.append(["Raum", "Bevölkerung", None])
    sheet.append([None, "Einwohner", "Fälle"])
    sheet.merge_cells("A3:A4")
    sheet.merge_cells("B3:C3")
    for code, residents, cases in (("0101", 300, 60), ("0102", 400, 10), ("0201", 320, "-"), ("0202", 80, 8)):
        sheet.append([code, residents, cases])
    sheet.append(["99999999", 60, 5])
    sheet.append([])
    sheet.append(["Quelle: Amt für Statistik"])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.mark.parametrize("role", ["supplier", "approver", "planner", "administrator"])
def test_statisticians_alone_make_profiles(desk: Desk, role: str) -> None:
    draft = uploaded(desk)
    client = desk.client(make_person(f"jemand-{role}", role, department="statistikstelle"))
    for path in ("/profiling/", f"/profiling/{draft.pk}/"):
        assert client.get(path).status_code == 403, path
    for path in (
        f"/profiling/{draft.pk}/reading/",
        f"/profiling/{draft.pk}/deliver/",
        f"/profiling/{draft.pk}/discard/",
    ):
        assert client.post(path).status_code == 403, path


def test_numbers_that_no_draft_has_are_not_found(desk: Desk) -> None:
    client = desk.client(desk.office.supplier)
    assert client.get("/profiling/987654/").status_code == 404
    assert client.post("/profiling/987654/reading/").status_code == 404
