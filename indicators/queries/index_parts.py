"""The components of a released index as a reader gets them, and its numbers as far as they may be told from these."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from indicators.calculation.hierarchy import Bools
from indicators.calculation.indices import index_of
from indicators.catalogue.specs import IndexSpec, IndicatorKind
from indicators.models import Indicator, Release
from indicators.periods import Period
from indicators.queries.audience import Audience
from indicators.queries.blocks import Floats, States
from indicators.queries.catalogue import Entry
from indicators.queries.ingredients import Component, component_at
from indicators.queries.notes import noted
from indicators.queries.releases import Line, manifest_of

DECIMALS = 6
"""Of an index for readers who get no counts, as of every number that is derived for them."""
_COUNTED = frozenset({IndicatorKind.RATE, IndicatorKind.COUNT})


@dataclass(frozen=True, eq=False)
class Seen:
    """The components at one place as the audience gets them; ``is_exact``: none of their numbers is rounded."""

    parts: tuple[Component, ...]
    is_exact: bool

    @property
    def combined(self) -> Floats:
        """What the index combines: values, or changes; (components, areas), NaN where there is none."""
        return np.array(
            [one.now.value - one.earlier.value if one.earlier else one.now.value for one in self.parts], np.float64
        )

    @property
    def whole(self) -> Floats:
        """The same of the whole city: (components,)."""
        return np.array([one.whole - one.earlier_whole if one.earlier else one.whole for one in self.parts])

    @property
    def states(self) -> States:
        """The states of the components, the earlier ones of changes among them: (cells, areas)."""
        then = [one.earlier.status for one in self.parts if one.earlier]
        return np.array([*(one.now.status for one in self.parts), *then])

    def z(self, spec: IndexSpec, stored: Floats, included: Bools) -> Floats:
        """z of what the reader sees, so that it tells no digit more: as stored where nothing is rounded."""
        if self.is_exact:
            return stored
        about_city = spec.centre == "rate_of_the_whole"
        if about_city and not np.isfinite(self.whole).all():
            return np.full(stored.shape, np.nan)
        return index_of(self.combined, spec, included=included, whole=self.whole if about_city else None).z


def seen_components(release: Release, spec: IndexSpec, lines: Sequence[Line], audience: Audience) -> Seen:
    """The components that stand on these lines, with the earlier values where the index combines changes."""
    rows = {row.code: row for row in Indicator.objects.filter(code__in=spec.components)}
    entries = [
        noted(Entry(row.pk, row.spec, row.sha256), release.pk) for row in (rows[code] for code in spec.components)
    ]
    parts = (
        component_at(release, entry, audience, line, spec.change_years)
        for entry, line in zip(entries, lines, strict=True)
    )
    return Seen(tuple(parts), audience.counts and all(entry.spec.kind in _COUNTED for entry in entries))


def component_lines(release_id: int, spec: IndexSpec, edition: str, level: str, period: Period) -> list[Line]:
    """The components' lines at an index's place; their periods meet by their ends, the same one first."""
    found = []
    for code in spec.components:
        stand = (edition, level, period.ends)
        own = [one for one in manifest_of(release_id, code) if (one.edition, one.level, one.period.ends) == stand]
        found.append(
            min(own, key=lambda one: (one.period != period, one.period.ends - one.period.starts, one.period.code))
        )
    return found
