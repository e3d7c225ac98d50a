"""The indices of a candidate, or of all that is live: computed from stored blocks, stored once per content hash."""

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from indicators.actions.index_ground import (
    Ground,
    Place,
    Spot,
    ground,
    live_release_of,
    touched_indices,
)
from indicators.actions.index_inputs import Inputs, Positions, inputs_of
from indicators.actions.index_store import KeyedIndex, store
from indicators.actions.places import EditionPlaces, places_of
from indicators.calculation.hashing import METHOD, index_sha256
from indicators.calculation.hierarchy import Floats, States
from indicators.calculation.index_blocks import Level, Parts, index_block
from indicators.catalogue.index_rules import rules_sha256
from indicators.models import CalculationIndexEntry, Delivery, Index, ReleaseIndexEntry, ResultBlock
from indicators.states import ValueState
from indicators.stored_arrays import stored_arrays

_ORDER = ("final", "provisional", "revised")


def calculate_indices(calculation: int, codes: Collection[str], deliveries: Sequence[Delivery]) -> list[str]:
    """The indices that a candidate of these indicators touches, as part of its calculation; returns their hashes."""
    indices = touched_indices(codes)
    if not indices:
        return []
    release = live_release_of(one.edition for one in deliveries if one.edition is not None)
    found = ground(indices, release=release, calculation=calculation, deliveries=deliveries)
    return enter(calculation, index_results(indices, found, standing(release)))


def enter(calculation: int, blocks: Iterable[KeyedIndex]) -> list[str]:
    """Store blocks and make them part of a calculation; returns their content hashes."""
    stored = store(list(blocks))
    CalculationIndexEntry.objects.bulk_create(
        (CalculationIndexEntry(calculation_id=calculation, block_id=pk) for pk in stored.values()), batch_size=5000
    )
    return list(stored)


def standing(release: int | None) -> frozenset[tuple[int, Spot]]:
    """Where a release has blocks of indices."""
    rows = ReleaseIndexEntry.objects.filter(release=release).values_list("index", "period", "edition", "level")
    return frozenset((index, (period, edition, level)) for index, period, edition, level in rows)


def index_results(
    indices: Sequence[Index], found: Ground, before: Collection[tuple[int, Spot]], *, everything: bool = False
) -> Iterator[KeyedIndex]:
    """Every index at every spot that the candidate touches, or ``everything`` that can be computed, in a fixed order.

    Where no area is left to be compared there is no block, but for the spots that had one ``before``: what went is told.
    """
    asked = [
        (row, inputs)
        for row in indices
        for inputs in inputs_of(row.spec, found)
        if everything or not found.own.isdisjoint(inputs.places)
    ]
    read = _read({found.blocks[place] for _, inputs in asked for place in inputs.places if place in found.blocks})
    definitions = {row.pk: rules_sha256(row.document) for row in indices}
    for row, inputs in asked:
        keyed = _computed(row, definitions[row.pk], inputs, found, read)
        if keyed.block.says_something or (row.pk, inputs.spot) in before:
            yield keyed


@dataclass(frozen=True, eq=False)
class _Cells:
    status: States
    value: Floats
    as_of: date
    data_status: str
    sha256: str


_Of = Callable[[Place], _Cells | None]


def _computed(row: Index, definition: str, inputs: Inputs, found: Ground, read: Mapping[int, _Cells]) -> KeyedIndex:
    spot, then = inputs.spot, inputs.earlier
    places = places_of(found.editions[spot[1]])

    def of(place: Place) -> _Cells | None:
        return read[found.blocks[place]] if place in found.blocks else None

    now, earlier = _parts(inputs.now, inputs.whole, of), None
    if then is not None:
        earlier = _in_todays_order(_parts(then.now, then.whole, of), then.positions)
    elif row.spec.change_years:
        earlier = _in_todays_order(now, np.full(now.value.shape[1], -1, np.intp))
    block = index_block(
        row.spec, _level(places, spot, of(inputs.residents) if inputs.residents else None), now, earlier
    )
    own = [cells for cells in map(of, inputs.now) if cells is not None]
    as_of, data_status = max(one.as_of for one in own), max((one.data_status for one in own), key=_ORDER.index)
    since = then.now[0][1][0] if then else None
    sources = [cells.sha256 if cells else "" for cells in map(of, inputs.places)]
    key = index_key(
        edition=places.edition_code,
        index=row.code,
        level=places.hierarchy.levels[places.levels.index(spot[2])],
        period=found.periods[spot[0]].code,
        earlier=found.periods[since].code if since is not None else "",
        as_of=as_of,
        data_status=data_status,
        definition=definition,
    )
    return KeyedIndex(
        *(block, row, spot, since, as_of, data_status, definition),
        inputs_sha256=hashlib.sha256(json.dumps(["index", METHOD, definition, *sources]).encode()).hexdigest(),
        content_sha256=index_sha256(key, block.status, block.class_of, block.left_out, [block.value, *block.z]),
    )


def index_key(
    *, edition: str, index: str, level: str, period: str, earlier: str, as_of: date, data_status: str, definition: str
) -> tuple[str, ...]:
    """What a block's hash covers beside its numbers: place, periods, dates and the hash of the definition."""
    return edition, index, level, period, earlier, as_of.isoformat(), data_status, definition


def _read(blocks: Collection[int]) -> dict[int, _Cells]:
    rows = ResultBlock.objects.filter(pk__in=blocks).values_list("pk", "as_of", "data_status", "content_sha256")
    told = {pk: rest for pk, *rest in rows}
    arrays = stored_arrays("result_block", blocks, ("status", "value"))
    return {pk: _Cells(status.astype(np.uint8), value, *told[pk]) for pk, (status, value) in arrays.items()}


def _parts(components: Sequence[Place], whole: Sequence[Place], of: _Of) -> Parts:
    cells = [found for found in map(of, components) if found is not None]
    status = np.array([found.status for found in cells], np.uint8)
    value = np.where(status == ValueState.OK, np.array([found.value for found in cells]), np.nan)
    city = [np.nan if found is None else float(found.value[0]) for found in map(of, whole)]
    return Parts(status, value, np.array(city))


def _in_todays_order(parts: Parts, positions: Positions) -> Parts:
    absent = positions < 0
    status = np.where(absent, ValueState.NOT_APPLICABLE, parts.status[:, positions]).astype(np.uint8)
    return Parts(status, np.where(absent, np.nan, parts.value[:, positions]), parts.whole)


def _level(places: EditionPlaces, spot: Spot, residents: _Cells | None) -> Level:
    depth = places.levels.index(spot[2])
    codes = places.hierarchy.codes[depth]
    residual = np.zeros(len(codes), bool)
    residual[-1] = places.hierarchy.residual[depth]
    number = np.where(residents.status == ValueState.OK, residents.value, np.nan) if residents else None
    return Level(codes, residual, number)
