"""Small numbers a second time: every table that agrees with what is published, one after the other."""

from collections.abc import Iterator, Sequence


def tables(
    rows: Sequence[Sequence[int]], values: Sequence[int], published: Sequence[bool], least: Sequence[int], most: int
) -> Iterator[tuple[int, ...]]:
    """All whole inner cells between ``least`` and ``most`` that give every published row its value (coefficients ≥ 0)."""
    told = [(row, value) for row, value, shown in zip(rows, values, published, strict=True) if shown]

    def fill(cell: int, chosen: tuple[int, ...], due: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        if cell == len(least):
            if not any(due):
                yield chosen
            return
        top = min([most, *(left // row[cell] for (row, _), left in zip(told, due, strict=True) if row[cell])])
        for number in range(least[cell], top + 1):
            rest = tuple(left - row[cell] * number for (row, _), left in zip(told, due, strict=True))
            if all(
                left >= sum(a * b for a, b in zip(row[cell + 1 :], least[cell + 1 :], strict=True))
                for (row, _), left in zip(told, rest, strict=True)
            ):
                yield from fill(cell + 1, (*chosen, number), rest)

    yield from fill(0, (), tuple(value for _, value in told))


def total(row: Sequence[int], cells: Sequence[int]) -> int:
    return sum(a * b for a, b in zip(row, cells, strict=True))


def ends(row: Sequence[int], possible: Sequence[Sequence[int]]) -> tuple[int, int]:
    """The smallest and the largest value that a row has in the possible tables."""
    found = [total(row, cells) for cells in possible]
    return min(found), max(found)


def safe(row: Sequence[int], possible: Sequence[Sequence[int]], threshold: int) -> bool:
    """Neither can the row be computed, nor can it be proved to be below the threshold."""
    low, high = ends(row, possible)
    return low < high and high >= threshold


def safe_from_insiders(
    row: Sequence[int],
    possible: Sequence[Sequence[int]],
    truth: Sequence[int],
    threshold: int,
    shown: Sequence[bool],
) -> bool:
    """The same for everybody who is the only person in an inner cell and knows it.

    Not where all the row's other cells are shown anyway: then she learns nothing but herself.
    """
    secret = [cell for cell, times in enumerate(row) if times and not shown[cell]]
    for cell, number in enumerate(truth):
        if number == 1 and secret != [cell]:
            seen = [cells for cells in possible if cells[cell] == 1]
            if not safe(row, seen, threshold):
                return False
    return True
