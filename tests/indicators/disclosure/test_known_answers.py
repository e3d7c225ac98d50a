"""Tables whose protection others have published."""

import numpy as np
import pytest

from indicators.disclosure.audit import audit, intervals
from indicators.disclosure.elimination import eliminate
from indicators.disclosure.model import Block
from indicators.disclosure.protection import protect
from tests.indicators.disclosure.tables import margins, two_way

TWO_WAY = [[30, 47, 64, 89], [90, 124, 5, 31], [92, 100, 59, 85], [800, 991, 651, 685]]
"""Rows w, x, y, z, columns a, b, c, d: the test table of sdcTable."""
SECRET = ["wa", "wb", "wc", "xa", "xc", "yb", "yd", "zb", "zd"]
WB = 1


def _two_way_of_sdctable() -> Block:
    secret = np.zeros(25, bool)
    secret[["wxyz".index(row) * 4 + "abcd".index(column) for row, column in SECRET]] = True
    return two_way(TWO_WAY, primary=secret, zeros_shown=False)


def test_cell_w_b_of_sdctable_is_recoverable_although_every_line_hides_two() -> None:
    block = _two_way_of_sdctable()
    low, high = intervals(block, block.primary, [WB])
    assert (low[0], high[0]) == (47, 47)
    found = audit(block, block.primary)
    assert not found.proved
    assert [(violation.row, violation.kind) for violation in found.violations] == [(WB, "exact")]
    equation = np.zeros(16)
    solved = np.linalg.lstsq(block.matrix.toarray()[list(found.violations[0].equation)].T, np.eye(16)[WB], rcond=None)
    equation = solved[0] @ block.matrix.toarray()[list(found.violations[0].equation)]
    assert equation == pytest.approx(np.eye(16)[WB])


def test_one_more_suppression_makes_the_interval_of_w_b_0_to_78() -> None:
    block = _two_way_of_sdctable()
    found = protect(block)
    assert found.proved
    assert found.secondary.sum() == 1
    low, high = intervals(block, found.suppressed, [WB])
    assert (low[0], high[0]) == (0, 78)


def _linked(groups: list[str], places: str = "ABIJKLMN") -> list[list[int]]:
    return [[int(place in group) for place in places] for group in groups]


def test_linked_tables_of_sdctable_are_safe_apart_and_need_one_more_suppression_together() -> None:
    counts = np.array([2, 2, 8, 8, 3, 3, 3, 7])
    first, second = _linked(["ABIJ", "KLMN"]), _linked(["LM", "ABIJKN"])
    leaves, total = np.eye(8, dtype=int).tolist(), [[1] * 8]
    for groups in (first, second, first + second):
        rows = np.array(total + groups + leaves)
        values = rows @ counts
        secret = np.append(np.zeros(len(rows) - 8, bool), counts <= 3)
        block = Block.of(
            rows, values, primary=secret, threshold=4, zeros_shown=False, priority=[0] + [1] * len(groups) + [2] * 8
        )
        found = protect(block)
        assert found.proved
        hidden = np.flatnonzero(found.secondary) - (len(rows) - 8)
        assert hidden.tolist() == ([7] if groups == first + second else [])  # N


def test_z1_of_gausssuppression_hides_its_six_cells() -> None:
    counts = np.array(
        [
            [11, 7, 5, 13, 9, 12, 6, 9],
            [11, 1, 8, 2, 14, 9, 4, 3],
            [55, 29, 35, 17, 63, 24, 22, 38],
            [36, 18, 25, 13, 52, 22, 8, 15],
        ]
    ).T
    rows = margins(8, 4)
    values = rows @ counts.ravel()
    # The order of the package: the larger is published rather, and among equals what belongs to larger sums.
    tied = np.abs(rows @ (rows.T @ (values + 1.0)))
    size = values + 1 + 0.99 * tied / tied.max()
    block = Block.of(rows, values, primary=values <= 3, threshold=4, zeros_shown=False, size=size)
    cells = [region * 4 + theme for region in (1, 3, 7) for theme in (0, 1)]
    # 12, 13, 22, 23, 42, 43 there: five numbers per region, the sum in front, after the five of all regions.
    assert [5 + (cell // 4) * 5 + cell % 4 + 2 for cell in cells] == [12, 13, 22, 23, 42, 43]
    assert np.flatnonzero(eliminate(block)).tolist() == cells
    found = protect(block)
    assert found.proved
    assert np.flatnonzero(found.suppressed).tolist() == cells


def test_example_3_of_the_handbook_x11_lies_between_3_and_6() -> None:
    block = two_way([[3, 4], [3, 0], [3, 3]], primary=False, zeros_shown=False)
    hidden = np.zeros(12, bool)
    hidden[:4] = True
    low, high = intervals(block, hidden, [0])
    assert (low[0], high[0]) == (3, 6)
