"""Attacks 1–3, 7–10, 19, 20, 22: everything that was told, put together and solved, release after release.

Parent − siblings at every level with the residual unit, totals − categories, several equations at once, rates with
published denominators, complements, means of quarters, corrections: for the solver these are one kind of attack.
"""

import pytest

from tests.attacks import town
from tests.attacks.canaries import ALONE, CANARIES, COMPLEMENT, PAIRED, Canary
from tests.attacks.conftest import Case, aimed_at, groups
from tests.attacks.constraints import places_of
from tests.attacks.protection import needs_joint_protection
from tests.attacks.solver import Knowledge, Row


def _name(one: Canary) -> str:
    return f"{one.measure}-{one.place}-{one.period}"


_named = pytest.mark.parametrize("canary", CANARIES, ids=_name)
#: Where only what is small itself is hidden, neighbours hide each other at least from plain subtraction.
_subtracted = pytest.mark.parametrize(
    "canary", [*PAIRED, *(pytest.param(one, marks=needs_joint_protection) for one in ALONE)], ids=_name
)


@needs_joint_protection
@_named
def test_nobody_finds_a_canary_or_proves_it_small(case: Case, canary: Canary) -> None:
    """All together, with everything that was ever released. What they do not find nobody finds who knows less."""
    found = case.interval(canary)
    assert found.is_safe(canary.threshold), f"{found} together; {' and '.join(_fewest(case, canary))} suffice"


def _fewest(case: Case, canary: Canary) -> tuple[str, ...]:
    """The first role, or two of them, who find a canary: whoever knows more finds it as well."""
    target = case.versions.of(canary)
    asked = (roles for roles in groups() if canary in aimed_at(roles))
    return next(roles for roles in asked if not case.known(*roles).interval(target).is_safe(canary.threshold))


@_subtracted
def test_no_canary_lies_in_the_span_of_what_is_published(case: Case, canary: Canary) -> None:
    """Elimination over several equations alone, without any bound: the plainest of all subtractions."""
    assert not case.known_against(canary).is_spanned(case.versions.of(canary))


@needs_joint_protection
def test_the_rest_of_a_group_is_protected_as_the_group(case: Case) -> None:
    """One person without benefits among hundreds with: 100 % would say so (attack 8)."""
    measure, place, period, _ = COMPLEMENT
    live = case.versions.releases[-1]
    whole = case.versions.cell("einwohner_unter_regelaltersgrenze", place, period, live)
    rest = ((case.versions.cell(measure, place, period, live), -1.0), (whole, 1.0))
    assert case.known(*case.told).interval(tuple(sorted(rest))).is_safe(10)


@needs_joint_protection
@_named
def test_a_neighbour_who_knows_their_own_count_finds_no_other(case: Case, canary: Canary) -> None:
    """The insider behind another canary of the same measure and period knows that one for certain (attack 20)."""
    others = [
        one for one in CANARIES if one is not canary and one.key[0] == canary.key[0] and one.period == canary.period
    ]
    insiders = [Row(case.versions.of(one), float(one.count), float(one.count)) for one in others]
    assert not case.interval(canary, *insiders).is_found()


@_subtracted
def test_totals_of_the_city_that_others_publish_help_nobody(case: Case, canary: Canary) -> None:
    """The city's totals stand in other people's tables, too, exact and for every measure (attack 22)."""
    live = case.versions.releases[-1]
    cells = [case.versions.cell(canary.measure, place, canary.period, live) for place in places_of("0")]
    total = float(sum(case.versions.truth.get(cell, 0) for cell in cells))
    elsewhere = Row(tuple(sorted((cell, 1.0) for cell in cells)), total, total)
    assert not case.interval(canary, elsewhere).is_found()


def test_the_harness_finds_what_hiding_one_by_one_leaves_open(case: Case) -> None:
    """Were only the canaries themselves hidden, each of them could be subtracted: the solver sees that it could."""
    live = case.versions.releases[-1]
    for canary in CANARIES:
        target = case.versions.of(canary)
        published = []
        for area in ("0", *town.DISTRICTS, *town.PLACES):
            cells = [case.versions.cell(canary.measure, place, canary.period, live) for place in places_of(area)]
            if len(cells) > 1 or (cells[0] not in [cell for one in CANARIES for cell, _ in case.versions.of(one)]):
                total = float(sum(case.versions.truth.get(cell, 0) for cell in cells))
                published.append(Row(tuple(sorted((cell, 1.0) for cell in cells)), total, total))
        small = [Row(case.versions.of(one), 1.0, float("inf")) for one in CANARIES]
        found = Knowledge((*published, *small)).interval(target)
        assert not found.is_safe(canary.threshold), canary
