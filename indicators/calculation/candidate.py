"""The city's method on one page: aggregate, rates, primary protection, range of fluctuation.

Deterministic: the same inputs give the same bits, in any order of calls and on any machine. Joint (secondary)
protection is not part of it yet, so a candidate is marked ``not_audited``.
"""

from collections.abc import Sequence

import numpy as np

from indicators.calculation.blocks import LevelBlock
from indicators.calculation.counts import Levels, as_delivered, counts
from indicators.calculation.fluctuation import quotient_range, wilson
from indicators.calculation.hierarchy import Bools, Floats, States
from indicators.calculation.inputs import IndicatorInputs
from indicators.calculation.matrix import CountMatrix
from indicators.calculation.pairing import common_periods, paired, rows_of
from indicators.calculation.parts import LevelValues
from indicators.calculation.rates import count_levels, rate_levels
from indicators.calculation.shares import share_levels, unweighted_levels
from indicators.catalogue.specs import IndicatorKind
from indicators.disclosure.policies import RESIDENT_TOTALS, strictest
from indicators.disclosure.primary import primary_reasons, states_after, unsafe_complements, unsafe_counts
from indicators.periods import Period
from indicators.states import ValueState

FLUCTUATING = frozenset({"person", "bedarfsgemeinschaft", "household", "case", "event", "vote"})
"""Units of what happens to people and households; a ratio of places, euros or hectares does not fluctuate by chance."""

QUOTIENT = "per_100"
"""Unit of indicators whose numerator is no part of the denominator (the old per 100 of working age)."""


def calculate(inputs: IndicatorInputs) -> list[LevelBlock]:
    """The blocks of one indicator: level by level (coarsest first), within a level period by period as wanted.

    Levels finer than the finest one that the numerator (or the share) was ever delivered for have none.

    ``rate_levels``, ``share_levels`` and ``count_levels`` show by example what stands in ``value``, ``wilson`` what in
    ``low`` and ``high``, ``primary_reasons`` what hides them.

    Raises:
        ValueError: an array does not fit the hierarchy (``AxesError`` is one), or a measure's series is malformed.
    """
    base_periods = paired_periods(inputs)
    blocks: list[LevelBlock] = []
    deepest = inputs.delivered_depth
    for result in aggregate(inputs, base_periods)[: deepest + 1]:
        reasons = _protect(inputs, result)
        blocks.extend(_blocks(inputs, result, reasons, base_periods))
    return blocks


def paired_periods(inputs: IndicatorInputs) -> tuple[Period | None, ...]:
    """For each wanted period the denominator's (or the weight's), None where there is none."""
    offered = common_periods([inputs.series(code).periods for code in inputs.base])
    return paired(inputs.periods, offered, inputs.spec.pairing)


def aggregate(inputs: IndicatorInputs, base_periods: Sequence[Period | None]) -> tuple[LevelValues, ...]:
    """The values of every level before protection, coarsest first."""
    spec, hierarchy = inputs.spec, inputs.hierarchy
    if spec.measure is not None:
        shares = _shares(inputs)
        if not spec.weight:
            return unweighted_levels(hierarchy, shares)
        weight = _counts(inputs, spec.weight, base_periods)
        return share_levels(hierarchy, shares, weight, minimum_coverage=spec.minimum_coverage)
    numerator = _counts(inputs, spec.numerator, inputs.periods)
    if spec.kind is IndicatorKind.COUNT:
        return count_levels(numerator, minimum_coverage=spec.minimum_coverage)
    denominator = _counts(inputs, spec.denominator, base_periods)
    return rate_levels(hierarchy, numerator, denominator, scale=spec.scale, minimum_coverage=spec.minimum_coverage)


def _shares(inputs: IndicatorInputs) -> dict[str, CountMatrix]:
    """The share as delivered, level by level: in each period the measure that its definition names then."""
    wanted = [inputs.counted_at(period)[0] for period in inputs.periods]
    shares: dict[str, CountMatrix] = {}
    for code in dict.fromkeys(wanted):
        series = inputs.series(code)
        theirs = [period if code == name else None for period, name in zip(inputs.periods, wanted, strict=True)]
        delivered = as_delivered(series, inputs.hierarchy, rows_of(theirs, series.periods), inputs.periods)
        for level, matrix in delivered.items():
            shares[level] = shares[level].filled_by(matrix) if level in shares else matrix
    return shares


def _counts(inputs: IndicatorInputs, measures: Sequence[str], periods: Sequence[Period | None]) -> Levels:
    """The sum of measures in the rows of ``periods``, labelled by the indicator's own periods."""
    rows = [rows_of(periods, inputs.series(code).periods) for code in measures]
    return counts(inputs, measures, rows, inputs.periods)


def _protect(inputs: IndicatorInputs, result: LevelValues) -> States:
    """Reasons (``SuppressionReason``) of every cell of a level. Shares come without counts: only their weight is
    judged.

    A share's implied count (weight × share) is the publisher's business, who published the share under its own rules;
    what the portal adds, the aggregates, are no smaller than what was published.
    """
    spec = inputs.spec
    unsafe = np.zeros(result.states.shape, bool)
    if spec.measure is None:
        series = [inputs.series(code) for code in spec.numerator]
        policy = strictest(s.policy for s in series)
        unsafe = unsafe_counts(
            result.numerator, policy, total=_is_total(spec.numerator), companion=_companion(inputs, result.level)
        )
        if spec.kind is IndicatorKind.RATE:
            base = strictest(inputs.series(code).policy for code in spec.denominator)
            unsafe |= unsafe_counts(result.denominator, base, total=_is_total(spec.denominator))
            if spec.unit != QUOTIENT and (policy.protect_complements or any(s.sensitive_complement for s in series)):
                unsafe |= unsafe_complements(result.numerator, result.denominator, policy)
    return primary_reasons(result.states, unsafe, result.base, spec.minimum_denominator.staff)


def _is_total(measures: Sequence[str]) -> bool:
    return len(measures) == 1 and measures[0] in RESIDENT_TOTALS


def _companion(inputs: IndicatorInputs, level: str) -> Floats | None:
    """The numerator's cells in Bedarfsgemeinschaften where they are delivered, NaN elsewhere."""
    codes = [inputs.companions.get(code) for code in inputs.spec.numerator]
    if None in codes or not codes:
        return None
    matrix = _counts(inputs, [code for code in codes if code], inputs.periods)[inputs.hierarchy.depth(level)]
    return np.where(matrix.ok, matrix.known, np.nan)


def _blocks(
    inputs: IndicatorInputs, result: LevelValues, reasons: States, base_periods: Sequence[Period | None]
) -> list[LevelBlock]:
    """The rows of a level's arrays as blocks. What is not ``OK`` holds nothing, a suppressed cell no coverage."""
    spec = inputs.spec
    states = states_after(result.states, reasons)
    hidden = states != ValueState.OK
    low, high = _range(inputs, result)
    n, d, value, low, high = (
        _cleaned(numbers, hidden) for numbers in (result.numerator, result.denominator, result.value, low, high)
    )
    coverage = _cleaned(result.coverage, states == ValueState.SUPPRESSED)
    status = states.astype(np.int16)
    return [
        LevelBlock(
            *(spec.code, result.level, period, base),
            *(status[i], n[i], d[i], value[i], low[i], high[i], coverage[i], reasons[i]),
        )
        for i, (period, base) in enumerate(zip(inputs.periods, base_periods, strict=True))
    ]


def _range(inputs: IndicatorInputs, result: LevelValues) -> tuple[Floats, Floats]:
    """The range of fluctuation of a rate, with the largest design effect among the measures counted; NaN for other
    kinds."""
    spec = inputs.spec
    measures = [inputs.series(code).measure for code in spec.numerator]
    if spec.kind is not IndicatorKind.RATE or not FLUCTUATING.issuperset(m.unit for m in measures):
        nothing = np.full(result.value.shape, np.nan)
        return nothing, nothing
    method = quotient_range if spec.unit == QUOTIENT else wilson
    design = max(measure.design_effect for measure in measures)
    return method(result.numerator, result.denominator, scale=spec.scale, design_effect=design)


def _cleaned(numbers: Floats, hidden: Bools) -> Floats:
    """The numbers with NaN where hidden, and −0 written as 0."""
    return np.where(hidden, np.nan, numbers + 0.0)
