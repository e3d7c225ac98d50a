"""A hash says that two blocks hold the same, on every machine, and that anything that matters has not changed."""

import dataclasses
import hashlib
import json
import struct
from collections.abc import Sequence

import numpy as np
import pytest

from indicators.calculation.candidate import calculate
from indicators.calculation.hashing import content_sha256, inputs_sha256
from indicators.catalogue.specs import IndicatorKind, Text
from indicators.disclosure.policies import BA_3
from indicators.periods import parse_period
from indicators.states import ValueState
from tests.indicators.calculation.cities import PERIODS, InventedCity, city, indicator

KEY = ("stadt", "lor", "2015-01-01", "quote", "2018-Q1", "bezirk")
COLUMNS = [[1.0, np.nan], [2.0, np.nan], [50.0, np.nan], [9.0, np.nan], [91.0, np.nan], [1.0, np.nan]]


def hashed(
    key: Sequence[str] = KEY, status: Sequence[int] = (0, 5), columns: Sequence[Sequence[float]] = COLUMNS
) -> str:
    return content_sha256(key, np.array(status, np.int16), [np.array(c) for c in columns])


def test_content_hash_can_be_redone_from_its_description() -> None:
    words = json.dumps(["block", *KEY, "2"], separators=(",", ":")).encode() + b"\n"
    quiet_nan = bytes.fromhex("000000000000f87f")
    numbers = b"".join(struct.pack("<d", column[0]) + quiet_nan for column in COLUMNS)
    assert hashed() == hashlib.sha256(words + struct.pack("<2h", 0, 5) + numbers).hexdigest()


def test_one_zero_and_one_nan() -> None:
    other_nan = struct.unpack("<d", bytes.fromhex("010000000000f87f"))[0]
    negative_nan = -np.nan
    assert hashed(columns=[[0.0, np.nan]] * 6) == hashed(columns=[[-0.0, other_nan]] * 6)
    assert hashed(columns=[[0.0, np.nan]] * 6) == hashed(columns=[[0.0, negative_nan]] * 6)
    big_endian = [np.array(c, ">f8") for c in COLUMNS]
    assert content_sha256(KEY, np.array([0, 5], ">i2"), big_endian) == hashed()


def test_every_part_of_a_block_changes_its_hash() -> None:
    others = [
        hashed(key=(*KEY[:-1], "stadt")),
        hashed(status=(0, 1)),
        hashed(key=("stadt", "lo", "r2015-01-01", *KEY[3:])),
    ]
    for at in range(6):
        changed = [list(column) for column in COLUMNS]
        changed[at][0] = np.nextafter(changed[at][0], 1000)
        others.append(hashed(columns=changed))
    assert len({hashed(), *others}) == len(others) + 1


def test_columns_of_another_number_or_length_are_refused() -> None:
    with pytest.raises(ValueError, match="columns"):
        hashed(columns=COLUMNS[:4])
    with pytest.raises(ValueError, match="broadcast"):
        hashed(columns=[[1.0, 2.0, 3.0]] * 6)


def delivered_city() -> InventedCity:
    made = city({"01": ["0101", "0102"], "02": ["0201"]}, residual=True)
    for row in range(3):
        made.deliver("faelle", "planungsraum", row, {"0101": 10 + row, "0102": 20, "0201": 30})
        made.deliver("bevoelkerung", "planungsraum", row, {"0101": 100, "0102": 200, "0201": 300})
    made.deliver("faelle", "stadt", 0, {"0": 65})
    return made


def test_texts_do_not_change_the_hash_of_inputs_but_rules_do() -> None:
    made, spec = delivered_city(), indicator()
    before = inputs_sha256(made.inputs(spec))
    assert inputs_sha256(made.inputs(indicator(title=Text("anders", "other"), decimals=3))) == before
    for changed in (indicator(scale=1000.0), indicator(minimum_coverage=0.9), indicator(code="andere")):
        assert not set(inputs_sha256(made.inputs(changed))) & set(before)
    assert not set(inputs_sha256(made.inputs(spec, faelle=BA_3))) & set(before)


def test_later_delivery_leaves_the_hashes_of_earlier_periods() -> None:
    made, spec = delivered_city(), indicator()
    before = inputs_sha256(made.inputs(spec))
    made.deliver("faelle", "planungsraum", 2, {"0101": 99})
    after = inputs_sha256(made.inputs(spec))
    assert (after[0], after[1]) == (before[0], before[1])
    assert after[2] != before[2]
    fewer = dataclasses.replace(made.inputs(spec), periods=PERIODS[:1])
    assert inputs_sha256(fewer) == before[:1]


def test_every_cell_that_is_used_changes_the_hash() -> None:
    before = inputs_sha256(delivered_city().inputs(indicator()))[0]
    seen = {before}
    for measure, level, change in (
        *(("faelle", "planungsraum", {"0101": 11}), ("faelle", "planungsraum", {"0101": "missing"})),
        *(("bevoelkerung", "planungsraum", {"0201": 301}), ("faelle", "stadt", {"0": 66})),
    ):
        made = delivered_city()
        made.deliver(measure, level, 0, change)
        seen.add(inputs_sha256(made.inputs(indicator()))[0])
    assert len(seen) == 5


def test_size_an_area_was_last_reported_with_belongs_to_the_inputs() -> None:
    made = delivered_city()
    made.deliver("bevoelkerung", "planungsraum", 1, {"0201": "missing"})
    before = inputs_sha256(made.inputs(indicator()))[1]
    made.deliver("bevoelkerung", "planungsraum", 0, {"0201": 3})
    assert inputs_sha256(made.inputs(indicator()))[1] != before


def test_same_inputs_give_the_same_bits_alone_or_together() -> None:
    made, spec = delivered_city(), indicator()
    together = {(b.level, b.period): b for b in calculate(made.inputs(spec))}
    for period in PERIODS:
        for block in calculate(dataclasses.replace(made.inputs(spec), periods=(period,))):
            twin = together[block.level, block.period]
            for name in ("status", "numerator", "denominator", "value", "low", "high"):
                assert getattr(block, name).tobytes() == getattr(twin, name).tobytes()


def test_period_that_was_never_delivered_has_a_hash_and_missing_values() -> None:
    inputs = dataclasses.replace(delivered_city().inputs(indicator()), periods=(parse_period("2001-Q1"),))
    assert len(inputs_sha256(inputs)) == 1
    assert set(calculate(inputs)[0].status.tolist()) == {ValueState.MISSING}
    counted = dataclasses.replace(inputs, spec=indicator(IndicatorKind.COUNT))
    assert inputs_sha256(counted) != inputs_sha256(inputs)
