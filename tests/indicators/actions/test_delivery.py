"""A quarter's journey on the real database: what was approved is, hash for hash, what goes live."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from indicators.actions import decide, steps
from indicators.actions.errors import Refused
from indicators.actions.receive import receive
from indicators.journey import State
from indicators.models import (
    AuditEntry,
    CalculationEntry,
    Delivery,
    InForce,
    LiveRelease,
    Observation,
    Problem,
    ReleasedBlock,
    ReleaseEntry,
    ResultBlock,
    StoredFile,
    Suppression,
)
from indicators.states import SuppressionReason, ValueState
from tests.indicators.actions.journeys import COUNTS, Office, file_of


def _block(level: str, period: str = "2024-12-31") -> ReleasedBlock:
    live = LiveRelease.objects.get().release_id
    return ReleasedBlock.objects.get(release=live, level__code=level, period__code=period)


def test_a_delivery_ends_at_the_candidate_and_readers_see_nothing_of_it(office: Office) -> None:
    delivery = office.deliver()
    assert delivery.state == State.CANDIDATE
    assert delivery.rows == 5
    assert Observation.objects.filter(delivery=delivery).count() == 10
    assert CalculationEntry.objects.filter(calculation=delivery.calculation).count() == 3
    assert not ReleasedBlock.objects.exists() and not LiveRelease.objects.exists() and not InForce.objects.exists()


def test_what_was_approved_is_what_goes_live(office: Office) -> None:
    delivery = office.deliver()
    decide.approve(by=office.approver, delivery=delivery.pk, reason="4. Quartal")
    steps.run(delivery=delivery.pk)
    delivery.refresh_from_db()
    live = LiveRelease.objects.get().release
    assert delivery.release == live and live.number == f"{timezone.localdate().year}/1" and live.reason == "4. Quartal"
    assert live.manifest_sha256 == delivery.approved_manifest == delivery.calculation.manifest_sha256
    assert live.audit == "not_audited"


def test_city_rate_is_recomputed_from_counts_with_the_residual_unit(office: Office) -> None:
    office.release()
    city = _block("stadt")
    cases, residents = (sum(pair[side] for pair in COUNTS.values()) for side in (0, 1))
    assert (city.numerator, city.denominator) == ([cases], [residents])
    assert city.value == [pytest.approx(100 * cases / residents)]
    assert _block("bezirk").numerator == [70, 38, 5]


def test_small_counts_are_suppressed_and_hold_nothing(office: Office) -> None:
    office.release(file_of(COUNTS | {"0202": (2, 80)}))
    block = _block("planungsraum")
    assert block.status[3] == ValueState.SUPPRESSED
    assert [block.value[3], block.numerator[3], block.denominator[3], block.low[3], block.high[3]] == [None] * 5
    reasons = Suppression.objects.get(block=block.block_id).reasons
    assert list(bytes(reasons)) == [0, 0, 0, SuppressionReason.PRIMARY, 0]


def test_the_supplier_s_star_is_adopted_and_never_reconstructed(office: Office) -> None:
    office.release(file_of(COUNTS | {"0101": ("*", 300)}))
    assert _block("planungsraum").status[0] == ValueState.SUPPRESSED
    assert _block("bezirk").status[0] != ValueState.OK


def test_the_database_refuses_a_suppressed_position_that_holds_something(office: Office) -> None:
    office.release()
    block = ResultBlock.objects.first()
    with pytest.raises(IntegrityError, match="result_block_is_sound"), transaction.atomic():
        ResultBlock.objects.filter(pk=block.pk).update(status=[ValueState.SUPPRESSED] * len(block.status))


def test_the_database_refuses_a_block_in_another_s_place(office: Office) -> None:
    office.release()
    office.release(period="2025-12-31")
    lines = ReleaseEntry.objects.filter(level__code="stadt").order_by("pk")
    line, other = (lines.filter(period__code=period).first() for period in ("2024-12-31", "2025-12-31"))
    with pytest.raises(IntegrityError, match="release_entry_block_in_its_place"), transaction.atomic():
        ReleaseEntry.objects.filter(pk=line.pk).update(block=other.block_id)
        connection.check_constraints()


def test_nobody_approves_their_own_delivery(office: Office) -> None:
    delivery = office.deliver()
    with pytest.raises(Refused, match="own_delivery"):
        decide.approve(by=office.supplier, delivery=delivery.pk, reason="schnell")
    with pytest.raises(IntegrityError, match="delivery_approver_is_not_uploader"), transaction.atomic():
        Delivery.objects.filter(pk=delivery.pk).update(
            decision="approved",
            decided_by=office.supplier,
            decided_at=timezone.now(),
            reason="am Programm vorbei",
            approved_manifest="x",
        )


def test_approving_twice_is_approving_once(office: Office) -> None:
    delivery = office.deliver()
    for _ in range(2):
        decide.approve(by=office.approver, delivery=delivery.pk, reason="Quartal")
    steps.run(delivery=delivery.pk)
    decide.approve(by=office.approver, delivery=delivery.pk, reason="Quartal")
    assert AuditEntry.objects.filter(action="approve").count() == 1
    assert LiveRelease.objects.get().release.serial == 1


def test_a_decision_needs_a_reason(office: Office) -> None:
    delivery = office.deliver()
    for decision in (decide.approve, decide.reject, decide.withdraw):
        with pytest.raises(Refused, match="reason_missing"):
            decision(by=office.approver, delivery=delivery.pk, reason="  ")


def test_a_rejected_delivery_stays_without_effect(office: Office) -> None:
    office.release()
    before = LiveRelease.objects.get().release
    delivery = office.deliver(file_of(COUNTS | {"0101": (61, 300)}))
    decide.reject(by=office.approver, delivery=delivery.pk, reason="Zahlen des Vorjahres")
    assert steps.take_step(delivery=delivery.pk) is None
    assert LiveRelease.objects.get().release == before


def test_a_correction_is_a_new_release_and_the_old_one_stays_citable(office: Office) -> None:
    first = office.release()
    second = office.release(file_of(COUNTS | {"0101": (90, 300)}))
    first.refresh_from_db()
    assert first.state == State.SUPERSEDED and second.is_revision
    assert second.release.previous == first.release
    values = {
        release: ReleasedBlock.objects.get(release=release, level__code="planungsraum").value[0]
        for release in (first.release, second.release)
    }
    assert list(values.values()) == [pytest.approx(20), pytest.approx(30)]
    assert _block("planungsraum").data_status == "revised"


def test_the_same_numbers_said_again_are_no_revision(office: Office) -> None:
    first = office.release()
    again = office.release(file_of() + b"\n")
    assert not again.is_revision
    assert again.release.manifest_sha256 == first.release.manifest_sha256


def test_a_second_quarter_leaves_the_blocks_of_the_first_as_they_are(office: Office) -> None:
    first = office.release()
    second = office.release(period="2025-12-31")
    old = set(ReleaseEntry.objects.filter(release=first.release).values_list("block", flat=True))
    new = set(ReleaseEntry.objects.filter(release=second.release).values_list("block", flat=True))
    assert old < new and len(new) == 2 * len(old)


def test_a_candidate_whose_inputs_changed_needs_a_new_approval(office: Office) -> None:
    one = office.deliver(file_of(COUNTS | {"0101": (61, 300)}))
    other = office.deliver(file_of(COUNTS | {"0101": (62, 300)}), period="2023-12-31")
    decide.approve(by=office.approver, delivery=one.pk, reason="Quartal")
    decide.approve(by=office.approver, delivery=other.pk, reason="Nachlieferung")
    steps.run(delivery=other.pk)
    steps.run(delivery=one.pk)
    one.refresh_from_db()
    other.refresh_from_db()
    assert other.state == State.ACTIVE
    assert one.state == State.CANDIDATE and one.decision == "" and one.approved_manifest == ""
    decide.approve(by=office.approver, delivery=one.pk, reason="nach Nachlieferung")
    assert steps.run(delivery=one.pk) == State.ACTIVE


def test_nobody_approves_what_was_calculated_anew_since_they_looked(office: Office) -> None:
    earlier = office.deliver(period="2023-12-31")
    assert earlier.calculation is not None
    seen = earlier.calculation.manifest_sha256
    decide.approve(by=office.approver, delivery=earlier.pk, reason="Nachlieferung", seen=seen)
    office.release()
    assert steps.run(delivery=earlier.pk) == State.CANDIDATE  # with the blocks of the period after it
    with pytest.raises(Refused, match="outdated"):
        decide.approve(by=office.approver, delivery=earlier.pk, reason="noch einmal gedrückt", seen=seen)
    earlier.refresh_from_db()
    assert (earlier.state, earlier.decision) == (State.CANDIDATE, "")


def test_a_refused_file_leaves_no_observation_and_says_where(office: Office) -> None:
    office.release()
    before = list(ReleasedBlock.objects.order_by("id").values_list("content_sha256", flat=True))
    delivery = office.deliver(file_of(COUNTS | {"0101": (-3, 300)}), period="2025-12-31")
    assert delivery.state == State.REFUSED
    problem = Problem.objects.get(delivery=delivery, severity="error")
    assert (problem.code, problem.row, problem.column, problem.value) == ("negative_count", 2, "faelle", "-3")
    assert not Observation.objects.filter(delivery=delivery).exists()
    assert list(ReleasedBlock.objects.order_by("id").values_list("content_sha256", flat=True)) == before


def test_one_row_per_person_is_refused_and_its_bytes_are_erased(office: Office) -> None:
    rows = "".join(f"010{1 + n % 2},Meier{n},Anna,1990-01-{n % 28 + 1:02}\n" for n in range(40))
    delivery = office.deliver(f"id,nachname,vorname,geburtsdatum\n{rows}".encode())
    delivery.file.refresh_from_db()
    assert delivery.state == State.REFUSED
    assert delivery.file.content is None and delivery.file.erased_at and len(delivery.file.sha256) == 64
    assert "Meier" not in str(list(Problem.objects.filter(delivery=delivery).values()))


def test_persons_are_looked_for_also_where_no_areas_are_known(office: Office) -> None:
    rows = "".join(f"010{1 + n % 2},Meier{n},Anna,1990-01-{n % 28 + 1:02}\n" for n in range(40))
    delivery = office.deliver(f"id,nachname,vorname,geburtsdatum\n{rows}".encode(), period="2019-12-31")
    delivery.file.refresh_from_db()
    assert delivery.state == State.REFUSED and delivery.file.content is None


def test_a_period_without_an_edition_of_areas_is_refused(office: Office) -> None:
    delivery = office.deliver(period="2019-12-31")
    assert delivery.state == State.REFUSED
    assert Problem.objects.filter(delivery=delivery, code="unknown_edition").exists()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"profile": "gibt-es-nicht"}, "unknown_profile"),
        ({"period": "2024-13-01"}, "not_a_period"),
        ({"period": "2016..2018"}, "wrong_period_kind"),
        ({"period": "2999-12-31"}, "period_in_future"),
        ({"file_name": "/"}, "file_name_missing"),
    ],
)
def test_what_cannot_be_received_is_refused_before_anything_is_kept(office: Office, change: dict, code: str) -> None:
    wanted = {"content": file_of(), "file_name": "a.csv", "profile": "kiez", "period": "2024-12-31"} | change
    with pytest.raises(Refused, match=code):
        receive(by=office.supplier, **wanted)
    assert not Delivery.objects.exists()


def test_a_step_that_fails_three_times_waits_for_a_person(office: Office) -> None:
    delivery = office.receive()
    Delivery.objects.filter(pk=delivery.pk).update(profile_document={"code": "kaputt"})
    for _ in range(3):
        with pytest.raises(Exception, match="."):
            steps.take_step(delivery=delivery.pk)
    delivery.refresh_from_db()
    assert delivery.state == State.FAILED and delivery.failure == "CatalogueError"
    assert steps.take_step(delivery=delivery.pk) is None
    Delivery.objects.filter(pk=delivery.pk).update(profile_document=delivery.profile.document)
    decide.retry(by=office.supplier, delivery=delivery.pk, reason="Profil berichtigt")
    assert steps.run(delivery=delivery.pk) == State.CANDIDATE


def test_what_is_sent_on_its_way_again_keeps_neither_decision_nor_values(office: Office) -> None:
    delivery = office.deliver()
    decide.approve(by=office.approver, delivery=delivery.pk, reason="4. Quartal")
    Delivery.objects.filter(pk=delivery.pk).update(approved_manifest="x" * 64)
    for _ in range(3):
        with pytest.raises(ValueError, match="not the one that was approved"):
            steps.take_step(delivery=delivery.pk)
    again = decide.retry(by=office.supplier, delivery=delivery.pk, reason="von vorn")
    assert (again.state, again.decision, again.decided_by, again.reason) == (State.RECEIVED, "", None, "")
    assert again.calculation is None and not Observation.objects.filter(delivery=delivery).exists()
    assert steps.run(delivery=delivery.pk) == State.CANDIDATE


def test_a_file_erased_after_its_check_is_never_half_loaded(office: Office) -> None:
    delivery = office.receive()
    assert steps.take_step(delivery=delivery.pk) == State.CHECKED
    StoredFile.objects.update(content=None, erased_at=timezone.now(), erased_reason="person_names")
    with pytest.raises(ValueError, match="no longer passes"):
        steps.take_step(delivery=delivery.pk)
    assert not Observation.objects.exists()


def test_every_move_is_in_the_audit_trail(office: Office) -> None:
    delivery = office.release()
    told = AuditEntry.objects.filter(subject="delivery", subject_id=str(delivery.pk)).values_list("action", "actor")
    assert list(told) == [
        ("receive", "statistik"),
        ("check", "worker"),
        ("stage", "worker"),
        ("calculate", "worker"),
        ("approve", "pruefung"),
        ("activate", "worker"),
    ]
