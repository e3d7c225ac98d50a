"""Indices as released: which there are, the values and classes of a level, and one area over all periods."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from django.db.models import F
from numpy.typing import NDArray

from areas.queries import EditionAreas, LevelAreas
from indicators.calculation.indices import NO_CLASS
from indicators.catalogue.index_rules import by_rules
from indicators.catalogue.specs import IndexSpec, IndicatorSpec
from indicators.models import Index, Indicator, Release, ReleasedIndex
from indicators.periods import Period
from indicators.queries.audience import Audience
from indicators.queries.blocks import Floats, States
from indicators.queries.continuity import edition_before
from indicators.queries.errors import Unanswerable
from indicators.queries.index_lines import IndexLine as IndexLine
from indicators.queries.index_lines import index_lines as index_lines
from indicators.queries.index_lines import selected
from indicators.queries.index_parts import DECIMALS, component_lines, seen_components
from indicators.queries.places import areas_at
from indicators.states import LeftOut, ValueState


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

    Periods of an edition in which the area was another one are left out, and those of another definition than the latest.
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


def _entry(row: Index, known: Mapping[str, IndicatorSpec]) -> IndexEntry:
    parts = tuple(known[code] for code in row.spec.components if code in known)
    return IndexEntry(row.pk, row.spec, row.sha256, parts)


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

    An area of which the audience does not see every component has no index for it either. Who gets no counts gets the index
    rounded, and the z of the components as they are shown.

    Raises:
        Unanswerable: as ``selected``.
    """
    line = selected(release.pk, entry.code, level=level, period=period, edition=edition)
    row = ReleasedIndex.objects.filter(pk=line.entry).first()
    if row is None:
        raise Unanswerable("index_not_released", index=entry.code)  # withdrawn a moment ago
    spec = by_rules(entry.spec, row.definition)
    areas = areas_at(line)
    places = areas.level(line.level)
    seen = seen_components(
        release, spec, component_lines(release.pk, spec, line.edition, line.level, line.period), audience
    )
    fine = np.array(row.status) == ValueState.OK
    hidden = fine & (seen.states != ValueState.OK).any(axis=0)
    z = seen.z(spec, np.array(row.z, np.float64).reshape(len(spec.components), -1), fine & ~hidden)
    value = np.array(row.value, np.float64)
    return IndexValues(
        release=release,
        entry=replace(entry, spec=spec),
        areas=areas,
        places=places,
        period=line.period,
        status=np.where(hidden, ValueState.UNRELIABLE, row.status).astype(np.uint8),
        value=np.where(hidden, np.nan, value if seen.is_exact else np.round(value, DECIMALS)),
        class_of=np.where(hidden, NO_CLASS, row.class_of).astype(np.int16),
        z=np.where(hidden, np.nan, z),
        left_out=np.where(hidden, LeftOut.NO_NUMBER, row.left_out).astype(np.uint8),
        components=seen.combined,
        earlier=line.earlier,
        as_of=line.as_of,
        data_status=line.data_status,
    )


def index_history(
    release: Release, entry: IndexEntry, audience: Audience, *, area: str, level: str | None = None
) -> IndexHistory:
    """One area over all periods of a release, back through reforms that left it alone.

    Raises:
        Unanswerable: as ``selected``; ``unknown_area`` where the level has none of this code.
    """
    latest = selected(release.pk, entry.code, level=level)
    places = areas_at(latest).level(latest.level)
    if area not in places.codes:
        raise Unanswerable("unknown_area", area=area)
    positions = _positions(latest, release.pk, places.codes.index(area))
    own = [
        line
        for line in index_lines(release.pk, entry.code)
        if (line.level, line.definition, line.period.kind) == (latest.level, latest.definition, latest.period.kind)
        and line.edition in positions
    ]
    one_each = {line.period: line for line in sorted(own, key=lambda line: line.edition == latest.edition)}
    chosen = [one_each[period] for period in sorted(one_each)]
    cells = _cells(chosen, positions)
    if audience.public:  # the public does not see every component that staff sees
        cells = {line.entry: _seen(release, entry, audience, line, positions[line.edition]) for line in chosen}
    status, value, class_of, left_out = zip(*(cells[line.entry] for line in chosen), strict=True)
    number = np.array(value, np.float64)
    return IndexHistory(
        entry,
        area,
        latest.level,
        tuple(line.period for line in chosen),
        np.array(status, np.uint8),
        number if audience.counts else np.round(number, DECIMALS),
        np.array(class_of, np.int16),
        np.array(left_out, np.uint8),
    )


_Cell = tuple[int, float | None, int, int]


def _cells(lines: Iterable[IndexLine], positions: Mapping[str, int]) -> dict[int, _Cell]:
    """One cell of each line; PostgreSQL picks them out of the arrays, one query an edition."""
    found: dict[int, _Cell] = {}
    numbers: dict[str, list[int]] = {}
    for line in lines:
        numbers.setdefault(line.edition, []).append(line.entry)
    for edition, entries in numbers.items():
        columns = (F(f"{name}__{positions[edition]}") for name in ("status", "value", "class_of", "left_out"))
        rows = ReleasedIndex.objects.filter(pk__in=entries).values_list("id", *columns)
        found |= {entry: cell for entry, *cell in rows}
    return found


def _seen(release: Release, entry: IndexEntry, audience: Audience, line: IndexLine, at: int) -> _Cell:
    found = index_values(release, entry, audience, level=line.level, period=line.period.code, edition=line.edition)
    return int(found.status[at]), float(found.value[at]), int(found.class_of[at]), int(found.left_out[at])


def _positions(line: IndexLine, release_id: int, position: int) -> dict[str, int]:
    """Edition → where the area stands in it, from the line's edition back to the reform that made the area."""
    found = {line.edition: position}
    before = edition_before(line.edition, release_id)
    while before is not None and line.level in before.positions:
        position = int(before.positions[line.level][position])
        if position < 0:
            break
        found[before.edition] = position
        before = edition_before(before.edition, release_id)
    return found
