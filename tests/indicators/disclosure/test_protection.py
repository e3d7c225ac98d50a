"""No primary can be computed or proved small: tried with every table that agrees with what is published."""

from collections.abc import Sequence

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators.disclosure.audit import audit, intervals
from indicators.disclosure.elimination import eliminate
from indicators.disclosure.model import Block
from indicators.disclosure.protection import protect
from tests.indicators.disclosure.tables import margins, two_way
from tests.naive import guessing

MOST = 7
quick = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def blocks(draw: st.DrawFn) -> Block:
    """Tables of 2 × 2 small cells with margins, one overlapping sum and a threshold of 3; some of 2 × 3."""
    rows, columns = 2, draw(st.sampled_from([2, 2, 3]))
    cells = rows * columns
    truth = np.array(draw(st.lists(st.integers(0, MOST), min_size=cells, max_size=cells)))
    overlap = np.array(draw(st.lists(st.integers(0, 1), min_size=cells, max_size=cells)))
    matrix = np.vstack([margins(rows, columns), overlap[None]])
    values = matrix @ truth
    zeros_shown = draw(st.booleans())
    return Block.of(
        matrix,
        values,
        primary=(values < 3) & ((values > 0) | (not zeros_shown)) & (matrix.sum(axis=1) > 0),
        threshold=3,
        zeros_shown=zeros_shown,
        priority=np.repeat([2, 1, 1, 0, 1], [cells, rows, columns, 1, 1]),
        upper=MOST,
    )


def possible(block: Block, hidden: Sequence[bool]) -> list[tuple[int, ...]]:
    """Every table that the reader cannot rule out."""
    cells = block.matrix.shape[1]
    shown = block.zeros_shown
    least = [int(shown and bool(hidden[cell])) for cell in range(cells)]
    rows = block.matrix.toarray().tolist()
    return list(guessing.tables(rows, block.values.astype(int).tolist(), [not h for h in hidden], least, MOST))


@quick
@given(blocks())
def test_no_primary_can_be_computed_or_proved_small(block: Block) -> None:
    found = protect(block)
    cells = block.matrix.shape[1]
    truth = block.values[:cells].astype(int).tolist()
    tables = possible(block, found.suppressed.tolist())
    rows = block.matrix.toarray().tolist()
    failed = {violation.row for violation in found.violations}
    assert found.proved == (not failed)
    assert (found.suppressed | ~block.primary).all()
    for row in np.flatnonzero(block.primary).tolist():
        shown = (~found.suppressed).tolist()
        safe = guessing.safe(rows[row], tables, 3) and guessing.safe_from_insiders(rows[row], tables, truth, 3, shown)
        if row not in failed:
            assert safe, (row, block.values, found.suppressed)


@quick
@given(blocks())
def test_what_cannot_be_protected_is_not_safe_whatever_else_is_hidden(block: Block) -> None:
    found = protect(block)
    zeros = block.values == 0 if block.zeros_shown else np.zeros(len(block.values), bool)
    if not found.violations:
        return
    tables = possible(block, (~zeros).tolist())
    rows = block.matrix.toarray().tolist()
    truth = block.values[: block.matrix.shape[1]].astype(int).tolist()
    for violation in found.violations:
        row = rows[violation.row]
        assert not (
            guessing.safe(row, tables, 3) and guessing.safe_from_insiders(row, tables, truth, 3, zeros.tolist())
        )


@quick
@given(blocks(), st.data())
def test_audit_of_any_pattern_is_right(block: Block, data: st.DataObject) -> None:
    extra = np.array(data.draw(st.lists(st.booleans(), min_size=len(block.values), max_size=len(block.values))))
    zeros = block.values == 0 if block.zeros_shown else np.zeros(len(block.values), bool)
    hidden = (block.primary | extra) & ~zeros
    tables = possible(block, hidden.tolist())
    rows = block.matrix.toarray().tolist()
    truth = block.values[: block.matrix.shape[1]].astype(int).tolist()
    expected = {
        row
        for row in np.flatnonzero(block.primary).tolist()
        if not (
            guessing.safe(rows[row], tables, 3)
            and guessing.safe_from_insiders(rows[row], tables, truth, 3, (~hidden).tolist())
        )
    }
    assert {violation.row for violation in audit(block, hidden).violations} == expected


@quick
@given(blocks())
def test_intervals_hold_every_possible_table(block: Block) -> None:
    hidden = protect(block).suppressed
    rows = np.flatnonzero(hidden)
    low, high = intervals(block, hidden, rows)
    tables = possible(block, hidden.tolist())
    for row, least, most in zip(rows, low, high, strict=True):
        smallest, largest = guessing.ends(block.matrix.toarray()[row].tolist(), tables)
        assert least <= smallest + 1e-6 and largest <= most + 1e-6


@quick
@given(blocks())
def test_elimination_leaves_no_primary_in_the_span(block: Block) -> None:
    zeros = block.values == 0 if block.zeros_shown else np.zeros(len(block.values), bool)
    block = Block.of(block.matrix, block.values, primary=block.primary, zeros_shown=False, priority=block.priority)
    shown = block.matrix.toarray()[~eliminate(block)].astype(float)
    rank = np.linalg.matrix_rank(shown) if len(shown) else 0
    assert zeros.shape == block.primary.shape
    for row in np.flatnonzero(block.primary):
        assert np.linalg.matrix_rank(np.vstack([shown, block.matrix.toarray()[row]])) == rank + 1


def test_same_block_gives_the_same_bits() -> None:
    block = two_way([[1, 20, 9], [8, 2, 30], [14, 7, 11]], primary=np.isin(np.arange(16), [0, 4]), threshold=3)
    first, second = protect(block), protect(block)
    assert first.suppressed.tobytes() == second.suppressed.tobytes()
    assert first.low.tobytes() == second.low.tobytes() and first.high.tobytes() == second.high.tobytes()


def test_without_the_stricter_half_a_small_sum_of_two_may_stay() -> None:
    block = Block.of(
        [[1, 1, 1], [1, 0, 0], [0, 1, 0], [0, 0, 1]],
        [4, 2, 2, 0],
        primary=[0, 1, 1, 0],
        threshold=4,
        open=[1, 0, 0, 1],
    )
    assert {violation.kind for violation in protect(block).violations} == {"small"}
    assert protect(block, strict=False).proved


def test_singleton_insider_needs_a_third_cell() -> None:
    block = Block.of(
        [[1, 1, 1], [1, 0, 0], [0, 1, 0], [0, 0, 1]],
        [31, 1, 2, 28],
        primary=[0, 1, 1, 0],
        zeros_shown=False,
        priority=[0, 1, 1, 1],
    )
    hidden = [False, True, True, False]
    assert [violation.kind for violation in audit(block, hidden).violations] == ["insider"]
    assert protect(block).suppressed.tolist() == [False, True, True, True]


def test_two_hidden_ones_that_sum_to_two_are_known_where_zeros_are_shown() -> None:
    block = Block.of([[1, 1], [1, 0], [0, 1]], [2, 1, 1], primary=[0, 1, 1], threshold=3)
    found = audit(block, [False, True, True])
    assert {violation.kind for violation in found.violations} == {"exact"}
    assert all(violation.equation == (0,) for violation in found.violations)


def test_zero_is_never_hidden_for_others_where_zeros_are_shown() -> None:
    block = Block.of([[1, 1, 1], [1, 0, 0], [0, 1, 0], [0, 0, 1]], [14, 2, 0, 12], primary=[0, 1, 0, 0], threshold=3)
    assert not protect(block).suppressed[2]


def test_complement_is_hidden_with_its_count() -> None:
    """99 of 100 have it: the count tells the one who has not."""
    rows = [[1, 0], [0, 1], [1, -1]]
    block = Block.of(
        rows, [100, 99, 1], primary=[0, 0, 1], threshold=10, open=[1, 0, 0], never=[0, 0, 1], zeros_shown=False
    )
    found = protect(block)
    assert found.proved and found.suppressed.tolist() == [False, True, True]


def test_rounded_rate_that_leaves_one_count_gives_it_away() -> None:
    rows = [[1, 1], [1, 0], [0, 1]]
    free = Block.of(rows, [40, 2, 38], primary=[0, 1, 0], threshold=3)
    assert protect(free).proved
    rounded = Block.of(rows, [40, 2, 38], primary=[0, 1, 0], threshold=3, known=([[1, 0]], 1.6, 2.4))
    found = protect(rounded)
    assert not found.proved
    assert found.violations[0].equation == (3,)


def test_contradicting_ledger_is_explained() -> None:
    block = Block.of([[1, 1], [1, 0], [0, 1]], [40, 2, 38], primary=[0, 1, 0], known=([[1, 1]], 41, 41))
    found = protect(block)
    assert not found.proved
    assert [(v.row, v.kind, v.equation) for v in found.violations] == [(3, "infeasible", (3, 1, 2))]


def test_time_that_runs_out_counts_as_failure() -> None:
    block = two_way([[1, 20], [8, 2]], primary=np.isin(np.arange(9), [0, 3]), threshold=3)
    found = protect(block, seconds=0.0)
    assert not found.proved
    assert {violation.kind for violation in found.violations} == {"time"}


def test_cell_hidden_last_time_is_hidden_again() -> None:
    rows = [[1, 1, 1, 1], [1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]
    options = {"primary": [0, 1, 0, 0, 0], "threshold": 3, "priority": [0, 1, 1, 1, 1]}
    assert protect(Block.of(rows, [54, 2, 12, 20, 20], **options)).suppressed.tolist()[2]
    again = protect(Block.of(rows, [54, 2, 12, 20, 20], before=[0, 1, 0, 0, 1], **options))
    assert again.suppressed.tolist() == [False, True, False, False, True]


def test_starred_cell_of_the_supplier_is_filled_and_protected() -> None:
    rows = [[1, 1, 1], [1, 0, 0], [0, 1, 0], [0, 0, 1]]
    block = Block.of(rows, [54, np.nan, 12, np.nan], primary=[0, 1, 0, 1], threshold=10, lower=1, priority=[0, 1, 1, 1])
    found = protect(block)
    assert found.proved and found.suppressed.tolist() == [False, True, False, True]


def test_only_person_of_an_area_learns_nothing_from_its_total() -> None:
    """The second group is empty and shown: the area's total is the one person, who knows herself."""
    rows = [[1, 1, 1, 1], [1, 1, 0, 0], [0, 0, 1, 1], *np.eye(4, dtype=int).tolist()]
    block = Block.of(
        rows,
        [48, 1, 47, 1, 0, 25, 22],
        primary=[0, 1, 0, 1, 0, 0, 0],
        threshold=3,
        priority=[0, 1, 1, 2, 2, 2, 2],
    )
    assert protect(block).proved
