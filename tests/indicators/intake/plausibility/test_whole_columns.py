"""What concerns a column or a stretch of rows: repeated, in another unit, swapped, slipped, of another definition."""

import numpy as np
import pytest

from indicators.intake.plausibility import Series
from indicators.intake.plausibility.definitions import two_heaps
from indicators.intake.plausibility.rows import longest
from indicators.intake.plausibility.units import power_of_ten
from tests.indicators.intake.plausibility.town import AREAS, CODES, MEASURES, PERIODS, Town, params, town


def only(given: Town) -> tuple[str, str | None]:
    """The code and the column of the one finding there must be."""
    found = given.found()
    assert len(found) == 1, [(p.code, p.column, p.params) for p in found]
    return found[0].code, found[0].column


@pytest.mark.parametrize("back", [1, 2, 5])
def test_an_earlier_quarters_file_is_recognised(back: int) -> None:
    again = town().changed(lambda now: now.__setitem__(slice(None), town().before[-back]))
    assert only(again) == ("earlier_period_again", None)
    assert params(again.found()[0])["period"] == PERIODS[-1 - back].code


def test_a_few_corrected_cells_do_not_hide_an_earlier_file() -> None:
    def nearly(now: np.ndarray) -> None:
        now[:] = town().before[-1]
        now[0, :4] += 1

    assert only(town().changed(nearly)) == ("earlier_period_again", None)


def test_one_repeated_column_is_named() -> None:
    assert only(town().changed(lambda now: now.__setitem__(2, town().before[-1, 2]))) == ("column_again", "elderly")


def test_a_measure_that_hardly_changes_is_not_repeated() -> None:
    still = np.tile(town().before[0, 2], (len(PERIODS) - 1, 1))
    given = town().changed(lambda now: now.__setitem__(2, still[0]))
    assert not given.beside(series={**given.history.series, "elderly": Series(PERIODS[:-1], still)}).codes()


def test_the_same_bytes_for_another_period_are_told() -> None:
    given = town().beside(same_bytes=("2024-Q3",))
    assert only(given) == ("same_bytes", None) and params(given.found()[0])["periods"] == "2024-Q3"


@pytest.mark.parametrize(("factor", "told"), [(1000, "1000"), (0.001, "1/1000"), (10, "10"), (0.01, "1/100")])
def test_another_unit_is_one_finding(factor: float, told: str) -> None:
    given = town().changed(lambda now: now.__setitem__(0, now[0] * factor))
    assert only(given) == ("unit_factor", "residents") and params(given.found()[0])["factor"] == told


def test_percentages_instead_of_counts_are_recognised() -> None:
    given = town().changed(lambda now: now.__setitem__(2, np.round(100 * now[2] / now[0])))
    assert only(given) == ("percent_instead", "elderly")


def test_a_power_of_ten_is_near_or_none() -> None:
    assert [power_of_ten(x) for x in (10.0, 12.0, 13.0, 0.1, 1.0, 1e4, 1e6, float("nan"), 0.0)] == [
        *(1, 1, 0, -1, 0, 0, 6, 0, 0)
    ]


def test_swapped_columns_are_one_finding() -> None:
    def swap(now: np.ndarray) -> None:
        now[[1, 2]] = now[[2, 1]]

    given = town().changed(swap)
    assert only(given) == ("columns_swapped", "children")
    assert params(given.found()[0])["other_column"] == "elderly"


def test_shifted_columns_are_one_finding_that_says_which() -> None:
    def shift(now: np.ndarray) -> None:
        now[[1, 2, 3, 4]] = now[[2, 3, 4, 1]]

    given = town().changed(shift)
    assert only(given) == ("columns_shifted", "children")
    told = params(given.found()[0])
    assert told["columns"] == 4 and str(told["moved"]).startswith("children ← elderly, elderly ← foreigners")


def test_one_column_twice_is_told() -> None:
    given = town().changed(lambda now: now.__setitem__(3, now[1]))
    assert only(given) == ("column_of_another", "foreigners")
    assert params(given.found()[0])["other_column"] == "children"


@pytest.mark.parametrize(("slip", "hint"), [(1, "up"), (-1, "down"), (2, "up")])
@pytest.mark.parametrize("rows", [[0, 1, 2, 3, 4], [2]])
def test_slipped_rows_are_told_with_their_lines(slip: int, hint: str, rows: list[int]) -> None:
    def move(now: np.ndarray) -> None:
        for row in rows:
            now[row, 30:80] = now[row, np.arange(30, 80) + slip]

    given = town().changed(move)
    found = given.found("rows_shifted")
    assert len(found) == 1 and found[0].hint == hint
    told = params(found[0])
    assert told["by"] == abs(slip) and abs(int(told["first"]) - 32) <= 3 and abs(int(told["last"]) - 81) <= 3
    assert len(given.found("jump")) <= 4


def test_the_longest_stretch_is_found() -> None:
    scores = np.array([0, -1, 1, 1, 1, -1, 1, 1, -1, -1, 1])
    sums = {(a, b): int(scores[a : b + 1].sum()) for a in range(len(scores)) for b in range(a, len(scores))}
    first, last, weight = longest(scores)
    assert weight == max(sums.values()) == sums[first, last] == 4


def test_areas_of_another_definition_are_one_finding() -> None:
    """Two districts still count by the old rule."""
    old = [at for at, code in enumerate(CODES) if code[:2] in ("02", "05")]
    given = town().changed(lambda now: now.__setitem__((2, old), np.round(now[2, old] * 1.3)))
    assert only(given) == ("mixed_definitions", "elderly")
    told = params(given.found()[0])
    assert (told["areas"], told["others"]) == (40, 80) and 27 <= float(told["percent"]) <= 33
    assert str(told["examples"]).startswith("0201, 0202")


def test_changes_that_scatter_are_one_heap() -> None:
    chance = np.random.default_rng(2)
    assert two_heaps(chance.normal(0, 0.2, 300)) is None
    assert two_heaps(chance.standard_t(2, 300) * 0.05) is None
    heaps = two_heaps(np.concatenate([chance.normal(0, 0.01, 250), chance.normal(-0.3, 0.01, 50)]))
    assert heaps is not None and heaps.smaller.sum() == 50 and heaps.factor == pytest.approx(np.exp(-0.3), rel=0.02)
    assert two_heaps(np.concatenate([np.zeros(100), np.full(9, 0.5)])) is None


def _renamed(now_factor: float, with_past: bool) -> Town:
    """Children were counted otherwise before 2025: half as many, under another measure."""
    given = town()
    before = given.before[:, 1]
    series = {**given.history.series, "children_old": Series(PERIODS[:-1], np.round(before * 0.5))}
    if not with_past:
        del series["children"]
    changed = given.changed(lambda now: now.__setitem__(1, np.round(now[1] * now_factor)))
    return changed.beside(series=series, other_meanings={"children": ("children_old",)})


@pytest.mark.parametrize("with_past", [True, False])
def test_a_column_that_keeps_its_old_meaning_is_told(with_past: bool) -> None:
    given = _renamed(0.5, with_past)
    assert only(given) == ("other_definition", "children")
    assert params(given.found()[0])["other"] == "children_old"
    assert not _renamed(1.0, with_past).codes()


def test_columns_are_compared_only_where_both_periods_have_numbers() -> None:
    given = town().changed(lambda now: now.__setitem__(slice(None), np.nan))
    assert given.codes() <= {"sudden_missing"}
    assert town().beside(series={}).codes() == set()
    assert len(MEASURES) * AREAS == given.now.size
