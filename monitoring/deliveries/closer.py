"""One indicator of a candidate as its page shows it: every area in words, the choices, map and distribution."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from indicators.catalogue.specs import IndicatorSpec, Text
from indicators.office.blocks import Against
from indicators.office.closeup import Closeup
from indicators.office.comparison import Cells
from indicators.states import ValueState
from monitoring.deliveries.change_map import AreaLine, change_map
from monitoring.deliveries.histogram import Histogram, histogram
from monitoring.deliveries.profiles import said
from monitoring.numbers import format_change, format_value, state_word
from monitoring.wording import period_label

_MOVERS = 10


@dataclass(frozen=True)
class Choice:
    """One way of looking at the same candidate."""

    query: str
    label: str
    current: bool


@dataclass(frozen=True)
class Closer:
    """Everything that the page of one indicator shows about a period and level."""

    closeup: Closeup
    title: str
    period: str
    compared_with: str
    level: str
    lines: tuple[AreaLine, ...]
    movers: tuple[AreaLine, ...]
    newly_suppressed: tuple[AreaLine, ...]
    lost: tuple[AreaLine, ...]
    outside: int
    beyond: int
    by_chance: int
    map: dict[str, Any] | None
    histogram: Histogram | None


def closer(found: Closeup) -> Closer:
    """A closeup in the active language."""
    lines = tuple(_lines(found))
    order = _by_size(found)
    before_ok = found.before.ok if found.before is not None else np.zeros(len(lines), bool)
    return Closer(
        closeup=found,
        title=said(found.spec.title),
        period=period_label(found.period),
        compared_with=period_label(found.compared_with) if found.compared_with else "",
        level=next(said(Text(de, en)) for code, de, en in found.levels if code == found.level),
        lines=lines,
        movers=tuple(lines[at] for at in order[:_MOVERS]),
        newly_suppressed=tuple(line for line in lines if line.suppressed_now),
        lost=tuple(
            line
            for line, ok, was in zip(lines, found.after.ok, before_ok, strict=True)
            if was and not ok and not line.suppressed_now
        ),
        outside=int(found.movement.outside.sum()) if found.movement else 0,
        beyond=int(found.movement.beyond.sum()) if found.movement else 0,
        by_chance=round(0.05 * found.movement.judged) if found.movement else 0,
        map=change_map(found, lines) if found.shapes_sha256 else None,
        histogram=histogram(found.distribution, found.spec) if found.distribution else None,
    )


def against_choices(chosen: Against, found: Closeup | None = None) -> list[Choice]:
    """What a candidate can be compared with: one indicator of it, or all of it."""
    words = {
        Against.LIVE: _("What is live now"),
        Against.PREVIOUS: _("The period before"),
        Against.YEAR: _("A year before"),
    }
    return [
        Choice(_query(found, against=one.value) if found else f"against={one.value}", words[one], one is chosen)
        for one in Against
    ]


def period_choices(found: Closeup, against: Against) -> list[Choice]:
    """The candidate's periods of this indicator."""
    return [
        Choice(_query(found, period=code, against=against.value), period_label(code), code == found.period)
        for code in found.periods
    ]


def level_choices(found: Closeup, against: Against) -> list[Choice]:
    """The levels at which there are values."""
    return [
        Choice(_query(found, level=code, against=against.value), said(Text(de, en)), code == found.level)
        for code, de, en in found.levels
    ]


def _query(found: Closeup, **changes: str) -> str:
    asked = {"indicator": found.spec.code, "period": found.period, "level": found.level, **changes}
    return "&".join(f"{name}={value}" for name, value in asked.items())


def _by_size(found: Closeup) -> Sequence[int]:
    """Areas with a change: those outside their range first, then the largest."""
    if found.movement is None:
        return []
    size = np.abs(np.nan_to_num(found.movement.change, nan=0.0))
    order = np.lexsort((-size, ~found.movement.outside))
    return [int(at) for at in order if size[at] > 0]


def _lines(found: Closeup) -> Iterator[AreaLine]:
    spec, moved, before = found.spec, found.movement, found.before
    for at, (code, name) in enumerate(zip(found.codes, found.names, strict=True)):
        change = moved.change[at] if moved else np.nan
        half = moved.half[at] if moved else np.nan
        suppressed = found.after.status[at] == ValueState.SUPPRESSED
        yield AreaLine(
            code=code,
            name=name,
            before=_value(before, at, spec) if before is not None else "",
            after=_value(found.after, at, spec),
            change=_change(change, spec) if np.isfinite(change) else "",
            half=_change(half, spec, signed=False) if np.isfinite(half) else "",
            beyond=bool(moved.beyond[at]) if moved else False,
            outside=bool(moved.outside[at]) if moved else False,
            suppressed_now=bool(suppressed and before is not None and before.ok[at]),
        )


def _value(cells: Cells, at: int, spec: IndicatorSpec) -> str:
    state = ValueState(int(cells.status[at]))
    if state is not ValueState.OK:
        return state_word(state.word)
    return format_value(float(cells.value[at]), spec.unit, spec.decimals)


def _change(change: float, spec: IndicatorSpec, *, signed: bool = True) -> str:
    return format_change(float(change), spec.kind.value, spec.unit, spec.decimals, signed=signed)
