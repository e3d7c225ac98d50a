"""What the sheet of an area says beside its values: its type, what is unusual here, which areas resemble it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from indicators.models import Release
from indicators.queries.audience import Audience
from indicators.queries.catalogue import Entry
from indicators.queries.errors import Unanswerable
from indicators.queries.landscape import Landscape, landscape
from indicators.queries.resembling import resembling
from indicators.queries.sheets import Sheet
from indicators.queries.typologies import TypologyEntry
from monitoring.api.doors import single
from monitoring.api.views.similar import own_type_document, similar_documents, unusual_document
from monitoring.api.views.values import STATUS_WORDS

MOST = 3


@dataclass(frozen=True, eq=False)
class Context:
    """``document``: the keys ``type``, ``unusual`` and ``similar`` of the answer."""

    document: dict[str, Any]
    landscape: Landscape | None = None
    number: int | None = None
    _nothing: dict[str, Any] = field(default_factory=lambda: {"type_status": None, "type_value": None})

    def of_type(self, indicator: str) -> dict[str, Any]:
        """The value of all areas of the same type together; nothing for an area without a type."""
        figures = self.landscape.of_types.get(indicator) if self.landscape else None
        if figures is None or self.number is None:
            return self._nothing
        status = STATUS_WORDS[figures.status[self.number]]
        return {"type_status": status, "type_value": single(figures.value, self.number)}


def no_context() -> Context:
    """That of an area of which nothing is released."""
    return Context({"type": None, "unusual": [], "similar": []})


def context_of(
    found: Sheet, release: Release, entries: Sequence[Entry], audience: Audience, typology: TypologyEntry | None
) -> Context:
    """What is said about an area against all others of its level; nothing for the city and the residual unit."""
    area, edition = found.area, found.areas.edition
    if area.is_residual or area.level.level == found.areas.levels[0].level:
        return no_context()
    ground = landscape(release, entries, audience, typology, found.areas, area.level.level)
    similar: list[dict[str, Any]] = []
    if typology is not None:
        try:
            near = resembling(release, typology, audience, area=area.code, edition=edition, level=area.level.level)
            similar = similar_documents(near, MOST)
        except Unanswerable:
            similar = []  # the area lacks an indicator, or there is nobody to compare with
    document = {
        "type": own_type_document(ground, area.position),
        "unusual": [unusual_document(one) for one in ground.oddities(area.position, MOST)],
        "similar": similar,
    }
    return Context(document, ground, ground.type_at(area.position))
