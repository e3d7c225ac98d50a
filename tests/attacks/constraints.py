"""Statements of the portal as rows over the inner cells, and what every attacker knows beside them.

An inner cell is measure × finest area × period, and after a correction the version of its count: what a correction left
as it was is the same cell, for the attacker is assumed to know that much.
"""

import math
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from tests.attacks import town
from tests.attacks.canaries import Canary
from tests.attacks.solver import Cell, Row, Sum
from tests.attacks.town import Delivery
from tests.demo.database import HOME

_SLACK = 1e-6
_CATALOGUE = HOME / "fixtures" / "catalogue"


@dataclass(frozen=True)
class Formula:
    """What an indicator divides by what."""

    numerator: tuple[str, ...]
    denominator: tuple[str, ...]
    scale: float
    decimals: int
    visibility: str
    code: str


@dataclass(frozen=True)
class Statement:
    """Somebody was told: the value of an indicator in a unit of areas lies between ``low`` and ``high``.

    ``periods``: period and that of the denominator; several where they are pooled. ``part``: ``value``; ``numerator`` and
    ``denominator``, the counts behind it; ``residual``, the share of the numerator that lies in the last of the places;
    ``hidden``: nothing was told but that there is something.
    """

    surface: str
    role: str
    indicator: str
    places: tuple[str, ...]
    periods: tuple[tuple[str, str], ...]
    release: str
    part: str
    low: float
    high: float


@cache
def formulas() -> Mapping[str, Formula]:
    """Code → formula of every indicator with counts, from the catalogue's own files."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((_CATALOGUE / "indicators").glob("*.toml"))]
    texts += [text for name, text in town._CATALOGUE.items() if name.startswith("indicators/")]
    found = {}
    for document in map(tomllib.loads, texts):
        if document["kind"] in ("rate", "count"):
            found[document["code"]] = Formula(
                tuple(document["numerator"]),
                tuple(document.get("denominator", ())),
                float(document.get("scale", 1)),
                int(document["decimals"]),
                str(document["visibility"]),
                str(document["code"]),
            )
    return found


def places_of(code: str) -> tuple[str, ...]:
    """The finest places of an area of any level: its planning areas, or the residual unit; ``+`` joins several."""
    if "+" in code:
        return tuple(place for one in code.split("+") for place in places_of(one))
    if code == "0":
        return town.PLACES
    if code.startswith("99"):
        return (town.RESIDUAL,)
    return tuple(place for place in town.AREAS if place.startswith(code))


class Cells(Protocol):
    """Whatever knows which inner cell a release speaks about."""

    def cell(self, measure: str, place: str, period: str, release: str) -> Cell: ...


@dataclass
class Versions:
    """Which count of a cell a release speaks about."""

    deliveries: Sequence[Delivery]
    releases: Sequence[str]
    _at: dict[str, dict[tuple[str, str, str], int]] = field(default_factory=dict)
    truth: dict[Cell, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        in_force: dict[tuple[str, str, str], int] = {}
        for delivery, release in zip(self.deliveries, self.releases, strict=True):
            for measure in delivery.columns.values():
                for place, count in delivery.counts[measure].items():
                    key = (measure, place, delivery.period)
                    version = in_force.get(key, 0)
                    if self.truth.get((*key, version), count) != count:
                        version += 1
                    in_force[key] = version
                    self.truth[(*key, version)] = count
            self._at[release] = dict(in_force)

    def cell(self, measure: str, place: str, period: str, release: str) -> Cell:
        """The inner cell as it stood in a release."""
        return measure, place, period, self._at[release].get((measure, place, period), 0)

    def of(self, canary: Canary) -> Sum:
        """A canary as the target of an attack, as it stands in the last release."""
        return ((self.cell(*canary.key, self.releases[-1]), 1.0),)


def rows_of(statement: Statement, versions: Cells) -> list[Row]:
    """One row for a count; for a rate ``s·N − high·D ≤ 0`` and ``s·N − low·D ≥ 0``."""
    formula = formulas()[statement.indicator]

    def part(measures: Iterable[str], places: Iterable[str], at: int) -> list[Cell]:
        """``at``: 0 the periods of the numerator, 1 those of the denominator."""
        return [
            versions.cell(measure, place, pair[at], statement.release)
            for measure in measures
            for place in places
            for pair in statement.periods
        ]

    counted = part(formula.numerator, statement.places, 0)
    if statement.part == "denominator":
        base = part(formula.denominator, statement.places, 1)
        return [Row(_sum((cell, 1.0) for cell in base), statement.low, statement.high)]
    if statement.part in ("numerator", "hidden") or (not formula.denominator and statement.part == "value"):
        return [Row(_sum((cell, 1.0) for cell in counted), statement.low, statement.high)]
    if statement.part == "residual":
        whole, scale = counted, 100.0
        counted = part(formula.numerator, statement.places[-1:], 0)
    else:
        whole, scale = part(formula.denominator, statement.places, 1), formula.scale
    above = _sum([*((cell, scale) for cell in counted), *((cell, -statement.high) for cell in whole)])
    below = _sum([*((cell, scale) for cell in counted), *((cell, -statement.low) for cell in whole)])
    slack = _SLACK * scale
    if above == below:
        return [Row(above, -slack, slack)]
    return [Row(above, -math.inf, slack), Row(below, -slack, math.inf)]


def _sum(terms: Iterable[tuple[Cell, float]]) -> Sum:
    found: dict[Cell, float] = {}
    for cell, factor in terms:
        found[cell] = found.get(cell, 0.0) + factor
    return tuple(sorted((cell, factor) for cell, factor in found.items() if factor))


def is_true(row: Row, versions: Versions) -> bool:
    """Whether the row holds for the counts that were delivered: one that does not was read wrongly."""
    return holds(row, versions.truth)


def holds(row: Row, counts: Mapping[Cell, float]) -> bool:
    """Whether a row is true of these counts, but for what floating point adds; a count that is not there is none."""
    total = sum(factor * counts.get(cell, 0) for cell, factor in row.sum)
    size = max(1.0, sum(abs(factor) * counts.get(cell, 0) for cell, factor in row.sum))
    return row.low - 1e-6 * size <= total <= row.high + 1e-6 * size


def common_knowledge(versions: Versions) -> Iterator[Row]:
    """What the catalogue says aloud: columns that add up, columns that may not exceed others."""
    profiles = {profile["code"]: profile for profile in _profiles()}
    delivered = zip(versions.deliveries, versions.releases, strict=True)
    for name, period, release in dict.fromkeys((one.profile, one.period, release) for one, release in delivered):
        columns = profiles[name]["columns"]
        for place in town.PLACES:
            cells = {column: versions.cell(measure, place, period, release) for column, measure in columns.items()}
            for rule in profiles[name].get("sums", ()):
                parts = ((cells[part], -1.0) for part in rule["parts"])
                yield Row(_sum([(cells[rule["total"]], 1.0), *parts]), 0.0, 0.0)
            for small, large in profiles[name].get("at_most", {}).items():
                yield Row(_sum([(cells[large], 1.0), (cells[small], -1.0)]), 0.0, math.inf)


@cache
def _profiles() -> list[dict[str, Any]]:
    files = [path.read_text(encoding="utf-8") for path in sorted(Path(_CATALOGUE / "profiles").glob("*.toml"))]
    own = [text for name, text in town._CATALOGUE.items() if name.startswith("profiles/")]
    return [tomllib.loads(text) for text in (*files, *own)]


def known_to(measures: Iterable[str], versions: Versions) -> Iterator[Row]:
    """What an insider knows: every count of the measures that their own department delivers."""
    wanted = set(measures)
    for cell, count in versions.truth.items():
        if cell[0] in wanted:
            yield Row(((cell, 1.0),), float(count), float(count))
