"""30 indicators in 40 quarters on two cores, and one new quarter of all of them."""

import resource
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from time import perf_counter

from indicators.disclosure.audit import audit
from indicators.disclosure.protection import protect
from tests.bench.disclosure.blocks import one_quarter
from tests.bench.disclosure.city import city

INDICATORS, QUARTERS = 30, 40
ALL_SECONDS, NEW_SECONDS, MOST_MEGABYTES = 600.0, 120.0, 2000


def protected(seed: int) -> tuple[int, int, int]:
    """Protect and audit the first block with other counts: primary and secondary rows, violations left."""
    block = one_quarter(city(), seed).block
    found = protect(block)
    return int(block.primary.sum()), int(found.secondary.sum()), len(audit(block, found.suppressed).violations)


def run() -> bool:
    """Whether all quarters and a new one stay within their bounds, with nothing left open."""
    kept = _run("a new quarter of 30 indicators", INDICATORS, NEW_SECONDS)
    return _run("30 indicators × 40 quarters", INDICATORS * QUARTERS, ALL_SECONDS) and kept


def _run(name: str, blocks: int, bound: float) -> bool:
    started = perf_counter()
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        found = list(pool.map(protected, range(100, 100 + blocks), chunksize=5))
    took = perf_counter() - started
    memory = 2 * resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    primary, secondary, left = (sum(column) for column in zip(*found, strict=True))
    kept = not left and took <= bound and memory <= MOST_MEGABYTES
    print(
        f"{name}: {blocks:,} blocks in {took:.0f} s on two cores (bound {bound:.0f} s), at most {memory:.0f} MB · "
        f"{primary:,} primary, {secondary:,} secondary rows, {left} violations remain{'' if kept else ' — MISSED'}",
        flush=True,
    )
    return kept
