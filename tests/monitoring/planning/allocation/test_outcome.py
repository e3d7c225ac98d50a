"""What a variant gives: from released values alone, gaps by a stated rule, sums without a remainder."""

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from indicators.calculation.allocation import Refused
from indicators.queries.errors import Unanswerable
from monitoring.planning.allocation.outcome import Outcome, outcome, sensitivity
from monitoring.planning.allocation.plan import Plan, Variant
from monitoring.planning.allocation.presenting import groups, rows, whole
from monitoring.planning.allocation.problems import problem_of
from monitoring.planning.allocation.statements import statements
from tests.factories import World
from tests.monitoring.planning.allocation.conftest import VARIANT


def result(world: World, plan: Plan, before: dict[str, Decimal] | None = None, **changes: object) -> Outcome:
    return outcome(world.live, plan, replace(VARIANT, **changes), before)


def test_shares_by_rate_at_full_strength_follow_the_people_in_need(world: World, plan: Plan) -> None:
    """Residents × rate ÷ city's rate: 60.1, 10.1, 30.3, 8.1 by the published one decimal; 20 positions by hand.

    Rates 20.0, 2.5, 9.4, 10.0 against 9.9 per cent: claims 606.06, 101.01, 303.84, 80.81 of 1,091.72;
    quotas 11.10, 1.85, 5.57, 1.48: whole 11, 1, 5, 1 = 18, the two left go to 0.85 and 0.57.
    """
    found = result(world, plan)
    assert found.own.amount.tolist() == [11, 2, 6, 1, 0]
    np.testing.assert_allclose(found.weight[:4], [20 / 9.9, 2.5 / 9.9, 9.4 / 9.9, 10 / 9.9])
    # 300, 400, 320, 80 of 1,100: 5.45, 7.27, 5.82, 1.45; of the equal remainders the larger base's goes first
    assert found.equal.amount.tolist() == [6, 7, 6, 1, 0]


def test_areas_without_a_value_follow_the_rule_that_was_chosen_and_are_told(world: World, plan: Plan) -> None:
    assumed = result(world, plan, need="luecken-quote")
    assert assumed.weight[1] == 1.0 and assumed.assumed.tolist() == [False, True, False, False, False]
    assert any("1 Gebiet" in one or "1 area" in one for one in statements(assumed))
    aside = result(world, plan, need="luecken-quote", without_value="aside")
    assert not aside.given[1] and aside.own.amount[1] == 0 and aside.own.amount.sum() == 20
    assert rows(aside)[1].amount == "–" and rows(aside)[1].mark


def test_what_belongs_to_no_area_is_left_out_or_counts_like_the_city(world: World, plan: Plan) -> None:
    assert not result(world, plan).given[4]
    counted = result(world, plan, residual="city", total=Decimal(110))
    assert counted.given[4] and counted.weight[4] == 1.0 and counted.own.amount[4] == 1


def test_floors_and_caps_per_area_and_per_head_hold_after_rounding(world: World, plan: Plan) -> None:
    floored = result(world, plan, floor=Decimal(3))
    assert (floored.own.amount[:4] >= 3).all() and floored.own.at_floor[1]
    capped = result(world, plan, cap=Decimal(30), cap_per="heads")  # 30 per 1,000: 9, 12, 9.6 → 9, 2.4 → 2
    assert (capped.own.amount[:4] <= [9, 12, 9, 2]).all() and capped.own.amount.sum() == 20
    assert capped.own.at_cap[0] and capped.own.amount[0] == 9


@pytest.mark.parametrize("step", ["0.5", "0.25", "0.1", "2", "100"])
def test_every_step_sums_without_a_remainder(world: World, plan: Plan, step: str) -> None:
    total = Decimal(step) * 377
    found = result(world, plan, step=Decimal(step), total=total)
    assert sum(found.amount(at) for at in range(5)) == total
    assert all(found.amount(at) % Decimal(step) == 0 for at in range(5))


def test_stepped_weights_take_the_quarters_of_need(world: World, plan: Plan) -> None:
    found = result(world, plan, weighting="stepped", class_weights=(1.0, 2.0, 3.0, 4.0))
    assert found.weight[:4].tolist() == [4.0, 1.0, 2.0, 3.0]


def test_lower_values_can_be_more_need(world: World, plan: Plan) -> None:
    assert result(world, plan, more=False).own.amount[1] > result(world, plan).own.amount[1]


def test_cases_and_those_of_whom_a_rate_is_a_part_can_be_the_base(world: World, plan: Plan) -> None:
    cases = result(world, plan, base="armutsquote:numerator", strength=0.0)
    assert cases.inputs.base.count.tolist() == [60, 10, 30, 8, 2]
    people = result(world, plan, base="armutsquote:denominator")
    assert people.inputs.base.count.tolist() == [300, 400, 320, 80, 10]


def test_last_year_is_compared_area_by_area_and_what_went_elsewhere_is_told(world: World, plan: Plan) -> None:
    found = result(world, plan, {"0101": Decimal("9.5"), "0202": Decimal(1), "0909": Decimal(2)})
    assert found.before is not None and found.before_elsewhere == 2
    assert rows(found)[0].to_before == "+1,5" and rows(found)[1].to_before == ""
    assert whole(found).before == "10,5"


def test_sums_of_districts_add_up_to_what_there_is(world: World, plan: Plan) -> None:
    found = groups(result(world, plan))
    assert [(one.name, one.amount) for one in found] == [("Hafen", "13"), ("Heide", "7")]


def test_sensitivity_says_how_much_moves(world: World, plan: Plan) -> None:
    found = sensitivity(result(world, plan, total=Decimal(2000)))
    stronger = result(world, plan, total=Decimal(2000), strength=1.1)
    apart = abs(stronger.own.amount - result(world, plan, total=Decimal(2000)).own.amount)
    assert found is not None and found.areas == int((apart > 0).sum()) > 0
    assert found.moved == Decimal(int(apart.sum())) / 2
    none = sensitivity(result(world, plan, strength=0.0))
    assert none is not None and none.areas == 0


def test_the_highest_quarter_of_need_is_said_with_its_part_of_the_base(world: World, plan: Plan) -> None:
    assert result(world, plan).top_quarter == (11 / 20, 300 / 1100)


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"total": Decimal(0)}, "total", "nothing_to_distribute"),
        ({"step": Decimal(0)}, "step", "no_step"),
        ({"step": Decimal(3)}, "step", "not_a_multiple"),
        ({"floor": Decimal(6)}, "floor", "floors_exceed_total"),
        ({"cap": Decimal(4)}, "cap", "caps_below_total"),
        ({"floor": Decimal(5), "cap": Decimal(4)}, "cap", "floor_above_cap"),
        ({"weighting": "stepped", "class_weights": (0.0,) * 4}, "weighting", "weights_zero"),
        ({"weighting": "stepped", "class_weights": (1.0, 1.0)}, "class_weights", "class_weights"),
        ({"need": "einwohner"}, "need", "no_need"),
        ({"need": "gibt-es-nicht"}, "need", "unknown_indicator"),
        ({"base_period": "1999"}, "base", "unknown_period"),
        ({"need": "index:gibt-es-nicht"}, "need", "unknown_indicator"),
    ],
)
def test_what_cannot_be_carried_out_is_said_where_it_was_entered(
    world: World, plan: Plan, changes: dict[str, object], field: str, code: str
) -> None:
    variant: Variant = replace(VARIANT, **changes)
    with pytest.raises((Refused, Unanswerable)) as reason:
        outcome(world.live, plan, variant, None)
    problem = problem_of(reason.value, plan, variant)
    assert (problem.field, problem.code) == (field, code)
    assert problem.text and "%" not in problem.text
