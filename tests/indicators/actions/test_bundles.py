"""Releases in preparation: calculated together, approved as a whole, live in one transaction, hash for hash."""

from collections.abc import Sequence

import pytest

from indicators.actions import asking, bundles, decide, notes, steps
from indicators.actions.errors import Refused
from indicators.actions.verification import verify
from indicators.journey import State
from indicators.looked_at import notes_with, stamp
from indicators.models import Bundle, Delivery, InForce, LiveRelease, PutInForce, Release, ReleasedNote, ReleaseEntry
from indicators.office.deliveries import waiting_since
from tests.factories import make_person
from tests.indicators.actions.journeys import COUNTS, Office, file_of

QUARTERS = ("2024-03-31", "2024-06-30")


def bundle_of(
    office: Office, periods: Sequence[str] = QUARTERS, **counts: tuple[object, object]
) -> tuple[Bundle, list[Delivery]]:
    """Candidates of several periods in one release in preparation, calculated together."""
    deliveries = [office.deliver(file_of({**COUNTS, **counts}), period) for period in periods]
    for one in deliveries:
        office.explain(one)
    made = bundles.open_bundle(by=office.approver, reason="Halbjahr", deliveries=[one.pk for one in deliveries])
    travel(deliveries)
    made.refresh_from_db()
    return made, deliveries


def travel(deliveries: Sequence[Delivery]) -> None:
    """What the worker does; whichever it is woken for first."""
    for _ in range(4):
        for delivery in reversed(deliveries):
            steps.run(delivery=delivery.pk)
    for delivery in deliveries:
        delivery.refresh_from_db()


def states(deliveries: Sequence[Delivery]) -> list[str]:
    return [Delivery.objects.get(pk=one.pk).state for one in deliveries]


def refusal_of(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.code


def test_several_deliveries_become_one_release_hash_for_hash(office: Office) -> None:
    made, deliveries = bundle_of(office)
    assert made.calculation is not None and states(deliveries) == ["candidate", "candidate"]
    assert {one.calculation_id for one in deliveries} == {made.calculation_id}
    seen = bundles.stamp(deliveries)
    bundles.approve_bundle(by=office.approver, bundle=made.pk, reason="Erstes Halbjahr", seen=seen)
    travel(deliveries)
    assert states(deliveries) == ["active", "active"]
    release = Release.objects.get()
    assert (release.reason, release.contributors, release.revision) == ("Erstes Halbjahr", ["statistik"], 1)
    assert {one.release_id for one in deliveries} == {release.pk} == {Bundle.objects.get().release_id}
    assert release.manifest_sha256 == made.calculation.manifest_sha256  # the first one: nothing is carried over
    periods = set(ReleaseEntry.objects.values_list("period__code", flat=True))
    assert periods == set(QUARTERS)
    assert PutInForce.objects.filter(release=release).count() == InForce.objects.count() == 4
    assert verify().findings == []


def test_together_gives_the_blocks_that_one_after_the_other_gives(office: Office) -> None:
    made, deliveries = bundle_of(office)
    together = set(made.calculation.entries.values_list("block__content_sha256", flat=True))
    bundles.dissolve_bundle(by=office.approver, bundle=made.pk, reason="einzeln")
    travel(deliveries)
    for one in deliveries:
        decide.approve(by=office.approver, delivery=one.pk, reason="einzeln")
        steps.run(delivery=one.pk)
        if Delivery.objects.get(pk=one.pk).state == State.CANDIDATE:  # the one before has changed its inputs
            decide.approve(by=office.approver, delivery=one.pk, reason="einzeln")
            steps.run(delivery=one.pk)
    live = LiveRelease.objects.get().release
    assert set(live.entries.values_list("block__content_sha256", flat=True)) == together


def test_a_bundle_waits_until_all_have_arrived(office: Office) -> None:
    first = office.deliver(period=QUARTERS[0])
    late = office.receive(period=QUARTERS[1])
    made = bundles.open_bundle(by=office.approver, reason="Halbjahr", deliveries=[first.pk, late.pk])
    assert states([first, late]) == ["collected", "received"]
    assert steps.take_step(delivery=first.pk) is None
    with pytest.raises(Refused) as refused:
        bundles.approve_bundle(by=office.approver, bundle=made.pk, reason="zu früh")
    assert refusal_of(refused) == "bundle_not_ready"
    travel([first, late])
    assert states([first, late]) == ["candidate", "candidate"]


def test_nobody_approves_one_of_them_alone_or_with_an_own_one_among_them(office: Office) -> None:
    made, (first, _) = bundle_of(office)
    with pytest.raises(Refused) as refused:
        decide.approve(by=office.approver, delivery=first.pk, reason="allein")
    assert refusal_of(refused) == "in_bundle"
    with pytest.raises(Refused) as refused:
        bundles.approve_bundle(by=office.supplier, bundle=made.pk, reason="meine")
    assert refusal_of(refused) == "own_delivery"


def test_what_changes_the_bundle_takes_its_candidate_away(office: Office) -> None:
    made, (first, second) = bundle_of(office)
    seen = bundles.stamp([first, second])
    decide.reject(by=office.approver, delivery=first.pk, reason="falsche Datei")
    assert states([first, second]) == ["rejected", "collected"]
    with pytest.raises(Refused) as refused:
        bundles.approve_bundle(by=office.approver, bundle=made.pk, reason="trotzdem", seen=seen)
    assert refusal_of(refused) == "bundle_not_ready"
    travel([second])
    with pytest.raises(Refused) as refused:
        bundles.approve_bundle(by=office.approver, bundle=made.pk, reason="trotzdem", seen=seen)
    assert refusal_of(refused) == "outdated"
    bundles.approve_bundle(by=office.approver, bundle=made.pk, reason="ohne die erste")
    travel([second])
    assert states([first, second]) == ["rejected", "active"]


def test_a_question_about_one_holds_all_back(office: Office) -> None:
    made, (first, second) = bundle_of(office)
    asking.ask(by=office.approver, delivery=first.pk, reason="Stimmt das?")
    with pytest.raises(Refused) as refused:
        bundles.approve_bundle(by=office.approver, bundle=made.pk, reason="trotzdem")
    assert refusal_of(refused) == "bundle_not_ready"
    late = office.deliver(period="2024-09-30")
    office.explain(late)
    bundles.collect(by=office.approver, bundle=made.pk, deliveries=[late.pk])
    travel([first, second, late])
    asking.answer(by=office.supplier, delivery=first.pk, reason="Ja.")
    bundles.approve_bundle(by=office.approver, bundle=made.pk, reason="mit der dritten")
    travel([first, second, late])
    assert states([first, second, late]) == ["active"] * 3


def test_a_bundle_whose_inputs_changed_goes_back_as_a_whole(office: Office) -> None:
    made, deliveries = bundle_of(office)
    other = office.deliver(period="2023-12-31")
    office.explain(other)
    bundles.approve_bundle(by=office.approver, bundle=made.pk, reason="Halbjahr")
    decide.approve(by=office.approver, delivery=other.pk, reason="dazwischen")
    steps.run(delivery=other.pk)
    assert Release.objects.count() == 1
    travel(deliveries)
    assert states(deliveries) == ["candidate", "candidate"] and all(not one.decision for one in deliveries)
    made.refresh_from_db()
    assert made.calculation_id == deliveries[0].calculation_id is not None
    for one in deliveries:
        office.explain(one)
    bundles.approve_bundle(by=office.approver, bundle=made.pk, reason="noch einmal")
    travel(deliveries)
    assert states([*deliveries, other]) == ["active", "active", "active"]
    assert verify().findings == []


def test_of_two_that_fill_the_same_the_later_one_counts(office: Office) -> None:
    first, second = (office.deliver(file_of({**COUNTS, "0101": (cases, 300)}), QUARTERS[0]) for cases in (60, 66))
    made = bundles.open_bundle(by=office.approver, reason="mit Berichtigung", deliveries=[first.pk, second.pk])
    travel([first, second])
    for one in (first, second):
        office.explain(one)
    bundles.approve_bundle(by=office.approver, bundle=made.pk, reason="beide")
    travel([first, second])
    assert states([first, second]) == ["superseded", "active"]
    assert verify().findings == []


def test_one_that_fails_comes_back_or_leaves_and_the_others_go_on(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, (first, second) = bundle_of(office)

    def broken(*_: object) -> None:
        raise ValueError("Platte voll")

    bundles.approve_bundle(by=office.approver, bundle=made.pk, reason="Halbjahr")
    with monkeypatch.context() as patch:
        patch.setitem(steps.STEPS, State.APPROVED, broken)
        for _ in range(3):
            with pytest.raises(ValueError, match="Platte voll"):
                steps.take_step(delivery=first.pk)
    assert states([first, second]) == ["failed", "approved"]
    assert steps.take_step(delivery=second.pk) is None
    assert waiting_since() is None, "nobody waits for the worker, but all of them for a person"
    decide.retry(by=office.supplier, delivery=first.pk, reason="Platz gemacht")
    travel([first, second])
    assert states([first, second]) == ["candidate", "candidate"]
    office.explain(first)
    bundles.approve_bundle(by=office.approver, bundle=made.pk, reason="Halbjahr")
    travel([first, second])
    assert states([first, second]) == ["active", "active"] and Release.objects.count() == 1


def test_one_that_failed_keeps_nobody_from_giving_the_release_up(office: Office) -> None:
    made, (first, second) = bundle_of(office)
    Delivery.objects.filter(pk=first.pk).update(state=State.FAILED)
    bundles.dissolve_bundle(by=office.approver, bundle=made.pk, reason="einzeln")
    assert Delivery.objects.filter(bundle=None, state=State.FAILED).get() == first
    decide.retry(by=office.supplier, delivery=first.pk, reason="Platz gemacht")
    travel([first, second])
    assert states([first, second]) == ["candidate", "candidate"]
    assert {one.bundle_id for one in (first, second)} == {None}


def test_a_note_stays_with_its_delivery_when_the_release_in_preparation_is_given_up(office: Office) -> None:
    made, (first, second) = bundle_of(office)
    before = stamp([first, second])
    told = notes.Told("break", "Neu gezählt.", "Counted anew.", first="2024-06-30")
    drafted = notes.record_note(by=office.approver, delivery=second.pk, note=told)
    assert stamp([first, second]) != before, "whoever approves has not seen it"
    bundles.dissolve_bundle(by=office.approver, bundle=made.pk, reason="doch einzeln")
    travel([first, second])
    assert notes_with(first) == [] and notes_with(second) == [drafted]
    decide.approve(by=office.approver, delivery=second.pk, reason="einzeln")
    travel([second])
    assert ReleasedNote.objects.get().text_de == "Neu gezählt."


def test_a_delivery_stands_in_one_bundle_and_an_ended_one_takes_none(office: Office) -> None:
    made, (first, second) = bundle_of(office)
    other = bundles.open_bundle(by=office.approver, reason="anderes")
    with pytest.raises(Refused) as refused:
        bundles.collect(by=office.approver, bundle=other.pk, deliveries=[first.pk])
    assert refusal_of(refused) == "in_another_bundle"
    bundles.dissolve_bundle(by=office.approver, bundle=other.pk, reason="leer")
    late = office.deliver(period="2024-09-30")
    with pytest.raises(Refused) as refused:
        bundles.collect(by=office.approver, bundle=other.pk, deliveries=[late.pk])
    assert refusal_of(refused) == "bundle_ended"
    bundles.part(by=office.approver, delivery=second.pk)
    travel([first, second])
    assert Delivery.objects.get(pk=second.pk).bundle_id is None and states([first, second]) == [
        "candidate",
        "candidate",
    ]
    assert first.calculation_id != second.calculation_id


def test_a_second_approver_changes_nothing(office: Office) -> None:
    made, deliveries = bundle_of(office)
    bundles.approve_bundle(by=office.approver, bundle=made.pk, reason="Halbjahr")
    bundles.approve_bundle(by=office.approver, bundle=made.pk, reason="noch einmal gedrückt")
    with pytest.raises(Refused) as refused:
        bundles.approve_bundle(by=make_person("zweite", "approver"), bundle=made.pk, reason="auch ich")
    assert refusal_of(refused) == "bundle_not_ready"
    travel(deliveries)
    assert Release.objects.get().reason == "Halbjahr"


# --- numbers ----------------------------------------------------------------------------------------------------------


def numbers() -> list[str]:
    return [release.number.split("/", 1)[1] for release in Release.objects.order_by("pk")]


def test_a_correction_is_the_next_revision_of_the_number_that_it_corrects(office: Office) -> None:
    office.release(period=QUARTERS[0])
    office.release(period=QUARTERS[1])
    office.release(file_of({**COUNTS, "0101": (61, 300)}), QUARTERS[0])
    office.release(file_of({**COUNTS, "0101": (62, 300)}), QUARTERS[0])
    assert numbers() == ["1", "2", "1/2", "1/3"]
    assert Release.objects.latest("pk").cited.endswith("/1, Revision 3")


def test_what_brings_something_new_or_corrects_several_numbers_is_a_new_set(office: Office) -> None:
    office.release(period=QUARTERS[0])
    office.release(period=QUARTERS[1])
    for periods in (QUARTERS, (QUARTERS[0], "2024-09-30")):
        made, deliveries = bundle_of(office, periods, **{"0101": (len(periods[1]), 300)})
        for one in deliveries:
            office.explain(one)
        bundles.approve_bundle(by=office.approver, bundle=made.pk, reason="beides")
        travel(deliveries)
    assert numbers() == ["1", "2", "3", "4"]
