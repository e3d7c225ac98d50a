"""Status × dynamics: against the second computation, against Berlin's published tables, and what must not change it."""

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.calculation.groups_of_classes import NO_GROUP, dynamics_signs, group_labels, groups_of_classes
from tests.naive.grouping import NUMBERS, SIGNS, counts_of, groups_of

LABELS = group_labels(4, 3)
PUBLISHED = {"+": "+", "+/-": "±", "-": "−"}
CLASSES = st.lists(st.tuples(st.integers(-1, 3), st.integers(-1, 2)), min_size=1, max_size=60)


def arrays(pairs: list[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    status, dynamics = zip(*pairs, strict=True)
    return np.array(status, np.int16), np.array(dynamics, np.int16)


@given(CLASSES)
def test_groups_are_those_of_the_second_computation(pairs: list[tuple[int, int]]) -> None:
    found = groups_of_classes(*arrays(pairs), (4, 3))
    naive = groups_of(
        [NUMBERS[one] if one >= 0 else "" for one, _ in pairs],
        [SIGNS[other] if other >= 0 else "" for _, other in pairs],
    )
    assert ["" if at == NO_GROUP else LABELS[at] for at in found.group] == naive
    assert dict(zip(LABELS, found.cells.ravel().tolist(), strict=True)) == counts_of(naive)
    assert found.without == naive.count("")


@given(CLASSES, st.randoms())
def test_relabelling_areas_changes_nothing(pairs: list[tuple[int, int]], random: object) -> None:
    order = list(range(len(pairs)))
    random.shuffle(order)  # type: ignore[attr-defined]
    one, other = (
        groups_of_classes(*arrays(pairs), (4, 3)),
        groups_of_classes(*arrays([pairs[at] for at in order]), (4, 3)),
    )
    assert one.group[order].tolist() == other.group.tolist() and (one.cells == other.cells).all()
    assert one.cells.sum() + one.without == len(pairs)


@pytest.mark.parametrize(("edition", "included"), [(2013, 434), (2015, 435), (2019, 436)])
def test_published_classes_of_berlin_are_all_in_a_group(open_data: Path, edition: int, included: int) -> None:
    """Tables 1 publish both classes of every area: the groups hold every area that has both, under the published names."""
    with (open_data / "mss" / f"mss-{edition}-1-planning-areas.csv").open() as file:
        rows = list(csv.DictReader(file))
    numbers = [row["status_index"] if row["status_index"] in NUMBERS else "" for row in rows]
    signs = [PUBLISHED.get(row["dynamic_index"], "") for row in rows]
    status = np.array([NUMBERS.index(one) if one else -1 for one in numbers], np.int16)
    dynamics = np.array([SIGNS.index(one) if one else -1 for one in signs], np.int16)
    found = groups_of_classes(status, dynamics, (4, 3))
    assert int(found.cells.sum()) == included
    assert ["" if at == NO_GROUP else LABELS[at] for at in found.group] == groups_of(numbers, signs)


def test_signs_where_there_are_three_classes_and_numbers_otherwise() -> None:
    assert len(LABELS) == 12 and LABELS[0] == "1+" and LABELS[-1] == "4−"
    assert dynamics_signs(3) == ("+", "±", "−")
    assert group_labels(2, 2) == ("1/1", "1/2", "2/1", "2/2")


@pytest.mark.parametrize(
    ("status", "dynamics", "classes"),
    [([0], [0, 1], (4, 3)), ([4], [0], (4, 3)), ([0], [3], (4, 3)), ([-2], [0], (4, 3)), ([0], [0], (0, 3))],
)
def test_what_cannot_be_grouped_is_refused(status: list[int], dynamics: list[int], classes: tuple[int, int]) -> None:
    with pytest.raises(ValueError):
        groups_of_classes(np.array(status, np.int16), np.array(dynamics, np.int16), classes)
