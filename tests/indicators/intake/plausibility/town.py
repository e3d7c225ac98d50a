"""A town of 120 areas whose residents come and go: nine quarters of five measures, and files of the last one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from indicators.catalogue.specs import MeasureSpec, Text
from indicators.intake.plausibility import History, Series, Told, check_plausibility
from indicators.intake.problems import Problem, ProblemLog
from indicators.intake.rows import Places
from indicators.intake.texts import Floats
from indicators.periods import Period, parse_period
from indicators.states import ValueState

AREAS = 120
CODES = tuple(f"{district:02d}{area:02d}" for district in range(1, 7) for area in range(1, 21))
PERIODS = tuple(parse_period(f"{2023 + quarter // 4}-Q{quarter % 4 + 1}") for quarter in range(9))
NOW = PERIODS[-1]
MEASURES = ("residents", "children", "elderly", "foreigners", "recipients")
SHARES = (1.0, 0.16, 0.22, 0.18, 0.11)
PLACES = Places("area", CODES)


def measure(
    code: str, design_effect: float = 1.0, unit: str = "person", decimals: int = 0, kind: str = "stock"
) -> MeasureSpec:
    return MeasureSpec(code, Text(code, code), "register", unit, "main_residence", kind, design_effect, decimals)


SPECS = {code: measure(code) for code in MEASURES} | {"recipients": measure("recipients", 1.9)}


def grown(seed: int = 1, turnover: float = 0.04, growth: float = 1.002) -> Floats:
    """(periods, measures, areas): each quarter some leave and about as many come."""
    chance = np.random.default_rng(seed)
    first = np.exp(chance.normal(7.4, 0.6, AREAS)).clip(350, 9000)
    now = np.array([chance.binomial(first.astype(int), share) if share < 1 else first.astype(int) for share in SHARES])
    values = [now.astype(float)]
    for _ in PERIODS[1:]:
        stayed = chance.binomial(values[-1].astype(int), 1 - turnover)
        values.append(stayed + chance.poisson(values[-1] * (turnover + growth - 1)).astype(float))
    return np.array(values)


@dataclass(frozen=True)
class Town:
    """A file of the last quarter beside what was in force before."""

    now: Floats
    before: Floats
    told: Told
    history: History
    places: Places = PLACES
    specs: Mapping[str, MeasureSpec] = None  # type: ignore[assignment]

    def changed(self, change: Callable[[Floats], object]) -> "Town":
        """The same with other numbers in the file."""
        now = self.now.copy()
        change(now)
        return replace(self, now=now, told=told_of(now))

    def beside(self, **changes: object) -> "Town":
        """The same with another history."""
        return replace(self, history=replace(self.history, **changes))  # type: ignore[arg-type]

    def log(self, examples: int = 1000) -> ProblemLog:
        log = ProblemLog(examples)
        specs = self.specs or SPECS
        check_plausibility(self.told, measures=specs, places=self.places, history=self.history, log=log)
        return log

    def found(self, *codes: str) -> list[Problem]:
        """What was found, of these codes or of all."""
        return [problem for problem in self.log().problems if not codes or problem.code in codes]

    def codes(self) -> set[str]:
        return set(self.log().counts)


def told_of(now: Floats, period: Period = NOW) -> Told:
    states = np.where(np.isfinite(now), ValueState.OK, ValueState.MISSING).astype(np.uint8)
    lines = np.tile(np.arange(2, 2 + now.shape[1]), (len(now), 1))
    given = np.ones(now.shape, bool)
    return Told(period, MEASURES, MEASURES, now, states, given, lines, (None,) * len(MEASURES))


def town(seed: int = 1, **options: float) -> Town:
    """A file of which nothing is wrong."""
    values = grown(seed, **options)
    before, now = values[:-1], values[-1]
    series = {code: Series(PERIODS[:-1], before[:, row]) for row, code in enumerate(MEASURES)}
    districts = np.array([int(code[:2]) for code in CODES])
    history = History(series, np.full(AREAS, -1), districts, "residents")
    return Town(now, before, told_of(now), history)


def params(problem: Problem) -> dict[str, str | float]:
    return dict(problem.params)
