"""A preview as its pages show it: numbers with their units, states in words, German or English."""

from collections.abc import Iterable
from dataclasses import dataclass

from indicators.catalogue.specs import IndicatorKind, IndicatorSpec, Text
from indicators.office.previewed import AreaJump, Cell, IndicatorPreview, PeriodPreview
from monitoring.deliveries.profiles import said
from monitoring.numbers import format_change, format_value, state_word
from monitoring.wording import period_label


@dataclass(frozen=True)
class JumpLine:
    code: str
    name: str
    before: str
    after: str
    change: str


@dataclass(frozen=True)
class LevelLine:
    name: str
    counts: object


@dataclass(frozen=True)
class PeriodChanges:
    """One period of an indicator; ``row`` is what was compared."""

    code: str
    label: str
    compared_with: str
    row: PeriodPreview
    city_before: str
    city_after: str
    city_change: str
    levels: tuple[LevelLine, ...]
    jumps: tuple[JumpLine, ...]

    @property
    def is_seen(self) -> bool:
        """Whether a reader would see another value anywhere; a mark such as "final" in place of "provisional" is none."""
        counts = [line.counts for line in self.row.levels]
        return self.row.is_new or any(count.new or count.changed or count.lost for count in counts)


@dataclass(frozen=True)
class IndicatorChanges:
    code: str
    title: str
    unit: str
    periods: tuple[PeriodChanges, ...]


@dataclass(frozen=True)
class Rows:
    """Periods of indicators as one list: where readers would see something else first, the rest apart."""

    changed: tuple[tuple[IndicatorChanges, PeriodChanges], ...]
    unchanged: tuple[tuple[IndicatorChanges, PeriodChanges], ...]


def rows(indicators: Iterable[IndicatorChanges]) -> Rows:
    """Every period of every indicator; where values change before where periods are new, otherwise as the indicators come."""
    every = [(indicator, change) for indicator in indicators for change in indicator.periods]
    changed = [row for row in every if row[1].is_seen]
    changed.sort(key=lambda row: row[1].row.is_new)
    return Rows(tuple(changed), tuple(row for row in every if not row[1].is_seen))


def shown(indicator: IndicatorPreview) -> IndicatorChanges:
    """One indicator's changes in the active language."""
    return IndicatorChanges(
        code=indicator.code,
        title=said(indicator.spec.title),
        unit=indicator.spec.unit,
        periods=tuple(_period(row, indicator.spec) for row in indicator.periods),
    )


def _period(row: PeriodPreview, spec: IndicatorSpec) -> PeriodChanges:
    before, after = row.city_before, row.city_after
    both = before is not None and after is not None and before.value is not None and after.value is not None
    return PeriodChanges(
        code=row.period,
        label=period_label(row.period),
        compared_with=period_label(row.compared_with) if row.compared_with else "",
        row=row,
        city_before=_cell(before, spec),
        city_after=_cell(after, spec),
        city_change=change(before.value, after.value, spec) if both else "",
        levels=tuple(LevelLine(said(Text(*line.names)), line.counts) for line in row.levels),
        jumps=tuple(_jump(jump, spec) for jump in row.jumps),
    )


def _jump(jump: AreaJump, spec: IndicatorSpec) -> JumpLine:
    return JumpLine(
        jump.code,
        jump.name,
        format_value(jump.before, spec.unit, spec.decimals),
        format_value(jump.after, spec.unit, spec.decimals),
        change(jump.before, jump.after, spec),
    )


def change(before: float, after: float, spec: IndicatorSpec) -> str:
    """The step from ``before`` to ``after``: percentage points or units; for counts in percent."""
    if spec.kind is not IndicatorKind.COUNT:
        return format_change(after - before, spec.kind.value, spec.unit, spec.decimals)
    return format_change(100 * (after / before - 1), spec.kind.value, spec.unit, spec.decimals) if before else ""


def _cell(cell: Cell | None, spec: IndicatorSpec) -> str:
    if cell is None:
        return ""
    return state_word(cell.status) if cell.value is None else format_value(cell.value, spec.unit, spec.decimals)
