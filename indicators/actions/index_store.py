"""Blocks of indices into the database: once per content hash, by binary COPY."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import psycopg2
from django.conf import settings
from django.db import transaction

from indicators import bulk, wire
from indicators.actions.index_ground import Spot
from indicators.calculation.index_blocks import IndexBlock as Computed
from indicators.catalogue.index_rules import rules_of
from indicators.models import Index, IndexBlock
from indicators.stored_arrays import stored_ids

_COLUMNS = (
    "content_sha256", "inputs_sha256", "index_id", "period_id", "earlier_period_id", "edition_id", "level_id", "as_of",
    "data_status", "code_version", "definition_sha256", "definition", "status", "value", "z", "class_of", "left_out",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class KeyedIndex:
    """A computed block with its place, its dates and its hashes; ``earlier``: the period from which changes were taken."""

    block: Computed
    index: Index
    spot: Spot
    earlier: int | None
    as_of: date
    data_status: str
    definition_sha256: str
    inputs_sha256: str
    content_sha256: str


def store(blocks: Sequence[KeyedIndex]) -> dict[str, int]:
    """Write the blocks that are not stored yet; returns content hash → id of all of them.

    Where somebody else stores the same blocks meanwhile, COPY waits for them and refuses: then theirs are found.
    """
    ids = stored_ids("index_block", [keyed.content_sha256 for keyed in blocks])
    while new := {keyed.content_sha256: keyed for keyed in blocks if keyed.content_sha256 not in ids}:
        try:
            with transaction.atomic():
                bulk.copy_in(IndexBlock._meta.db_table, _COLUMNS, _rows(list(new.values())))
        except psycopg2.errors.UniqueViolation:
            pass
        ids |= stored_ids("index_block", new)
    return ids


def _rows(blocks: Sequence[KeyedIndex]) -> Iterator[bytes]:
    rules = {keyed.index.pk: json.dumps(rules_of(keyed.index.document)) for keyed in blocks}
    version = wire.text(settings.CODE_VERSION)
    for keyed in blocks:
        block = keyed.block
        yield wire.row(
            len(_COLUMNS),
            wire.text(keyed.content_sha256),
            wire.text(keyed.inputs_sha256),
            *map(wire.bigint, (keyed.index.pk, keyed.spot[0], keyed.earlier, keyed.spot[1], keyed.spot[2])),
            wire.day(keyed.as_of.toordinal()),
            wire.text(keyed.data_status),
            version,
            wire.text(keyed.definition_sha256),
            wire.document(rules[keyed.index.pk]),
            wire.short_array(block.status),
            wire.float_arrays(block.value[None]),
            wire.float_arrays(block.z.reshape(1, -1)),
            wire.short_array(block.class_of),
            wire.short_array(block.left_out),
        )
