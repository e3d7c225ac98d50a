"""The method over some indicators, from observations to stored blocks: what every worker does with its part."""

from collections.abc import Collection, Iterator, Sequence

from indicators.actions.blocks import KeyedBlock, Vintage, keyed, store, vintages
from indicators.actions.inputs import KnownInputs
from indicators.actions.progress import Report, silent
from indicators.calculation.candidate import calculate as calculate_blocks
from indicators.calculation.hashing import inputs_sha256

_BLOCKS_A_PIECE = 2000


def store_blocks_of(known: KnownInputs, codes: Collection[str], report: Report = silent) -> dict[str, int]:
    """Content hash → id of every block of these indicators; what is not stored yet is written piece by piece."""
    stored: dict[str, int] = {}
    waiting: list[KeyedBlock] = []
    for block in candidate_blocks(known, report, codes):
        waiting.append(block)
        if len(waiting) >= _BLOCKS_A_PIECE:
            stored |= store(waiting, known)
            waiting = []
    return stored | store(waiting, known)


def candidate_blocks(
    known: KnownInputs, report: Report = silent, codes: Collection[str] | None = None
) -> Iterator[KeyedBlock]:
    """Every block of the calculation, indicator by indicator; of some indicators alone where they are named."""
    wanted = known.of(codes) if codes is not None else known
    ages = vintages(wanted)
    period_ids = {period.code: pk for pk, period in known.periods.items()}
    total = len(wanted.indicators)
    done: set[str] = set()
    for inputs in wanted.inputs(wanted.read()):
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
