"""A file of several periods on the whole journey: each period counts for itself, in one release."""

from dataclasses import replace
from datetime import date

import pytest

from areas.models import AreaEdition
from indicators.actions import decide, steps
from indicators.actions.observations import delivered_cells
from indicators.actions.verification import verify
from indicators.catalogue.documents import document_of, document_sha256
from indicators.catalogue.profile_spec import LongColumns, PeriodFrom
from indicators.journey import State
from indicators.models import DeliveredPeriod, Delivery, ImportProfile, InForce, Observation, ProblemCount
from tests.indicators.actions.journeys import COUNTS, Office, make_office

PERIODS = ("2023-12-31", "2024-06-30", "2024-12-31")
Cells = dict[str, tuple[object, object]]


@pytest.fixture
def office(db: None) -> Office:
    made = make_office()
    profile = ImportProfile.objects.get(code="kiez")
    spec = replace(
        profile.spec,
        code="kiez-lang",
        layout="long",
        long=LongColumns("Wert", "Merkmal"),
        columns=(("Einwohner", "einwohner"), ("Fälle", "leistungsberechtigte")),
        period="column",
        period_from=PeriodFrom("Stichtag"),
        at_most=(("Fälle", "Einwohner"),),
    )
    document = document_of(spec)
    ImportProfile.objects.create(
        code=spec.code, document=document, sha256=document_sha256(document), source=profile.source
    )
    return made


def counts(growth: int) -> Cells:
    return {code: (cases, residents + growth) for code, (cases, residents) in COUNTS.items()}  # type: ignore[operator]


YEARS: dict[str, Cells] = {period: counts(number) for number, period in enumerate(PERIODS)}


def long_file(told: dict[str, Cells]) -> bytes:
    rows = [
        f"{code},{measure},{period},{number}"
        for period, cells in told.items()
        for code, (cases, residents) in cells.items()
        for measure, number in (("Einwohner", residents), ("Fälle", cases))
    ]
    return "\n".join(["id,Merkmal,Stichtag,Wert", *rows, ""]).encode()


def deliver(office: Office, told: dict[str, Cells], period: str = PERIODS[-1]) -> Delivery:
    delivery = office.receive(long_file(told), period)
    delivery.profile = ImportProfile.objects.get(code="kiez-lang")
    delivery.profile_document = delivery.profile.document
    delivery.save()
    steps.run(delivery=delivery.pk)
    delivery.refresh_from_db()
    return delivery


def release(office: Office, told: dict[str, Cells]) -> Delivery:
    delivery = deliver(office, told)
    assert delivery.state == State.CANDIDATE, (
        delivery.state,
        list(delivery.problem_counts.values_list("code", "count")),
    )
    office.explain(delivery)
    decide.approve(by=office.approver, delivery=delivery.pk, reason="Reihe")
    steps.run(delivery=delivery.pk)
    delivery.refresh_from_db()
    return delivery


def in_force(period: str) -> set[int]:
    return set(InForce.objects.filter(period__code=period).values_list("delivery", flat=True))


def residents(period: str) -> float:
    """The residents of the first area as the database has them for what counts."""
    return Observation.objects.get(
        delivery__in=in_force(period), period__code=period, measure__code="einwohner", area__code="0101"
    ).value


def test_every_period_of_the_file_counts_and_is_released_at_once(office: Office) -> None:
    delivery = release(office, YEARS)
    assert delivery.state == State.ACTIVE and delivery.period.code == PERIODS[-1]
    assert [row.period.code for row in DeliveredPeriod.objects.filter(delivery=delivery)] == list(PERIODS)
    assert [in_force(period) for period in PERIODS] == [{delivery.pk}] * 3
    assert [residents(period) for period in PERIODS] == [300, 301, 302]
    assert len(delivered_cells([delivery.pk])) == 6
    found = {entry.period.code for entry in delivery.release.entries.select_related("period")}
    assert found == set(PERIODS)
    assert verify().findings == []


def test_a_correction_of_an_early_period_is_a_revision_and_supersedes_only_what_counts_nowhere(office: Office) -> None:
    first = release(office, YEARS)
    again = release(office, {PERIODS[0]: counts(9), PERIODS[2]: YEARS[PERIODS[2]]})
    first.refresh_from_db()
    assert again.is_revision and first.state == State.ACTIVE
    assert [in_force(period) for period in PERIODS] == [{again.pk}, {first.pk}, {again.pk}]
    assert [residents(period) for period in PERIODS] == [309, 301, 302]
    last = office.release(period=PERIODS[1])
    first.refresh_from_db()
    assert first.state == State.SUPERSEDED and in_force(PERIODS[1]) == {last.pk}
    assert verify().findings == []


def test_the_same_periods_said_again_are_no_revision(office: Office) -> None:
    release(office, YEARS)
    assert not deliver(office, {**YEARS, PERIODS[0]: YEARS[PERIODS[0]]}).is_revision


def test_a_candidate_is_outdated_by_what_changes_between_its_periods(office: Office) -> None:
    waiting = deliver(office, {PERIODS[0]: YEARS[PERIODS[0]], PERIODS[2]: YEARS[PERIODS[2]]})
    office.release(period=PERIODS[1])
    office.explain(waiting)
    decide.approve(by=office.approver, delivery=waiting.pk, reason="Reihe")
    steps.take_step(delivery=waiting.pk)
    waiting.refresh_from_db()
    assert waiting.state == State.CHECKED and not waiting.decision


def test_periods_of_another_edition_are_refused_and_named(office: Office) -> None:
    AreaEdition.objects.update(valid_from=date(2024, 1, 1))
    delivery = deliver(office, YEARS)
    assert delivery.state == State.REFUSED
    problem = delivery.problems.get(code="several_editions")
    assert problem.value == "2023-12-31" and problem.params["edition"] == "2024-01-01 – …"
    assert not Observation.objects.filter(delivery=delivery).exists()


def test_the_announced_period_must_be_in_the_file_and_none_may_lie_ahead(office: Office) -> None:
    delivery = deliver(office, YEARS, "2025-06-30")
    assert ProblemCount.objects.filter(delivery=delivery, code="period_not_in_file").exists()
    ahead = deliver(office, {**YEARS, "2099-12-31": counts(3)})
    assert ahead.state == State.REFUSED and ahead.problems.get(code="period_in_future").value == "2099-12-31"


def test_what_was_kept_since_the_check_is_what_the_file_says_when_read_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = deliver(office, YEARS)
    monkeypatch.setattr("indicators.actions.stage.take_kept", lambda delivery: None)
    read = deliver(office, YEARS)
    rows = [
        list(Observation.objects.filter(delivery=one).values_list("measure", "period", "area", "state", "value"))
        for one in (kept, read)
    ]
    assert len(rows[0]) == 30 and sorted(rows[0]) == sorted(rows[1])
