"""Taking releases back: two people, one pointer, and everything stands as it did when the earlier release was live."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from indicators.actions import bundles, decide, erasing, steps, withdrawing
from indicators.actions.erasing import Cause
from indicators.actions.errors import Refused
from indicators.actions.inputs import known_inputs
from indicators.actions.verification import verify
from indicators.journey import State
from indicators.models import (
    AuditEntry,
    Delivery,
    InForce,
    LiveRelease,
    Observation,
    Release,
    ReleasedBlock,
    Withdrawal,
)
from tests.factories import make_person
from tests.indicators.actions.journeys import COUNTS, Office, file_of
from tests.indicators.actions.test_bundles import bundle_of, travel

DAY, EARLIER = "2024-12-31", "2024-09-30"


def corrected(office: Office, cases: int, period: str = DAY) -> Delivery:
    return office.release(file_of({**COUNTS, "0101": (cases, 300)}), period)


def release_of(delivery: Delivery) -> Release:
    assert delivery.release is not None
    return delivery.release


def live() -> Release:
    return LiveRelease.objects.get().release


def counting() -> set[tuple[Any, ...]]:
    return set(InForce.objects.values_list("measure", "period", "edition", "delivery"))


def back(office: Office, to: Release, reason: str = "falsche Datei") -> Withdrawal:
    """Proposed by the approver, confirmed by a second person."""
    proposed = withdrawing.propose_withdrawal(by=office.approver, release=live().pk, back_to=to.pk, reason=reason)
    second = make_person(f"zweite{Withdrawal.objects.count()}", "approver")
    return withdrawing.confirm_withdrawal(by=second, withdrawal=proposed.pk)


def refused_with(code: str, act: Any, **given: Any) -> None:
    with pytest.raises(Refused) as refused:
        act(**given)
    assert refused.value.code == code, refused.value


def test_the_pointer_goes_back_and_the_same_counts_as_then(office: Office) -> None:
    first = office.release()
    before, manifest = counting(), release_of(first).manifest_sha256
    second = corrected(office, 99)
    assert counting() != before
    back(office, release_of(first))
    assert live().pk == first.release_id and live().manifest_sha256 == manifest
    assert counting() == before
    first.refresh_from_db()
    assert first.state == State.ACTIVE  # it had been superseded
    tombstone = Release.objects.get(pk=second.release_id)
    assert tombstone.withdrawn_reason == "falsche Datei" and tombstone.successor_id == first.release_id
    assert tombstone.withdrawn_by == ["pruefung", "zweite1"]
    assert not ReleasedBlock.objects.filter(release=tombstone).exists()
    assert tombstone.entries.exists()  # what it held can be proven still
    assert verify().findings == []


def test_the_next_candidate_is_calculated_from_what_is_live(office: Office) -> None:
    first = office.release()
    corrected(office, 99)
    back(office, release_of(first))
    again = office.deliver(file_of({**COUNTS, "0101": (60, 300)}))
    assert not again.is_revision  # the same as what counts again
    later = office.release(period="2025-03-31")
    entry = release_of(later).entries.get(period__code=DAY, level__code="stadt")
    kept = release_of(first).entries.get(period__code=DAY, level__code="stadt")
    assert entry.block_id == kept.block_id and release_of(later).previous_id == first.release_id
    assert verify().findings == []


def test_what_was_released_since_waits_for_a_new_decision(office: Office) -> None:
    first = office.release(period=EARLIER)
    good = office.release()
    bad = corrected(office, 99, "2025-03-31")
    back(office, release_of(first))
    for one in (good, bad):
        one.refresh_from_db()
        assert (one.state, one.decision, one.release_id) == (State.CHECKED, "", None)
        steps.run(delivery=one.pk)
    decide.reject(by=office.approver, delivery=bad.pk, reason="falsche Datei")
    office.explain(good)
    decide.approve(by=office.approver, delivery=good.pk, reason="die richtige noch einmal")
    assert steps.run(delivery=good.pk) == State.ACTIVE
    assert live().number.endswith("/4")  # numbers are never given twice
    assert verify().findings == []


def test_a_correction_within_what_is_taken_back_ends(office: Office) -> None:
    first = office.release(period=EARLIER)
    wrong, better = office.release(), corrected(office, 66)
    back(office, release_of(first))
    wrong.refresh_from_db()
    better.refresh_from_db()
    assert (wrong.state, better.state) == (State.WITHDRAWN, State.CHECKED)
    assert verify().findings == []


def test_candidates_follow(office: Office) -> None:
    first = office.release(period=EARLIER)
    office.release()
    touched = office.deliver(period="2025-03-31")  # reads the series of both
    alone = Delivery.objects.get(pk=touched.pk)
    back(office, release_of(first))
    alone.refresh_from_db()
    assert alone.state == State.CHECKED
    steps.run(delivery=alone.pk)
    alone.refresh_from_db()
    assert alone.state == State.CANDIDATE and alone.calculation is not None
    assert alone.calculation.inputs_sha256 == known_inputs(alone).sha256


def test_a_release_in_preparation_follows_as_a_whole(office: Office) -> None:
    first = office.release(period=EARLIER)
    office.release()
    made, waiting = bundle_of(office, ("2025-03-31", "2025-06-30"))
    back(office, release_of(first))
    assert {Delivery.objects.get(pk=one.pk).state for one in waiting} == {State.COLLECTED}
    travel(waiting)
    bundles.approve_bundle(by=office.approver, bundle=made.pk, reason="Halbjahr")
    travel(waiting)
    assert live().previous_id == first.release_id
    assert verify().findings == []


def test_going_back_over_a_bundle_takes_all_of_it_back(office: Office) -> None:
    first = office.release(period=EARLIER)
    made, waiting = bundle_of(office, (DAY, "2025-03-31"))
    bundles.approve_bundle(by=office.approver, bundle=made.pk, reason="beide")
    travel(waiting)
    back(office, release_of(first))
    travel(waiting)
    assert [one.state for one in waiting] == ["candidate", "candidate"] and all(
        one.bundle_id is None for one in waiting
    )
    assert verify().findings == []


def test_back_and_forth_many_times(office: Office) -> None:
    first = office.release()
    before = counting()
    for cases in (70, 80, 90):
        corrected(office, cases)
        corrected(office, cases + 1)
        back(office, release_of(first))
        assert counting() == before and live().pk == first.release_id
    assert [release.number.split("/", 1)[1] for release in Release.objects.order_by("pk")] == [
        "1", "1/2", "1/3", "1/4", "1/5", "1/6", "1/7",
    ]  # fmt: skip
    assert verify().findings == []


def test_an_earlier_release_alone_becomes_a_tombstone(office: Office) -> None:
    first = office.release()
    second = corrected(office, 61)
    before = counting()
    proposed = withdrawing.propose_withdrawal(by=office.approver, release=release_of(first).pk, reason="Geheimhaltung")
    withdrawing.confirm_withdrawal(by=make_person("zweite", "approver"), withdrawal=proposed.pk)
    assert live().pk == second.release_id and counting() == before
    tombstone = Release.objects.get(pk=first.release_id)
    assert tombstone.withdrawn_at is not None and tombstone.successor_id == second.release_id
    assert not ReleasedBlock.objects.filter(release=tombstone).exists()
    assert verify().findings == []


def test_nobody_takes_back_alone(office: Office) -> None:
    first = office.release()
    corrected(office, 61)
    proposed = withdrawing.propose_withdrawal(
        by=office.approver, release=live().pk, back_to=release_of(first).pk, reason="falsch"
    )
    refused_with("own_withdrawal", withdrawing.confirm_withdrawal, by=office.approver, withdrawal=proposed.pk)
    with (
        pytest.raises(IntegrityError, match="withdrawal_second_person"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "UPDATE sealed.withdrawal SET decision = 'confirmed', decided_by_id = proposed_by_id, decided_at = now()"
        )
    assert live().pk != first.release_id


def test_a_second_press_and_a_second_confirmer_change_nothing(office: Office) -> None:
    first = office.release()
    corrected(office, 61)
    done = back(office, release_of(first))
    second, third = done.decided_by, make_person("dritte", "approver")
    withdrawing.confirm_withdrawal(by=second, withdrawal=done.pk)  # type: ignore[arg-type]
    refused_with("withdrawal_decided", withdrawing.confirm_withdrawal, by=third, withdrawal=done.pk)
    assert AuditEntry.objects.filter(action="roll_back", subject="release").count() == 1


def test_a_proposal_that_time_has_passed_over_is_refused(office: Office) -> None:
    first = office.release()
    second = corrected(office, 61)
    proposed = withdrawing.propose_withdrawal(
        by=office.approver, release=live().pk, back_to=release_of(first).pk, reason="falsch"
    )
    corrected(office, 62)
    other = make_person("zweite", "approver")
    refused_with("not_live", withdrawing.confirm_withdrawal, by=other, withdrawal=proposed.pk)
    assert live().pk not in (first.release_id, second.release_id)
    withdrawing.decline_withdrawal(by=office.approver, withdrawal=proposed.pk, reason="überholt")


def test_what_cannot_be_taken_back_is_refused_with_its_reason(office: Office) -> None:
    first = office.release()
    second = corrected(office, 61)
    propose, person = withdrawing.propose_withdrawal, {"by": office.approver}
    one, two = release_of(first).pk, release_of(second).pk
    refused_with("reason_missing", propose, **person, release=two, back_to=one, reason=" ")
    refused_with("unknown_release", propose, **person, release=987654, reason="x")
    refused_with("withdraw_live", propose, **person, release=two, reason="x")
    refused_with("not_live", propose, **person, release=one, back_to=one, reason="x")
    refused_with("not_before", propose, **person, release=two, back_to=two, reason="x")
    propose(**person, release=two, back_to=one, reason="x")
    refused_with("withdrawal_open", propose, **person, release=two, back_to=one, reason="x")
    refused_with("unknown_withdrawal", withdrawing.confirm_withdrawal, **person, withdrawal=987654)


def test_nobody_goes_back_to_what_was_erased(office: Office) -> None:
    first = office.release()
    corrected(office, 61)
    Observation.objects.filter(delivery=first).delete()
    refused_with(
        "erased_since",
        withdrawing.propose_withdrawal,
        by=office.approver,
        release=live().pk,
        back_to=release_of(first).pk,
        reason="x",
    )


def test_what_was_erased_is_not_read_again_although_others_keep_its_bytes(office: Office) -> None:
    first = office.release()
    taken_back = corrected(office, 61)
    again = corrected(office, 61, EARLIER)  # the same bytes for another period
    erasing.begin(delivery=taken_back.pk, cause=Cause("request", "§ 1"))
    erasing.carry_on(delivery=taken_back.pk)
    back(office, release_of(first))
    taken_back.refresh_from_db()
    again.refresh_from_db()
    assert taken_back.file.content is not None
    assert (taken_back.state, again.state) == (State.WITHDRAWN, State.CHECKED)
    travel([again])
    assert not Observation.objects.filter(delivery=taken_back).exists()
