"""The harness sees: every address is asked, every surface gives what it must, every canary is there to be found."""

import csv
import io
from collections import Counter

import pytest

from monitoring.departments.addresses import COMMON, PORTAL
from tests.attacks import town
from tests.attacks.canaries import CANARIES, Canary
from tests.attacks.conftest import Case
from tests.attacks.constraints import is_true, rows_of
from tests.attacks.evidence import Evidence
from tests.attacks.roles import ATTACKERS
from tests.attacks.solver import merged
from tests.attacks.surfaces import ALL, EXPORT, SURFACES


def test_every_address_of_the_portal_is_attacked() -> None:
    declared = [surface.name for surface in ALL]
    assert sorted(declared) == sorted(set(declared))
    assert {**COMMON, **PORTAL}.keys() - set(declared) == set()


@pytest.mark.parametrize("attacker", ATTACKERS, ids=lambda one: one.name)
def test_the_portal_answers_every_question(evidence: Evidence, attacker: object) -> None:
    answers = evidence.answers[attacker.name]  # type: ignore[attr-defined]
    assert len(answers) > 100
    assert [(one.path, one.status) for one in answers if one.status >= 500 and one.surface != "readyz"] == []


def test_every_surface_gives_its_constraints(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    """Rows that the planner's answers give, by surface, and numbers that are held against the twin."""
    rows: Counter[str] = Counter()
    for surface in {one.surface for one in case.statements("planner")}:
        told = [one for one in case.statements("planner") if one.surface == surface]
        rows[surface] = len(merged(row for one in told for row in rows_of(one, case.versions)))
    numbers = Counter({s.name: 0 for s in (*SURFACES, EXPORT)})
    for answer in case.evidence.answers["planner"]:
        numbers[answer.surface] += answer.numbers
    lines = [
        f"{one.name:<28}{rows[one.name]:>7} of {one.rows:<6}{numbers[one.name]:>8} of {one.numbers}"
        for one in (*SURFACES, EXPORT)
    ]
    with capsys.disabled():
        print("\n" + "\n".join(["surface                     constraints     numbers", *lines]))
        print(f"together {sum(rows.values())} constraints, {sum(numbers.values())} numbers")
    blind = [one.name for one in (*SURFACES, EXPORT) if rows[one.name] < one.rows or numbers[one.name] < one.numbers]
    assert blind == []


def test_what_is_read_is_true(case: Case) -> None:
    """A number that was read wrongly would make every proof worthless: each row holds for what was delivered."""
    wrong = [
        (one, row)
        for role in case.told
        for one in case.statements(role)
        for row in rows_of(one, case.versions)
        if one.part != "hidden" and not is_true(row, case.versions)
    ]
    assert wrong[:3] == []


@pytest.mark.parametrize("canary", CANARIES, ids=lambda one: f"{one.measure}-{one.place}-{one.period}")
def test_the_office_sees_each_canary_in_raw_form(evidence: Evidence, canary: Canary) -> None:
    """Delivered, stored, shown to whoever may see it: what nobody could see would prove nothing by being hidden."""
    seen = {
        (line["area_code"], line["measure"], line["period"], float(line["value"]))
        for answer in evidence.raw
        for line in csv.DictReader(io.StringIO(answer.text.lstrip("\ufeff")))
        if answer.status == 200 and line["state"] == "ok"
    }
    assert (canary.place, canary.measure, canary.period, float(canary.count)) in seen


def test_every_canary_is_hidden_from_everybody_else(case: Case) -> None:
    """Where a canary's own cell is asked for, a marker stands and nothing beside it (attacks 14 and 18)."""
    for role, told in case.told.items():
        assert told.beside == [], role
    assert case.told["planner"].hidden > 100


def test_a_supplier_sees_their_own_tray_alone(evidence: Evidence) -> None:
    seen = [answer.status == 200 for answer in evidence.tray]
    own = [delivery.profile == "kanal-hilfen" for delivery in town.journeys()]
    assert seen == own
