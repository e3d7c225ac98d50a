"""What the catalogue and released notes say of measures: parts of wholes, breaks, exceptional spans, register corrections.

The catalogue's part is worked out once for each state of the catalogue.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeVar

import numpy as np

from indicators.catalogue.profile_spec import ProfileSpec
from indicators.catalogue.specs import IndicatorKind, IndicatorSpec, MeasureSpec
from indicators.intake.plausibility.history import NotedAreas, Whole
from indicators.models import Indicator, NoteKind, ReleasedNote
from indicators.periods import Period, parse_period

Spans = dict[str, tuple[tuple[Period, Period], ...]]
_Item = TypeVar("_Item")


@dataclass(frozen=True)
class Rules:
    """What the indicators say of measures: parts of wholes, breaks, exceptional spans."""

    wholes: tuple[Whole, ...]
    breaks: Mapping[str, tuple[Period, ...]]
    exceptional: Mapping[str, tuple[tuple[Period, Period], ...]]


def other_meanings(profile: ProfileSpec) -> dict[str, tuple[str, ...]]:
    """Measure → the other measures that its column delivers in other periods."""
    columns = dict(profile.columns)
    together: dict[str, set[str]] = {}
    for entry in profile.columns_from:
        for column, measure in entry.columns:
            together.setdefault(column, {columns[column]}).add(measure)
    return {one: tuple(sorted(group - {one})) for group in together.values() for one in group}


@dataclass(frozen=True, eq=False)
class Notes:
    """What was recorded with releases, by measure; areas that alone are noted stand apart."""

    breaks: dict[str, tuple[Period, ...]] = field(default_factory=dict)
    exceptional: Spans = field(default_factory=dict)
    areas: tuple[NotedAreas, ...] = ()


def rules_now() -> Rules:
    """What the indicators of the catalogue say now."""
    return _rules(tuple(Indicator.objects.order_by("code").values_list("sha256", flat=True)))


def notes_about(told: set[str], codes: Sequence[str]) -> Notes:
    """The released notes on these measures, by their own names or their indicators', ``codes`` the areas of the file.

    A note that names neither is about what its release delivered, and is no rule for other files; one without a first
    period says nothing that could be compared.
    """
    kinds = [NoteKind.BREAK, NoteKind.EXCEPTIONAL, NoteKind.REGISTER]
    rows = list(ReleasedNote.objects.filter(kind__in=kinds, release__withdrawn_at=None).exclude(first=""))
    found = Notes()
    position = {code: at for at, code in enumerate(codes)} if rows else {}
    areas: list[NotedAreas] = []
    for note in rows:
        measures = frozenset(_measures_of(note) & told)
        first = parse_period(note.first)
        last = parse_period(note.last) if note.last else first
        at = np.array([position[code] for code in note.areas if code in position], np.int64)
        if not measures or (note.areas and not len(at)):
            continue
        if note.areas:
            areas.append(NotedAreas(measures, first, last, at, begins=note.kind != NoteKind.EXCEPTIONAL))
        for measure in () if note.areas else measures:
            if note.kind == NoteKind.BREAK:
                found.breaks[measure] = (*found.breaks.get(measure, ()), first)
            else:
                found.exceptional[measure] = (*found.exceptional.get(measure, ()), (first, last))
    return Notes(found.breaks, found.exceptional, tuple(areas))


def _measures_of(note: ReleasedNote) -> set[str]:
    counted = Indicator.objects.filter(code__in=note.indicators) if note.indicators else ()
    return set(note.measures) | {measure for indicator in counted for measure in _counted(indicator.spec)}


def joined(told: Iterable[str], *sources: Mapping[str, tuple[_Item, ...]]) -> dict[str, tuple[_Item, ...]]:
    """What all sources say of the measures told."""
    every = {code: tuple(item for source in sources for item in source.get(code, ())) for code in told}
    return {code: found for code, found in every.items() if found}


@lru_cache(maxsize=4)
def _rules(catalogue: tuple[str, ...]) -> Rules:
    """What the indicators with these hashes say; they are those of the catalogue now."""
    wholes: dict[Whole, None] = {}
    breaks: dict[str, set[Period]] = {}
    exceptional: dict[str, set[tuple[Period, Period]]] = {}
    for indicator in Indicator.objects.filter(sha256__in=catalogue):
        spec = indicator.spec
        if spec.kind is IndicatorKind.RATE and spec.unit == "%":
            wholes[Whole(spec.numerator, spec.denominator, spec.pairing.rule, spec.pairing.within_months)] = None
        for measure in _counted(spec):
            breaks.setdefault(measure, set()).update(parse_period(found.period) for found in spec.breaks)
            exceptional.setdefault(measure, set()).update(
                (parse_period(span.first), parse_period(span.last)) for span in spec.exceptional
            )
    return Rules(
        tuple(wholes),
        {code: tuple(sorted(found)) for code, found in breaks.items()},
        {code: tuple(sorted(found)) for code, found in exceptional.items()},
    )


def _counted(spec: IndicatorSpec) -> tuple[str, ...]:
    """The measures that the indicator is about: a break of its definition is one of theirs, not of the denominator."""
    later = (entry.measure for entry in spec.measure_from)
    return (*spec.numerator, *((spec.measure,) if spec.measure else ()), *later)


def wholes_of(rules: tuple[Whole, ...], specs: Mapping[str, MeasureSpec], residents: str) -> tuple[Whole, ...]:
    """The wholes of delivered parts; every group of residents is a part of all residents at the nearest date."""
    found = [whole for whole in rules if all(code in specs for code in whole.parts)]
    named = {code for whole in found for code in whole.parts}
    groups = [
        Whole((code,), (residents,), "nearest_earlier", 6)
        for code, spec in specs.items()
        if code not in named
        and code != residents
        and (spec.unit, spec.population, spec.kind) == ("person", "main_residence", "stock")
    ]
    return (*found, *groups)
