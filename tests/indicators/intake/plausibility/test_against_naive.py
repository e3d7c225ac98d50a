"""Every check of columns and areas agrees with its second computation, on files that were changed at random."""

import numpy as np
import pytest

from indicators.intake.plausibility.columns import off_from
from indicators.intake.plausibility.concentration import concentration
from indicators.intake.plausibility.definitions import two_heaps
from indicators.intake.plausibility.repeated import repeated
from indicators.intake.plausibility.rows import longest
from indicators.intake.plausibility.totals import city_sum
from indicators.intake.plausibility.tracks import City, city_of
from indicators.intake.plausibility.transfers import find_transfers
from indicators.intake.plausibility.units import power_of_ten
from indicators.intake.plausibility.zeros import sudden_zeros
from tests.indicators.intake.plausibility.town import AREAS, CODES, MEASURES, SPECS, Town, town
from tests.naive import plausible_shapes as naive

SEEDS = range(8)
DISTRICTS = [int(code[:2]) for code in CODES]


def listed(values: np.ndarray) -> list[float | None]:
    return [None if np.isnan(value) else float(value) for value in values]


def changed(seed: int) -> tuple[Town, City]:
    """A town in which people were moved between areas, registered at one, forgotten, and some columns repeated."""
    chance = np.random.default_rng(100 + seed)

    def change(now: np.ndarray) -> None:
        one, office, fresh = chance.choice(AREAS, 3, replace=False)
        near = [at for at in range(AREAS) if DISTRICTS[at] == DISTRICTS[one] and at not in (one, office, fresh)]
        other = chance.choice(near)
        part = np.round(now[:, one] * chance.uniform(0.2, 0.6))
        now[:, one] -= part
        now[:, other] += part
        if seed % 2:
            lost = np.round(now[0] * chance.uniform(0.01, 0.06))
            now[0] -= lost
            now[0, office] += lost.sum()
        else:
            losers = chance.choice(AREAS, 30, replace=False)
            now[0, losers] = np.round(now[0, losers] * 0.88)
            now[0, office] += np.round(chance.uniform(0.2, 2.0) * now[0, losers].sum() * 0.12)
        now[4, fresh] = np.nan
        now[1, chance.choice(AREAS, 6)] = 0

    given = town(seed).changed(change)
    return given, city_of(given.told, given.history, SPECS, CODES)


@pytest.mark.parametrize("seed", SEEDS)
def test_exchanges(seed: int) -> None:
    given, city = changed(seed)
    assert city.leading is not None and city.leading.step is not None
    found = find_transfers(city.leading, city.compared, np.array(DISTRICTS))
    history = [listed(given.before[-1, row]) for row in range(len(MEASURES))]
    now = [listed(row) for row in given.now]
    again = naive.transfers(0, history, now, listed(city.leading.step.z), DISTRICTS)
    assert [(pair.gainer, pair.loser) for pair in found] == again


def test_the_files_hold_what_is_looked_for() -> None:
    cities = [changed(seed)[1] for seed in SEEDS]
    exchanged = sum(bool(find_transfers(c.compared[0], c.compared, np.array(DISTRICTS))) for c in cities)
    assert exchanged >= 4 and sum(concentration(track) is not None for c in cities for track in c.compared) >= 4


@pytest.mark.parametrize("seed", SEEDS)
def test_concentrations(seed: int) -> None:
    given, city = changed(seed)
    for row, track in enumerate(city.compared):
        found = concentration(track)
        history = [listed(quarter[row]) for quarter in given.before]
        effect = track.measure.design_effect
        again = naive.concentration(history, listed(given.now[row]), 3, effect, track.people.tolist())
        assert (None if found is None else found.area) == again


@pytest.mark.parametrize("seed", SEEDS)
def test_totals_and_zeros(seed: int) -> None:
    given, city = changed(seed)
    for row, track in enumerate(city.compared):
        effect, found = track.measure.design_effect, city_sum(track)
        history = [listed(quarter[row]) for quarter in given.before]
        again = naive.city_range(history, listed(given.now[row]), effect)
        assert found is not None and (found.before, found.now, found.low, found.high) == pytest.approx(again)
        assert track.step is not None
        zero = [n == 0 and naive.cannot_be_zero(e, effect) for n, e in zip(track.now, track.step.expected, strict=True)]
        assert sudden_zeros(track).tolist() == zero


@pytest.mark.parametrize("seed", SEEDS)
def test_columns_that_go_on_from_others(seed: int) -> None:
    given, city = changed(seed)
    for row, track in enumerate(city.compared):
        for column, other in enumerate(city.compared[:2]):
            history = [listed(quarter[column]) for quarter in given.before]
            people = track.people.tolist()
            # the scatter is that of the other column's own present numbers
            own = naive.off_from(listed(given.now[row]), history, 3, other.measure.design_effect, people)
            if row == column:
                assert off_from(track, other) == pytest.approx(own)
            elif row > 1:
                assert (off_from(track, other) > 3) == (own > 3)


@pytest.mark.parametrize("seed", SEEDS)
def test_repeated_columns(seed: int) -> None:
    chance = np.random.default_rng(seed)
    given = town(seed)
    back, touched = int(chance.integers(1, 8)), int(chance.integers(0, 12))

    def again(now: np.ndarray) -> None:
        now[2] = given.before[-back, 2]
        now[2, :touched] += 1

    repeating = given.changed(again)
    city = city_of(repeating.told, given.history, SPECS, CODES)
    for row, track in enumerate(city.compared):
        history = [listed(quarter[row]) for quarter in given.before]
        at = naive.repeated(listed(repeating.now[row]), history)
        found = repeated(track)
        assert (None if found is None else found.period) == (None if at is None else track.before.periods[at].code)
        assert (found is not None) is (row == 2 and touched <= 6)


@pytest.mark.parametrize("seed", range(30))
def test_heaps(seed: int) -> None:
    chance = np.random.default_rng(seed)
    apart, number = chance.uniform(0, 0.4), int(chance.integers(5, 60))
    changes = np.concatenate([chance.normal(0, 0.02, 100), chance.normal(apart, 0.02, number), [np.nan] * 3])
    found = two_heaps(changes)
    again = naive.two_heaps(listed(changes))
    assert (None if found is None else set(np.flatnonzero(found.smaller).tolist())) == again


def test_stretches_and_powers() -> None:
    chance = np.random.default_rng(5)
    for _ in range(50):
        scores = chance.integers(-1, 2, 30)
        first, last, weight = longest(scores)
        if scores.max() > 0:
            assert weight == naive.longest(scores.tolist()) == scores[first : last + 1].sum()
    for ratio in np.exp(chance.uniform(-15, 15, 500)).tolist():
        assert power_of_ten(ratio) == naive.power_of_ten(ratio)
