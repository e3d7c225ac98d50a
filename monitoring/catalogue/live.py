"""Which periods of a source are live: those whose released values were computed from one of its measures."""

from collections.abc import Iterable
from dataclasses import dataclass

from indicators.catalogue.specs import IndicatorSpec
from indicators.periods import Period
from indicators.queries.releases import Line, Manifest


@dataclass(frozen=True)
class LivePeriods:
    """Periods of one kind (quarters, years, days), newest first."""

    kind: str
    periods: tuple[str, ...]


def live_periods(measures: Iterable[str], indicators: Iterable[IndicatorSpec], lines: Manifest) -> list[LivePeriods]:
    """By kind of period. A denominator's measure counts with its own date, not with the numerator's."""
    codes = frozenset(measures)
    periods = {
        period
        for spec in indicators
        for line in lines.get(spec.code, ())
        for period in _periods_from(codes, spec, line)
    }
    kinds: dict[str, list[Period]] = {}
    for period in sorted(periods, key=lambda one: (one.ends, one.starts), reverse=True):
        kinds.setdefault(period.kind, []).append(period)
    return [LivePeriods(kind, tuple(period.code for period in own)) for kind, own in kinds.items()]


def _periods_from(measures: frozenset[str], spec: IndicatorSpec, line: Line) -> list[Period]:
    definition = spec.at(line.period)
    found = []
    if not measures.isdisjoint((*definition.numerator, definition.measure or "")):
        found.append(line.period)
    if not measures.isdisjoint((*definition.denominator, *definition.weight)) and line.denominator_period:
        found.append(line.denominator_period)
    return found
