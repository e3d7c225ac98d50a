"""Indices as released: which there are, the values and classes of a level, and one area over all periods."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from areas.queries import EditionAreas, LevelAreas
from indicators.calculation.indices import NO_CLASS
from indicators.catalogue.specs import IndexSpec, IndicatorSpec
from indicators.models import Index, Indicator, Release
from indicators.periods import Period
from indicators.queries.audience import Audience
from indicators.queries.blocks import Floats, States


@dataclass(frozen=True, eq=False)
class IndexEntry:
    """An index with the hash of its document. ``indicators``: its components, by which is decided who may see it."""

    pk: int
    spec: IndexSpec
    sha256: str
    indicators: tuple[IndicatorSpec, ...] = ()

    @property
    def code(self) -> str:
        return self.spec.code


@dataclass(frozen=True)
class IndexLine:
    """One line of a manifest: where a block of an index stands; ordered by period, edition and level."""

    entry: int
    index: str
    period: Period
    edition: str
    edition_id: int
    is_common: bool
    level: str
    level_rank: int
    as_of: str
    data_status: str


@dataclass(frozen=True, eq=False)
class IndexValues:
    """An index over the areas of a level, K components over n areas in position order, as far as the audience sees it.

    ``entry.spec`` is the definition by which it was computed. ``status`` holds ``ValueState`` codes, ``left_out``
    ``LeftOut`` codes; ``class_of`` is the position in ``entry.spec.classes``, ``NO_CLASS`` where there is none.
    ``components`` are the values that were combined (changes, where ``change_years`` says so), ``z`` the same
    standardised; all numbers are NaN where there is none. ``earlier``: the period from which changes were taken.
    """

    release: Release
    entry: IndexEntry
    areas: EditionAreas
    places: LevelAreas
    period: Period
    status: States
    value: Floats
    class_of: NDArray[np.int16]
    z: Floats
    left_out: States
    components: Floats
    earlier: Period | None = None
    as_of: str = ""
    data_status: str = ""

    @property
    def included(self) -> NDArray[np.bool_]:
        """Areas that have an index."""
        return np.asarray(self.class_of != NO_CLASS, bool)


@dataclass(frozen=True, eq=False)
class IndexHistory:
    """One area over the periods of a release, in time; arrays of one cell a period.

    Periods of an edition in which the area was another one are left out.
    """

    entry: IndexEntry
    area: str
    level: str
    periods: tuple[Period, ...]
    status: States
    value: Floats
    class_of: NDArray[np.int16]
    left_out: States


def indices() -> list[IndexEntry]:
    """Every index by code; who may see which is not decided here."""
    rows = list(Index.objects.order_by("code"))
    known = {row.code: row.spec for row in Indicator.objects.all()}
    return [_entry(row, known) for row in rows]


def index(code: str) -> IndexEntry | None:
    """One index, or nothing."""
    row = Index.objects.filter(code=code).first()
    if row is None:
        return None
    return _entry(row, {one.code: one.spec for one in Indicator.objects.filter(code__in=row.spec.components)})


def _entry(row: Index, known: dict[str, IndicatorSpec]) -> IndexEntry:
    parts = tuple(known[code] for code in row.spec.components if code in known)
    return IndexEntry(row.pk, row.spec, row.sha256, parts)


def index_lines(release_id: int, code: str) -> tuple[IndexLine, ...]:
    """The manifest's lines of an index; none where nothing of it is released."""
    raise NotImplementedError


def index_values(
    release: Release,
    entry: IndexEntry,
    audience: Audience,
    *,
    level: str | None = None,
    period: str | None = None,
    edition: str | None = None,
) -> IndexValues:
    """An index in a release; by default the latest period and the finest level.

    Raises:
        Unanswerable: ``index_not_released``, ``unknown_period``, ``unknown_edition``, ``unknown_level``, with what there is.
    """
    raise NotImplementedError


def index_history(
    release: Release, entry: IndexEntry, audience: Audience, *, area: str, level: str | None = None
) -> IndexHistory:
    """One area over all periods of a release, back through reforms that left it alone.

    Raises:
        Unanswerable: ``index_not_released``, ``unknown_area``.
    """
    raise NotImplementedError


def latest_of(lines: Sequence[IndexLine]) -> Period | None:
    """The latest period of some lines."""
    return max((line.period for line in lines), default=None)
