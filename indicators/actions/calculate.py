"""Calculate: a candidate from what is in force together with one delivery. Deterministic and idempotent."""

from collections.abc import Iterator, Sequence

from django.conf import settings

from indicators.actions.blocks import KeyedBlock, Vintage, keyed, store, vintages
from indicators.actions.index_blocks import calculate_indices
from indicators.actions.inputs import KnownInputs, known_inputs
from indicators.actions.manifest import manifest_sha256
from indicators.actions.moves import move
from indicators.actions.progress import Report
from indicators.calculation.candidate import calculate as calculate_blocks
from indicators.calculation.hashing import inputs_sha256
from indicators.journey import Move
from indicators.models import Calculation, CalculationEntry, Delivery

_BLOCKS_A_PIECE = 2000


def calculate(delivery: Delivery, report: Report) -> None:
    """Run the method for every indicator and period that the delivery touches; store the blocks that are new.

    What belongs to a release in preparation is calculated with the others of it.
    """
    if delivery.bundle_id is not None:
        move(delivery, Move.COLLECT, bundle=delivery.bundle_id)
        return
    known = known_inputs(delivery)
    delivery.calculation, blocks = calculated([known], known.sha256, report, [delivery])
    move(delivery, Move.CALCULATE, manifest=delivery.calculation.manifest_sha256, blocks=blocks)


def calculated(
    known: Sequence[KnownInputs], inputs: str, report: Report, deliveries: Sequence[Delivery]
) -> tuple[Calculation, int]:
    """A run of the method over what is known, edition by edition, then of the indices that read any of it.

    Returns how many blocks it gave, those of indices among them.
    """
    stored: dict[str, int] = {}
    for one in known:
        waiting: list[KeyedBlock] = []
        for block in candidate_blocks(one, report):
            waiting.append(block)
            if len(waiting) >= _BLOCKS_A_PIECE:
                stored |= store(waiting, one)
                waiting = []
        stored |= store(waiting, one)
    calculation = Calculation.objects.create(
        inputs_sha256=inputs, manifest_sha256="", code_version=settings.CODE_VERSION
    )
    CalculationEntry.objects.bulk_create(
        (CalculationEntry(calculation=calculation, block_id=block) for block in stored.values()), batch_size=5000
    )
    codes = {code for one in known for code in one.indicators}
    indices = calculate_indices(calculation.pk, codes, deliveries)
    calculation.manifest_sha256 = manifest_sha256([*stored, *indices])
    calculation.save(update_fields=["manifest_sha256"])
    return calculation, len(stored) + len(indices)


def candidate_blocks(known: KnownInputs, report: Report) -> Iterator[KeyedBlock]:
    """Every block of the calculation, indicator by indicator."""
    ages = vintages(known)
    period_ids = {period.code: pk for pk, period in known.periods.items()}
    total = len(known.indicators)
    done: set[str] = set()
    for inputs in known.inputs(known.read()):
        report("calculate", len(done), total)
        hashes = dict(zip(inputs.periods, inputs_sha256(inputs), strict=True))
        for block in calculate_blocks(inputs):
            vintage = _vintage(inputs.counted_at(block.period), ages, period_ids[block.period.code])
            yield keyed(block, vintage, hashes[block.period], known.places.edition_code)
        done.add(inputs.spec.code)
    report("calculate", total, total)


def _vintage(measures: Sequence[str], ages: dict[tuple[str, int], Vintage], period: int) -> Vintage:
    """The numerator's: the latest day, and revised before provisional before final."""
    found = [ages[code, period] for code in measures if (code, period) in ages]
    order = ("final", "provisional", "revised")
    return Vintage(max(v.as_of for v in found), max((v.data_status for v in found), key=order.index))
