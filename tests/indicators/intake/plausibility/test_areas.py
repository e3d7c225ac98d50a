"""What concerns single areas against each other: exchanges, one address, zeros, gaps, wholes, totals."""

from dataclasses import replace

import numpy as np
import pytest

from indicators.intake.plausibility import Series, Whole
from indicators.intake.plausibility.parts import check_parts, sums
from indicators.intake.problems import ProblemLog
from indicators.states import ValueState
from tests.indicators.intake.plausibility.town import (
    AREAS,
    CODES,
    MEASURES,
    NOW,
    PERIODS,
    SPECS,
    Town,
    measure,
    params,
    told_of,
    town,
)

LARGE = [int(at) for at in np.argsort(town().now[0])[::-1]]


def _handed_over(giver: int, taker: int, share: float) -> Town:
    def move(now: np.ndarray) -> None:
        part = np.round(now[:, giver] * share)
        now[:, giver] -= part
        now[:, taker] += part

    return town().changed(move)


def test_people_who_were_counted_next_door_are_one_finding() -> None:
    giver = LARGE[0]
    taker = next(at for at in LARGE[1:] if CODES[at][:2] == CODES[giver][:2])
    given = _handed_over(giver, taker, 0.5)
    (found,) = given.found()
    told = params(found)
    assert (found.code, told["area"], told["other"]) == ("moved_between_areas", CODES[taker], CODES[giver])
    assert told["columns"] == len(MEASURES) and found.row == taker + 2


def test_an_area_that_appears_takes_its_people_from_where_they_stood() -> None:
    """As 09041403 of Berlin, without a row until 2018, whose residents stood in 09041301."""
    given = town()
    host, fresh = LARGE[0], LARGE[60]
    before = given.before.copy()
    before[:, :, host] += before[:, :, fresh]
    before[:, :, fresh] = np.nan
    series = {code: Series(PERIODS[:-1], before[:, row]) for row, code in enumerate(MEASURES)}
    (found,) = given.beside(series=series).found()
    told = params(found)
    assert (found.code, found.hint, told["area"], told["other"]) == (
        *("moved_between_areas", "appears"),
        *(CODES[fresh], CODES[host]),
    )
    assert told["gain"] == given.now[0, fresh]


def test_two_areas_that_move_by_themselves_are_two_jumps() -> None:
    """The same number of residents by chance, but other people."""
    one = LARGE[0]
    other = next(at for at in LARGE[1:] if CODES[at][:2] != CODES[one][:2])

    def move(now: np.ndarray) -> None:
        now[0, one] -= 700
        now[0, other] += 700
        now[1:, other] = np.round(now[1:, other] * 1.5)

    codes = town().changed(move).codes()
    assert "jump" in codes and "moved_between_areas" not in codes


@pytest.mark.parametrize("losers", [30, AREAS])
def test_an_address_that_gains_what_many_lose_is_one_finding(losers: int) -> None:
    office = LARGE[50]
    chance = np.random.default_rng(4)
    chosen = np.setdiff1d(chance.permutation(AREAS)[:losers], [office])

    def register(now: np.ndarray) -> None:
        lost = np.round(now[0, chosen] * (0.12 if losers == 30 else 0.03))
        now[0, chosen] -= lost
        now[0, office] += lost.sum()

    given = town().changed(register)
    found = given.found("address_concentration")
    assert [params(p)["area"] for p in found] == [CODES[office]]
    assert params(found[0])["columns"] == "residents"
    assert not given.found("jump")


def test_growth_of_one_area_is_no_concentration() -> None:
    office = LARGE[50]
    assert town().changed(lambda now: now.__setitem__((0, office), now[0, office] * 2)).codes() == {"jump"}


def test_zeros_that_cannot_be_chance_are_told_as_such() -> None:
    area = LARGE[5]
    (found,) = town().changed(lambda now: now.__setitem__((1, area), 0)).found()
    assert (found.code, found.column, found.value, found.row) == ("sudden_zero", "children", "0", area + 2)
    assert params(found)["before"] == town().before[-1, 1, area]


@pytest.mark.parametrize(("expected", "told"), [(13.0, False), (15.0, True)])
def test_a_small_count_may_be_zero_by_chance(expected: float, told: bool) -> None:
    given = town()
    before = given.before.copy()
    before[:, 1, 3] = expected
    given = given.changed(lambda now: now.__setitem__((1, 3), 0))
    series = {**given.history.series, "children": Series(PERIODS[:-1], before[:, 1])}
    assert ("sudden_zero" in given.beside(series=series).codes()) is told


def test_a_column_of_zeros_is_one_finding() -> None:
    (found,) = town().changed(lambda now: now.__setitem__((2, slice(0, 60)), 0)).found()
    assert (found.code, found.column, params(found)["areas"]) == ("zeros_throughout", "elderly", 60)


def test_a_column_of_nothing_but_zeros_is_left_to_the_check_of_the_file() -> None:
    assert town().changed(lambda now: now.__setitem__(2, 0)).codes() == set()


def test_averages_that_come_and_go_are_told_only_where_more_are_missing_than_before() -> None:
    """Rents of areas with few offers; two were missing once before."""
    given = town()
    rents = np.tile(np.linspace(8, 12, AREAS), (len(PERIODS), 1)) + np.random.default_rng(1).normal(0, 0.2, (9, AREAS))
    rents[4, :2] = np.nan
    spec = measure("elderly", unit="euro_per_square_metre", decimals=2, kind="average")
    series = {**given.history.series, "elderly": Series(PERIODS[:-1], rents[:-1])}

    def missing(number: int) -> list[object]:
        now = rents[-1].copy()
        now[10 : 10 + number] = np.nan
        changed = replace(given.changed(lambda told: told.__setitem__(2, now)), specs={**SPECS, "elderly": spec})
        return [params(p)["areas"] for p in changed.beside(series=series).found("sudden_missing")]

    assert missing(2) == [] and missing(3) == [3]


def test_missing_and_hidden_numbers_are_one_finding_a_column() -> None:
    def gaps(now: np.ndarray) -> None:
        now[1, :12] = np.nan
        now[2, 40:45] = np.nan

    given = town().changed(gaps)
    states = given.told.states.copy()
    states[2, 40:45] = ValueState.SUPPRESSED
    starred = Town(given.now, given.before, told_of(given.now), given.history)
    object.__setattr__(starred.told, "states", states)
    found = {p.code: (p.column, params(p)["areas"]) for p in starred.found()}
    assert found == {"sudden_missing": ("children", 12), "sudden_suppressed": ("elderly", 5)}


def test_a_part_is_held_against_the_whole_in_force() -> None:
    """Recipients against the residents of the last half year, by the indicator's pairing."""
    given = town()
    base = given.before[-2, 0].copy()
    base[7] = given.now[4, 7] - 1
    base[8] = given.now[4, 8] / 2
    series = {**given.history.series, "working_age": Series((PERIODS[-3],), base[None, :])}
    whole = Whole(("recipients",), ("working_age",), "nearest_earlier", 6)
    found = given.beside(series=series, wholes=(whole,)).found()
    assert [(p.code, params(p)["area"]) for p in found] == [
        ("above_whole", CODES[8]),
        ("slightly_above_whole", CODES[7]),
    ]
    assert params(found[0])["whole"] == round(base[8]) and params(found[0])["period"] == PERIODS[-3].code
    assert not given.beside(series=series, wholes=(Whole(("recipients",), ("working_age",), "same"),)).codes()


def _in_force(change: float, other: bool) -> Town:
    given = town()
    old = given.now[2].copy()
    old[5] += change
    series = {**given.history.series, "elderly": Series(PERIODS, np.vstack([given.before[:, 2], old[None, :]]))}
    return given.beside(series=series, other_profiles=frozenset({("elderly", NOW)} if other else ()))


def test_a_correction_that_changes_the_total_says_so() -> None:
    assert _in_force(0, other=False).codes() == set()
    (found,) = _in_force(4, other=False).found()
    assert (found.code, found.column) == ("total_changed", "elderly")
    told = params(found)
    assert float(told["before"]) - float(told["now"]) == 4 and told["cells"] == 1


def test_another_file_of_the_period_that_says_otherwise_is_a_contradiction() -> None:
    (found,) = _in_force(4, other=True).found()
    assert (found.code, found.row, params(found)["area"]) == ("contradicts", 7, CODES[5])
    assert float(params(found)["other"]) - 4 == float(found.value or 0)


def test_many_contradictions_are_one_finding() -> None:
    given = _in_force(4, other=True)
    old = given.history.series["elderly"]
    old.values[-1] += 1
    (found,) = given.found()
    assert (found.code, params(found)["cells"]) == ("total_contradicts", AREAS)
    assert float(params(found)["before"]) - float(params(found)["now"]) == AREAS + 4


# totals and their parts: 0 = {01: {0101, 0102}, 02: {0201}, rest}

PLACES = ("0101", "0102", "0201", "rest", "01", "02", "0")
PARENTS = np.array([4, 4, 5, 6, 6, 6, -1])


def _parts(**counts: float) -> list[tuple[str, object, object]]:
    values = np.array([[counts.get(f"a{place}", np.nan) for place in PLACES]])
    told = told_of(np.vstack([values] * len(MEASURES)))
    told = type(told)(
        told.period, MEASURES[:1], MEASURES[:1], values, told.states[:1], np.isfinite(values), told.lines[:1], (None,)
    )
    log = ProblemLog()
    check_parts(told, PARENTS, SPECS, PLACES, 3, log)
    return [(p.code, params(p)["area"], params(p)["parts"]) for p in log.problems]


AREA_COUNTS = {"a0101": 10, "a0102": 20, "a0201": 30}


def test_a_total_below_its_parts_is_told() -> None:
    assert _parts(**AREA_COUNTS, a0=50) == [("total_below_parts", "0", 60)]
    assert _parts(**AREA_COUNTS, a01=29) == [("total_below_parts", "01", 30)]
    assert _parts(**AREA_COUNTS, a01=30, a02=30, a0=60) == []


def test_a_total_above_its_parts_is_not_unless_the_rest_was_delivered() -> None:
    assert _parts(**AREA_COUNTS, a0=65) == [] == _parts(**AREA_COUNTS, a01=34)
    assert _parts(**AREA_COUNTS, arest=2, a0=65) == [("total_differs_from_parts", "0", 62)]
    assert _parts(**AREA_COUNTS, arest=5, a0=65) == []


def test_cases_that_only_the_district_knows_are_not_counted_twice() -> None:
    """Four of the seven without an area have a district."""
    assert _parts(**AREA_COUNTS, arest=7, a01=34, a0=67) == []
    assert _parts(**AREA_COUNTS, arest=7, a01=34, a0=71) == [("total_differs_from_parts", "0", 67)]


def test_hidden_parts_can_only_be_too_many() -> None:
    hidden = {"a0101": 10, "a0102": 20}
    assert _parts(**hidden, a0=65) == [] == _parts(**hidden, arest=2, a0=65)
    assert _parts(**hidden, a0=29) == [("total_below_parts", "0", 30)]
    assert _parts(a0101=10, a0201=30, arest=9, a01=34, a0=65) == []


@pytest.mark.parametrize("seed", range(5))
def test_sums_agree_with_plain_loops(seed: int) -> None:
    chance = np.random.default_rng(seed)
    values = chance.integers(0, 50, (3, len(PLACES))).astype(float)
    values[chance.random(values.shape) < 0.2] = np.nan
    found = sums(values, PARENTS)
    for row in range(3):
        known = dict(zip(PLACES, values[row], strict=True))
        for above, parts in (("01", ("0101", "0102")), ("02", ("0201",))):
            at = found.above.tolist().index(PLACES.index(above))
            assert found.parts[row, at] == sum(known[p] for p in parts if not np.isnan(known[p]))
            assert found.whole[row, at] == all(not np.isnan(known[p]) for p in parts)
