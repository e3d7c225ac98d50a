"""What catalogue files say about each other: every name resolves, and fits where it is used. Pure."""

import math
from collections.abc import Collection, Iterator, Mapping, Sequence

from indicators.catalogue.problems import CatalogueProblem, Param
from indicators.catalogue.schemas import Part, Spec
from indicators.catalogue.specs import (
    Catalogue,
    IndexSpec,
    IndicatorSpec,
    MeasureSpec,
    Polarity,
    ProfileSpec,
    TypologySpec,
)
from indicators.catalogue.vocabulary import SHARE_UNITS

Files = Mapping[Part, Mapping[str, str]]
"""Per kind: code → file, of the files to be checked."""


def reference_problems(
    catalogue: Catalogue, files: Files, unreadable: Mapping[Part, Collection[str]]
) -> list[CatalogueProblem]:
    """Problems of the references that the specifications in ``files`` make.

    ``catalogue`` holds what may be referred to. ``unreadable``: codes whose own files have problems; a reference to one
    of them is not reported a second time.
    """
    known: dict[Part, set[str]] = {
        Part.SOURCE: {*catalogue.sources, *unreadable.get(Part.SOURCE, ())},
        Part.MEASURE: {*catalogue.measures, *unreadable.get(Part.MEASURE, ())},
        Part.INDICATOR: {*catalogue.indicators, *unreadable.get(Part.INDICATOR, ())},
        Part.INDEX: {*catalogue.indices, *unreadable.get(Part.INDEX, ())},
    }
    found: list[CatalogueProblem] = []

    def note(file: str, key: str, code: str, **params: Param) -> None:
        found.append(CatalogueProblem(file, key, code, tuple(params.items())))

    for part, specs in parts_of(catalogue).items():
        for code, file in files.get(part, {}).items():
            spec = specs.get(code)
            if spec is None:
                continue
            for key, wanted, name in references(spec):
                if name not in known[wanted]:
                    note(file, key, "unresolved", value=name, part=wanted.value)
            if isinstance(spec, IndicatorSpec):
                for key, name in shares_used_as_counts(spec, catalogue.measures):
                    note(file, key, "share_as_count", measure=name)
            if isinstance(spec, IndexSpec) and is_dynamics(spec.dynamics_of, catalogue):
                note(file, "dynamics_of", "dynamics_of_dynamics", value=spec.dynamics_of)
            if isinstance(spec, IndexSpec) and set(spec.components) <= set(catalogue.indicators):
                total = sum_of_weights(spec, [catalogue.indicators[name] for name in spec.components])
                if total is not None:
                    note(file, "weights", "weights_without_sum", sum=total)
            if isinstance(spec, ProfileSpec):
                for name in foreign_measures(spec, catalogue):
                    note(file, "columns", "other_source", measure=name, source=spec.source)
    return found


def sum_of_weights(spec: IndexSpec, components: Sequence[IndicatorSpec]) -> float | None:
    """The sum of the weights where components cancel each other out; nothing where something weighs.

    A component whose low values mean disadvantage may be turned by a negative weight: it counts as what it weighs then.

    Args:
        components: in the order of the index.
    """
    if not any(weight < 0 for weight in spec.weights):
        return None
    turned = (one.polarity is Polarity.LOWER_IS_MORE_DISADVANTAGE for one in components)
    total = math.fsum(-weight if turn else weight for weight, turn in zip(spec.weights, turned, strict=True))
    return total if total == 0 else None


def parts_of(
    catalogue: Catalogue,
) -> dict[Part, Mapping[str, Spec]]:
    """The catalogue's specifications by kind of file."""
    return {
        Part.SOURCE: catalogue.sources,
        Part.MEASURE: catalogue.measures,
        Part.INDICATOR: catalogue.indicators,
        Part.INDEX: catalogue.indices,
        Part.PROFILE: catalogue.profiles,
        Part.TYPOLOGY: catalogue.typologies,
    }


def references(spec: object) -> Iterator[tuple[str, Part, str]]:
    """(key, kind, code) of everything a specification refers to."""
    if isinstance(spec, MeasureSpec):
        yield "source", Part.SOURCE, spec.source
    elif isinstance(spec, IndicatorSpec):
        for key, names in (("numerator", spec.numerator), ("denominator", spec.denominator), ("weight", spec.weight)):
            yield from ((key, Part.MEASURE, name) for name in names)
        if spec.measure is not None:
            yield "measure", Part.MEASURE, spec.measure
        yield from (("measure_from", Part.MEASURE, entry.measure) for entry in spec.measure_from)
    elif isinstance(spec, IndexSpec):
        yield from (("components", Part.INDICATOR, name) for name in spec.components)
        if spec.dynamics_of:
            yield "dynamics_of", Part.INDEX, spec.dynamics_of
    elif isinstance(spec, TypologySpec):
        yield from (("indicators", Part.INDICATOR, name) for name in spec.indicators)
    elif isinstance(spec, ProfileSpec):
        yield "source", Part.SOURCE, spec.source
        yield from (("columns", Part.MEASURE, name) for _, name in spec.columns)
        for entry in spec.columns_from:
            yield from (("columns_from", Part.MEASURE, name) for _, name in entry.columns)


def shares_used_as_counts(spec: IndicatorSpec, measures: Mapping[str, MeasureSpec]) -> Iterator[tuple[str, str]]:
    """(key, measure) where a delivered share is added up: rates are recomputed from counts, never from shares."""
    for key, names in (("numerator", spec.numerator), ("denominator", spec.denominator), ("weight", spec.weight)):
        for name in names:
            if name in measures and measures[name].unit in SHARE_UNITS:
                yield key, name


def is_dynamics(code: str, catalogue: Catalogue) -> bool:
    """Whether an index is the dynamics of another one already: it says nothing of status then."""
    named = catalogue.indices.get(code)
    return named is not None and bool(named.dynamics_of)


def foreign_measures(spec: ProfileSpec, catalogue: Catalogue) -> Iterator[str]:
    """Measures of another source: a file is delivered under one source's legal basis and policy."""
    for name in spec.measures:
        measure = catalogue.measures.get(name)
        if measure and {measure.source, spec.source} <= catalogue.sources.keys() and measure.source != spec.source:
            yield name
