"""Which cells jump, by what they are held against, and what explains itself."""

from dataclasses import replace

import numpy as np
import pytest

from indicators.intake.plausibility import Series
from indicators.intake.plausibility.history import NotedAreas
from indicators.intake.plausibility.jumps import find_jumps, relevant
from indicators.intake.plausibility.scatter import Scale, Steps, bands, city_change, scatter, steps_of
from indicators.intake.plausibility.tracks import city_of
from indicators.periods import parse_period
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
    town,
)
from tests.naive import plausible


def test_quarters_in_which_people_come_and_go_jump_hardly_ever() -> None:
    cells = jumped = 0
    for seed in range(20):
        log = town(seed).log()
        cells, jumped = cells + len(MEASURES) * AREAS, jumped + log.counts.get("jump", 0)
        assert set(log.counts) <= {"jump", "jump_back", "jump_since_last_year"}, seed
    assert jumped <= 0.001 * cells


@pytest.mark.parametrize("factor", [0.8, 1.2, 1.5, 0.1])
@pytest.mark.parametrize("row", [0, 1, 2])
def test_a_wrong_number_of_a_large_area_is_found(row: int, factor: float) -> None:
    area = int(np.argsort(town().now[0])[100])  # among the largest

    def wrong(now: np.ndarray) -> None:
        now[row, area] = np.round(now[row, area] * factor)

    found = town().changed(wrong).found("jump")
    assert [(p.column, p.row, params(p)["area"]) for p in found] == [(MEASURES[row], area + 2, CODES[area])]
    told = params(found[0])
    assert told["before"] == town().before[-1, row, area] and told["period"] == PERIODS[-2].code
    assert told["low"] < town().now[row, area] < told["high"]
    assert not told["low"] <= float(found[0].value or 0) <= told["high"]


def test_small_areas_are_not_tested() -> None:
    def small(now: np.ndarray) -> None:
        now[:, 7] = [90, 10, 20, 15, 8]

    shrunk = town().changed(small)
    before = shrunk.before.copy()
    before[:, :, 7] = [[60, 8, 12, 9, 5]]
    series = {code: Series(s.periods, before[:, row]) for row, (code, s) in enumerate(shrunk.history.series.items())}
    assert not shrunk.beside(series=series).found("jump")


@pytest.mark.parametrize(
    ("design_effect", "children", "matters"), [(1.0, 15, False), (1.0, 14, True), (1.9, 11, False), (1.9, 10, True)]
)
def test_two_households_more_or_less_do_not_matter(design_effect: float, children: int, matters: bool) -> None:
    """Twenty were expected; two households are 5·D persons."""
    given = town()
    calm = Series(PERIODS[:-1], np.full((len(PERIODS) - 1, AREAS), 20.0))

    def fewer(now: np.ndarray) -> None:
        now[1] = 20.0
        now[1, 7] = children

    specs = {**SPECS, "children": measure("children", design_effect)}
    changed = given.changed(fewer).beside(series={**given.history.series, "children": calm})
    track = city_of(changed.told, changed.history, specs, CODES).compared[1]
    assert track.step is not None
    assert np.flatnonzero(relevant(track.step, track)).tolist() == ([7] if matters else [])


def test_what_all_areas_do_is_no_jump_of_an_area() -> None:
    grown = town().changed(lambda now: now.__setitem__(3, np.round(now[3] * 1.25)))
    assert grown.codes() == {"city_jump"}
    (found,) = grown.found()
    assert found.column == "foreigners" and params(found)["total"] > params(found)["high"]


def test_a_column_that_jumps_throughout_is_one_finding() -> None:
    chance = np.random.default_rng(3)

    def shaken(now: np.ndarray) -> None:
        now[2] = np.round(now[2] * np.exp(chance.normal(0, 0.4, AREAS)))

    given = town().changed(shaken)
    found = given.found("jump", "jumps_throughout")
    assert [(p.code, p.column) for p in found] == [("jumps_throughout", "elderly")]
    assert params(found[0])["areas"] > 60 and params(found[0])["tested"] == AREAS
    assert not given.beside(exceptional={"elderly": ((NOW, NOW),)}).codes()


def test_a_number_like_last_years_is_a_hint() -> None:
    """The previous quarter was the unusual one."""
    usual = town()
    before = usual.before.copy()
    area = int(np.argmax(before[-1, 0]))
    before[-1, 1, area] = np.round(before[-1, 1, area] * 0.6)
    series = dict(usual.history.series)
    series["children"] = Series(PERIODS[:-1], before[:, 1])
    assert {p.code for p in usual.beside(series=series).found()} == {"jump_back"}


def test_what_creeps_is_told_against_last_year() -> None:
    usual = town()
    before, now = usual.before.copy(), usual.now.copy()
    area = int(np.argmax(before[-1, 0]))
    for step, factor in zip((5, 6, 7), (0.99, 0.97, 0.95), strict=True):
        before[step, 2, area] = np.round(before[step, 2, area] * factor)
    now[2, area] = np.round(now[2, area] * 0.85)
    series = dict(usual.history.series)
    series["elderly"] = Series(PERIODS[:-1], before[:, 2])
    crept = usual.changed(lambda told: told.__setitem__(slice(None), now)).beside(series=series)
    found = crept.found()
    assert [(p.code, p.column) for p in found] == [("jump_since_last_year", "elderly")]
    assert params(found[0])["period"] == "2024-Q1"


def _wrong(row: int = 0) -> Town:
    area = int(np.argmax(town().now[0]))
    return town().changed(lambda now: now.__setitem__((row, area), np.round(now[row, area] * 1.4)))


def test_exceptional_periods_explain_a_jump() -> None:
    span = (parse_period("2025-Q1"), parse_period("2025-Q1"))
    noted = _wrong().beside(exceptional={"residents": (span,)})
    assert noted.codes() == {"jump_exceptional"}
    elsewhere = _wrong().beside(exceptional={"children": (span,)})
    assert elsewhere.codes() == {"jump"}


def test_areas_noted_as_corrected_explain_their_jumps_alone() -> None:
    area = int(np.argmax(town().now[0]))
    noted = NotedAreas(frozenset({"residents"}), NOW, NOW, np.array([area]), begins=True)
    assert _wrong().beside(noted_areas=(noted,)).codes() == {"jump_exceptional"}
    others = replace(noted, areas=np.array([area - 1]))
    earlier = replace(noted, first=PERIODS[-2], last=PERIODS[-2])
    assert _wrong().beside(noted_areas=(others, earlier)).codes() == {"jump"}


def test_nothing_is_compared_across_a_break() -> None:
    assert not _wrong().beside(breaks={"residents": (NOW,)}).codes()
    assert _wrong().beside(breaks={"residents": (PERIODS[-2],)}).codes() == {"jump"}


@pytest.mark.parametrize(("points", "told"), [(0.0, False), (1.5, False), (9.0, True), (-9.0, True)])
def test_shares_are_compared_in_points_taken_along_with_the_city(points: float, told: bool) -> None:
    """Every area's share rises by four points; one has as many more or fewer."""
    given = town()
    chance = np.random.default_rng(8)
    level = chance.uniform(20, 40, AREAS)
    shares = np.array([level + chance.normal(0, 0.5, AREAS) for _ in PERIODS])
    shares[-1] += 4
    shares[-1, 7] = shares[-2, 7] + 4 + points
    specs = {**SPECS, "children": measure("children", unit="percent", decimals=1)}
    series = {**given.history.series, "children": Series(PERIODS[:-1], shares[:-1])}
    changed = replace(given.changed(lambda now: now.__setitem__(1, shares[-1])), specs=specs).beside(series=series)
    found = changed.found("jump")
    assert [params(p)["area"] for p in found] == ([CODES[7]] if told else [])
    if told:
        low, high = float(params(found[0])["low"]), float(params(found[0])["high"])
        assert low < shares[-2, 7] + 4 < high and high - low < 8


def test_amounts_are_compared_by_their_factor() -> None:
    given = town()
    chance = np.random.default_rng(9)
    floor = np.exp(np.cumsum(chance.normal(0, 0.01, (len(PERIODS), AREAS)), axis=0)) * 5e4
    floor[-1, 7] *= 1.3
    specs = {**SPECS, "children": measure("children", unit="square_metre")}
    series = {**given.history.series, "children": Series(PERIODS[:-1], floor[:-1])}
    changed = replace(given.changed(lambda now: now.__setitem__(1, floor[-1])), specs=specs).beside(series=series)
    assert [(p.code, params(p)["area"]) for p in changed.found("jump")] == [("jump", CODES[7])]


def test_a_number_that_is_off_by_ten_says_so() -> None:
    area = int(np.argmax(town().now[0]))
    tenfold = town().changed(lambda now: now.__setitem__((1, area), now[1, area] * 10))
    (found,) = tenfold.found("jump")
    assert found.hint == "factor" and params(found)["factor"] == "10"


def test_more_examples_than_are_kept_are_counted() -> None:
    areas = np.argsort(town().now[0])[-8:]
    many = town().changed(lambda now: now.__setitem__((0, areas), np.round(now[0, areas] * np.linspace(1.3, 2, 8))))
    log = many.log(examples=3)
    assert log.counts["jump"] == 8 and [p.code for p in log.problems].count("jump") == 3


def test_the_city_changes_as_most_of_it_does() -> None:
    before, now = np.array([100.0, 100.0, 100.0, np.nan]), np.array([110.0, 110.0, 900.0, 5.0])
    assert city_change(before, now, Scale.COUNT) == pytest.approx(1.1)
    assert city_change(before, now, Scale.SHARE) == pytest.approx(10.0)
    assert np.isnan(city_change(before * 0, now, Scale.COUNT))


def test_bands_double() -> None:
    assert bands(np.array([0.0, 25.0, 26.0, 50.0, 51.0, 400.0])).tolist() == [0, 0, 1, 1, 2, 4]


def test_without_history_a_count_scatters_like_two_independent_ones() -> None:
    nothing = Steps(np.empty(0), np.empty(0))
    spec = measure("cases", design_effect=2.0)
    assert scatter(nothing, np.array([400.0]), 3, spec, Scale.COUNT)[0] == pytest.approx(2.0)  # √(2·2)
    assert scatter(nothing, np.array([0.5]), 3, spec, Scale.COUNT)[0] == pytest.approx(2.0)
    assert np.isnan(scatter(nothing, np.array([400.0]), 3, spec, Scale.AMOUNT)[0])


def test_history_outweighs_the_assumption_as_it_grows() -> None:
    """By hand: 60 steps of ±0.5 with 4 months each; m = 1.4826·0.25; s² = (60·(0.37065·2)² + 20·2) ÷ 80."""
    steps = Steps(np.tile([0.25, -0.25], 30), np.full(60, 400.0))
    found = scatter(steps, np.array([400.0]), 4, measure("residents"), Scale.COUNT)[0]
    assert found == pytest.approx(np.sqrt((60 * (1.4826 * 0.25 * 2) ** 2 + 40) / 80))


def test_exceptional_steps_are_no_measure_of_what_is_usual() -> None:
    values = np.array([[100.0] * 50, [100.0] * 50, np.linspace(50, 200, 50)])
    people = np.zeros(50)
    wild = steps_of(values, people, [3, 3], [True, True], Scale.COUNT)
    calm = steps_of(values, people, [3, 3], [True, False], Scale.COUNT)
    assert len(wild.residuals) == 100 and len(calm.residuals) == 50
    assert np.abs(calm.residuals).max() == 0 < np.abs(wild.residuals).max()


@pytest.mark.parametrize("seed", range(6))
def test_the_naive_computation_finds_the_same_jumps(seed: int) -> None:
    chance = np.random.default_rng(seed)

    def wrong(now: np.ndarray) -> None:
        for _ in range(25):
            row, area = chance.integers(len(now)), chance.integers(AREAS)
            now[row, area] = np.round(now[row, area] * chance.choice([0.7, 0.85, 1.15, 1.3]))
        now[1, 3] = np.nan

    given = town(seed).changed(wrong)
    city = city_of(given.told, given.history, SPECS, CODES)
    found = find_jumps(city.compared, np.ones((len(MEASURES), AREAS), bool)).now
    columns = [
        (
            [list(quarter[row]) for quarter in given.before],
            [None if np.isnan(cell) else float(cell) for cell in given.now[row]],
            SPECS[code].design_effect,
        )
        for row, code in enumerate(MEASURES)
    ]
    people = np.fmax(given.now[0], given.before[-1, 0]).tolist()
    naive = plausible.jumps(columns, people, 3)
    assert found.tolist() == naive
    assert 5 < found.sum() < 60
