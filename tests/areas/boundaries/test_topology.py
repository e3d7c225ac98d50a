"""TopoJSON decodes to the areas it was made of; neighbours share exactly the same border; bytes never vary."""

import hashlib
import json

import geopandas
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from areas.boundaries import reproject, simplify_coverage, to_topojson
from tests.areas.invented import EAST, NORTH, SRID, as_multi, decode, edge_counts, square, voronoi


def codes_of(polygons: np.ndarray) -> list[str]:
    return [f"{n:04}" for n in range(len(polygons))]


def encode(polygons: np.ndarray, grid: float = 2.0) -> bytes:
    codes = codes_of(polygons)
    return to_topojson(codes, [f"Gebiet {code}" for code in codes], reproject(polygons, SRID, 4326), grid=grid).content


def decoded_metres(content: bytes) -> np.ndarray:
    return reproject(as_multi(list(decode(content).values())), 4326, SRID)


def enclave() -> np.ndarray:
    """An area with a hole that is another area, an island, and a common corner."""
    hole = square(300, 300, 200)
    ring = shapely.difference(square(0, 0), hole)
    both = shapely.MultiPolygon([square(1000, 1000), square(3000, 3000, 50)])
    return as_multi(list(shapely.coverage_clean(as_multi([ring, hole, both, square(1000, 0)]))))


def test_neighbours_refer_to_the_same_arc_once_forwards_and_once_backwards() -> None:
    document = json.loads(encode(as_multi([square(0, 0), square(1000, 0)])))
    west, east = (geometry["arcs"][0][0] for geometry in document["objects"]["areas"]["geometries"])
    assert len(document["arcs"]) == 3
    assert {~arc for arc in west} & set(east), "the common border is stored twice"


def test_an_enclave_and_the_hole_around_it_share_one_arc() -> None:
    document = json.loads(encode(enclave()))
    outer, inner, *_ = (geometry["arcs"] for geometry in document["objects"]["areas"]["geometries"])
    assert [~arc for arc in outer[0][1]] == inner[0][0]


@pytest.mark.parametrize("grid", [0.5, 2.0, 10.0])
def test_decoded_areas_lie_within_the_grid_of_the_original(grid: float) -> None:
    polygons = enclave()
    decoded = decoded_metres(encode(polygons, grid))
    assert shapely.is_valid(decoded).all()
    assert shapely.hausdorff_distance(decoded, polygons).max() <= grid
    assert shapely.coverage_is_valid(decoded)


def test_only_code_and_name_travel_with_the_shape() -> None:
    document = json.loads(encode(enclave()))
    assert list(document) == ["type", "bbox", "transform", "objects", "arcs"]
    for geometry in document["objects"]["areas"]["geometries"]:
        assert list(geometry) == ["type", "id", "properties", "arcs"]
        assert list(geometry["properties"]) == ["name"]


def test_outer_rings_run_counter_clockwise() -> None:
    for polygon in decode(encode(enclave())).values():
        assert all(shapely.is_ccw(part.exterior) for part in polygon.geoms)


def test_bytes_do_not_depend_on_where_a_ring_starts_or_which_way_it_runs() -> None:
    polygons = enclave()
    turned = as_multi(
        [
            shapely.MultiPolygon(
                [
                    shapely.Polygon(
                        list(np.roll(np.array(part.exterior.coords)[:-1], 2, axis=0))[::-1],
                        [list(hole.coords)[::-1] for hole in part.interiors],
                    )
                    for part in reversed(area.geoms)
                ]
            )
            for area in polygons
        ]
    )
    assert encode(turned) == encode(polygons)


def test_the_hash_is_that_of_the_bytes() -> None:
    polygons = reproject(enclave(), SRID, 4326)
    shapes = to_topojson(codes_of(polygons), codes_of(polygons), polygons)
    assert shapes.sha256 == hashlib.sha256(shapes.content).hexdigest()


def test_the_box_holds_every_decoded_point() -> None:
    content = encode(enclave())
    west, south, east, north = json.loads(content)["bbox"]
    inside = shapely.box(west - 1e-8, south - 1e-8, east + 1e-8, north + 1e-8)
    assert all(shapely.covers(inside, polygon) for polygon in decode(content).values())


def test_an_area_smaller_than_the_grid_does_not_break_the_file() -> None:
    polygons = as_multi([square(0, 0), square(1500, 0, 1.2)])
    decoded = decode(encode(polygons, grid=10.0))
    assert set(decoded) == {"0000", "0001"}


def test_simplifying_keeps_every_area_and_their_common_borders() -> None:
    angles = np.linspace(0, 40 * np.pi, 2000)
    wavy = np.column_stack([EAST + 1000 + 3 * np.sin(angles), NORTH + np.linspace(0, 1000, 2000)])
    left = shapely.Polygon([(EAST, NORTH), *wavy, (EAST, NORTH + 1000)])
    right = shapely.Polygon([(EAST + 2000, NORTH), *wavy, (EAST + 2000, NORTH + 1000)])
    thinned = simplify_coverage(as_multi([left, right]), 10.0)
    assert shapely.get_num_coordinates(thinned).sum() < 200
    assert shapely.coverage_is_valid(thinned)
    assert shapely.area(thinned) == pytest.approx(shapely.area([left, right]), rel=0.01)


@given(side=st.integers(1, 6), seed=st.integers(0, 2**32 - 1), merged=st.floats(0, 0.6))
@settings(max_examples=40, deadline=None)
def test_any_coverage_survives_the_journey(side: int, seed: int, merged: float) -> None:
    """Cells are united at random, so that areas have holes, several parts and common corners."""
    random = np.random.default_rng(seed)
    cells = voronoi(random.uniform(0, side * 400, (side * side + 1, 2)), side * 400.0)
    owner = np.where(random.random(len(cells)) < merged, 0, np.arange(len(cells)))
    polygons = as_multi([shapely.coverage_union_all(cells[owner == o]) for o in np.unique(owner)])
    content = encode(polygons, grid=0.01)
    decoded = decoded_metres(content)
    assert shapely.hausdorff_distance(decoded, polygons).max() < 0.02
    assert shapely.area(decoded) == pytest.approx(shapely.area(polygons), rel=1e-3)
    counts = edge_counts(list(decode(content).values()))
    assert max(counts.values()) <= 2
    lonely = [shapely.LineString(edge) for edge, count in counts.items() if count == 1]
    outline = geopandas.GeoSeries(lonely, crs=4326).to_crs(SRID).length.sum()
    assert outline == pytest.approx(shapely.coverage_union_all(polygons).length, rel=1e-3)
