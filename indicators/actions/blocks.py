"""Blocks into the database: once per content hash, by binary COPY."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.conf import settings

from indicators import bulk, wire
from indicators.actions.inputs import KnownInputs
from indicators.calculation.blocks import STORED, LevelBlock
from indicators.calculation.hashing import content_sha256
from indicators.models import Delivery, Suppression
from indicators.periods import months_before
from indicators.stored_arrays import stored_ids

COLUMNS = (
    "content_sha256", "inputs_sha256", "indicator_id", "period_id", "denominator_period_id", "edition_id", "level_id",
    "as_of", "data_status", "code_version", "status", *STORED,
)  # fmt: skip


@dataclass(frozen=True)
class Vintage:
    """When a block's data were drawn, and whether they are provisional, final or revised."""

    as_of: date
    data_status: str


@dataclass(frozen=True, eq=False)
class KeyedBlock:
    """A block with the hash of its place, dates and content, and of what it was computed from."""

    block: LevelBlock
    vintage: Vintage
    inputs_sha256: str
    content_sha256: str


def block_key(
    *, edition: str, indicator: str, level: str, period: str, base: str, as_of: date, data_status: str
) -> tuple[str, ...]:
    """What a block's hash covers beside its numbers: place, periods and dates. ``base``: the denominator's period."""
    return edition, indicator, level, period, base, as_of.isoformat(), data_status


def keyed(block: LevelBlock, vintage: Vintage, inputs: str, edition: str) -> KeyedBlock:
    """The block under its hash: the same place, dates and numbers give the same hash on every machine."""
    key = block_key(
        edition=edition,
        indicator=block.indicator,
        level=block.level,
        period=block.period.code,
        base=block.base_period.code if block.base_period else "",
        as_of=vintage.as_of,
        data_status=vintage.data_status,
    )
    digest = content_sha256(key, block.status, [getattr(block, name) for name in STORED])
    return KeyedBlock(block, vintage, inputs, digest)


def vintages(known: KnownInputs) -> dict[tuple[str, int], Vintage]:
    """Of each measure and period that counts: the day its source was drawn and its status."""
    deliveries = Delivery.objects.in_bulk(set(known.in_force.values()))
    by_id = {measure.pk: (code, measure.source.spec.lag_months) for code, measure in known.measures.items()}
    found = {}
    for (measure, period), pk in known.in_force.items():
        delivery, (code, lag) = deliveries[pk], by_id[measure]
        waiting = lag and months_before(delivery.as_of, lag) < known.periods[period].ends
        status = "revised" if delivery.is_revision else "provisional" if waiting else "final"
        found[code, period] = Vintage(delivery.as_of, status)
    return found


def store(blocks: list[KeyedBlock], known: KnownInputs) -> dict[str, int]:
    """Write the blocks that are not stored yet; returns content hash → id of all of them."""
    wanted = {keyed.content_sha256: keyed for keyed in blocks}
    ids = stored_ids("result_block", wanted)
    new = [keyed for digest, keyed in wanted.items() if digest not in ids]
    if new:
        bulk.copy_in("result_block", COLUMNS, _rows(new, known))
        ids |= stored_ids("result_block", [keyed.content_sha256 for keyed in new])
        _store_reasons(new, ids)
    return ids


def _rows(blocks: list[KeyedBlock], known: KnownInputs) -> Iterator[bytes]:
    periods = {period.code: pk for pk, period in known.periods.items()}
    levels = dict(zip(known.places.hierarchy.levels, known.places.levels, strict=True))
    edition, version = wire.bigint(known.places.edition), wire.text(settings.CODE_VERSION)
    for keyed in blocks:
        block = keyed.block
        yield wire.row(
            len(COLUMNS),
            wire.text(keyed.content_sha256),
            wire.text(keyed.inputs_sha256),
            wire.bigint(known.indicators[block.indicator].pk),
            wire.bigint(periods[block.period.code]),
            wire.bigint(periods[block.base_period.code] if block.base_period else None),
            edition,
            wire.bigint(levels[block.level]),
            wire.day(keyed.vintage.as_of.toordinal()),
            wire.text(keyed.vintage.data_status),
            version,
            wire.short_array(block.status),
            wire.float_arrays(np.array([getattr(block, name) for name in STORED])),
        )


def _store_reasons(blocks: list[KeyedBlock], ids: dict[str, int]) -> None:
    """The reasons for suppression, in the sealed room."""
    rows = (
        wire.row(2, wire.bigint(ids[keyed.content_sha256]), wire.field(keyed.block.reasons.tobytes()))
        for keyed in blocks
        if keyed.block.reasons.any()
    )
    bulk.copy_in(Suppression._meta.db_table, ("block_id", "reasons"), rows)
