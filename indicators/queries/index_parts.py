"""The components of a released index as a reader gets them, and its numbers as far as they may be told from these."""

from collections.abc import Sequence

import numpy as np

from indicators.catalogue.specs import IndexSpec
from indicators.models import Indicator, Release
from indicators.periods import Period
from indicators.queries.audience import STAFF, Audience
from indicators.queries.blocks import Floats, States
from indicators.queries.catalogue import Entry
from indicators.queries.ingredients import Component, component_at
from indicators.queries.notes import noted
from indicators.queries.releases import Line, manifest_of

DECIMALS = 3
"""Of an index for readers who get no counts: with more it would tell what rounding its components hides."""


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


def components(release: Release, spec: IndexSpec, lines: Sequence[Line], audience: Audience) -> list[Component]:
    """The components as the audience gets them, with the earlier values where the index combines changes."""
    rows = {row.code: row for row in Indicator.objects.filter(code__in=spec.components)}
    entries = [
        noted(Entry(row.pk, row.spec, row.sha256), release.pk) for row in (rows[code] for code in spec.components)
    ]
    return [
        component_at(release, entry, audience, line, spec.change_years)
        for entry, line in zip(entries, lines, strict=True)
    ]


def combined(parts: Sequence[Component]) -> Floats:
    """What the index combines: values, or changes; (components, areas), NaN where there is none."""
    return np.array([one.now.value - one.earlier.value if one.earlier else one.now.value for one in parts])


def states(parts: Sequence[Component]) -> States:
    """The states of the components, the earlier ones of changes among them: (cells, areas)."""
    then = [one.earlier.status for one in parts if one.earlier]
    return np.array([*(one.now.status for one in parts), *then])


def z_as_shown(z: Floats, exact: Floats, seen: Floats) -> Floats:
    """z of what the reader sees: standardised by the same centre and spread, so that it tells no digit more.

    ``z`` is a straight line of ``exact``; its slope is told by the two areas that lie farthest apart.
    """
    found = np.full(z.shape, np.nan)
    for k, row in enumerate(z):
        known = np.flatnonzero(np.isfinite(row) & np.isfinite(exact[k]))
        if not len(known):
            continue
        least, most = known[row[known].argmin()], known[row[known].argmax()]
        width = exact[k, most] - exact[k, least]
        slope = (row[most] - row[least]) / width if width else 0.0
        found[k] = np.where(np.isfinite(row), row + (seen[k] - exact[k]) * slope, np.nan)
    return found


def exactly(release: Release, spec: IndexSpec, lines: Sequence[Line]) -> Floats:
    """What was combined, with every digit: to be shown to nobody as it is."""
    return combined(components(release, spec, lines, STAFF))
