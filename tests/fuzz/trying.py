"""One input, tried in a process of its own: what came of it, how long it took, how much memory."""

import os
import resource
import signal
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random
from typing import TextIO

import numpy as np

from indicators.catalogue.specs import ProfileSpec
from indicators.intake import KINDS, PersonLevelFile, check_file, inspect_file
from indicators.intake.problems import ProblemLog
from indicators.intake.proposing import Known, KnownLevel, propose
from indicators.intake.reading import open_file
from indicators.parsing import limits
from indicators.parsing.findings import Finding
from indicators.parsing.parse import parse_file
from indicators.parsing.parsed import Parsed
from indicators.parsing.sending import receive, send
from indicators.states import ValueState
from tests.indicators.intake.shapes import LONG
from tests.indicators.intake.small_city import CODES, MEASURES, PLACES, PROFILE

SECONDS = 20
KNOWN = Known((KnownLevel("areas", "planungsraum", "2020", {code: f"Area {code}" for code in CODES}),), MEASURES)
_AUTO = replace(PROFILE, delimiter="auto", encoding="auto", quote="auto")
PROFILES = (
    PROFILE,
    _AUTO,
    replace(_AUTO, format="spreadsheet", footer=("Quelle*",)),
    replace(_AUTO, format="geodata", expected_areas="any"),
    replace(LONG, area=replace(LONG.area, column="Schlüssel"), delimiter=";"),
)
ACCEPTED, REFUSED, PERSONS, PARSER_DIED, WRONG = 0, 10, 11, 12, 13
STATUSES = {ACCEPTED: "accepted", REFUSED: "refused", PERSONS: "persons", PARSER_DIED: "parser died"}


@dataclass(frozen=True)
class Outcome:
    """``status``: one of the constants, or minus the signal that ended the process."""

    status: int
    seconds: float
    megabytes: float
    told: str


def try_apart(content: bytes, random: Random) -> Outcome:
    """Check the content in a process forked from this one."""
    profile, told = random.choice(PROFILES), os.memfd_create("told")
    started = time.monotonic()
    child = os.fork()
    if child == 0:
        signal.alarm(SECONDS)
        with os.fdopen(told, "w", closefd=False) as out:
            status = _tried(lambda: _try(content, profile), out)
        os._exit(status)
    _, state, usage = os.wait4(child, 0)
    seconds, status = time.monotonic() - started, os.waitstatus_to_exitcode(state)
    with os.fdopen(told, "r+b") as found:
        found.seek(0)
        words = found.read().decode(errors="replace")
    return Outcome(status, seconds, usage.ru_maxrss / 1024, words)


def _tried(what: Callable[[], int], out: TextIO) -> int:
    try:
        return what()
    except BaseException:
        traceback.print_exc(file=out)
        out.flush()
        return WRONG


def _try(content: bytes, profile: ProfileSpec) -> int:
    try:
        checked = check_file(content, profile=profile, measures=MEASURES, places=PLACES)
    except PersonLevelFile as refused:
        assert refused.reason_code in KINDS
        return PERSONS
    assert sum(checked.counts.values()) >= len(checked.problems)
    assert checked.refused or checked.inspected
    assert ((checked.states == ValueState.OK) == ~np.isnan(checked.values)).all()
    assert np.isfinite(checked.values[checked.states == ValueState.OK]).all()
    assert all(problem.row is None or problem.row >= 1 for problem in checked.problems)
    for raw in open_file(content, ProblemLog()).sheets:
        assert len({len(column) for column in raw.columns} | {len(raw.rows)}) == 1 or not raw.columns
        assert len(raw.columns) == len(raw.column_numbers)
        assert (np.diff(raw.rows) > 0).all() and (not len(raw.rows) or raw.rows[0] >= 1)
        for column in raw.columns:
            assert len(column.all()) == len(column)
    try:
        propose(content, file_name="x", known=KNOWN)
        assert isinstance(inspect_file(content, profile=profile), bool)
    except PersonLevelFile:
        return PERSONS
    if "too_costly" in checked.counts:
        return PARSER_DIED
    return REFUSED if checked.refused else ACCEPTED


def parse_forked(content: bytes) -> Parsed:
    """What ``parse_apart`` does, in a fork instead of a fresh child: the same limits, without half a second of imports."""
    if content in _parsed:
        return _parsed[content]
    with open(os.memfd_create("sheets"), "r+b") as told:
        child = os.fork()
        if child == 0:
            _parse(content, told.fileno())
        _, state, usage = os.wait4(child, 0)
        heaviest[0] = max(heaviest[0], usage.ru_maxrss / 1024)
        if os.waitstatus_to_exitcode(state) == 0:
            told.seek(0)
            return _parsed.setdefault(content, receive(told.read()))
    return Parsed(None, [], [Finding("too_costly", params={"megabytes": 0, "seconds": 0})])


heaviest = [0.0]
_parsed: dict[bytes, Parsed] = {}


def _parse(content: bytes, to: int) -> None:
    status = 1
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        signal.alarm(0)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (limits.SECONDS, limits.SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (limits.MEMORY_BYTES, limits.MEMORY_BYTES))
        with os.fdopen(to, "wb", closefd=False) as out:
            send(parse_file(content), out)
        status = 0
    finally:
        os._exit(status)
