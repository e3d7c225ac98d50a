"""How the index of one area came about: its components with centre and spread, what they add up to, its class and edge.

Told from the components as the reader gets them. Where these do not give the released numbers to the digits that are shown
(the index is computed from unrounded values, and from areas that a reader may not see), centre and spread are left out
rather than told wrongly.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from indicators.calculation.contributions import Nearest, Parts, nearest_edge, parts_of
from indicators.calculation.index_steps import Between, between
from indicators.calculation.indices import Index
from indicators.catalogue.documents import document_of
from indicators.catalogue.index_rules import rules_sha256
from indicators.models import Release, ReleasedIndex, ReleaseIndexEntry
from indicators.models.releases import line_of
from indicators.queries.audience import Audience
from indicators.queries.errors import Unanswerable
from indicators.queries.index_lines import IndexLine, selected
from indicators.queries.index_parts import Seen, component_lines, seen_components
from indicators.queries.indices import IndexEntry, IndexValues, index_values
from indicators.queries.making import first_of

AGREES = 5e-5
"""Steps and released numbers may differ by so much: what is shown has four decimals."""


@dataclass(frozen=True)
class IndexMade:
    """``release`` is the first one with the numbers; ``definition`` the hash of the rules by which they were computed."""

    release: Release
    block: str
    code_version: str
    definition: str
    is_current: bool


@dataclass(frozen=True, eq=False)
class IndexProvenance:
    """The index of the area at position ``at``. ``seen``: its components as the reader gets them.

    ``between`` is nothing where the area has no index, or where what the reader sees does not give the released z.
    ``is_exact``: the steps lead to the released index; they lead next to it where components are rounded.
    """

    values: IndexValues
    at: int
    seen: Seen
    between: Between | None
    is_exact: bool
    made: IndexMade

    @property
    def is_told(self) -> bool:
        """Whether the area has an index."""
        return bool(self.values.included[self.at])

    @property
    def areas(self) -> int:
        """How many areas the index compares."""
        return int(self.values.included.sum())

    @cached_property
    def parts(self) -> Parts:
        """What each component adds, in units of the index."""
        found = self.values
        return parts_of(Index(found.included, found.z, found.value, found.class_of), found.entry.spec)

    @cached_property
    def nearest(self) -> Nearest:
        """How far it is to the next class."""
        return nearest_edge(self.values.value, self.values.class_of, self.values.entry.spec)


def index_provenance(
    release: Release,
    entry: IndexEntry,
    audience: Audience,
    *,
    area: str,
    period: str | None = None,
    level: str | None = None,
    edition: str | None = None,
) -> IndexProvenance:
    """The index of an area, by default in the latest period.

    Raises:
        Unanswerable: as ``index_values``; ``unknown_area`` where the level has none of this code.
    """
    found = index_values(release, entry, audience, level=level, period=period, edition=edition)
    if area not in found.places.codes:
        raise Unanswerable("unknown_area", area=area)
    at = found.places.codes.index(area)
    line = selected(
        release.pk, entry.code, level=found.places.level, period=found.period.code, edition=found.areas.edition
    )
    spec = found.entry.spec
    seen = seen_components(
        release, spec, component_lines(release.pk, spec, line.edition, line.level, line.period), audience
    )
    told = between(found.components, found.z, spec, included=found.included, whole=seen.whole)
    if told is not None and not _gives(told, found):
        told = None
    return IndexProvenance(
        values=found,
        at=at,
        seen=seen,
        between=told if found.included[at] else None,
        is_exact=told is not None and bool(found.included[at]) and _leads_to(told, found, at),
        made=_made(release, entry, line),
    )


def _gives(told: Between, found: IndexValues) -> bool:
    """Whether centre and spread give the z of every area."""
    spread = np.where(told.spread > 0, told.spread, np.inf)[:, np.newaxis]
    again = (found.components - told.centre[:, np.newaxis]) / spread
    taken = found.included
    return bool(np.allclose(again[:, taken], found.z[:, taken], rtol=0, atol=AGREES))


def _leads_to(told: Between, found: IndexValues, at: int) -> bool:
    width = told.combined_spread if told.combined_spread > 0 else np.inf
    return bool(abs((told.combined[at] - told.combined_centre) / width - found.value[at]) < AGREES)


def _made(release: Release, entry: IndexEntry, line: IndexLine) -> IndexMade:
    row = ReleasedIndex.objects.filter(pk=line.entry).only("block_id", "content_sha256", "code_version").first()
    if row is None:
        raise Unanswerable("index_not_released", index=entry.code)  # withdrawn a moment ago
    releases = line_of(release.pk)
    holding = ReleaseIndexEntry.objects.filter(block=row.block_id, release__in=releases).values_list(
        "release", flat=True
    )
    return IndexMade(
        release=Release.objects.get(pk=first_of(releases, set(holding))),
        block=row.content_sha256,
        code_version=row.code_version,
        definition=line.definition,
        is_current=line.definition == rules_sha256(document_of(entry.spec)),
    )
