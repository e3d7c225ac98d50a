"""Local Moran of 1,000 areas with 9,999 permutations, in seconds. Bound: 1 s."""

import time
from statistics import median

import numpy as np

from indicators.calculation.clusters import PERMUTATIONS, clusters
from indicators.calculation.neighbours import neighbours_from_pairs
from tests.bench.measuring import ROUNDS

SIDE, BOUND = 32, 1.0


def run() -> bool:
    """A raster of areas with a neighbour on every side and corner."""
    print("  patterns", flush=True)
    steps = ((0, 1), (1, 0), (1, 1), (1, -1))
    cells = [(row, column) for row in range(SIDE) for column in range(SIDE)]
    inside = {cell: number for number, cell in enumerate(cells)}
    pairs = [
        (inside[row, column], inside[row + down, column + right])
        for row, column in cells
        for down, right in steps
        if (row + down, column + right) in inside
    ]
    links = neighbours_from_pairs(len(cells), pairs)
    values = np.random.default_rng(5).normal(size=len(cells))
    seconds = []
    for _round in range(ROUNDS):
        begin = time.perf_counter()
        clusters(values, links, permutations=PERMUTATIONS)
        seconds.append(time.perf_counter() - begin)
    kept = median(seconds) <= BOUND
    told = ", ".join(f"{one:.2f}" for one in seconds)
    print(
        f"  {len(cells)} areas, {PERMUTATIONS} permutations: {told} s (bound {BOUND}): {'holds' if kept else 'MISSED'}"
    )
    return kept
