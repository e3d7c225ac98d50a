"""Arrays through the wire and back: the same numbers as through text, NULL where nothing is, nothing without the right."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import numpy as np
import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from indicators import bulk, wire
from indicators.models import ReleasedBlock, ResultBlock
from indicators.stored_arrays import stored_arrays
from tests.factories import World, make_world

COLUMNS = ("status", "numerator", "denominator", "value", "low", "high", "coverage")
AsRole = Callable[[str], AbstractContextManager[None]]


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def test_arrays_are_those_that_the_orm_reads(world: World) -> None:
    expected = {pk: rest for pk, *rest in ResultBlock.objects.values_list("pk", *COLUMNS)}
    found = stored_arrays("result_block", expected, COLUMNS)
    assert found.keys() == expected.keys()
    for pk, columns in expected.items():
        for array, column in zip(found[pk], columns, strict=True):
            np.testing.assert_array_equal(array, np.array(column, array.dtype if None not in column else float))
    assert any(None in column for columns in expected.values() for column in columns)


def test_view_is_read_by_the_number_of_the_line_and_with_the_portals_rights(world: World, as_role: AsRole) -> None:
    with as_role("portal"):
        line = ReleasedBlock.objects.order_by("pk").last()
        assert line is not None
        (value,) = stored_arrays("released_block", [line.pk], ["value"])[line.pk]
        np.testing.assert_array_equal(value, np.array(line.value, float))
    with pytest.raises(DatabaseError), as_role("portal"):
        stored_arrays("result_block", [line.block_id], ["value"])


def test_what_is_not_there_is_left_out(world: World) -> None:
    assert stored_arrays("result_block", [], ["value"]) == {}
    assert stored_arrays("result_block", [-1], ["value"]) == {}


def test_reading_is_one_query_that_is_counted(world: World) -> None:
    numbers = list(ResultBlock.objects.values_list("pk", flat=True))
    with CaptureQueriesContext(connection) as asked:
        stored_arrays("result_block", numbers, COLUMNS)
    assert len(numbers) > 1 and len(asked) == 1


@pytest.mark.django_db
@settings(max_examples=60, deadline=None)
@given(
    st.integers(1, 4).flatmap(
        lambda number: st.integers(0, 9).flatmap(
            lambda length: arrays(np.float64, (number, length), elements=st.floats(width=64))
        )
    )
)
def test_written_arrays_are_read_as_they_were(columns: np.ndarray) -> None:
    """NaN is NULL, and any other number keeps its bits."""
    names = [f"column_{number}" for number in range(len(columns))]
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS written")
        cursor.execute(f"CREATE TEMP TABLE written ({', '.join(f'{name} float8[]' for name in names)}, after bigint)")
        row = wire.row(len(names) + 1, wire.float_arrays(columns), wire.bigint(7))
        bulk.copy_in("written", [*names, "after"], [row])
        cursor.execute(f"SELECT {', '.join(names)}, after FROM written")
        *read, after = cursor.fetchone()
    assert after == 7
    expected = [[None if np.isnan(number) else float(number) for number in column] for column in columns]
    assert repr(read) == repr(expected)
