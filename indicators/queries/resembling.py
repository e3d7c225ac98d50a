"""Areas that resemble one of them, in what an audience sees of the indicators by which they are compared."""

from dataclasses import dataclass

import numpy as np

from indicators.calculation.hierarchy import Floats
from indicators.calculation.similarity import NotComparable, Similarity, similarity
from indicators.models import Release
from indicators.queries.audience import Audience
from indicators.queries.errors import Unanswerable
from indicators.queries.type_ground import Ground, ground_of
from indicators.queries.typology_entries import TypologyEntry

METRIC = "mahalanobis"


@dataclass(frozen=True, eq=False)
class Resembling:
    """``apart_from_city`` (indicators, areas): value less the city's, in standard deviations of the areas."""

    ground: Ground
    area: int
    similarity: Similarity
    apart_from_city: Floats

    def nearest(self, most: int) -> list[int]:
        """Positions of the most similar areas, the nearest first."""
        return self.similarity.nearest(most)


def resembling(
    release: Release,
    entry: TypologyEntry,
    audience: Audience,
    *,
    area: str,
    edition: str | None = None,
    level: str | None = None,
) -> Resembling:
    """All areas as seen from one, by the indicators of a typology.

    Raises:
        Unanswerable: ``unknown_area``; ``typology_without_values``, ``typology_not_at_level``; ``incomplete_area``: it lacks
            an indicator; ``too_few_areas``, ``constant_component``.
    """
    ground = ground_of(release, entry, audience, edition=edition, level=level)
    position = ground.position(area)
    allowed = np.ones(len(ground.places.codes), bool)
    if ground.places.residual is not None:
        allowed[ground.places.residual] = False
    try:
        found = similarity(ground.values, position, allowed=allowed)
    except NotComparable as refused:
        code, params = _worded(refused, ground, area)
        raise Unanswerable(code, **params) from refused
    taken = np.isfinite(found.z).all(axis=0)
    spread = ground.values[:, taken].std(axis=1)[:, np.newaxis]
    return Resembling(ground, position, found, (ground.values - ground.city[:, np.newaxis]) / spread)


def _worded(refused: NotComparable, ground: Ground, area: str) -> tuple[str, dict[str, object]]:
    params: dict[str, object] = dict(refused.params)
    spec = ground.entry.spec
    match refused.code:
        case "incomplete_area":
            params = {"area": area, "indicators": ", ".join(spec.indicators)}
        case "constant_component":
            params = {"typology": spec.code, "component": spec.indicators[refused.params["component"]]}
        case "too_few_areas":
            params = {"typology": spec.code, "areas": refused.params["areas"], "types": refused.params["least"] - 1}
    return refused.code, params
