"""Missing reasons are told before anybody tries to approve; those of last time are offered, never taken over silently."""

import re

from indicators.actions.asking import give_reason
from indicators.models import Delivery, WarningReason
from tests.factories import make_person
from tests.indicators.actions.journeys import COUNTS, file_of
from tests.monitoring.deliveries.conftest import Desk

WARNED = {code: counts for code, counts in COUNTS.items() if code != "0202"}


def _read(desk: Desk, delivery: Delivery, page: str = "", *, writer: bool = False) -> str:
    person = desk.office.supplier if writer else desk.office.approver
    answer = desk.client(person, "en").get(f"/deliveries/{delivery.pk}/{page}")
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def test_pages_say_that_reasons_are_missing_instead_of_offering_to_approve(desk: Desk) -> None:
    delivery = desk.delivered(content=file_of(WARNED))
    way, approve = f'href="/deliveries/{delivery.pk}/report/#warnings"', f'href="/deliveries/{delivery.pk}/approve/"'
    for page in ("", "report/", "report/?severity=hint", "preview/"):
        text = _read(desk, delivery, page)
        assert "Reasons for warnings are missing." in text and "“Areas without a row”" in text, page
        assert "whoever delivered the file" in text and way in text and approve not in text, page
        assert "Not to be approved yet" in text and f'href="/deliveries/{delivery.pk}/reject/"' in text, page
    for page in ("", "report/"):
        text = _read(desk, delivery, page, writer=True)
        assert "Write the reasons" in text and "Not to be approved yet" not in text, page
    give_reason(by=desk.office.supplier, delivery=delivery.pk, code="missing_area", text="Abgerissen.")
    for page in ("", "report/", "preview/"):
        text = _read(desk, delivery, page)
        assert "Reasons for warnings are missing." not in text and approve in text, page


def test_whoever_opens_the_approval_all_the_same_comes_to_the_report(desk: Desk) -> None:
    delivery = desk.delivered(content=file_of(WARNED))
    answer = desk.client(desk.office.approver, "en").get(f"/deliveries/{delivery.pk}/approve/", follow=True)
    assert answer.redirect_chain == [(f"/deliveries/{delivery.pk}/report/#warnings", 302)]
    assert "Reasons for warnings are missing." in answer.content.decode()
    supplier = desk.client(desk.outsider).get(f"/deliveries/{delivery.pk}/approve/")
    assert supplier.status_code in (302, 403) and "report" not in supplier.headers.get("Location", "")


def test_the_reason_of_last_time_is_offered_beside_the_empty_field(desk: Desk) -> None:
    first, second = (desk.delivered(content=file_of(WARNED), period=f"202{year}-12-31") for year in (2, 3))
    give_reason(by=desk.office.supplier, delivery=first.pk, code="missing_area", text="Abgerissen <2019>.")
    delivery = desk.delivered(content=file_of(WARNED))
    offered = f"Take over: “Abgerissen &lt;2019&gt;.” (delivery {first.pk}, 31 December 2022)"
    text = _read(desk, delivery, "report/", writer=True)
    assert offered in text, text[text.index("reason-field") :][:900]
    assert 'data-earlier-reason="Abgerissen &lt;2019&gt;."' in text and 'maxlength="2000"></textarea>' in text
    assert offered in _read(desk, delivery, "report/?code=missing_area", writer=True)
    assert "data-earlier-reason" not in _read(desk, delivery, "report/")  # who writes none is offered none
    assert not WarningReason.objects.filter(delivery=delivery).exists()
    give_reason(by=desk.office.supplier, delivery=second.pk, code="missing_area", text="Später.")
    assert "Take over: “Später.”" in _read(desk, delivery, "report/", writer=True)
    Delivery.objects.filter(pk=second.pk).update(state="withdrawn")
    assert offered in _read(desk, delivery, "report/", writer=True)
    give_reason(by=desk.office.supplier, delivery=delivery.pk, code="missing_area", text="Wieder.")
    assert "data-earlier-reason" not in _read(desk, delivery, "report/", writer=True)


def test_reasons_from_out_of_sight_are_not_offered(desk: Desk) -> None:
    first = desk.delivered(content=file_of(WARNED), period="2023-12-31")
    give_reason(by=desk.office.supplier, delivery=first.pk, code="missing_area", text="Vertraulich.")
    delivery = desk.delivered(desk.outsider, content=file_of(WARNED))
    Delivery.objects.filter(pk=first.pk).update(department="jugendamt")
    colleague = make_person("kollegin", "supplier", department="statistikstelle")
    text = desk.client(colleague).get(f"/deliveries/{delivery.pk}/report/").content.decode()
    assert 'name="reason-missing_area"' in text and "Vertraulich" not in text
