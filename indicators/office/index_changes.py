"""Which areas a candidate puts into another class of an index: its stored blocks beside those that are live."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import NDArray

from areas.models import Area
from indicators.calculation.hierarchy import Floats
from indicators.calculation.indices import NO_CLASS
from indicators.catalogue.index_rules import by_rules
from indicators.catalogue.specs import IndexSpec
from indicators.models import CalculationIndexEntry, Delivery, IndexBlock, Period, ReleaseIndexEntry
from indicators.office.blocks import Against, base_of, compared_period

_Stand = tuple[int, int, int]  # index, edition, level


@dataclass(frozen=True)
class ClassMove:
    """An area whose class would be another; none is *left out of the index*. ``value`` is the index itself."""

    code: str
    name: str
    before: str | None
    after: str | None
    value_before: float | None
    value_after: float | None


@dataclass(frozen=True)
class IndexChange:
    """One index, period and level. ``before`` and ``after``: areas in each class, in the order of ``spec.classes``.

    ``compared_with`` is none where the index was not there before; ``before`` is empty then, and nothing moved.
    ``included``: areas that have an index after. ``redefined``: before, it was computed by another definition.
    """

    spec: IndexSpec
    period: str
    compared_with: str | None
    level: tuple[str, str]  # German, English
    included: int
    after: tuple[int, ...]
    before: tuple[int, ...]
    moves: tuple[ClassMove, ...]
    redefined: bool = False


@dataclass(frozen=True, eq=False)
class _Classed:
    spec: IndexSpec
    value: Floats
    class_of: NDArray[np.int16]

    @classmethod
    def of(cls, block: IndexBlock) -> "_Classed":
        spec = by_rules(block.index.spec, block.definition)
        return cls(spec, np.array(block.value, np.float64), np.array(block.class_of, np.int16))

    def counted(self, names: Sequence[str]) -> tuple[int, ...]:
        of = dict(enumerate(self.spec.classes))
        found = Counter(of.get(int(at)) for at in self.class_of)
        return tuple(found[name] for name in names)

    def name(self, at: int) -> str | None:
        position = int(self.class_of[at])
        return None if position == NO_CLASS else self.spec.classes[position]

    def number(self, at: int) -> float | None:
        return float(self.value[at]) if np.isfinite(self.value[at]) else None


def index_changes(delivery: Delivery, *, against: Against = Against.LIVE) -> tuple[IndexChange, ...]:
    """Every index that the candidate computes, for each of its periods at the finest level; newest periods first."""
    entries = CalculationIndexEntry.objects.filter(calculation=delivery.calculation_id)
    blocks = [entry.block for entry in entries.select_related("block__index", "block__period", "block__level")]
    finest: dict[tuple[int, int], IndexBlock] = {}
    for block in blocks:
        place = (block.index_id, block.period_id)
        if place not in finest or _depth(block) > _depth(finest[place]):
            finest[place] = block
    ordered = sorted(finest.values(), key=lambda block: block.period.span, reverse=True)
    ordered.sort(key=lambda block: block.index.code)
    live = _live(delivery, {block.index_id for block in ordered})
    return tuple(_change(block, live, against) for block in ordered)


def _depth(block: IndexBlock) -> tuple[int, int]:
    return block.level.rank, block.edition_id


def _live(delivery: Delivery, indices: set[int]) -> dict[_Stand, dict[int, tuple[Period, int]]]:
    """Where the release that the candidate is compared with has these indices: period → its row and the block."""
    release = base_of(delivery)
    found: dict[_Stand, dict[int, tuple[Period, int]]] = {}
    if release is not None:
        entries = ReleaseIndexEntry.objects.filter(release=release, index__in=indices).select_related("period")
        for entry in entries:
            stand = (entry.index_id, entry.edition_id, entry.level_id)
            found.setdefault(stand, {})[entry.period_id] = (entry.period, entry.block_id)
    return found


def _change(block: IndexBlock, live: dict[_Stand, dict[int, tuple[Period, int]]], against: Against) -> IndexChange:
    known = live.get((block.index_id, block.edition_id, block.level_id), {})
    compared = compared_period(block.period.span, (period for period, _ in known.values()), against)
    after, before, other = _Classed.of(block), None, None
    if compared is not None:
        other = IndexBlock.objects.select_related("index").get(pk=known[cast(int, compared.pk)][1])
        before = _Classed.of(other)
    return IndexChange(
        spec=after.spec,
        period=block.period.code,
        compared_with=compared.code if compared else None,
        level=(block.level.name_de, block.level.name_en),
        included=int((after.class_of != NO_CLASS).sum()),
        after=after.counted(after.spec.classes),
        before=before.counted(after.spec.classes) if before else (),
        moves=tuple(_moves(before, after, block)) if before else (),
        redefined=other is not None and other.definition_sha256 != block.definition_sha256,
    )


def _moves(before: _Classed, after: _Classed, block: IndexBlock) -> Iterable[ClassMove]:
    """Areas whose class has another name, those that moved farthest first."""
    own = Area.objects.filter(edition=block.edition_id, level=block.level_id)
    areas = list(own.defer("geometry").order_by("position"))
    moved = np.array([at for at in range(len(areas)) if before.name(at) != after.name(at)], np.intp)
    distance = np.nan_to_num(np.abs(after.value[moved] - before.value[moved]), nan=np.inf)
    for at in moved[np.argsort(-distance, kind="stable")].tolist():
        area = areas[at]
        yield ClassMove(*(area.code, area.name, before.name(at), after.name(at)), before.number(at), after.number(at))
