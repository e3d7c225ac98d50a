"""Fingerprints: the SHA-256 of a block's content, and of all that went into it. Equal bits on every machine.

A content hash covers, in this order: a header line, the key (JSON), the number of places, the status as little-endian
int16, and the columns of ``STORED`` as little-endian IEEE 754 doubles, every NaN as the quiet NaN
``7ff8000000000000`` and −0 as 0. Nothing else: no coverage, no reasons, no dates of computation. What was approved
is, hash for hash, what goes live.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import astuple

import numpy as np
from numpy.typing import NDArray

from indicators.calculation.blocks import STORED
from indicators.calculation.candidate import paired_periods
from indicators.calculation.counts import last_known
from indicators.calculation.hierarchy import Floats, Hierarchy
from indicators.calculation.inputs import IndicatorInputs, MeasureSeries
from indicators.periods import Period

METHOD = "1"
"""Version of the method: raised when the same inputs give other numbers."""


def content_sha256(key: Sequence[str], status: NDArray[np.int16], columns: Sequence[Floats]) -> str:
    """Hash of one block.

    Args:
        key: what the block is of: municipality, system, edition, indicator, period, level.
        status: ``ValueState`` codes, (places,).
        columns: the columns of ``STORED``, (places,) each.

    Raises:
        ValueError: another number of columns, or another length.

    >>> content_sha256(["0"], np.array([0], np.int16), [np.array([x]) for x in (1.0, 2.0, 0.5, 0.1, 0.9, 1.0)])[:8]
    '523e16e9'
    """
    numbers = np.empty((len(STORED), len(status)), "<f8")
    if len(columns) != len(STORED):
        raise ValueError(f"{len(columns)} columns instead of {len(STORED)}")
    for row, column in zip(numbers, columns, strict=True):
        row[:] = column
    digest = _started("block", *key, str(len(status)))
    digest.update(np.asarray(status, "<i2").tobytes())
    digest.update(canonical(numbers).tobytes())
    return digest.hexdigest()


def index_sha256(
    key: Sequence[str],
    status: NDArray[np.int16],
    class_of: NDArray[np.int16],
    left_out: NDArray[np.int16],
    columns: Sequence[Floats],
) -> str:
    """Hash of one block of an index: its key, then states, classes and reasons, then the value and each component's z.

    Args:
        status, class_of, left_out: codes, (places,) each.
        columns: the value and one z per component, (places,) each.
    """
    digest = _started("index", *key, str(len(status)), str(len(columns)))
    for codes in (status, class_of, left_out):
        digest.update(np.asarray(codes, "<i2").tobytes())
    digest.update(canonical(np.array(columns)).tobytes())
    return digest.hexdigest()


def inputs_sha256(inputs: IndicatorInputs) -> tuple[str, ...]:
    """Hash of all that decides the blocks of each wanted period: (n wanted periods,).

    It covers the version of the method, the rules of the indicator (not its texts), the hierarchy, and of every
    measure the row that is used, with its totals, policy and design effect, and the sizes by which missing areas
    stand in the coverage. A later delivery therefore leaves the hashes of earlier periods as they were.
    """
    common = _started("inputs", METHOD, _rules(inputs), _nesting(inputs.hierarchy))
    rows: dict[str, _Rows] = {}
    result = []
    for period, base in zip(inputs.periods, paired_periods(inputs), strict=True):
        digest = common.copy()
        counted = inputs.counted_at(period)
        with_companions = (*counted, *(inputs.companions[code] for code in counted if code in inputs.companions))
        for code, at in (*((c, period) for c in with_companions), *((c, base) for c in inputs.base)):
            if code not in rows:
                rows[code] = _Rows(inputs.series(code), inputs.hierarchy)
            rows[code].add(digest, at)
        result.append(digest.hexdigest())
    return tuple(result)


def canonical(numbers: Floats) -> Floats:
    """The same numbers with one NaN and one zero, little-endian and contiguous."""
    result = np.add(numbers, 0.0, dtype="<f8")
    result[np.isnan(result)] = np.nan
    return result


def _started(*words: str) -> "hashlib._Hash":
    digest = hashlib.sha256()
    digest.update(json.dumps(words, ensure_ascii=True, separators=(",", ":")).encode() + b"\n")
    return digest


def _rules(inputs: IndicatorInputs) -> str:
    spec = inputs.spec
    rules = (
        *(spec.code, spec.kind, spec.numerator, spec.denominator, spec.weight, spec.unit, repr(float(spec.scale))),
        *(spec.pairing.rule, spec.pairing.within_months),
        *(repr(float(spec.minimum_coverage)), repr(float(spec.minimum_denominator.staff))),
        sorted(inputs.companions.items()),
    )
    return json.dumps(rules)


def _nesting(hierarchy: Hierarchy) -> str:
    parents = [p.tolist() for p in hierarchy.parents]
    return json.dumps([hierarchy.levels, hierarchy.codes, parents, hierarchy.residual])


class _Rows:
    """The rows of one series in canonical form, to be added to the digests of the periods that use them."""

    def __init__(self, series: MeasureSeries, hierarchy: Hierarchy) -> None:
        measure = series.measure
        self.head = [measure.code, measure.unit, repr(float(measure.design_effect)), repr(astuple(series.policy))]
        self.head.append(repr(series.sensitive_complement))
        self.position = {period: row for row, period in enumerate(series.periods)}
        self.tables = []
        for level in hierarchy.levels:
            if level == hierarchy.finest or level in series.totals:
                values, states = series.at(level, hierarchy)
                self.tables.append((level, canonical(values), states))
        values, states = series.at(hierarchy.finest, hierarchy)
        self.sizes = canonical(last_known(values, states))

    def add(self, digest: "hashlib._Hash", period: Period | None) -> None:
        """Adds the row of ``period``, or that there is none."""
        row = None if period is None else self.position.get(period)
        digest.update(json.dumps([*self.head, "" if row is None or period is None else period.code]).encode())
        if row is None:
            return
        digest.update(self.sizes[row].tobytes())
        for level, values, states in self.tables:
            digest.update(level.encode())
            digest.update(values[row].tobytes())
            digest.update(states[row].tobytes())
