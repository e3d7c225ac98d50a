"""What holds between columns in every row: sums, and parts that never exceed their whole."""

from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np

from indicators.catalogue.specs import MeasureSpec, SumOf
from indicators.intake.proposing.columns import Column, Floats
from indicators.intake.proposing.folding import within, words_of
from indicators.intake.proposing.known import Known

_MOST_COLUMNS = 80
_LEAST_ROWS = 8
_LEAST_DIFFERENT = 4
_TOLERANCE = 1e-6


def find_sums(columns: Sequence[Column]) -> list[tuple[SumOf, int]]:
    """Columns that equal the sum of others in every row that has all of them, with the number of these rows.

    Parts are two columns, or columns that stand side by side. What follows from other sums is left out.
    """
    counts = [column for column in columns if column.holds_numbers and not column.has_fractions][:_MOST_COLUMNS]
    if len(counts) < 3:
        return []
    matrix = np.vstack([column.numbers for column in counts])
    telling = [at for at in range(len(counts)) if _tells(matrix[at])]
    found: list[tuple[int, tuple[int, ...], int]] = []
    for total in telling:
        parts_of = [*combinations([at for at in telling if at != total], 2), *_runs(telling, total)]
        for parts in parts_of:
            if total in parts:
                continue
            rows = _rows_of_sum(matrix, total, parts)
            if rows:
                found.append((total, parts, rows))
    kept = [one for one in found if not _follows(one, found)]
    return [(SumOf(counts[t].name, tuple(counts[p].name for p in parts)), rows) for t, parts, rows in kept]


def _tells(numbers: Floats) -> bool:
    """Whether a column has enough different numbers for a relation to say anything."""
    known = numbers[~np.isnan(numbers)]
    return known.size >= _LEAST_ROWS and np.unique(known).size >= _LEAST_DIFFERENT


def _runs(telling: Sequence[int], total: int) -> list[tuple[int, ...]]:
    """At least three columns side by side, the total itself left out."""
    others = [at for at in telling if at != total]
    return [
        tuple(others[start:end])
        for start in range(len(others))
        for end in range(start + 3, min(len(others), start + 30) + 1)
    ]


def _rows_of_sum(matrix: Floats, total: int, parts: tuple[int, ...]) -> int:
    """In how many rows the sum holds; 0 where it does not hold in one of them."""
    first = matrix[:, 0]
    if abs(sum(first[part] for part in parts) - first[total]) > _TOLERANCE:  # most fail here; nothing known passes
        return 0
    head = matrix[:, :64]
    difference = head[list(parts)].sum(axis=0) - head[total]
    if (np.abs(difference[~np.isnan(difference)]) > _TOLERANCE).any():
        return 0
    difference = matrix[list(parts)].sum(axis=0) - matrix[total]
    known = difference[~np.isnan(difference)]
    if known.size < _LEAST_ROWS or (np.abs(known) > _TOLERANCE).any():
        return 0
    several = sum(_tells(matrix[part]) for part in parts)
    return int(known.size) if several >= 2 else 0


def _follows(one: tuple[int, tuple[int, ...], int], found: Sequence[tuple[int, tuple[int, ...], int]]) -> bool:
    """Whether a sum is another one with one of its parts taken apart by a third."""
    total, parts, _ = one
    split = {t: frozenset(p) for t, p, _ in found}
    for other_total, other_parts, _ in found:
        if other_total != total or len(other_parts) >= len(parts):
            continue
        for part in other_parts:
            if part in split and frozenset(other_parts) - {part} | split[part] == frozenset(parts):
                return True
    return False


def find_at_most(columns: Sequence[Column], mapping: Mapping[str, str], known: Known) -> list[tuple[str, str, int]]:
    """(part, whole, rows): parts that by their words or ages belong to a whole, or are divided by it in an indicator.

    Every row has to agree; of several wholes the narrowest one is named.
    """
    counts = {column.name: column for column in columns if column.name in mapping and column.holds_numbers}
    found = []
    for name, column in counts.items():
        wholes = [other for other in counts if other != name and _belongs(name, other, mapping, known)]
        holding = [other for other in wholes if _rows_within(column.numbers, counts[other].numbers)]
        if holding:
            whole = min(holding, key=lambda other: float(np.nansum(counts[other].numbers)))
            found.append((name, whole, _rows_within(column.numbers, counts[whole].numbers)))
    return found


def _belongs(part: str, whole: str, mapping: Mapping[str, str], known: Known) -> bool:
    left, right = known.measures.get(mapping[part]), known.measures.get(mapping[whole])
    if (mapping[part], mapping[whole]) in known.rates:
        return True
    if left is None or right is None or left.unit != right.unit or left.unit.startswith("percent"):
        return False
    return _narrower(part, whole) or _narrower_measure(left, right)


def _narrower(part: str, whole: str) -> bool:
    """Whether one name says all that the other says, and more."""
    inner, outer = words_of(part), words_of(whole)
    if outer.ages is None:
        return outer.tokens <= inner.tokens and bool(outer.tokens) and inner != outer
    return inner.ages is not None and within(inner.ages, outer.ages) and inner.tokens == outer.tokens


def _narrower_measure(left: MeasureSpec, right: MeasureSpec) -> bool:
    return left.population == right.population and (
        _narrower(left.code, right.code) or _narrower(left.title.de, right.title.de)
    )


def _rows_within(part: Floats, whole: Floats) -> int:
    """How many rows have both, if the part exceeds the whole in none of them."""
    difference = whole - part
    known = difference[~np.isnan(difference)]
    return int(known.size) if known.size >= _LEAST_ROWS and bool((known >= 0).all()) else 0


def total_rows(columns: Sequence[Column]) -> list[int]:
    """Positions of rows in which every column holds the sum of all other rows."""
    counts = [column.numbers for column in columns if column.holds_numbers and not column.has_fractions]
    if not counts or counts[0].size < _LEAST_ROWS:
        return []
    matrix = np.vstack(counts)
    sums = np.nansum(matrix, axis=1)
    is_total = np.isclose(2 * np.nan_to_num(matrix, nan=-1.0), sums[:, None]) & (sums[:, None] > 0)
    return [int(row) for row in np.flatnonzero(is_total.all(axis=0))]
