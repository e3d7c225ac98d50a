"""A map for paper: the shapes of a level as SVG, each area in its colour, what has none hatched."""

import json
from collections.abc import Iterator, Mapping
from math import cos, radians
from typing import Any

_WIDTH = 1400.0
_HATCHED = (
    '<pattern id="none" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="8" height="8" fill="#fff"/><rect width="2.4" height="8" fill="#777"/></pattern>'
)

Ring = list[tuple[float, float]]


def map_svg(topojson: bytes, colours: Mapping[str, str]) -> str:
    """The areas of a TopoJSON (object ``areas``, geographic coordinates) in an equirectangular picture.

    Args:
        colours: code → colour; an area that has none is hatched.

    Returns:
        the SVG, or nothing where there are no shapes.
    """
    topology = json.loads(topojson)
    arcs = _arcs(topology)
    shapes = [
        (str(area.get("id", "")), list(_rings(area, arcs))) for area in topology["objects"]["areas"]["geometries"]
    ]
    points = [point for _code, rings in shapes for ring in rings for point in ring]
    if not points:
        return ""
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    narrowed = cos(radians((south + north) / 2))
    scale = _WIDTH / max((east - west) * narrowed, 1e-9)
    height = (north - south) * scale

    def placed(ring: Ring) -> str:
        """Whole units, a ninth of a millimetre on paper; points that fall together are one."""
        spots = [f"{(x - west) * narrowed * scale:.0f} {(north - y) * scale:.0f}" for x, y in ring]
        kept = [spot for at, spot in enumerate(spots) if at == 0 or spot != spots[at - 1]]
        return f"M{'L'.join(kept)}Z"

    paths = "".join(
        f'<path fill="{colours.get(code, "url(#none)")}" d="{"".join(placed(ring) for ring in rings)}"/>'
        for code, rings in shapes
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-2 -2 {_WIDTH + 4:.0f} {height + 4:.0f}"><defs>{_HATCHED}</defs>'
        f'<g stroke="#555" stroke-width="0.8" stroke-linejoin="round" fill-rule="evenodd">{paths}</g></svg>'
    )


def _arcs(topology: Mapping[str, Any]) -> list[Ring]:
    """Lines in coordinates: deltas of whole numbers where the topology is quantised."""
    transform = topology.get("transform")
    if transform is None:
        return [[(x, y) for x, y, *_ in arc] for arc in topology["arcs"]]
    (scale_x, scale_y), (from_x, from_y) = transform["scale"], transform["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        line: Ring = []
        for dx, dy, *_ in arc:
            x, y = x + dx, y + dy
            line.append((x * scale_x + from_x, y * scale_y + from_y))
        found.append(line)
    return found


def _rings(area: Mapping[str, Any], arcs: list[Ring]) -> Iterator[Ring]:
    kinds = {"Polygon": lambda: [area["arcs"]], "MultiPolygon": lambda: area["arcs"]}
    for polygon in kinds.get(area.get("type") or "", list)():
        for ring in polygon:
            joined: Ring = []
            for number in ring:
                line = arcs[number] if number >= 0 else arcs[~number][::-1]
                joined.extend(line if not joined else line[1:])
            yield joined
