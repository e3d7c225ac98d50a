"""The suite fails where it must: each way of letting something out is tried on what was found, and noticed."""

from dataclasses import replace
from fractions import Fraction

import pytest

from tests.attacks import town
from tests.attacks.canaries import CANARIES, Canary
from tests.attacks.conftest import Case
from tests.attacks.constraints import Statement, formulas, places_of, rows_of
from tests.attacks.crawling import differing
from tests.attacks.evidence import Evidence
from tests.attacks.protection import needs_joint_protection
from tests.attacks.solver import Cell, Row

_named = pytest.mark.parametrize("canary", CANARIES, ids=lambda one: f"{one.measure}-{one.place}-{one.period}")


def _secondary(case: Case, canary: Canary) -> list[Row]:
    """Every hidden sum of the canary's measure and period that is no canary itself, with its true count."""
    own = {case.versions.of(one)[0][0] for one in CANARIES}
    found: dict[tuple[Cell, ...], Row] = {}
    for statement in case.statements("planner", "anonymous"):
        formula = formulas()[statement.indicator]
        if statement.part != "hidden" or canary.measure not in formula.numerator:
            continue
        if statement.periods[0][0] != canary.period or statement.release != case.versions.releases[-1]:
            continue
        (row,) = rows_of(statement, case.versions)
        cells = tuple(cell for cell, _ in row.sum)
        if len(cells) == 1 and cells[0] in own:
            continue
        count = float(sum(case.versions.truth[cell] * factor for cell, factor in row.sum))
        found[cells] = Row(row.sum, count, count)
    return list(found.values())


@needs_joint_protection
@_named
def test_letting_out_a_necessary_secondary_cell_is_noticed(case: Case, canary: Canary) -> None:
    """At least one of the cells that are hidden for a canary's sake gives it away when it alone is published."""
    cells = _secondary(case, canary)
    assert cells
    assert case.interval(canary).is_safe(canary.threshold)
    assert any(not case.interval(canary, cell).is_safe(canary.threshold) for cell in cells)


@_named
def test_an_unrounded_rate_of_a_hidden_count_is_noticed(case: Case, canary: Canary) -> None:
    """Continued fractions: seventeen digits hold count and denominator (attack 7)."""
    total = case.versions.truth[
        case.versions.cell("einwohner", canary.place, town.DAYS[-1], case.versions.releases[-1])
    ]
    exact = 100 * canary.count / total
    found = Fraction(exact / 100).limit_denominator(10_000)
    assert found == Fraction(canary.count, total)
    rows = [Row(case.versions.of(canary), found * total - 0.01, found * total + 0.01)]
    assert case.interval(canary, *rows).is_found()


@_named
def test_an_exact_own_area_beside_a_programme_area_is_noticed(case: Case, canary: Canary) -> None:
    """Somebody draws the district without one area, and gets the exact sum (attacks 4, 5 and 6)."""
    live = case.versions.releases[-1]
    around = [place for place in town.PLACES if place[:2] == canary.place[:2]]
    cells = [case.versions.cell(canary.measure, place, canary.period, live) for place in around]

    def exactly(wanted: list[Cell]) -> Row:
        total = float(sum(case.versions.truth.get(cell, 0) for cell in wanted))
        return Row(tuple(sorted((cell, 1.0) for cell in wanted)), total, total)

    (own, _), *_ = case.versions.of(canary)
    drawn = [exactly(cells), exactly([cell for cell in cells if cell != own])] if len(cells) > 1 else [exactly(cells)]
    assert case.interval(canary, *drawn).is_found()


@_named
def test_an_old_export_that_still_lies_around_is_noticed(case: Case, canary: Canary) -> None:
    """A file from before protection holds the district and its other areas (attack 10)."""
    live = case.versions.releases[-1]
    old: list[Row] = []
    (own, _), *_ = case.versions.of(canary)
    for area in ("0", *town.DISTRICTS, *town.PLACES):
        cells = [case.versions.cell(canary.measure, place, canary.period, live) for place in places_of(area)]
        if cells != [own]:
            count = float(sum(case.versions.truth.get(cell, 0) for cell in cells))
            old.append(Row(tuple(sorted((cell, 1.0) for cell in cells)), count, count))
    assert case.interval(canary, *old).is_found()


def test_a_tag_made_from_raw_values_is_noticed(evidence: Evidence) -> None:
    """The same portal served with ETags from the sealed counts: the twins no longer answer alike (attack 17)."""
    town_answers, twin_answers = evidence.betrayed
    assert [one["what"] for one in differing(town_answers, twin_answers)] == ["header etag"]


def test_a_class_or_a_colour_beside_a_hidden_cell_is_noticed(case: Case) -> None:
    """A class is an interval: with a published denominator it bounds the count (attack 13)."""
    canary = CANARIES[2]
    live = case.versions.releases[-1]
    statement = Statement(
        "map", "planner", "frauenanteil", (canary.place,), ((canary.period, canary.period),), live, "value", 0.0, 0.4
    )
    told = rows_of(statement, case.versions)
    assert not case.interval(canary, *told).is_safe(canary.threshold)


def test_a_body_that_depends_on_a_hidden_count_is_noticed(evidence: Evidence) -> None:
    """One digit, one byte of length, one place in an order, one word in an error."""
    answers = evidence.answers["planner"][:50]
    for change in (
        {"body": answers[0].body + b" "},
        {"status": 404},
        {"headers": {**answers[0].headers, "x-count": "1"}},
    ):
        changed = [replace(answers[0], **change), *answers[1:]]  # type: ignore[arg-type]
        assert differing(answers, changed)
