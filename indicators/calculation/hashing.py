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
from indicators.calculation.hierarchy import Floats, Hierarchy, States
from indicators.calculation.inputs import IndicatorInputs, MeasureSeries
from indicators.calculation.pairing import rows_of
from indicators.periods import Period

METHOD = "1"
"""Version of the method: raised when the same inputs give other numbers."""


def content_sha256(key: Sequence[str], status: NDArray[np.int16], columns: Sequence[Floats]) -> str:
    """Hash of one block.

    Args:
        key: what the block is of: municipality, system, edition, indicator, period, level.
        status: ``ValueState`` codes, (places,).
        columns: the five columns of ``STORED``, (places,) each.

    Raises:
        ValueError: another number of columns, or another length.

    >>> content_sha256(["0"], np.array([0], np.int16), [np.array([x]) for x in (1.0, 2.0, 0.5, 0.1, 0.9)])[:8]
    'acae1fda'
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


def inputs_sha256(inputs: IndicatorInputs) -> tuple[str, ...]:
    """Hash of all that decides the blocks of each wanted period: (n wanted periods,).

    It covers the version of the method, the rules of the indicator (not its texts), the hierarchy, and of every
    measure the row that is used, with its totals, policy and design effect, and the sizes by which missing areas
    stand in the coverage. A later delivery therefore leaves the hashes of earlier periods as they were.
    """
    common = _started("inputs", METHOD, _rules(inputs), *_hierarchy(inputs.hierarchy))
    base_periods = paired_periods(inputs) or (None,) * len(inputs.periods)
    digests = [common.copy() for _ in inputs.periods]
    counted = (*inputs.counted, *(inputs.companions[c] for c in inputs.counted if c in inputs.companions))
    for codes, periods in ((counted, inputs.periods), (inputs.base, base_periods)):
        for code in codes:
            _add_series(digests, inputs.series(code), inputs.hierarchy, periods)
    return tuple(digest.hexdigest() for digest in digests)


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
        *(spec.code, spec.kind, spec.numerator, spec.denominator, spec.measure, spec.weight),
        *(spec.pairing.rule, spec.pairing.within_months, repr(float(spec.scale))),
        *(repr(float(spec.minimum_coverage)), repr(float(spec.minimum_denominator.staff))),
        sorted(inputs.companions.items()),
    )
    return json.dumps(rules)


def _hierarchy(hierarchy: Hierarchy) -> tuple[str, ...]:
    parents = [p.tolist() for p in hierarchy.parents]
    return (json.dumps([hierarchy.levels, hierarchy.codes, parents, hierarchy.residual]),)


def _add_series(
    digests: "Sequence[hashlib._Hash]", series: MeasureSeries, hierarchy: Hierarchy, periods: Sequence[Period | None]
) -> None:
    """Adds to each period's digest the row of the series that it uses, or that there is none."""
    measure = series.measure
    head = (measure.code, measure.unit, repr(float(measure.design_effect)), repr(astuple(series.policy)))
    rows = rows_of(periods, series.periods)
    tables: list[tuple[str, Floats, States]] = []
    for level in hierarchy.levels:
        if level == hierarchy.finest or level in series.totals:
            values, states = series.at(level, hierarchy)
            tables.append((level, canonical(values), states))
    sizes = canonical(last_known(*series.at(hierarchy.finest, hierarchy)))
    for digest, row in zip(digests, rows, strict=True):
        code = "" if row < 0 else series.periods[row].code
        digest.update(json.dumps([*head, series.sensitive_complement, code]).encode())
        if row < 0:
            continue
        digest.update(sizes[row])
        for level, values, states in tables:
            digest.update(level.encode())
            digest.update(values[row])
            digest.update(states[row])
