"""The kinds of panels. A new kind is a module here, a line below, a template, and a form of its answer for the interface."""

from monitoring.dashboards.kinds import (
    area_map,
    deliveries,
    glance,
    groups,
    key_figure,
    moved,
    series,
    text,
    watch,
)
from monitoring.dashboards.kinds.base import Kind

KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        glance.KIND,
        key_figure.KIND,
        area_map.KIND,
        series.KIND,
        groups.KIND,
        moved.KIND,
        watch.KIND,
        deliveries.KIND,
        text.KIND,
    )
}

__all__ = ["KINDS", "Kind"]
