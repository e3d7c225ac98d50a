"""What the page shows at once while somebody composes: findings, values, classes, parts and correlations, as columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indicators.calculation.contributions import nearest_edge, parts_of
from indicators.calculation.correlations import correlations
from indicators.calculation.index_blocks import IndexBlock
from indicators.calculation.soundness import Finding, Weight, of_correlations, of_definition, of_values
from indicators.catalogue.problems import CatalogueProblem
from indicators.catalogue.specs import IndexSpec
from indicators.models import Release
from indicators.periods import Period, parse_period
from indicators.queries.audience import Audience
from indicators.queries.catalogue import Entry
from indicators.queries.composing import Ground, entries_of, ground_at, index_in, meetings_of
from indicators.queries.meetings import Meeting, chosen
from indicators.queries.releases import manifest_of
from indicators.states import LeftOut
from monitoring.analysis.workbench.asking import Asked, computable, stops
from monitoring.api.doors import audience_of, column, said
from monitoring.departments.access import Right, reader_may
from monitoring.departments.readers import Reader

_DECIMALS = 4


@dataclass(frozen=True, eq=False)
class Composed:
    """What came of it: everything up to where it stopped. ``titles``: of the components that the reader may see."""

    problems: tuple[CatalogueProblem, ...] = ()
    findings: tuple[Finding, ...] = ()
    spec: IndexSpec | None = None
    entries: dict[str, Entry] | None = None
    meetings: tuple[Meeting, ...] = ()
    ground: Ground | None = None
    block: IndexBlock | None = None
    audience: Audience | None = None

    @property
    def titles(self) -> dict[str, str]:
        """Components in the language of the answer."""
        return {code: said(entry.spec.title) for code, entry in (self.entries or {}).items()}


def compose(reader: Reader, release: Release, asked: Asked) -> Composed:
    """An index of whatever was sent, as far as it can be computed; what one may not see is no component."""
    spec = computable(asked.document)
    if not isinstance(spec, IndexSpec):
        return Composed(problems=spec)
    entries = entries_of(release, spec.components)
    seen = {code: one for code, one in entries.items() if reader_may(reader, Right.SEE_INDICATOR, one.spec)}
    findings = [
        Finding(f"components[{at}]", "unknown_component", Weight.STOPS, (("component", code),))
        for at, code in enumerate(spec.components, start=1)
        if code not in seen
    ]
    if findings:
        return Composed(findings=tuple(findings), entries=seen)
    findings = list(of_definition(spec, [seen[code].spec for code in spec.components]))
    found = meetings_of(release, spec) if spec.components else ()
    meeting = chosen(found, level=asked.level, period=asked.period)
    if meeting is None and spec.components:
        findings += _nowhere(release, spec)
    if meeting is None or stops(findings):
        return Composed(findings=tuple(findings), spec=spec, entries=seen, meetings=found)
    audience = audience_of(reader)
    ground = ground_at(release, spec, entries, audience, meeting)
    findings += of_changes(spec, ground)
    if stops(findings):
        return Composed((), tuple(findings), spec, seen, found, ground)
    block = ground.block(spec)
    alone = np.flatnonzero(block.left_out == LeftOut.ALONE)
    name = ground.places.names[alone[0]] if alone.size else None
    findings += of_values(spec, block.components, index_in(block), alone=name, whole=ground.whole)
    findings += of_correlations(spec, correlations(block.components[:, block.included]))
    return Composed((), tuple(findings), spec, seen, found, ground, None if stops(findings) else block, audience)


def of_changes(spec: IndexSpec, ground: Ground) -> list[Finding]:
    """Components whose change over the span is not known anywhere: a break inside it, or nothing to compare with."""
    found = []
    for code, one, entry in zip(spec.components, ground.components, ground.entries, strict=True):
        about: tuple[tuple[str, str | int | float], ...] = (("component", code), ("years", spec.change_years))
        if one.is_broken and one.before is not None:
            span = (one.before.period, one.line.period)
            inside = [own.period for own in entry.spec.breaks if _between(own.period, *span)]
            found.append(Finding("change_years", "break_inside", Weight.STOPS, (*about, ("break", inside[-1]))))
        elif spec.change_years and one.before is None:
            found.append(Finding("change_years", "no_earlier", Weight.STOPS, about))
    return found


def _between(code: str, before: Period, now: Period) -> bool:
    return before.ends < parse_period(code).ends <= now.ends


def _nowhere(release: Release, spec: IndexSpec) -> list[Finding]:
    """Why there is nothing to look at: a component without any value, or none in common."""
    empty = [
        Finding(f"components[{at}]", "not_released", Weight.STOPS, (("component", code),))
        for at, code in enumerate(spec.components, start=1)
        if not manifest_of(release.pk, code)
    ]
    return empty or [Finding("components", "nothing_in_common", Weight.STOPS)]


def columns(found: Composed) -> dict[str, Any]:
    """The index as columns in the order of the areas; nothing where it could not be computed."""
    ground, block, spec = found.ground, found.block, found.spec
    if ground is None or block is None or spec is None:
        return {}
    index = index_in(block)
    parts, nearest = parts_of(index, spec), nearest_edge(block.value, block.class_of, spec)
    whole = correlations(np.vstack([block.components[:, block.included], block.value[block.included]]))
    return {
        "status": block.status.tolist(),
        "value": _rounded(block.value),
        "class": block.class_of.tolist(),
        "left_out": block.left_out.tolist(),
        "parts": [_rounded(row) for row in parts.of],
        "base": round(parts.base, _DECIMALS),
        "distance": _rounded(nearest.distance),
        "beyond": nearest.class_beyond.tolist(),
        "counts": counted(block.class_of, len(spec.classes)),
        "left_out_counts": {
            reason.word: int((block.left_out == reason).sum()) for reason in LeftOut if reason is not LeftOut.NONE
        },
        "included": int(block.included.sum()),
        "correlations": {
            "areas": whole.areas,
            "pearson": [_rounded(row) for row in whole.pearson],
            "spearman": [_rounded(row) for row in whole.spearman],
        },
        "components": _components(found, ground),
    }


def counted(class_of: NDArray[np.int16], classes: int) -> list[int]:
    """How many areas are in each class."""
    return [int((class_of == at).sum()) for at in range(classes)]


def _components(found: Composed, ground: Ground) -> list[dict[str, Any]]:
    """What each component is here: its own period where it is another, the city's value, from what changes were taken."""
    return [
        {
            "code": entry.code,
            "period": one.line.period.code,
            "earlier": one.before.period.code if one.before else None,
            "city": column(ground.whole[at : at + 1])[0],
        }
        for at, (entry, one) in enumerate(zip(ground.entries, ground.components, strict=True))
    ]


def offered(meetings: Sequence[Meeting], meeting: Meeting | None) -> dict[str, Any]:
    """Where the components meet: levels, finest first, and the periods at the level that is shown, latest first."""
    if meeting is None:
        return {}
    levels = {one.level: one.level_rank for one in meetings if one.is_common == meeting.is_common}
    periods = {one.period: None for one in meetings if (one.level, one.is_common) == (meeting.level, meeting.is_common)}
    return {
        "edition": meeting.edition,
        "level": meeting.level,
        "period": meeting.period.code,
        "levels": sorted(levels, key=lambda level: -levels[level]),
        "periods": [period.code for period in sorted(periods, reverse=True)],
    }


def _rounded(array: NDArray[np.float64]) -> list[float | None]:
    return column(np.round(array, _DECIMALS))
