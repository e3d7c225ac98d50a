"""Three blocks of growing size, each protected, audited and compared with hiding every parent."""

from dataclasses import dataclass
from time import perf_counter, process_time

import numpy as np
from scipy import sparse

from indicators.disclosure.audit import audit
from indicators.disclosure.model import Block, Bools, Floats
from indicators.disclosure.protection import protect
from indicators.disclosure.utility import hiding_every_parent, share_living_with_a_rate
from tests.bench.disclosure.city import AREAS, City, city, counts

FINEST = 5


@dataclass(frozen=True)
class Case:
    """A block with the seconds it may take, and the place's level of each row."""

    name: str
    block: Block
    level: Floats
    seconds: float


def one_quarter(place: City, seed: int = 1) -> Case:
    """One indicator, one quarter: 1,191 cells; below three is unsafe."""
    values = place.places @ counts(place, seed)
    block = Block.of(
        place.places,
        values,
        primary=(values > 0) & (values < 3),
        threshold=3,
        priority=place.level,
        upper=place.residents,
    )
    return Case("one quarter", block, place.level.astype(float), 1.0)


def one_year(place: City) -> Case:
    """Four quarters and their sum: 5,955 cells."""
    cells = np.concatenate([counts(place, seed) for seed in range(1, 5)])
    quarters = sparse.kron(sparse.eye(4, dtype=np.int64), place.places)
    matrix = sparse.vstack([quarters, sparse.kron(np.ones((1, 4), np.int64), place.places)]).tocsr()
    values = matrix @ cells
    block = Block.of(
        matrix,
        values,
        primary=(values > 0) & (values < 3),
        threshold=3,
        priority=np.append(np.tile(2 * place.level, 4), 2 * place.level + 1),
        upper=np.tile(place.residents, 4),
    )
    return Case("four quarters and their sum", block, np.tile(place.level, 5).astype(float), 4.0)


def sexes_and_ages(place: City) -> Case:
    """Sex × four age groups with all margins, below ten is unsafe: 17,865 cells."""
    random = np.random.default_rng(7)
    mixture = random.dirichlet([3, 2, 4, 1.5, 3, 2, 4, 1], AREAS)
    people = counts(place, 7, share=0.08).astype(int)
    cells = np.array([random.multinomial(total, parts) for total, parts in zip(people, mixture, strict=True)])
    ones = np.ones
    margins = np.vstack(
        [ones((1, 8)), np.kron(np.eye(2), ones((1, 4))), np.kron(ones((1, 2)), np.eye(4)), np.eye(8)]
    ).astype(np.int64)
    depth = np.repeat([0, 1, 2], [1, 6, 8])
    matrix = sparse.kron(sparse.csr_matrix(margins), place.places).tocsr()
    values = matrix @ cells.T.ravel()
    block = Block.of(
        matrix,
        values,
        primary=(values > 0) & (values < 10),
        threshold=10,
        priority=np.repeat(depth, len(place.level)) * 6 + np.tile(place.level, 15),
        upper=np.tile(place.residents, 8),
    )
    return Case("sex × four age groups", block, np.tile(place.level, 15).astype(float), 90.0)


def run() -> bool:
    """Protect and audit each block; whether nothing is left open and every time holds."""
    place = city()
    judged = [_judged(case, place) for case in (one_quarter(place), one_year(place), sexes_and_ages(place))]
    return all(judged)


def _judged(case: Case, place: City) -> bool:
    block = case.block
    started, clock = process_time(), perf_counter()
    found = protect(block)
    proof = audit(block, found.suppressed)
    took, waited = process_time() - started, perf_counter() - clock
    kept = proof.proved and found.proved and took <= case.seconds
    print(
        f"{case.name}: {len(block.values):,} cells · {took:.2f} s of one core ({waited:.1f} s by the clock, bound "
        f"{case.seconds:.0f} s) · primary {_share(block.primary)}, secondary {_share(found.secondary)} · "
        f"residents covered {_covered(case, place, found.suppressed)}, hiding every parent: "
        f"{_share(hiding_every_parent(block))} hidden, {_by_level(case, hiding_every_parent(block))} · by level "
        f"{_by_level(case, found.suppressed)} · {len(proof.violations)} violations remain"
        f"{'' if kept else ' — MISSED'}",
        flush=True,
    )
    return kept


def _share(rows: Bools) -> str:
    return f"{rows.mean():.1%}"


def _covered(case: Case, place: City, hidden: Bools) -> str:
    """The share of residents whose area shows its number, over all periods and groups."""
    finest = case.level == FINEST
    people = np.tile(place.residents, int(finest.sum()) // AREAS)
    return f"{share_living_with_a_rate(people, ~hidden[finest]):.1%}"


def _by_level(case: Case, hidden: Bools) -> str:
    return " ".join(f"{(~hidden[case.level == level]).mean():.0%}" for level in range(FINEST + 1)) + " shown"
