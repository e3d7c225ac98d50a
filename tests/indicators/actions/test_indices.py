"""Indices on their way: computed with a candidate, outdated with it, published by themselves, taken back with a release."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from indicators.actions import decide, erasing, notes, proposals, steps, withdrawing
from indicators.actions import indices as publishing
from indicators.actions.erasing import Cause
from indicators.actions.errors import Refused
from indicators.actions.indices import publish_indices, take_publication, unpublished
from indicators.actions.manifest import hashes_of_calculation, manifest_sha256
from indicators.actions.receive import receive
from indicators.actions.storing import store
from indicators.actions.verification import verify
from indicators.catalogue.documents import document_of, document_sha256
from indicators.catalogue.schemas import Part
from indicators.catalogue.specs import Exclusion, IndexSpec, IndicatorKind, ProfileSpec, Text
from indicators.journey import State
from indicators.models import (
    CalculationIndexEntry,
    Delivery,
    ImportProfile,
    Index,
    IndexBlock,
    IndexPublication,
    LiveRelease,
    NoteKind,
    Release,
    ReleaseIndexEntry,
)
from indicators.queries.index_differences import index_differences
from indicators.states import LeftOut
from tests.factories import indicator_spec, make_indicator, make_measure, make_person
from tests.indicators.actions.journeys import COUNTS, Office, file_of

DAY, YEAR_BEFORE = "2024-12-31", "2023-12-31"
SPEC = IndexSpec(
    code="lage",
    title=Text("Lage", "Situation"),
    components=("armutsquote", "wohnungen"),
    weights=(1.0, 1.0),
    centre="mean_of_areas",
    spread="population_sd",
    standardise="z",
    combine="sum",
    restandardise=True,
    exclude=Exclusion(),
    breaks=(-0.5, 0.5),
    closed=("<", "<=", ">"),
    classes=("hoch", "mittel", "niedrig"),
)
DWELLINGS = {"0101": 50, "0102": 70, "0201": 20, "0202": 90, "99999999": 1}


@pytest.fixture
def office(office: Office) -> Office:
    """The office with a second profile, so that the components of an index come from two files."""
    source = office.indicator.spec and ImportProfile.objects.get(code="kiez").source
    make_measure("wohnungen", source)
    make_indicator(
        replace(
            indicator_spec(),
            code="wohnungen",
            kind=IndicatorKind.COUNT,
            numerator=("wohnungen",),
            denominator=(),
        )
    )
    kiez = ImportProfile.objects.get(code="kiez").spec
    spec: ProfileSpec = replace(kiez, code="bestand", columns=(("wohnungen", "wohnungen"),), at_most=())
    document = document_of(spec)
    ImportProfile.objects.create(code=spec.code, document=document, sha256=document_sha256(document), source=source)
    return office


def with_index(**changes: Any) -> Index:
    store(by=None, spec=replace(SPEC, **changes))
    return Index.objects.get(code=changes.get("code", SPEC.code))


def dwellings(office: Office, period: str = DAY, **changes: int) -> Delivery:
    """Delivered as far as it goes without a second person."""
    rows = DWELLINGS | {code.removeprefix("a"): number for code, number in changes.items()}
    content = "\n".join(["id,wohnungen", *(f"{code},{number}" for code, number in rows.items()), ""]).encode()
    delivery = receive(by=office.supplier, content=content, file_name="bestand.csv", profile="bestand", period=period)
    steps.run(delivery=delivery.pk)
    delivery.refresh_from_db()
    return delivery


def approved(office: Office, delivery: Delivery) -> Delivery:
    assert delivery.state == State.CANDIDATE, (delivery.state, delivery.failure)
    office.explain(delivery)
    decide.approve(by=office.approver, delivery=delivery.pk, reason="geprüft")
    steps.run(delivery=delivery.pk)
    delivery.refresh_from_db()
    return delivery


def both(office: Office, period: str = DAY, **changes: int) -> Release:
    office.release(period=period)
    done = approved(office, dwellings(office, period, **changes))
    assert done.state == State.ACTIVE and done.release is not None
    return done.release


def live() -> Release:
    return LiveRelease.objects.get().release


def lines(release: Release, code: str = "lage") -> dict[tuple[str, str], IndexBlock]:
    entries = ReleaseIndexEntry.objects.filter(release=release, index__code=code)
    return {(e.period.code, e.level.code): e.block for e in entries.select_related("block", "period", "level")}


def computed(delivery: Delivery) -> set[tuple[str, str, str]]:
    entries = CalculationIndexEntry.objects.filter(calculation=delivery.calculation_id)
    return set(entries.values_list("block__index__code", "block__period__code", "block__level__code"))


def refused_with(code: str, **given: Any) -> None:
    with pytest.raises(Refused) as refused:
        publish_indices(**given)
    assert refused.value.code == code, refused.value


def test_a_candidate_computes_the_index_with_the_live_values_of_what_it_does_not_touch(office: Office) -> None:
    with_index()
    assert computed(office.release()) == set()  # the other component is not there yet
    candidate = dwellings(office)
    assert computed(candidate) == {("lage", DAY, "planungsraum"), ("lage", DAY, "bezirk")}
    assert not ReleaseIndexEntry.objects.exists()
    release = approved(office, candidate).release
    assert release is not None
    block = lines(release)[DAY, "planungsraum"]
    assert block.status == [0, 0, 0, 0, 3] and block.left_out[-1] == LeftOut.RESIDUAL
    assert sum(value for value in block.value if value is not None) == pytest.approx(0)
    hashes = set(ReleaseIndexEntry.objects.filter(release=release).values_list("block__content_sha256", flat=True))
    assert hashes <= set(hashes_of_calculation(candidate.calculation_id or 0))
    assert candidate.approved_manifest == manifest_sha256(hashes_of_calculation(candidate.calculation_id or 0))
    again = verify()
    assert again.findings == [] and again.checked["index blocks computed again"] == 2


def test_the_manifest_covers_indices(office: Office) -> None:
    """Another definition alone gives another manifest, so that what was approved goes live, hash for hash."""
    with_index()
    office.release()
    first = dwellings(office)
    assert first.calculation is not None
    decide.withdraw(by=office.supplier, delivery=first.pk, reason="noch einmal")
    with_index(breaks=(-0.4, 0.4))
    second = dwellings(office)
    assert second.calculation is not None
    assert first.calculation.manifest_sha256 != second.calculation.manifest_sha256
    assert set(first.calculation.entries.values_list("block")) == set(second.calculation.entries.values_list("block"))


def test_a_candidate_is_outdated_where_another_component_has_changed_meanwhile(office: Office) -> None:
    with_index()
    both(office)
    candidate = office.deliver(file_of(COUNTS | {"0101": (90, 300)}))
    before = candidate.calculation_id
    assert approved(office, dwellings(office, a0101=99)).state == State.ACTIVE
    outdated = approved(office, candidate)
    assert outdated.state == State.CANDIDATE and outdated.calculation_id != before
    assert approved(office, outdated).state == State.ACTIVE
    assert verify().findings == []


def test_a_candidate_is_not_outdated_by_what_its_index_does_not_read(office: Office) -> None:
    with_index()
    both(office)
    candidate = office.deliver(file_of(COUNTS | {"0101": (90, 300)}))
    assert approved(office, dwellings(office, "2022-12-31")).state == State.ACTIVE
    assert approved(office, candidate).state == State.ACTIVE


def test_another_definition_outdates_a_candidate(office: Office) -> None:
    with_index()
    both(office)
    candidate = office.deliver(file_of(COUNTS | {"0101": (90, 300)}))
    with_index(weights=(2.0, 1.0))
    assert approved(office, candidate).state == State.CANDIDATE


def test_areas_with_few_residents_are_left_out_and_touch_the_index_when_their_number_changes(office: Office) -> None:
    make_indicator(
        replace(indicator_spec(), code="einwohner", kind=IndicatorKind.COUNT, numerator=("einwohner",), denominator=())
    )
    with_index(exclude=Exclusion(residents_below=100))
    release = both(office)
    assert [LeftOut(code).word for code in lines(release)[DAY, "planungsraum"].left_out] == [
        "none", "none", "none", "residents", "residual",
    ]  # fmt: skip
    larger = office.release(file_of(COUNTS | {"0202": (8, 120)}))
    assert larger.release is not None
    assert lines(larger.release)[DAY, "planungsraum"].left_out[3] == LeftOut.NONE


def test_changes_are_computed_against_the_year_before_and_again_when_that_is_corrected(office: Office) -> None:
    with_index(code="tempo", change_years=1)
    both(office, YEAR_BEFORE)
    assert not ReleaseIndexEntry.objects.exists()
    now = both(office, a0101=80)
    before = lines(now, "tempo")
    assert set(before) == {(DAY, "planungsraum"), (DAY, "bezirk")}
    block = before[DAY, "planungsraum"]
    assert block.earlier_period is not None and block.earlier_period.code == YEAR_BEFORE
    corrected = approved(office, dwellings(office, YEAR_BEFORE, a0102=10))
    assert ("tempo", DAY, "planungsraum") in computed(corrected)
    assert corrected.release is not None
    assert lines(corrected.release, "tempo")[DAY, "planungsraum"].value != block.value
    assert verify().findings == []


def test_a_break_that_is_recorded_with_a_delivery_ends_the_comparison(office: Office) -> None:
    """Catalogue and recorded notes count alike; where there was a change before, its place says that there is none."""
    with_index(code="tempo", change_years=1)
    both(office, YEAR_BEFORE)
    both(office)
    candidate = dwellings(office, a0101=80)
    told = notes.Told(NoteKind.BREAK, "Neue Zählung", "New count", first=DAY, indicators=("wohnungen",))
    notes.record_note(by=office.supplier, delivery=candidate.pk, note=told)
    outdated = approved(office, candidate)
    assert outdated.state == State.CANDIDATE  # it was computed as if there were no break
    done = approved(office, outdated)
    assert done.release is not None
    block = lines(done.release, "tempo")[DAY, "planungsraum"]
    assert block.earlier_period is None and set(block.left_out) == {LeftOut.NO_EARLIER, LeftOut.RESIDUAL}
    assert verify().findings == []


def test_where_no_area_is_left_the_place_says_why(office: Office) -> None:
    with_index()
    both(office)
    gone = office.release(file_of({code: ("*", residents) for code, (_, residents) in COUNTS.items()}))
    assert gone.release is not None
    block = lines(gone.release)[DAY, "planungsraum"]
    assert set(block.left_out) == {LeftOut.NO_NUMBER, LeftOut.RESIDUAL} and set(block.class_of) == {-1}


def test_the_same_content_is_stored_once_and_the_rest_is_carried_over(office: Office) -> None:
    with_index()
    first = both(office)
    blocks = IndexBlock.objects.count()
    other = both(office, "2022-12-31")
    assert lines(first)[DAY, "planungsraum"] == lines(other)[DAY, "planungsraum"]
    assert IndexBlock.objects.count() == 2 * blocks


# published by themselves


def described(office: Office, **changes: Any) -> Index:
    """Proposed by the supplier, approved by the second person."""
    spec = replace(SPEC, **changes)
    current = Index.objects.filter(code=spec.code).first()
    base = current.sha256 if current else ""
    made = proposals.propose(
        by=office.supplier, part=Part.INDEX, document=document_of(spec), base=base, reason="neuer Index"
    )
    proposals.approve(by=office.approver, proposal=made.pk, reason="geprüft")
    return Index.objects.get(code=spec.code)


def test_an_index_is_published_for_all_live_periods_without_a_delivery(office: Office) -> None:
    both(office, YEAR_BEFORE)
    before = both(office)
    described(office)
    assert unpublished() == ["lage"]
    asked = publish_indices(by=office.approver, indices=["lage"], reason="Der Index ist neu")
    assert take_publication() and not take_publication()
    asked.refresh_from_db()
    release = live()
    assert (asked.outcome, asked.release) == ("released", release)
    assert release.previous == before and release.serial == before.serial + 1
    assert (release.uploaded_by, release.approved_by, release.reason) == ("statistik", "pruefung", "Der Index ist neu")
    assert {period for period, _ in lines(release)} == {DAY, YEAR_BEFORE}
    assert release.entries.count() == before.entries.count()
    assert verify().findings == [] and unpublished() == []
    refused_with("nothing_to_publish", by=office.approver, indices=["lage"], reason="noch einmal")


def test_another_definition_takes_the_place_of_every_block(office: Office) -> None:
    described(office)
    before = both(office)
    described(office, breaks=(-0.1, 0.1))
    assert lines(live()) == lines(before) and unpublished() == ["lage"]
    publish_indices(by=office.approver, indices=["lage"], reason="andere Grenzen")
    assert take_publication()
    assert {block.definition["breaks"][0] for block in lines(live()).values()} == {-0.1}
    assert {block.definition["breaks"][0] for block in lines(before).values()} == {-0.5}
    second = make_person("zweite", "approver")
    proposed = withdrawing.propose_withdrawal(
        by=office.approver, release=live().pk, back_to=before.pk, reason="doch nicht"
    )
    withdrawing.confirm_withdrawal(by=second, withdrawal=proposed.pk)
    assert live() == before and unpublished() == ["lage"] and verify().findings == []


def test_days_that_an_index_no_longer_serves_are_taken_out(office: Office) -> None:
    described(office)
    both(office, YEAR_BEFORE)
    both(office)
    described(office, valid_from=SPEC.valid_from, valid_until=live().activated_at.date().replace(2023, 12, 31))
    publish_indices(by=office.approver, indices=["lage"], reason="endet 2023")
    assert take_publication()
    assert {period for period, _ in lines(live())} == {YEAR_BEFORE}


def test_a_second_person_publishes_and_only_what_is_there(office: Office) -> None:
    both(office)
    described(office)
    refused_with("own_index", by=office.supplier, indices=["lage"], reason="selbst")
    refused_with("reason_missing", by=office.approver, indices=["lage"], reason=" ")
    refused_with("unknown_index", by=office.approver, indices=["gibt-es-nicht"], reason="weil")
    publish_indices(by=office.approver, indices=["lage"], reason="neu")
    refused_with("publication_open", by=office.approver, indices=["lage"], reason="neu")


def test_a_worker_that_dies_leaves_nothing_behind(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    both(office)
    described(office)
    asked = publish_indices(by=office.approver, indices=["lage"], reason="neu")
    release, blocks = live(), IndexBlock.objects.count()

    def dies(*_args: Any, **_kwargs: Any) -> Release:
        raise MemoryError

    with monkeypatch.context() as broken:
        broken.setattr(publishing, "release_indices", dies)
        with pytest.raises(MemoryError):
            take_publication()
        assert live() == release and IndexBlock.objects.count() == blocks
    asked.refresh_from_db()
    assert (asked.attempts, asked.failure, asked.outcome) == (1, "MemoryError", "")
    assert take_publication() and live() != release
    asked.refresh_from_db()
    assert asked.outcome == "released"


def test_after_three_times_a_publication_is_given_up(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    both(office)
    described(office)
    asked = publish_indices(by=office.approver, indices=["lage"], reason="neu")

    def dies(*_args: Any, **_kwargs: Any) -> Release:
        raise MemoryError

    monkeypatch.setattr(publishing, "release_indices", dies)
    for _ in range(publishing.ATTEMPTS):
        with pytest.raises(MemoryError):
            take_publication()
    asked.refresh_from_db()
    assert asked.outcome == "failed" and not publishing.waiting()
    publish_indices(by=office.approver, indices=["lage"], reason="noch einmal")


def test_what_others_have_described_since_is_not_published_in_their_name(office: Office) -> None:
    both(office)
    described(office)
    asked = publish_indices(by=office.approver, indices=["lage"], reason="neu")
    store(by=office.approver, spec=replace(SPEC, weights=(3.0, 1.0)))
    before = live()
    assert take_publication() and live() == before
    asked.refresh_from_db()
    assert (asked.outcome, asked.failure) == ("failed", "definition_changed")


def test_an_erased_delivery_leaves_the_released_index(office: Office) -> None:
    with_index()
    release = both(office)
    delivery = Delivery.objects.order_by("pk").first()
    assert delivery is not None
    erasing.begin(delivery=delivery.pk, cause=Cause("request", "§ 1"))
    erasing.carry_on(delivery=delivery.pk)
    assert verify().findings == [] and lines(release)


def test_a_block_that_says_what_it_may_not_is_refused_by_the_database(office: Office) -> None:
    with_index()
    block = lines(both(office))[DAY, "planungsraum"]
    for changes in (
        {"status": [5, *block.status[1:]]},
        {"left_out": [1, *block.left_out[1:]]},
        {"class_of": [-1, *block.class_of[1:]]},
        {"z": [None, *block.z[1:]]},
        {"value": block.value[:-1]},
        {"z": block.z[:-1]},
    ):
        unsound = IndexBlock.objects.get(pk=block.pk)
        unsound.pk, unsound.content_sha256 = None, "0" * 64
        for name, value in changes.items():
            setattr(unsound, name, value)
        with pytest.raises(IntegrityError, match="index_block_is_sound"), transaction.atomic():
            unsound.save(force_insert=True)


def test_verify_finds_a_block_that_was_rewritten(office: Office) -> None:
    with_index()
    block = lines(both(office))[DAY, "planungsraum"]
    IndexBlock.objects.filter(pk=block.pk).update(
        class_of=[2, *block.class_of[1:]] if block.class_of[0] != 2 else [1, *block.class_of[1:]]
    )
    findings = verify().findings
    assert any("index block" in line and "not that of the hash" in line for line in findings)


def test_publications_are_kept(office: Office) -> None:
    both(office)
    described(office)
    publish_indices(by=office.approver, indices=["lage"], reason="neu")
    take_publication()
    (row,) = IndexPublication.objects.all()
    assert row.finished_at is not None and str(row) == "lage: released"


def test_a_release_tells_what_changed_of_indices(office: Office) -> None:
    described(office)
    both(office, YEAR_BEFORE)
    first = both(office)
    assert index_differences(first)["lage"].new == {DAY}
    described(office, weights=(1.0, -0.5))
    publish_indices(by=office.approver, indices=["lage"], reason="andere Gewichte")
    take_publication()
    found = index_differences(live())["lage"]
    assert (found.new, found.revised, found.gone) == (set(), {DAY, YEAR_BEFORE}, set()) and found.is_seen
    assert index_differences(live(), live().pk) == {}
