"""What holds before a delivery goes live: answered warnings, answered questions, and a second person who is appointed."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.utils import timezone

from indicators.actions import appointing, asking, decide
from indicators.actions.errors import Refused
from indicators.journey import State
from indicators.looked_at import unanswered
from indicators.models import Appointment, AuditEntry, Delivery, ProblemCount, Remark, WarningReason
from monitoring.departments.models import Person
from tests.factories import make_person
from tests.indicators.actions.journeys import COUNTS, Office, file_of

AsRole = Callable[[str], AbstractContextManager[None]]


def code_of(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.code


def warned(office: Office) -> Delivery:
    """A candidate beside something live: an area is missing in its file, of which its report warns."""
    office.release()
    candidate = office.deliver(file_of({code: cell for code, cell in COUNTS.items() if code != "0102"}))
    assert ProblemCount.objects.filter(delivery=candidate, severity="warning").exists()
    return candidate


def today() -> Any:
    return timezone.localdate()


def test_nobody_approves_while_a_kind_of_warning_has_no_written_reason(office: Office) -> None:
    candidate = warned(office)
    codes = unanswered(candidate.pk)
    with pytest.raises(Refused) as refused:
        decide.approve(by=office.approver, delivery=candidate.pk, reason="Berichtigung")
    assert code_of(refused) == "warnings_unanswered" and refused.value.params["codes"] == codes
    assert Delivery.objects.get(pk=candidate.pk).state == State.CANDIDATE
    for code in codes:
        asking.give_reason(by=office.supplier, delivery=candidate.pk, code=code, text="Nachmeldung des Amtes")
    decide.approve(by=office.approver, delivery=candidate.pk, reason="Berichtigung")
    assert AuditEntry.objects.filter(action="give_reason", subject_id=str(candidate.pk)).count() == len(codes)


def test_a_reason_answers_as_many_warnings_as_there_were(office: Office) -> None:
    candidate = warned(office)
    (code, *_) = unanswered(candidate.pk)
    asking.give_reason(by=office.supplier, delivery=candidate.pk, code=code, text="stimmt")
    assert code not in unanswered(candidate.pk)
    ProblemCount.objects.filter(delivery=candidate, code=code).update(count=77)
    assert code in unanswered(candidate.pk)


def test_a_reason_is_about_a_warning_that_there_is_and_is_no_empty_text(office: Office) -> None:
    candidate = warned(office)
    (code, *_) = unanswered(candidate.pk)
    for wanted, text, expected in (("erfunden", "x", "unknown_warning"), (code, "  ", "reason_missing")):
        with pytest.raises(Refused) as refused:
            asking.give_reason(by=office.supplier, delivery=candidate.pk, code=wanted, text=text)
        assert code_of(refused) == expected
    live = Delivery.objects.get(state=State.ACTIVE)
    with pytest.raises(Refused) as refused:
        asking.give_reason(by=office.supplier, delivery=live.pk, code=code, text="zu spät")
    assert code_of(refused) == "wrong_state"


def test_the_database_keeps_one_reason_a_kind(office: Office) -> None:
    candidate = warned(office)
    (code, *_) = unanswered(candidate.pk)
    asking.give_reason(by=office.supplier, delivery=candidate.pk, code=code, text="erst")
    asking.give_reason(by=office.supplier, delivery=candidate.pk, code=code, text="dann")
    assert WarningReason.objects.get(delivery=candidate, code=code).text == "dann"
    with pytest.raises(IntegrityError), transaction.atomic():
        WarningReason.objects.create(delivery=candidate, code=code, count=1, text="noch", by=office.supplier)


def test_a_question_stops_the_approval_until_it_is_answered(office: Office) -> None:
    candidate = office.deliver()
    asking.ask(by=office.approver, delivery=candidate.pk, reason="Warum fehlt 0102?")
    with pytest.raises(Refused) as refused:
        decide.approve(by=office.approver, delivery=candidate.pk, reason="Quartal")
    assert code_of(refused) == "wrong_state"
    asking.answer(by=office.supplier, delivery=candidate.pk, reason="Fehlt nicht, heißt jetzt 0102a.")
    assert Delivery.objects.get(pk=candidate.pk).state == State.CANDIDATE
    said = [(remark.kind, remark.by, remark.text) for remark in Remark.objects.filter(delivery=candidate)]
    assert said == [
        ("question", office.approver, "Warum fehlt 0102?"),
        ("answer", office.supplier, "Fehlt nicht, heißt jetzt 0102a."),
    ]
    decide.approve(by=office.approver, delivery=candidate.pk, reason="Quartal")


def test_the_offices_role_rewrites_no_remark_and_deletes_no_reason(office: Office, as_role: AsRole) -> None:
    candidate = warned(office)
    (code, *_) = unanswered(candidate.pk)
    with as_role("office"):
        asking.give_reason(by=office.supplier, delivery=candidate.pk, code=code, text="stimmt")
        asking.ask(by=office.approver, delivery=candidate.pk, reason="Wieso?")
    for statement in (
        "UPDATE sealed.remark SET text = 'anders'",
        "DELETE FROM sealed.remark",
        "DELETE FROM sealed.warning_reason",
        "DELETE FROM sealed.appointment",
    ):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic(), as_role("office"):
            run(statement)


def run(statement: str, *params: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


# --- appointments, and what the database holds of them ----------------------------------------------------------------


def approved_by_hand(delivery: Delivery, person: Person, when: str = "clock_timestamp()") -> None:
    """Past every action, as somebody with the database's own tools would."""
    run(
        "UPDATE sealed.delivery SET decision = 'approved', state = 'approved', reason = 'x', approved_manifest = 'x', "
        f"decided_by_id = %s, decided_at = {when} WHERE id = %s",
        person.pk,
        delivery.pk,
    )


def refused_by_the_database(
    delivery: Delivery, person: Person, constraint: str, when: str = "clock_timestamp()"
) -> None:
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        approved_by_hand(delivery, person, when)
    assert error.value.__cause__.diag.constraint_name == constraint  # type: ignore[union-attr]


def test_without_any_appointment_the_role_suffices(office: Office) -> None:
    candidate = office.deliver()
    assert not Appointment.objects.exists()
    approved_by_hand(candidate, office.approver)


def test_with_an_appointment_nobody_else_approves(office: Office) -> None:
    candidate, chief = office.deliver(), make_person("leitung", "approver")
    appointing.appoint(by=None, person=chief, valid_from=today())
    refused_by_the_database(candidate, office.approver, "delivery_approver_is_appointed")
    with pytest.raises(Refused) as refused:
        decide.approve(by=office.approver, delivery=candidate.pk, reason="Quartal")
    assert code_of(refused) == "not_appointed"
    decide.approve(by=chief, delivery=candidate.pk, reason="Quartal")


@pytest.mark.parametrize(
    ("scope", "covered"),
    [
        ({"source": True}, True),
        ({"department": "statistikstelle"}, True),
        ({}, True),
        ({"department": "jugendamt"}, False),
    ],
)
def test_an_appointment_covers_a_source_a_departments_sources_or_everything(
    office: Office, scope: dict[str, Any], covered: bool
) -> None:
    candidate, chief = office.deliver(), make_person("leitung", "approver")
    source = candidate.profile.source
    if scope.get("department") == "statistikstelle":
        scope = {"department": source.spec.owner}
    appointing.appoint(
        by=None, person=chief, valid_from=today(), **({"source": source} if "source" in scope else scope)
    )
    if covered:
        refused_by_the_database(candidate, office.approver, "delivery_approver_is_appointed")
    approved_by_hand(candidate, chief if covered else office.approver)


def test_a_substitute_approves_on_the_days_of_its_appointment(office: Office) -> None:
    candidate = office.deliver()
    chief, deputy = make_person("leitung", "approver"), make_person("vertretung", "approver")
    tomorrow = today() + timedelta(days=1)
    appointing.appoint(by=None, person=chief, valid_from=today())
    later = appointing.appoint(by=None, person=deputy, substitute_for=chief, valid_from=tomorrow)
    refused_by_the_database(candidate, deputy, "delivery_approver_is_appointed")
    Appointment.objects.filter(pk=later.pk).update(valid_from=today(), valid_until=today())
    with transaction.atomic():
        approved_by_hand(candidate, deputy)
        transaction.set_rollback(True)
    yesterday = today() - timedelta(days=1)
    Appointment.objects.filter(pk=later.pk).update(valid_from=yesterday, valid_until=yesterday)
    refused_by_the_database(candidate, deputy, "delivery_approver_is_appointed")


def test_a_substitute_of_somebody_who_is_not_appointed_approves_nothing(office: Office) -> None:
    candidate = office.deliver()
    chief, deputy = make_person("leitung", "approver"), make_person("vertretung", "approver")
    appointing.appoint(by=None, person=chief, valid_from=today())
    appointing.appoint(by=None, person=deputy, substitute_for=office.approver, valid_from=today())
    refused_by_the_database(candidate, deputy, "delivery_approver_is_appointed")


def test_when_all_appointments_have_ended_nobody_approves_until_the_next(office: Office) -> None:
    candidate, chief = office.deliver(), make_person("leitung", "approver")
    made = appointing.appoint(by=None, person=chief, valid_from=today())
    appointing.end_appointment(by=None, appointment=made.pk)
    for person in (chief, office.approver):
        refused_by_the_database(candidate, person, "delivery_approver_is_appointed")
    appointing.appoint(by=None, person=office.approver, valid_from=today())
    approved_by_hand(candidate, office.approver)


def test_the_database_lets_nobody_approve_their_own_or_backdate(office: Office) -> None:
    candidate = office.deliver()
    refused_by_the_database(candidate, office.supplier, "delivery_approver_is_not_uploader")
    refused_by_the_database(candidate, office.approver, "delivery_approval_is_of_now", "now() - interval '3 days'")


def test_who_took_a_delivery_over_does_not_approve_it(office: Office) -> None:
    candidate = office.deliver()
    run(
        "UPDATE sealed.delivery SET taken_over_by_id = %s, taken_over_at = now() WHERE id = %s",
        office.approver.pk,
        candidate.pk,
    )
    refused_by_the_database(candidate, office.approver, "delivery_approver_did_not_take_over")
    with pytest.raises(Refused) as refused:
        decide.approve(by=office.approver, delivery=candidate.pk, reason="Quartal")
    assert code_of(refused) == "own_delivery"


def test_nobody_appoints_themselves_or_in_the_past(office: Office) -> None:
    chief = make_person("leitung", "administrator")
    yesterday = today() - timedelta(days=1)
    attempts: list[tuple[dict[str, Any], str]] = [
        ({"by": chief, "person": chief, "valid_from": today()}, "own_appointment"),
        ({"by": None, "person": chief, "substitute_for": chief, "valid_from": today()}, "substitute_of_oneself"),
        ({"by": None, "person": chief, "valid_from": today(), "valid_until": yesterday}, "ends_before_start"),
        ({"by": None, "person": chief, "valid_from": yesterday}, "begins_in_past"),
    ]
    for given, expected in attempts:
        with pytest.raises(Refused) as refused:
            appointing.appoint(**given)
        assert code_of(refused) == expected
    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.create(person=chief, appointed_by=chief, valid_from=today())
