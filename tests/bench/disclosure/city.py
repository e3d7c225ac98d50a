"""An invented city for the protection of small numbers: areas, levels, overlapping districts, programme areas.

1,000 areas in 100 regions in 10 boroughs, 60 districts of other offices and 20 programme areas that keep to no border:
1,191 publishable numbers for one indicator and one period. People live in very different numbers per area, so that about
one area in thirty has a count below three.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

AREAS, REGIONS, BOROUGHS, DISTRICTS, PROGRAMMES = 1000, 100, 10, 60, 20
SEED = 20260331
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class City:
    """``places`` [places × areas] 0/1, the areas themselves last; ``level`` [places] 0 for the city … 5 for an area."""

    places: sparse.csr_matrix
    level: NDArray[np.int64]
    residents: Floats


def city(seed: int = SEED) -> City:
    """Areas lie on a grid of 25 × 40; regions are strips of ten, districts rectangles that overlap, programmes patches."""
    random = np.random.default_rng(seed)
    area = np.arange(AREAS)
    x, y = area % 40, area // 40
    rows = [np.ones(AREAS, bool)]
    rows += [area // 100 == borough for borough in range(BOROUGHS)]
    rows += [area // 10 == region for region in range(REGIONS)]
    for sizes, count in (((4, 9), DISTRICTS), ((2, 6), PROGRAMMES)):
        for _ in range(count):
            wide, high = random.integers(*sizes, size=2)
            left, top = random.integers(0, 40 - wide), random.integers(0, 25 - high)
            rows.append((x >= left) & (x < left + wide) & (y >= top) & (y < top + high))
    level = np.repeat([0, 1, 2, 3, 4, 5], [1, BOROUGHS, REGIONS, DISTRICTS, PROGRAMMES, AREAS])
    places = sparse.vstack([sparse.csr_matrix(np.array(rows, np.int64)), sparse.eye(AREAS, dtype=np.int64)]).tocsr()
    residents = np.round(random.lognormal(7.4, 0.7, AREAS)).clip(20)
    return City(places, level, residents)


def counts(place: City, seed: int, share: float = 0.012) -> Floats:
    """People concerned per area: binomial, with a share of its own in each area."""
    random = np.random.default_rng(seed)
    shares = (share * random.lognormal(0, 0.8, AREAS)).clip(0, 0.6)
    return random.binomial(place.residents.astype(int), shares).astype(float)
