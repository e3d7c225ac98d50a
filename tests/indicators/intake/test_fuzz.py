"""Whatever the bytes are, the check ends with problems or a refusal; what it accepts means what is written."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators.intake import PersonLevelFile
from indicators.states import ValueState
from tests.indicators.intake.small_city import CODES, HEADER, check, lines

VALID = (
    lines(),
    lines(end="\r\n"),
    lines(header="id,name,residents,foreigners", rows=[f'{code},"Am ""Tor""\nWest",12,3' for code in CODES]),
    lines().decode().encode("utf-16"),
)
FRAGMENTS = st.sampled_from(
    [
        b'"',
        b'""',
        b"\n",
        b"\r",
        b"\r\n",
        b",",
        b";",
        b"\x00",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\xe4",
        b"-",
        b"*",
        b"1e400",
    ]
    + [
        b"=1+1",
        b"nan",
        b"0x1",
        b"1_0",
        b"\xd9\xa3",
        b"\xe2\x80\xa8",
        b"\x1a",
        b"PK\x03\x04",
        b"01010101",
        b"01.02.1980",
    ]
)
PIECES = st.one_of(FRAGMENTS, st.binary(max_size=8))
CELLS = st.one_of(
    st.integers(0, 2**53 - 1).map(str),
    st.sampled_from(["-", "*", "…", "x", "/", " 7 ", "007", "5.0"]),
)


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    content = draw(st.sampled_from(VALID))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(content)))
        end = draw(st.integers(start, min(len(content), start + draw(st.sampled_from([0, 1, 9, 400])))))
        content = content[:start] + draw(PIECES) + content[end:]
    return content


@given(mutated())
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_content_is_more_than_a_refusal(content: bytes) -> None:
    try:
        checked = check(content)
    except PersonLevelFile as refused:
        assert refused.reason_code.startswith("person_")
        return
    assert sum(checked.counts.values()) >= len(checked.problems)
    assert ((checked.states == ValueState.OK) == ~np.isnan(checked.values)).all()
    assert np.isfinite(checked.values[checked.states == ValueState.OK]).all()
    last = content.count(b"\n") + content.count(b"\r") + 1
    assert all(problem.row is None or 1 <= problem.row <= last for problem in checked.problems)


@given(st.binary(max_size=200))
@settings(max_examples=200, deadline=None)
def test_no_bytes_at_all_are_more_than_a_refusal(content: bytes) -> None:
    checked = check(content)
    assert checked.refused


@given(st.lists(CELLS, min_size=12, max_size=12), st.sampled_from([",", ";", "\t"]), st.sampled_from(["\n", "\r\n"]))
@settings(max_examples=150, deadline=None)
def test_what_was_accepted_is_the_same_when_written_and_read_again(cells: list[str], delimiter: str, end: str) -> None:
    rows = [f"{code},{cell},0" for code, cell in zip(CODES, cells, strict=True)]
    first = check(lines(rows=rows))
    assert not first.refused
    signs = {ValueState.SUPPRESSED: "*", ValueState.PENDING: "…", ValueState.NOT_APPLICABLE: "x"}
    signs[ValueState.UNRELIABLE] = "/"
    written = [
        delimiter.join((code, *(_written(*cell, signs) for cell in zip(values, states, strict=True))))
        for code, values, states in zip(CODES, first.values.T[:12].tolist(), first.states.T[:12].tolist(), strict=True)
    ]
    again = check(lines(header=HEADER.replace(",", delimiter), rows=written, end=end))
    assert np.array_equal(first.values, again.values, equal_nan=True)
    assert np.array_equal(first.states, again.states)


def test_mutated_files_of_every_format_are_no_more_than_a_refusal() -> None:
    """Some hundred of them; ``python -m tests.fuzz`` tries ten thousand."""
    words = [sys.executable, "-m", "tests.fuzz", "--inputs", "300", "--seed", "2"]
    done = subprocess.run(
        words, cwd=Path(__file__).parents[3], capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout)
    assert figures["inputs"] == 300 and figures["refused"] > 200 and figures["accepted"] > 0


def _written(value: float, state: int, signs: dict[ValueState, str]) -> str:
    return str(int(value)) if state == ValueState.OK else signs[ValueState(state)]
