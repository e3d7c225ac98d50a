"""The first pattern: publish in the order of importance whatever gives no primary away.

The idea of Langsrud's Gaussian elimination: whoever reads the published rows can compute every sum of multiples of
them, their *span*, and nothing else exactly. The candidates are taken one by one, the important ones first; a candidate
is hidden when publishing it would put a primary into the span. Source: Ø. Langsrud, Secondary Cell Suppression by
Gaussian Elimination, Privacy in Statistical Databases 2024.

A district of three blocks, its first has two persons. District and largest block are published; the second block would
give the first away and is hidden:

>>> from indicators.disclosure.model import Block
>>> from indicators.disclosure.elimination import eliminate
>>> rows = [[1, 1, 1], [1, 0, 0], [0, 1, 0], [0, 0, 1]]
>>> eliminate(Block.of(rows, [42, 2, 12, 28], primary=[0, 1, 0, 0], priority=[0, 1, 1, 1])).tolist()
[False, True, True, False]

What this leaves open is how *far* a primary is from being computed: that is the audit's business.
"""

from bisect import bisect_right
from collections.abc import Iterator

import numpy as np
from scipy import sparse

from indicators.disclosure.model import Block, Bools, Integers
from indicators.disclosure.span import Span, Targets, Vector

LONG = 100
"""Cells of a row's rest above which it is published untested: what such sums give away is left to the audit."""


def eliminate(block: Block) -> Bools:
    """Which rows are hidden, so that no primary is in the span of the others [m].

    Rows that must be published come first and whatever they give away: the audit names it. Ties are decided by size,
    then code; rows that were hidden last time come after their equals.
    """
    must = must_be_published(block)
    hidden = block.primary | block.never
    candidates = publication_order(block, np.flatnonzero(~must & ~hidden))
    rows = list(vectors(block.matrix))
    exact = [
        row for row, same in zip(vectors(block.known.matrix), block.known.low == block.known.high, strict=True) if same
    ]
    forced = exact + [rows[row] for row in publication_order(block, np.flatnonzero(must))]
    secret = Targets({int(row): dict(rows[row]) for row in np.flatnonzero(block.primary & ~must)})
    queue = forced + [rows[row] for row in candidates]
    appearances = _appearances(queue, block.matrix.shape[1])
    known = Span()
    for place, row in enumerate(queue):
        rest = known.rest(row)
        if not rest or len(rest) > LONG:
            continue
        if place >= len(forced) and secret.given_away_by(rest):
            hidden[candidates[place - len(forced)]] = True
            continue
        pivot = _pivot(rest, secret, appearances, place)
        secret.know(rest, pivot)
        known.add(rest, pivot)
    return hidden & ~must


def must_be_published(block: Block) -> Bools:
    """Rows that are never hidden [m]: what is known outside, and zeros where zeros are shown."""
    zeros = block.values == 0 if block.zeros_shown else np.zeros(len(block.values), bool)
    return block.open | (zeros & ~block.primary & ~block.never)


def publication_order(block: Block, rows: Integers) -> Integers:
    """Those rows, the ones to publish first in front."""
    keys = (block.code[rows], -block.size[rows], block.before[rows], block.priority[rows])
    return rows[np.lexsort(keys)]


def vectors(matrix: sparse.csr_matrix) -> Iterator[Vector]:
    """Each row as coefficients by inner cell."""
    cells, coefficients, ends = matrix.indices.tolist(), matrix.data.tolist(), matrix.indptr.tolist()
    for start, end in zip(ends[:-1], ends[1:], strict=True):
        yield dict(zip(cells[start:end], coefficients[start:end], strict=True))


def _appearances(queue: list[Vector], cells: int) -> list[list[int]]:
    """For each inner cell the places in the queue where it appears, ascending."""
    found: list[list[int]] = [[] for _ in range(cells)]
    for place, row in enumerate(queue):
        for cell in row:
            found[cell].append(place)
    return found


def _pivot(rest: Vector, secret: Targets, appearances: list[list[int]], place: int) -> int:
    """The cell to take out: in the fewest secrets, and not needed again for long, so that rows stay short."""

    def cost(cell: int) -> tuple[int, int, int]:
        later = appearances[cell]
        after = bisect_right(later, place)
        return secret.touching(cell), -(later[after] if after < len(later) else len(appearances) + place), cell

    return min(rest, key=cost)
