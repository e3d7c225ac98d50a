"""What the page of an indicator says (Indikatorenblatt): its sheet in words, and the city's series with its marks."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from monitoring.api.views.catalogue import IndicatorView
from monitoring.api.views.series import SeriesView
from monitoring.areasheets.places import level_names, top_area
from monitoring.departments.names import department_names
from monitoring.numbers import format_number, with_unit
from monitoring.pages.asking import ask, ask_or_404
from monitoring.pages.beside import beside
from monitoring.pages.curve import Curve, curve
from monitoring.wording import unit_text

_COLUMNS = ("periods", "status", "value", "low", "high", "change", "data_status")


@dataclass(frozen=True)
class Point:
    """One row of the series; ``is_new``: another definition from here on; ``is_unusual``: within an exceptional span."""

    period: str
    status: str
    value: float | None
    low: float | None
    high: float | None
    change: float | None
    data_status: str
    is_new: bool
    is_unusual: bool


def sheet_context(request: HttpRequest, code: str) -> dict[str, Any]:
    """Everything that the page shows; ``Http404`` where the reader may not see the indicator."""
    sheet = ask_or_404(request, IndicatorView, code=code)
    titles = {component["code"]: component["title"] for component in sheet["components"]}

    def named(codes: list[str]) -> list[str]:
        return [titles.get(measure, measure) for measure in codes]

    context = {
        "sheet": sheet,
        "top": named(sheet["numerator"] or [sheet["measure"] or ""]),
        "bottom": named(sheet["denominator"]),
        "weights": named(sheet["weight"]),
        "levels": level_names(request),
        "departments": department_names(),
        "sources": {source["code"]: source["title"] for source in sheet["source"]},
        "edges": " · ".join(with_unit(_plain(edge), unit_text(sheet["unit"])) for edge in sheet["fixed_classes"]),
        "clustered": [
            one | {"effect": _plain(one["design_effect"])}
            for one in sheet["components"]
            if one["role"] == "numerator" and one["design_effect"] > 1
        ],
    }
    series = _city_series(request, sheet)
    context |= beside(request, sheet, series)
    if series:
        points = _points(series)
        context |= {
            "series": series,
            "points": points[::-1],
            "has_ranges": any(point.low is not None for point in points),
            "has_changes": any(point.change is not None for point in points),
            "has_notes": any(point.is_new or point.is_unusual or point.data_status != "final" for point in points),
            "curve": _curve(series),
        }
    return context


def _plain(number: float) -> str:
    """The number with the decimals that it has, at most two."""
    return format_number(number, next((places for places in (0, 1) if round(number, places) == number), 2))


def _city_series(request: HttpRequest, sheet: dict[str, Any]) -> dict[str, Any] | None:
    """The city's own line: its code is that of the only area of the top level."""
    if not sheet["periods"]:
        return None
    city = top_area(request)
    answer = ask(request, SeriesView, {"indicator": sheet["code"], "area": city}) if city else None
    if answer is None or not answer.ok or not any(status == "ok" for status in answer.data["status"]):
        return None
    return answer.data


def _points(series: dict[str, Any]) -> list[Point]:
    starts = {found["at"] for found in series["breaks"]}
    spans = _spans(series)
    rows = zip(*(series[name] for name in _COLUMNS), strict=True)
    return [
        Point(*row, is_new=at > 0 and at in starts, is_unusual=any(first <= at <= last for first, last in spans))
        for at, row in enumerate(rows)
    ]


def _spans(series: dict[str, Any]) -> list[tuple[int, int]]:
    return [(own["first_at"], own["last_at"]) for own in series["exceptional"] if own["first_at"] is not None]


def _curve(series: dict[str, Any]) -> Curve | None:
    breaks = [found["at"] for found in series["breaks"] if found["at"]]
    targets = [goal["target"] for goal in series["goals"]]
    return curve(series["ends"], series["value"], series["low"], series["high"], breaks, _spans(series), targets)
