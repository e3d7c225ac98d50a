"""Shapes for the map: one coverage-simplified level as quantised TopoJSON, the same bytes for the same input.

A valid coverage has exactly matching borders, so arcs need no search for near coincidence: every vertex with other than
two distinct edges ends an arc, and each border between two areas is one arc that both refer to (the second one
backwards, as ``~index``). Coordinates are integers on a grid of about two metres, written as differences.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import shapely

from areas.boundaries.repair import Polygons, as_multipolygons

#: Triangles of up to this side length (in m; square root of their area) are smoothed away.
SIMPLIFICATION = 10.0
#: Grid of the quantised coordinates, in m.
GRID = 2.0
METRES_PER_DEGREE = 111_320.0

Ints = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Shapes:
    """The TopoJSON of one level under the SHA-256 of its bytes."""

    content: bytes
    sha256: str
    arcs: int
    vertices: int


def simplify_coverage(polygons: Polygons, tolerance: float = SIMPLIFICATION) -> Polygons:
    """Thin the borders of a valid coverage (metric CRS); it stays one, and no area vanishes."""
    return as_multipolygons(shapely.coverage_simplify(polygons, tolerance))


def to_topojson(codes: Sequence[str], names: Sequence[str], polygons: Polygons, *, grid: float = GRID) -> Shapes:
    """Encode a valid coverage in EPSG:4326 as TopoJSON.

    The object ``areas`` holds one geometry per area in the given order, with ``id`` (the code) and the property
    ``name`` and nothing else. Outer rings run counter-clockwise (RFC 7946). ``grid`` is in metres at the middle
    latitude.
    """
    oriented = shapely.orient_polygons(shapely.normalize(polygons))
    _, coordinates, (rings, parts, wholes) = shapely.to_ragged_array(oriented)
    vertices, ids = np.unique(coordinates[:, :2], axis=0, return_inverse=True)
    scale = _scale(vertices, grid)
    origin = np.floor(vertices.min(axis=0) * 1e7) / 1e7
    snapped = np.rint((vertices - origin) / scale).astype(np.intp)
    circuits = [ids[start : end - 1] for start, end in pairwise(rings.tolist())]
    arcs = _Arcs(_junctions(circuits, len(vertices)), snapped)
    cut = [arcs.cut(circuit) for circuit in circuits]
    geometries = []
    for i, (code, name) in enumerate(zip(codes, names, strict=True)):
        shape = [cut[parts[part] : parts[part + 1]] for part in range(wholes[i], wholes[i + 1])]
        geometries.append({"type": "MultiPolygon", "id": code, "properties": {"name": name}, "arcs": shape})
    corner = origin + snapped.max(axis=0) * scale
    document = {
        "type": "Topology",
        "bbox": [round(float(value), 9) for value in (*origin, *corner)],
        "transform": {"scale": scale.tolist(), "translate": origin.tolist()},
        "objects": {"areas": {"type": "GeometryCollection", "geometries": geometries}},
        "arcs": arcs.encoded,
    }
    content = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    return Shapes(content, hashlib.sha256(content).hexdigest(), len(arcs.encoded), sum(map(len, arcs.encoded)))


def _scale(vertices: npt.NDArray[np.float64], grid: float) -> npt.NDArray[np.float64]:
    """Degrees of longitude and latitude per step, rounded to be short in the file."""
    middle = np.radians((vertices[:, 1].min() + vertices[:, 1].max()) / 2)
    step = grid / METRES_PER_DEGREE
    return np.round(np.array([step / np.cos(middle), step]), 9)


def _junctions(circuits: list[Ints], count: int) -> npt.NDArray[np.bool_]:
    """Vertices where a border begins or ends: those with other than two distinct edges."""
    starts = np.concatenate(circuits)
    ends = np.concatenate([np.roll(circuit, -1) for circuit in circuits])
    edges = np.unique(np.sort(np.column_stack([starts, ends]), axis=1), axis=0)
    return np.asarray(np.bincount(edges.ravel(), minlength=count) != 2)


class _Arcs:
    """The arcs found so far; ``cut`` turns a ring of vertex ids into references to them."""

    def __init__(self, junctions: npt.NDArray[np.bool_], snapped: Ints) -> None:
        self._junctions = junctions
        self._snapped = snapped
        self._index: dict[tuple[int, ...], int] = {}
        self.encoded: list[list[list[int]]] = []

    def cut(self, circuit: Ints) -> list[int]:
        """References to the arcs of one ring, given without its repeated last vertex."""
        ends = np.flatnonzero(self._junctions[circuit])
        if not len(ends):  # an island, or an enclave and the hole around it: the same start for both
            ring = np.roll(circuit, -int(np.argmin(circuit)))
            return [self._reference((*ring.tolist(), int(ring[0])))]
        ring = np.roll(circuit, -int(ends[0])).tolist()
        ring.append(ring[0])
        bounds = [*(ends - ends[0]).tolist(), len(ring) - 1]
        return [self._reference(tuple(ring[a : b + 1])) for a, b in pairwise(bounds)]

    def _reference(self, arc: tuple[int, ...]) -> int:
        if arc in self._index:
            return self._index[arc]
        if arc[::-1] in self._index:
            return ~self._index[arc[::-1]]
        self._index[arc] = len(self.encoded)
        self.encoded.append(self._encode(arc))
        return self._index[arc]

    def _encode(self, arc: tuple[int, ...]) -> list[list[int]]:
        points = self._snapped[list(arc)]
        moves = np.diff(points, axis=0)
        moves = moves[moves.any(axis=1)] if moves.any() else moves[:1]
        return [points[0].tolist(), *moves.tolist()]
