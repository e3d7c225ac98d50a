"""From the answer of the interface to what templates show: classes of the grid, small lines, addresses, tables."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from monitoring.dashboards.filters import NAMES
from monitoring.dashboards.sparkline import sparkline

Document = dict[str, Any]


def panels_of(data: Document) -> list[Document]:
    """Every panel with what only the page needs."""
    return [
        _PRESENT.get(panel["kind"], _plain)(panel, data)
        | {
            "grid": f"at-x{panel['x']} at-y{panel['y']} is-w{panel['w']} is-h{panel['h']}",
            "template": f"dashboards/kinds/{panel['kind']}.html",
            "script_id": f"panel-data-{panel['number']}",
        }
        for panel in data["panels"]
    ]


def _plain(panel: Document, data: Document) -> Document:
    return panel


def _key_figure(panel: Document, data: Document) -> Document:
    figure = panel.get("key_figure")
    if figure is None:
        return panel
    breaks = [figure["periods"].index(one["period"]) for one in figure["breaks"] if one["period"] in figure["periods"]]
    ranged = figure["kind"] != "count"
    spark = sparkline(
        figure["values"],
        figure["reference_values"] if ranged else (),
        figure["lows"] if ranged else (),
        figure["highs"] if ranged else (),
        breaks,
    )
    rows = [
        {"period": period, "status": status, "value": value, "reference": reference, "reference_status": of_reference}
        for period, status, value, reference, of_reference in zip(
            figure["periods"],
            figure["statuses"],
            figure["values"],
            figure["reference_values"] or [None] * len(figure["periods"]),
            figure["reference_statuses"] or [None] * len(figure["periods"]),
            strict=True,
        )
    ]
    return panel | {"spark": spark, "rows": rows, "links": _links(figure, data)}


def _map(panel: Document, data: Document) -> Document:
    found = panel.get("map")
    if found is None:
        return panel
    return panel | {"links": _links(found, data)}


def _series(panel: Document, data: Document) -> Document:
    found = panel.get("series")
    if found is None:
        return panel
    rows = [
        {
            "period": period,
            "starts_edition": number in found["edition_starts"],
            "cells": [
                {"area": line["code"], "status": line["status"][number], "value": line["value"][number]}
                for line in found["lines"]
            ],
        }
        for number, period in enumerate(found["periods"])
    ]
    empty = [line["name"] for line in found["lines"] if all(value is None for value in line["value"])]
    return panel | {"rows": rows[::-1], "empty": empty, "links": _links(found, data)}


def _groups(panel: Document, data: Document) -> Document:
    """The matrix line by line; bars are as wide as the part of the areas that stands in a group."""
    found = panel.get("groups")
    if found is None:
        return panel
    columns, chosen = len(found["dynamics_classes"]), found["chosen"]
    most = max(1, *found["counts"])
    cells = [
        {
            "label": label,
            "areas": areas,
            "bar": round(100 * areas / most, 1),
            "is_chosen": chosen and chosen["group"] == label,
        }
        for label, areas in zip(found["labels"], found["counts"], strict=True)
    ]
    view = {"index": found["index"], "period": found["period"], "level": found["level"]}
    view |= {"area": chosen["code"]} if chosen else {}
    view |= {"release": data["release"]["number"]} if data["pinned"] else {}
    return panel | {
        "columns": list(zip(found["signs"], found["dynamics_classes"], strict=True)),
        "lines": [
            {"name": name, "cells": cells[at * columns : (at + 1) * columns]}
            for at, name in enumerate(found["status_classes"])
        ],
        "matrix": f"{reverse('matrix')}?{urlencode(view)}",
    }


def _deliveries(panel: Document, data: Document) -> Document:
    sources = panel.get("deliveries", {}).get("sources", [])
    return panel | {"waiting": [source["title"] for source in sources if source["state"] == "none"]}


def _links(shown: Document, data: Document) -> dict[str, str]:
    """To the indicator's sheet and the same view on the map; the release whose numbers are shown."""
    view = {"indicator": shown["indicator"], "period": shown.get("period", ""), "level": shown.get("level", "")}
    if data["filters"]["area"] and shown.get("level"):
        view["area"] = data["filters"]["area"]
    asked = urlencode({name: value for name, value in view.items() if value})
    return {
        "sheet": reverse("indicator-sheet", args=[shown["indicator"]]),
        "map": f"{reverse('map')}?{asked}",
        "release": data["release"]["number"] if data.get("release") else "",
    }


_PRESENT = {"key_figure": _key_figure, "map": _map, "series": _series, "groups": _groups, "deliveries": _deliveries}


def asked_filters(request: HttpRequest) -> dict[str, str]:
    """What the address says about the shared filters; what it does not say is not there."""
    found = {name: request.GET.get(name, "").strip()[:80] for name in NAMES}
    return {name: value for name, value in found.items() if value}
