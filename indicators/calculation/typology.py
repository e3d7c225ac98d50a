"""Types of areas: clusters over standardised indicators, found the same way on every machine.

With the values x_ka of the indicators k = 1 … K at the areas that have all of them:

    z_ka = (x_ka − mean_k) ÷ s_k                       simple mean and population SD over these areas
    k-means   min Σ_a ‖z_a − m(type of a)‖²            Lloyd's iterations and single exchanges; the best of several starts
    Ward      two groups merge whose union adds least to that sum, until as many are left as there are types
    s(a)    = (b_a − w_a) ÷ max(b_a, w_a)              silhouette: w_a mean distance within its type, b_a to the nearest other

k-means starts once from Ward's groups and then from centres drawn far apart (k-means++) by a generator with a named seed. All
is computed in the order of the areas' profiles, with exactly rounded sums for mean and spread: how areas are numbered or
ordered changes no bit. Types are numbered by size, the largest first; ``typology_labels`` keeps numbers and names over time.

Source: S. Lloyd (1982), IEEE Trans. Inf. Theory 28; J. A. Hartigan (1975), Clustering Algorithms, ch. 4; D. Arthur and
S. Vassilvitskii (2007), k-means++; J. H. Ward (1963), JASA 58; P. J. Rousseeuw (1987), J. Comput. Appl. Math. 20, 53–65.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import linkage
from scipy.spatial.distance import cdist

from indicators.calculation.hierarchy import Bools, Floats

Labels = NDArray[np.int16]

NO_TYPE = -1
"""Label of an area that takes no part, because it lacks the number of an indicator."""
MOST_AREAS = 4000
"""Above this the distances between all pairs of areas would not fit."""
_ITERATIONS = 300
_BETTER = 1e-10  # a smaller sum counts as smaller when it is so by this part: rounding decides nothing

TYPOLOGY_CODES: dict[str, tuple[str, ...]] = {
    "too_few_areas": ("areas", "types"),
    "too_many_areas": ("areas", "most"),
    "constant_component": ("component",),
    "too_few_profiles": ("profiles", "types"),
}
"""Why there are no types, each with the names of its parameters."""


class NotTypable(ValueError):
    """These areas cannot be told apart like this; ``code`` and ``params`` say why."""

    def __init__(self, code: str, **params: int) -> None:
        super().__init__(f"{code} {params}")
        self.code, self.params = code, params


@dataclass(frozen=True, eq=False)
class Typology:
    """Areas in types.

    ``z`` (components, areas) and ``silhouette`` (areas) are NaN and ``type_of`` is ``NO_TYPE`` where an area takes no part;
    ``centres`` (types, components) are standardised. A type of one area has the silhouette 0.
    """

    z: Floats
    type_of: Labels
    centres: Floats
    silhouette: Floats

    @property
    def taken(self) -> Bools:
        """(areas,), which areas take part."""
        return np.asarray(self.type_of != NO_TYPE, bool)

    @property
    def quality(self) -> float:
        """The mean silhouette, −1 … 1."""
        known = self.silhouette[self.taken].tolist()
        return math.fsum(known) / len(known)

    def relabelled(self, new_label: NDArray[np.intp]) -> "Typology":
        """The same types with other numbers: ``new_label[old]`` is the new one."""
        lookup = np.append(new_label, NO_TYPE).astype(np.int16)
        centres = np.empty_like(self.centres)
        centres[new_label] = self.centres
        return Typology(self.z, lookup[self.type_of], centres, self.silhouette)


def typology_of(components: Floats, *, method: str, types: int, seed: int = 1, starts: int = 20) -> Typology:
    """Areas in ``types`` types.

    Args:
        components: (components, areas), in any unit; NaN where there is no number.
        method: ``k_means`` or ``ward``.
        seed, starts: of k-means.

    Raises:
        NotTypable: ``too_few_areas`` (no more areas than types), ``too_many_areas``, ``constant_component`` (an indicator is
            the same everywhere and tells nothing apart), ``too_few_profiles`` (too many areas are tied in everything).

    >>> found = typology_of(np.array([[1.0, 1.2, 9.0, 9.3, 9.1, np.nan]]), method="k_means", types=2)
    >>> found.type_of.tolist(), found.quality > 0.9
    ([1, 1, 0, 0, 0, -1], True)
    """
    taken = np.isfinite(components).all(axis=0)
    count = int(taken.sum())
    if count <= types:
        raise NotTypable("too_few_areas", areas=count, types=types)
    if count > MOST_AREAS:
        raise NotTypable("too_many_areas", areas=count, most=MOST_AREAS)
    z = np.full(components.shape, np.nan)
    z[:, taken] = np.stack([_standardised(row, place) for place, row in enumerate(components[:, taken])])
    order = np.flatnonzero(taken)[np.lexsort(z[::-1, taken])]
    points = np.ascontiguousarray(z[:, order].T)
    profiles = len(np.unique(points, axis=0))
    if profiles < types:
        raise NotTypable("too_few_profiles", profiles=profiles, types=types)
    labels = ward(points, types)
    if method == "k_means":
        labels = k_means(points, types, seed=seed, starts=starts, first=labels)
    labels = _by_size(points, labels, types)
    type_of = np.full(components.shape[1], NO_TYPE, np.int16)
    silhouette = np.full(components.shape[1], np.nan)
    type_of[order], silhouette[order] = labels, silhouettes(points, labels, types)
    return Typology(z, type_of, _centres(points, labels, types), silhouette)


def _standardised(row: Floats, place: int) -> Floats:
    """Exactly rounded sums do not depend on the order of the areas."""
    mean = math.fsum(row) / len(row)
    spread = math.sqrt(math.fsum((row - mean) ** 2) / len(row))
    if spread <= 1e-12 * max(1.0, abs(mean)):
        raise NotTypable("constant_component", component=place)
    return (row - mean) / spread


def ward(points: Floats, types: int) -> NDArray[np.intp]:
    """Labels of (areas, components) points after Ward's merges; as many groups as types are left, whatever the ties."""
    count = len(points)
    group = np.arange(count)
    for step, (first, second) in enumerate(linkage(points, "ward")[: count - types, :2].astype(int)):
        group[(group == first) | (group == second)] = count + step
    return np.unique(group, return_inverse=True)[1].reshape(-1)


def k_means(
    points: Floats, types: int, *, seed: int, starts: int, first: NDArray[np.intp] | None = None
) -> NDArray[np.intp]:
    """Labels of (areas, components) points with the smallest sum of squares over all starts; the earlier one of equals.

    ``first``: groups from whose centres the first start goes out.
    """
    draw = np.random.Generator(np.random.PCG64(seed))
    beginnings = [] if first is None else [_centres(points, first, types)]
    beginnings += [_far_apart(points, types, draw) for _ in range(starts - len(beginnings))]
    best, least = None, math.inf
    for centres in beginnings:
        labels, total = _settled(points, centres)
        if best is None or total < least * (1 - _BETTER):
            best, least = labels, total
    assert best is not None
    return best


def _far_apart(points: Floats, types: int, draw: np.random.Generator) -> Floats:
    """k-means++: each further centre is drawn in proportion to the squared distance from those that are there."""
    chosen = [int(draw.random() * len(points))]
    nearest = _squares(points, points[chosen])[:, 0]
    while len(chosen) < types:
        reached = np.cumsum(nearest)
        chosen.append(min(int(np.searchsorted(reached, draw.random() * reached[-1], side="right")), len(points) - 1))
        nearest = np.minimum(nearest, _squares(points, points[chosen[-1:]])[:, 0])
    return points[chosen]


def _settled(points: Floats, centres: Floats) -> tuple[NDArray[np.intp], float]:
    """Lloyd's iterations until nothing moves; a type that loses all its areas takes the one farthest from its centre."""
    types = len(centres)
    labels = np.full(len(points), -1, np.intp)
    for _ in range(_ITERATIONS):
        squares = _squares(points, centres)
        moved = np.argmin(squares, axis=1)
        away = squares[np.arange(len(points)), moved]
        for empty in np.flatnonzero(np.bincount(moved, minlength=types) == 0):
            several = np.bincount(moved, minlength=types)[moved] > 1
            farthest = int(np.argmax(np.where(several, away, -1.0)))
            moved[farthest], away[farthest] = empty, 0.0
        if np.array_equal(moved, labels):
            break
        labels, centres = moved, _centres(points, moved, types)
    labels = _exchanged(points, labels, types)
    return labels, math.fsum(_squares(points, _centres(points, labels, types))[np.arange(len(points)), labels])


def _exchanged(points: Floats, labels: NDArray[np.intp], types: int) -> NDArray[np.intp]:
    """Single areas change their type as long as that makes the sum smaller, counting how both centres move with it."""
    labels, here = labels.copy(), np.arange(len(points))
    for _ in range(_ITERATIONS):
        sizes, squares = np.bincount(labels, minlength=types), _squares(points, _centres(points, labels, types))
        gained = sizes[labels] / np.maximum(sizes[labels] - 1, 1) * squares[here, labels]
        paid = sizes / (sizes + 1) * squares
        paid[here, labels] = np.inf
        gain = np.where(sizes[labels] > 1, gained - paid.min(axis=1), -np.inf)
        one = int(np.argmax(gain))
        if gain[one] <= _BETTER * len(points):
            break
        labels[one] = int(np.argmin(paid[one]))
    return labels


def _squares(points: Floats, centres: Floats) -> Floats:
    return np.asarray(cdist(points, centres, "sqeuclidean"), np.float64)


def _centres(points: Floats, labels: NDArray[np.intp], types: int) -> Floats:
    sizes = np.bincount(labels, minlength=types)
    sums = [np.bincount(labels, weights=column, minlength=types) for column in points.T]
    return np.stack(sums, axis=1) / sizes[:, np.newaxis]


def _by_size(points: Floats, labels: NDArray[np.intp], types: int) -> NDArray[np.intp]:
    """The largest type first; of equal ones the one whose centre comes first."""
    sizes, centres = np.bincount(labels, minlength=types), _centres(points, labels, types)
    order = np.lexsort((*centres.T[::-1], -sizes))
    return np.argsort(order)[labels]


def silhouettes(points: Floats, labels: NDArray[np.intp], types: int) -> Floats:
    """The silhouette of each of the (areas, components) points; 0 for a type of one area.

    >>> silhouettes(np.array([[0.0], [1.0], [10.0]]), np.array([0, 0, 1]), 2).round(3).tolist()
    [0.9, 0.889, 0.0]
    """
    sizes = np.bincount(labels, minlength=types)
    distances = cdist(points, points)
    to_types = np.stack([distances[:, labels == one].sum(axis=1) for one in range(types)], axis=1)
    here = np.arange(len(points)), labels
    alone = sizes[labels] == 1
    within = to_types[here] / np.maximum(sizes[labels] - 1, 1)
    means = to_types / sizes
    means[here] = np.inf
    between = means.min(axis=1)
    larger = np.maximum(within, between)
    apart = np.divide(between - within, larger, out=np.zeros(len(points)), where=larger > 0)
    return np.where(alone, 0.0, apart)
