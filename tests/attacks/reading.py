"""Answers → statements: which number was told about which indicator, area and period, to whom, on which surface.

JSON is walked as a whole: whatever has an indicator, areas or periods and values beside them is read, wherever it stands.
Pages are read by their links: every number that leads to how it came about names indicator, area, period and release.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from tests.attacks.constraints import Statement, formulas, places_of
from tests.attacks.contexts import Context, step_into
from tests.attacks.crawling import Answer
from tests.attacks.pages import exported_cells, linked_numbers

#: Code of an area of any level → its finest places.
Places = Callable[[str], tuple[str, ...]]
_HIDDEN = "suppressed"
#: What an answer may hold beside a hidden cell: what it is compared with, and the denominator, which is another count.
_HARMLESS = frozenset({"reference_value", "denominator", "positions", "type_value", "reference_change", "headline"})
_OF_A_CELL = (
    *("value", "numerator", "low", "high", "difference", "index", "share", "change", "divergence"),
    *("position", "against_rest", "trend", "course", "class", "z", "reference_difference", "type_difference"),
)
_DIGITS = 6


@dataclass(frozen=True)
class Beside:
    """Something that stands beside a hidden cell though nothing may."""

    surface: str
    role: str
    path: str
    indicator: str
    place: str
    period: str
    column: str
    value: object


@dataclass
class Told:
    """Everything that was read."""

    statements: list[Statement] = field(default_factory=list)
    beside: list[Beside] = field(default_factory=list)
    hidden: int = 0


class Reader:
    """Reads answers of one world; ``live``: the release where an answer names none; ``bases``: learnt on the way."""

    def __init__(self, live: str, quarters: Sequence[str], places: Places = places_of) -> None:
        self.live, self.quarters, self.places = live, list(quarters), places
        self.bases: dict[tuple[str, str], str] = {}

    def read(self, answers: Sequence[Answer]) -> Told:
        """All statements of all answers; twice over the JSON, because one says on which day another's denominator is."""
        documents = [(answer, document) for answer in answers if (document := _document(answer)) is not None]
        for _, document in documents:
            self._learn(document, "")
        told = Told()
        for answer, document in documents:
            self._walk(document, Context(answer), told)
        for answer in answers:
            if answer.status == 200 and "text/html" in answer.kind:
                for at, area, period, value in linked_numbers(answer):
                    told.statements += self._value(at, area, period, value)
            elif answer.status == 200 and "text/csv" in answer.kind:
                for at, cell in exported_cells(answer):
                    self._cell(cell, at, told)
        return told

    def _learn(self, node: Any, indicator: str) -> None:
        if isinstance(node, dict):
            indicator = node["indicator"] if isinstance(node.get("indicator"), str) else indicator
            used = node.get("periods_used")
            if isinstance(used, dict) and used.get("denominator"):
                self.bases[indicator, used["numerator"]] = used["denominator"]
            if isinstance(node.get("denominator_period"), str) and isinstance(node.get("period"), str):
                self.bases[indicator, node["period"]] = node["denominator_period"]
        for child in _children(node):
            self._learn(child, indicator)

    def _walk(self, node: Any, above: Context, told: Told) -> None:
        if isinstance(node, dict):
            above = step_into(node, above)
            if isinstance(node.get("value"), list):
                self._columns(node, above, told)
            elif "value" in node and above.indicator and (above.area or "code" in node):
                own = node["code"] if "code" in node and "level" in node else above.area
                if isinstance(own, str) and own:
                    self._cell(node, replace(above, area=own), told)
            if isinstance(node.get("values"), list) and above.periods and above.area:
                told.statements += [
                    statement
                    for period, value in zip(above.periods, node["values"], strict=False)
                    for statement in self._value(above, above.area, period, value)
                ]
            residual = node.get("residual")
            if isinstance(residual, dict) and isinstance(residual.get("share"), (int, float)) and above.codes:
                told.statements += self._residual(node, above, float(residual["share"]))
            for name, child in node.items():
                inside = above
                if name in ("before", "after") and (above.older or above.newer):
                    inside = replace(above, release=above.older if name == "before" else above.newer)
                    inside = replace(inside, area=str(node.get("code", "")))
                self._walk(child, inside, told)
        elif isinstance(node, list):
            for child in node:
                self._walk(child, above, told)

    def _columns(self, node: Mapping[str, Any], at: Context, told: Told) -> None:
        size = len(node["value"])
        areas = at.codes if len(at.codes) == size else (str(node.get("code") or at.area),) * size
        periods = at.periods if len(at.codes) != size and len(at.periods) == size else (at.period,) * size
        if not at.indicator or at.indicator not in formulas():
            return
        statuses = node.get("status")
        for position in range(size):
            one = {name: column[position] for name, column in node.items() if _is_column(column, size)}
            if not isinstance(statuses, list) or len(statuses) != size:
                one["status"] = "ok" if one["value"] is not None else "unknown"
            window = at.windows[position] if len(at.windows) == size else None
            inside = replace(at, area=areas[position], period=periods[position], windows=(window,) if window else ())
            self._cell(one, inside, told)

    def _cell(self, cell: Mapping[str, Any], at: Context, told: Told) -> None:
        is_counted = at.indicator in formulas() and bool(self.places(at.area)) and at.variant != "smoothed"
        if cell.get("status") == _HIDDEN:
            told.hidden += 1
            told.beside += self._beside(cell, at)
            if is_counted and at.variant == "none":
                told.statements += self._statements(at, at.area, at.period, "hidden", 1.0, float("inf"))
        if not is_counted or cell.get("status") == _HIDDEN:
            return
        told.statements += self._value(at, at.area, at.period, cell.get("value"), exact=_exact(cell))
        for part in ("numerator", "denominator"):
            if isinstance(cell.get(part), (int, float)):
                count = float(cell[part])
                told.statements += self._statements(at, at.area, at.period, part, count, count)
        reference, difference = cell.get("reference_value"), cell.get("difference")
        if isinstance(reference, (int, float)) and isinstance(difference, (int, float)):
            told.statements += self._value(at, at.area, at.period, reference + difference, fine=_exact(cell))

    def _beside(self, cell: Mapping[str, Any], at: Context) -> Iterator[Beside]:
        for name in _OF_A_CELL:
            if cell.get(name) is not None and name not in _HARMLESS:
                answer = at.answer
                yield Beside(
                    answer.surface, answer.role, answer.path, at.indicator, at.area, at.period, name, cell[name]
                )

    def _residual(self, node: Mapping[str, Any], at: Context, share: float) -> list[Statement]:
        half = 0.0 if share != round(share, 1) else 0.05
        return self._statements(at, "0", at.period, "residual", share - half - 1e-9, share + half + 1e-9)

    def _value(
        self, at: Context, area: str, period: str, value: Any, *, exact: bool = False, fine: bool = False
    ) -> list[Statement]:
        if not isinstance(value, (int, float)) or at.indicator not in formulas() or at.variant == "smoothed":
            return []
        half = 0.0 if exact else 10.0**-_DIGITS if fine else 0.5 * 10.0 ** -formulas()[at.indicator].decimals
        slack = max(abs(value) * 1e-12, 1e-9)
        return self._statements(at, area, period, "value", value - half - slack, value + half + slack)

    def _statements(self, at: Context, area: str, period: str, part: str, low: float, high: float) -> list[Statement]:
        places, formula = self.places(area), formulas().get(at.indicator)
        if not places or formula is None or not period:
            return []
        periods = self._periods(at, period)
        if periods is None or (formula.denominator and any(not base for _, base in periods)):
            return []
        release, answer = at.release or self.live, at.answer
        return [Statement(answer.surface, answer.role, at.indicator, places, periods, release, part, low, high)]

    def _periods(self, at: Context, period: str) -> tuple[tuple[str, str], ...] | None:
        """The period with its denominator's; those of the window where several are pooled."""
        names = [period]
        if at.variant != "none":
            if len(at.windows) != 1 or at.windows[0]["first"] not in self.quarters:
                return None
            last = self.quarters.index(at.windows[0]["last"])
            names = self.quarters[self.quarters.index(at.windows[0]["first"]) : last + 1]
        return tuple((name, self.bases.get((at.indicator, name), "")) for name in names)


def _exact(cell: Mapping[str, Any]) -> bool:
    """Numbers are exact where their counts stand beside them."""
    return isinstance(cell.get("numerator"), (int, float))


def _is_column(column: Any, size: int) -> bool:
    return isinstance(column, list) and len(column) == size and not any(isinstance(x, (dict, list)) for x in column)


def _document(answer: Answer) -> Any:
    if answer.status != 200 or "json" not in answer.kind or answer.surface == "api-schema":
        return None
    return json.loads(answer.body)


def _children(node: Any) -> Iterator[Any]:
    if isinstance(node, dict):
        yield from node.values()
    elif isinstance(node, list):
        yield from node
