"""Rates, shares, counts and what is derived from them, the slow way."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from tests.naive.counting import ORDER, City, Count, Place, absent, counted, strongest


@dataclass
class Parts:
    n: float
    d: float
    lacking: str  # "ok": nothing


@dataclass
class Value:
    state: str
    numerator: float | None = None
    denominator: float | None = None
    value: float | None = None
    coverage: float | None = None
    base: float | None = None


def decide(parts: Parts, coverage: float | None, minimum: float) -> str:
    if parts.d > 0:
        if coverage is not None and coverage >= minimum:
            return "ok"
        return "missing" if parts.lacking in ("ok", "not_applicable") else parts.lacking
    return "not_applicable" if parts.lacking == "ok" else parts.lacking


def divided(n: float, d: float) -> float | None:
    return n / d if d > 0 else None


def rate_parts(city: City, numerator: "Side", denominator: "Side", place: Place) -> Parts:
    n, d = numerator.at(city, place), denominator.at(city, place)
    if city.is_finest(place):
        held = all(c.state == "ok" or absent(city, place, c) for c in (n, d))
        return Parts(n.known, d.known, "ok") if held else Parts(0.0, 0.0, strongest([n.state, d.state]))
    some = d.state == "ok" or d.known > 0
    if (n.own or d.own) and n.state == "ok" and d.known == d.size and some:
        return Parts(n.known, d.known, "ok")
    below = [rate_parts(city, numerator, denominator, child) for child in city.children(place)]
    lacking = max((p.lacking for p in below), key=ORDER.index, default="missing")
    return Parts(sum(p.n for p in below), sum(p.d for p in below), lacking)


@dataclass
class Side:
    """A sum of measures in one row of each of them."""

    measures: Sequence[str]
    rows: Sequence[int]

    def at(self, city: City, place: Place) -> Count:
        return counted(city, self.measures, self.rows, place)


def rate(city: City, numerator: Side, denominator: Side, place: Place, scale: float, minimum: float) -> Value:
    n, d = numerator.at(city, place), denominator.at(city, place)
    parts = rate_parts(city, numerator, denominator, place)
    coverage = divided(parts.d, d.size)
    state = decide(parts, coverage, minimum)
    if n.starred or d.starred:
        state = "suppressed"
    if city.is_residual(place) and n.state != "ok":
        state = n.state
    if state != "ok":
        return Value(state, coverage=coverage)
    return Value("ok", parts.n, parts.d, scale * (parts.n / parts.d), coverage, parts.d)


def count(city: City, numerator: Side, place: Place, minimum: float) -> Value:
    n = numerator.at(city, place)
    coverage = divided(n.known, n.size)
    enough = coverage is not None and coverage >= minimum and n.known > 0
    if n.state == "ok" or (enough and not n.starred and not city.is_residual(place)):
        return Value("ok", n.known, None, n.known, coverage)
    state = "missing" if n.state == "not_applicable" and n.known > 0 else n.state
    return Value(state, coverage=coverage)


def share_parts(city: City, share: str, row: int, weight: Side, place: Place) -> Parts:
    state, value = city.cell(share, row, place)
    w = weight.at(city, place)
    if city.is_finest(place):
        if state == "ok" and (w.state == "ok" or absent(city, place, w)):
            return Parts(value * w.known, w.known, "ok")
        if city.is_residual(place) and state == "missing" and absent(city, place, w):
            return Parts(0.0, 0.0, "ok")
        return Parts(0.0, 0.0, strongest([state, w.state]))
    if state == "ok":
        return Parts(value * w.size, w.size, "ok")
    below = [share_parts(city, share, row, weight, child) for child in city.children(place)]
    lacking = max((p.lacking for p in below), key=ORDER.index, default="missing")
    return Parts(sum(p.n for p in below), sum(p.d for p in below), lacking)


def share(city: City, measure: str, row: int, weight: Side | None, place: Place, minimum: float) -> Value:
    state, value = city.cell(measure, row, place)
    if weight is None:
        if state == "missing" and not city.is_finest(place):
            state = "not_applicable"
        return Value(state, value=value if state == "ok" else None)
    parts = share_parts(city, measure, row, weight, place)
    size = weight.at(city, place).size
    coverage, base = divided(parts.d, size), size if size > 0 else None
    if state != "missing" or city.is_finest(place):
        return Value(state, value=value if state == "ok" else None, coverage=coverage, base=base)
    state = decide(parts, coverage, minimum)
    reported, _ = city.cell(measure, row, (city.levels[-1], place[1]))
    if city.is_residual(place) and reported != "ok":
        state = reported
    return Value(state, value=parts.n / parts.d if state == "ok" else None, coverage=coverage, base=base)


def wilson(n: float, d: float, scale: float, design_effect: float) -> tuple[float | None, float | None]:
    """The two roots of (p − x)² = z² x (1 − x) ÷ m, Wilson's own equation, found by bisection."""
    if not d > 0 or not 0 <= n <= d:
        return None, None
    z, p, m = 1.959963984540054, n / d, d / design_effect

    def root(inner: float, outer: float) -> float:
        for _ in range(200):
            middle = (inner + outer) / 2
            inside = (p - middle) ** 2 <= z * z * middle * (1 - middle) / m
            inner, outer = (middle, outer) if inside else (inner, middle)
        return inner

    low = 0.0 if p == 0 else root(p, 0.0)
    high = 1.0 if p == 1 else root(p, 1.0)
    return scale * low, scale * high


def quantile(values: Sequence[float], share: float) -> float:
    """The linear quantile: between the two neighbouring order statistics."""
    ordered = sorted(values)
    at = share * (len(ordered) - 1)
    lower = math.floor(at)
    upper = min(lower + 1, len(ordered) - 1)
    return ordered[lower] + (at - lower) * (ordered[upper] - ordered[lower])
