"""Spatial patterns of a map, from the protected values that its reader gets.

They are computed once for the same numbers in the same neighbourhood, whoever asks, and kept for the life of the process.
"""

from functools import lru_cache

import numpy as np

from areas.queries import geometries_of, level_content
from indicators.calculation.clusters import Clusters, clusters
from indicators.calculation.neighbours import Neighbours, queen
from indicators.queries.values import Values
from indicators.states import ValueState


def clusters_of(values: Values) -> Clusters:
    """Patterns of what a map shows; the residual unit lies nowhere and takes no part."""
    shown = np.where(values.block.status == ValueState.OK, values.block.value, np.nan)
    if values.places.residual is not None:
        shown[values.places.residual] = np.nan
    return _clusters(neighbours_at(values.areas.edition, values.block.level), shown.tobytes())


@lru_cache(maxsize=64)
def _clusters(neighbours: Neighbours, values: bytes) -> Clusters:
    return clusters(np.frombuffer(values, np.float64), neighbours)


def neighbours_at(edition: str, level: str) -> Neighbours:
    """Which areas of a level lie side by side, by the shapes of an edition in force."""
    return _neighbours(level, *level_content(edition, level))


@lru_cache(maxsize=32)
def _neighbours(level: str, edition: int, content: str) -> Neighbours:
    """Kept under the content hash of the shapes: an edition in force never changes, another may take its number."""
    return queen(geometries_of(edition, level))
