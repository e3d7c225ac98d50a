"""Queen contiguity: whoever shares a point is a neighbour; PySAL's libpysal is the oracle."""

import warnings
from pathlib import Path

import geopandas
import libpysal
import numpy as np
import shapely
from hypothesis import given
from hypothesis import strategies as st

from indicators.calculation.neighbours import Neighbours, neighbours_from_pairs, queen


def chessboard(rows: int, columns: int) -> np.ndarray:  # type: ignore[type-arg]
    boxes = [shapely.box(x, y, x + 1, y + 1) for y in range(rows) for x in range(columns)]
    return np.array(boxes, dtype=object)


def listed(neighbours: Neighbours) -> list[list[int]]:
    return [neighbours.of(area).tolist() for area in range(len(neighbours))]


def test_a_corner_is_enough() -> None:
    assert listed(queen(chessboard(2, 2))) == [[1, 2, 3], [0, 2, 3], [0, 1, 3], [0, 1, 2]]
    assert queen(chessboard(3, 3)).counts.tolist() == [3, 5, 3, 5, 8, 5, 3, 5, 3]


def test_an_island_and_the_unit_without_a_shape_have_no_neighbours() -> None:
    shapes = np.array([*chessboard(1, 2), shapely.box(9, 9, 10, 10), None], dtype=object)
    assert listed(queen(shapes)) == [[1], [0], [], []]


def test_an_enclave_has_one_neighbour() -> None:
    around = shapely.box(0, 0, 3, 3).difference(shapely.box(1, 1, 2, 2))
    assert listed(queen(np.array([around, shapely.box(1, 1, 2, 2)], dtype=object))) == [[1], [0]]


def test_real_shapes_have_the_neighbours_that_pysal_finds() -> None:
    tracts = geopandas.read_file(libpysal.examples.get_path("columbus.shp"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        oracle = libpysal.weights.Queen.from_dataframe(tracts, use_index=False)
    assert listed(queen(tracts.geometry.to_numpy())) == [sorted(oracle.neighbors[area]) for area in range(49)]


def test_berlins_planning_areas_have_the_neighbours_that_pysal_finds(open_data: Path) -> None:
    areas = geopandas.read_file(open_data / "areas" / "lor-until-2020-planungsraeume.geojson")
    found = queen(areas.geometry.to_numpy())
    oracle = libpysal.weights.Queen.from_dataframe(areas, use_index=False, silence_warnings=True)
    assert len(found) == 448 and listed(found) == [sorted(oracle.neighbors[area]) for area in range(448)]


PAIRS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)).filter(lambda pair: pair[0] != pair[1]), max_size=15)


@given(PAIRS, st.permutations(range(7)))
def test_neighbourhood_follows_the_numbering(pairs: list[tuple[int, int]], order: list[int]) -> None:
    neighbours = neighbours_from_pairs(7, pairs)
    renumbered = listed(neighbours.in_order(np.array(order)))
    for new, old in enumerate(order):
        assert sorted(order[other] for other in renumbered[new]) == neighbours.of(old).tolist()


def test_whoever_takes_no_part_is_nobodys_neighbour() -> None:
    line = neighbours_from_pairs(4, [(0, 1), (1, 2), (2, 3)])
    assert listed(line.among(np.array([True, False, True, True]))) == [[], [2], [1]]
