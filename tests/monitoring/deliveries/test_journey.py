"""From the upload form to a live release, through the pages, with the database rights of the office."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

from django.core.files.uploadedfile import SimpleUploadedFile

from indicators.journey import State
from indicators.models import AuditEntry, Delivery, LiveRelease, ReleasedBlock
from tests.indicators.actions.journeys import COUNTS, file_of
from tests.monitoring.deliveries.conftest import PERIOD, Desk, travelled

AsRole = Callable[[str], AbstractContextManager[None]]


def test_a_file_goes_from_the_form_to_a_release_that_a_second_person_approved(desk: Desk, as_role: AsRole) -> None:
    with as_role("office"):
        delivery = desk.delivered()
        assert delivery.state == State.CANDIDATE
        assert not ReleasedBlock.objects.exists()
        approver = desk.client(desk.office.approver)
        page = approver.get(f"/deliveries/{delivery.pk}/").content.decode()
        assert f'href="/deliveries/{delivery.pk}/approve/"' in page
        assert approver.get(f"/deliveries/{delivery.pk}/preview/").status_code == 200
        form = approver.get(f"/deliveries/{delivery.pk}/approve/")
        given = {"reason": "4. Quartal", "manifest": form.context["form"]["manifest"].value()}
        approver.post(f"/deliveries/{delivery.pk}/approve/", given | {"manifest": "0" * 64})
        delivery.refresh_from_db()
        assert delivery.state == State.CANDIDATE  # nobody approves what they have not looked at
        assert given["manifest"] in form.content.decode()
        answer = approver.post(f"/deliveries/{delivery.pk}/approve/", given, follow=True)
        assert answer.status_code == 200
        delivery = travelled(delivery.pk)
        assert delivery.state == State.ACTIVE
        assert LiveRelease.objects.get().release == delivery.release
        page = approver.get(f"/deliveries/{delivery.pk}/").content.decode()
        assert delivery.release is not None and delivery.release.number in page and "4. Quartal" in page


def test_every_move_stands_in_the_history_of_the_page(desk: Desk) -> None:
    delivery = desk.delivered()
    page = desk.client(desk.office.supplier, "en").get(f"/deliveries/{delivery.pk}/").content.decode()
    for event in ("File received", "Check passed", "Values loaded", "Results calculated"):
        assert event in page
    assert AuditEntry.objects.filter(subject_id=str(delivery.pk)).count() == 4


def test_the_uploader_is_told_why_approving_is_not_offered(desk: Desk) -> None:
    both = desk.office.supplier
    both.memberships.create(department=both.memberships.get().department, role="approver")
    delivery = desk.delivered(both)
    client = desk.client(both, "en")
    page = client.get(f"/deliveries/{delivery.pk}/").content.decode()
    assert "Approve is not offered to you: you uploaded this file." in page
    assert f"/deliveries/{delivery.pk}/approve/" not in page
    answer = client.post(f"/deliveries/{delivery.pk}/approve/", {"reason": "ich selbst"}, follow=True)
    assert "Nobody approves their own delivery." in answer.content.decode()
    assert Delivery.objects.get(pk=delivery.pk).state == State.CANDIDATE


def test_an_approval_without_a_reason_is_asked_for_it(desk: Desk) -> None:
    delivery = desk.delivered()
    answer = desk.client(desk.office.approver, "en").post(f"/deliveries/{delivery.pk}/approve/", {"reason": " "})
    assert answer.status_code == 422
    assert "Write one sentence" in answer.content.decode()
    assert Delivery.objects.get(pk=delivery.pk).state == State.CANDIDATE


def test_a_rejection_ends_the_delivery_and_its_reason_is_read(desk: Desk) -> None:
    delivery = desk.delivered()
    desk.client(desk.office.approver).post(f"/deliveries/{delivery.pk}/reject/", {"reason": "Sprung in 0101"})
    assert Delivery.objects.get(pk=delivery.pk).state == State.REJECTED
    assert "Sprung in 0101" in desk.client(desk.office.supplier).get(f"/deliveries/{delivery.pk}/").content.decode()
    assert not LiveRelease.objects.exists()


def test_a_button_pressed_twice_is_a_button_pressed_once(desk: Desk) -> None:
    for move, person in (("reject", desk.office.approver), ("withdraw", desk.office.supplier)):
        delivery = desk.delivered()
        client = desk.client(person, "en")
        for _press in range(2):
            answer = client.post(f"/deliveries/{delivery.pk}/{move}/", {"reason": "falsche Datei"}, follow=True)
            assert "cannot" not in answer.content.decode()
        assert AuditEntry.objects.filter(subject_id=str(delivery.pk), action=move).count() == 1


def test_who_comes_too_late_is_told_what_has_happened(desk: Desk) -> None:
    delivery = desk.delivered()
    desk.client(desk.office.supplier).post(f"/deliveries/{delivery.pk}/withdraw/", {"reason": "falsche Datei"})
    answer = desk.client(desk.office.approver, "en").post(
        f"/deliveries/{delivery.pk}/approve/", {"reason": "gut"}, follow=True
    )
    assert "You cannot approve this delivery: its state is “withdrawn”." in answer.content.decode()


def test_the_same_form_sent_twice_makes_one_delivery(desk: Desk) -> None:
    client = desk.client(desk.office.supplier)
    found = re.search(r'name="ticket" value="([^"]+)"', client.get("/deliveries/new/").content.decode())
    assert found is not None
    targets = [
        client.post(
            "/deliveries/new/",
            {
                "file": SimpleUploadedFile("einwohner.csv", file_of()),
                "profile": "kiez",
                "period": PERIOD,
                "ticket": found[1],
            },
        )["Location"]
        for _press in range(2)
    ]
    assert targets[0] == targets[1]
    assert Delivery.objects.count() == 1


def test_a_failed_delivery_is_started_again_by_the_statistics_office(desk: Desk) -> None:
    delivery = desk.office.receive()
    Delivery.objects.filter(pk=delivery.pk).update(state=State.FAILED, failure="MemoryError")
    page = desk.client(desk.office.supplier, "en").get(f"/deliveries/{delivery.pk}/").content.decode()
    assert "MemoryError" in page and "Start again" in page
    desk.client(desk.office.supplier).post(f"/deliveries/{delivery.pk}/retry/", {"reason": "mehr Speicher"})
    assert travelled(delivery.pk).state == State.CANDIDATE


def test_a_file_name_is_shown_as_text(desk: Desk) -> None:
    delivery = desk.delivered(name="<script>alert(1)</script>.csv")
    for path in ("/deliveries/", f"/deliveries/{delivery.pk}/", f"/deliveries/{delivery.pk}/report/"):
        assert "<script>alert" not in desk.client(desk.office.supplier).get(path).content.decode()


def test_the_fragment_asks_again_while_the_worker_is_at_it_and_reloads_the_page_at_the_end(desk: Desk) -> None:
    delivery = desk.office.receive()
    client = desk.client(desk.office.supplier)
    waiting = client.get(f"/deliveries/{delivery.pk}/progress/")
    assert 'hx-trigger="every 1s"' in waiting.content.decode() and "HX-Refresh" not in waiting
    travelled(delivery.pk)
    there = client.get(f"/deliveries/{delivery.pk}/progress/")
    assert "hx-trigger" not in there.content.decode() and there["HX-Refresh"] == "true"


def test_an_empty_list_says_what_to_do_next(desk: Desk) -> None:
    page = desk.client(desk.office.supplier, "en").get("/deliveries/").content.decode()
    assert "No deliveries yet" in page and 'href="/deliveries/new/"' in page
    assert (
        "you decide about its results" in desk.client(desk.office.approver, "en").get("/deliveries/").content.decode()
    )


def test_the_list_is_filtered_by_state(desk: Desk) -> None:
    first = desk.delivered()
    desk.delivered(content=b"")
    client = desk.client(desk.office.supplier)
    page = client.get("/deliveries/?state=candidate").content.decode()
    assert f'href="/deliveries/{first.pk}/"' in page and f'href="/deliveries/{first.pk + 1}/"' not in page
    assert client.get("/deliveries/?state=nichts").status_code == 200


def test_releases_are_listed_with_reason_and_people(desk: Desk) -> None:
    desk.office.release(reason="Quartal vier")
    page = desk.client(desk.office.approver).get("/releases/").content.decode()
    assert "Quartal vier" in page and "statistik" in page and "pruefung" in page


def test_a_correction_shows_in_the_preview_what_changes_against_what_is_live(desk: Desk) -> None:
    desk.office.release()
    delivery = desk.delivered(content=file_of(COUNTS | {"0101": (80, 300)}))
    page = (
        desk.client(desk.office.approver, "en")
        .get(f"/deliveries/{delivery.pk}/preview/?indicator=armutsquote")
        .content.decode()
    )
    assert "Hafenviertel Nord" in page and "20.0" in page and "26.7" in page
