"""What the checks against history say of the demo's deliveries: what was planted, and little else."""

from collections import Counter

import pytest

from fixtures.demo.planted import listed
from indicators.models import Delivery, Observation, Problem, ProblemCount

pytestmark = pytest.mark.usefixtures("demo")
JUMPS = ("jump", "jump_since_last_year")
NEVER = {
    *("rows_shifted", "columns_swapped", "columns_shifted", "column_of_another", "mixed_definitions", "unit_factor"),
    *("earlier_period_again", "address_concentration", "above_whole", "total_below_parts", "total_differs_from_parts"),
}


@pytest.mark.parametrize(
    ("area", "profile", "column", "first", "last"),
    [
        ("100104", "demo-sgb2", "sgb2_leistungsberechtigte", "2025-Q2", "2026-Q2"),
        ("020116", "demo-sgb2", "sgb2_leistungsberechtigte", "2025-Q2", "2026-Q2"),
        ("050305", "demo-sozialhilfe", "grundsicherung_im_alter", "2025-Q2", "2026-Q2"),
        ("040210", "demo-wohnungen", "wohnungen", "2021", "2025"),
        ("040210", "demo-haushalte", "haushalte", "2021", "2025"),
    ],
)
def test_what_was_planted_is_told_while_it_happens(area: str, profile: str, column: str, first: str, last: str) -> None:
    found = Problem.objects.filter(
        code__in=JUMPS, params__area=area, column=column, delivery__profile__code=profile
    ).values_list("delivery__period__code", flat=True)
    assert found and all(first <= period <= last for period in found), list(found)


def test_areas_of_which_nothing_was_planted_jump_hardly_ever() -> None:
    planted = {entry["area"] for kind in ("diverging", "lagging", "unusual") for entry in listed()[kind]}
    jumps = Problem.objects.filter(code="jump").exclude(params__area__in=planted).count()
    numbers = Observation.objects.filter(state=0).count()
    print(f"\n{jumps} jumps of other areas among {numbers:,} numbers")
    assert jumps <= 0.0002 * numbers


def test_most_deliveries_need_no_reason() -> None:
    counts: Counter[str] = Counter()
    for code, number in ProblemCount.objects.filter(severity="warning").values_list("code", "count"):
        counts[code] += number
    warned = Delivery.objects.filter(problem_counts__severity="warning").distinct().count()
    number = Delivery.objects.count()
    print(f"\n{warned} of {number} deliveries have warnings: {dict(counts)}")
    assert warned <= 0.2 * number
    assert not NEVER & set(counts)


def test_cells_that_were_not_recorded_are_told_once_a_column() -> None:
    found = Problem.objects.filter(code="sudden_missing", delivery__profile__code="demo-haushalte")
    assert {(p.delivery.period.code, p.params["areas"]) for p in found.select_related("delivery__period")} == {
        ("2022", 9)
    }
