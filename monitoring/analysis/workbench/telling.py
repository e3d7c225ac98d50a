"""A submission in words, for who handed it in and for who decides: definition, difference, classes, robustness."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from indicators.calculation.soundness import Finding, Weight
from indicators.catalogue.specs import IndexSpec
from indicators.models import Indicator
from monitoring.analysis.models import IndexSubmission
from monitoring.analysis.workbench.asking import readable
from monitoring.analysis.workbench.messages import VARIATIONS, found_document
from monitoring.api.doors import said
from monitoring.api.index_words import class_names
from monitoring.numbers import format_number
from monitoring.wording import period_label


@dataclass(frozen=True)
class Variant:
    """One row of the robustness: what was done, and how many of the areas changed class."""

    what: str
    changed: int


@dataclass(frozen=True)
class Component:
    """One component as it enters: its name, weight, and whether it is turned."""

    code: str
    title: str
    weight: str
    is_turned: bool


@dataclass(frozen=True)
class ClassCount:
    """One class with its edges in words, how many areas are in it, and how many by the definition in force."""

    name: str
    edges: str
    count: int


@dataclass(frozen=True)
class Told:
    """What a page of a submission shows. ``in_force``: the definition's difference in areas, nothing where there is none."""

    title: str
    spec: IndexSpec | None
    components: tuple[Component, ...]
    classes: tuple[ClassCount, ...]
    variants: tuple[Variant, ...]
    findings: tuple[str, ...]
    period: str
    included: int
    in_force: Mapping[str, Any] | None


def told(submission: IndexSubmission) -> Told:
    """The submission in the active language."""
    spec = readable(submission.document)
    evidence = submission.evidence
    known = spec if isinstance(spec, IndexSpec) else None
    titles = _titles(known)
    return Told(
        title=said(known.title) if known else submission.code,
        spec=known,
        components=_components(known, titles),
        classes=_classes(known, evidence["counts"]),
        variants=tuple(_variant(row, titles) for row in evidence["robustness"]),
        findings=tuple(_finding(row, titles) for row in evidence["findings"]),
        period=period_label(evidence["period"]),
        included=evidence["included"],
        in_force=evidence["in_force"],
    )


def _titles(spec: IndexSpec | None) -> dict[str, str]:
    rows = Indicator.objects.filter(code__in=spec.components if spec else ())
    return {row.code: said(row.spec.title) for row in rows}


def _components(spec: IndexSpec | None, titles: Mapping[str, str]) -> tuple[Component, ...]:
    if spec is None:
        return ()
    pairs = zip(spec.components, spec.weights, strict=True)
    return tuple(Component(code, titles.get(code, code), written(abs(weight)), weight < 0) for code, weight in pairs)


def written(number: float) -> str:
    """A weight or an edge without needless zeros: ``1``, ``0,5``, ``1,25``."""
    decimals = next((places for places in range(4) if round(number, places) == number), 4)
    return format_number(number, decimals)


def _classes(spec: IndexSpec | None, counts: list[int]) -> tuple[ClassCount, ...]:
    if spec is None:
        return ()
    return tuple(ClassCount(name, edges_of(spec, at), counts[at]) for at, name in enumerate(class_names(spec)))


def edges_of(spec: IndexSpec, at: int) -> str:
    """The edges of a class as they are read: ``< −1``, ``−1 ≤ x ≤ 1``, ``> 1,5``."""
    below = spec.closed[at].replace("<=", "≤") if at < len(spec.breaks) else ""
    if at == 0:
        return f"{below} {written(spec.breaks[0])}" if below else ""
    above = "<" if spec.closed[at - 1] == "<=" else "≤"
    lower = written(spec.breaks[at - 1])
    if not below:
        return f"{'>' if above == '<' else '≥'} {lower}"
    return f"{lower} {above} x {below} {written(spec.breaks[at])}"


def _variant(row: Mapping[str, Any], titles: Mapping[str, str]) -> Variant:
    about = {
        "component": titles.get(row.get("component", ""), row.get("component", "")),
        "area": row.get("name") or row.get("area", ""),
        "period": period_label(row["period"]) if "period" in row else "",
    }
    return Variant(str(VARIATIONS[row["kind"]]) % about, row["changed"])


def _finding(row: Mapping[str, Any], titles: Mapping[str, str]) -> str:
    finding = Finding(row["key"], row["code"], Weight.INFORMS, tuple(row["params"].items()))
    return str(found_document(finding, titles)["text"])
