"""Calculate: a candidate from what is in force together with one delivery. Deterministic and idempotent."""

from collections.abc import Sequence

import numpy as np
from django.conf import settings

from indicators import bulk
from indicators.actions.index_blocks import calculate_indices
from indicators.actions.inputs import KnownInputs, known_inputs
from indicators.actions.manifest import manifest_sha256
from indicators.actions.moves import move
from indicators.actions.progress import Report
from indicators.actions.sharing import shared_blocks
from indicators.journey import Move
from indicators.models import Calculation, CalculationEntry, Delivery


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
    stored = shared_blocks(known, deliveries, report)
    calculation = Calculation.objects.create(
        inputs_sha256=inputs, manifest_sha256="", code_version=settings.CODE_VERSION
    )
    ids = np.fromiter(stored.values(), np.int64, len(stored))
    bulk.copy_table(
        CalculationEntry._meta.db_table,
        {"calculation_id": (">i8", calculation.pk), "block_id": (">i8", ids)},
        len(ids),
    )
    codes = {code for one in known for code in one.indicators}
    indices = calculate_indices(calculation.pk, codes, deliveries)
    calculation.manifest_sha256 = manifest_sha256([*stored, *indices])
    calculation.save(update_fields=["manifest_sha256"])
    return calculation, len(stored) + len(indices)
