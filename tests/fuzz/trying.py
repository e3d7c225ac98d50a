"""One input and what must hold whatever it is."""

import signal
import traceback
from dataclasses import dataclass, replace
from random import Random
from time import monotonic
from typing import Any

import numpy as np

from indicators.catalogue.specs import ProfileSpec
from indicators.intake import KINDS, PersonLevelFile, check_file, inspect_file
from indicators.intake.problems import ProblemLog
from indicators.intake.proposing import Known, KnownLevel, propose
from indicators.intake.reading import open_file
from indicators.parsing import limits
from indicators.states import ValueState
from tests.indicators.intake.shapes import LONG
from tests.indicators.intake.small_city import CODES, MEASURES, PLACES, PROFILE

SECONDS = 2 * limits.WAITING_SECONDS
KNOWN = Known((KnownLevel("areas", "planungsraum", "2020", {code: f"Area {code}" for code in CODES}),), MEASURES)
_AUTO = replace(PROFILE, delimiter="auto", encoding="auto", quote="auto")
PROFILES = (
    PROFILE,
    _AUTO,
    replace(_AUTO, format="spreadsheet", footer=("Quelle*",)),
    replace(_AUTO, format="geodata", expected_areas="any"),
    replace(LONG, area=replace(LONG.area, column="Schlüssel"), delimiter=";"),
)


class Hung(BaseException):
    """The time of an input is over."""


@dataclass(frozen=True)
class Outcome:
    """``status``: accepted, refused, persons, parser died; or, which must not be, failed or hung, with what was told."""

    status: str
    seconds: float
    told: str = ""

    @property
    def is_wrong(self) -> bool:
        return self.status in ("failed", "hung")


def try_one(content: bytes, random: Random) -> Outcome:
    """Check, open, propose and inspect the content."""
    profile, started = random.choice(PROFILES), monotonic()
    signal.signal(signal.SIGALRM, _ring)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        status, told = _try(content, profile), ""
    except Hung:
        status, told = "hung", traceback.format_exc()
    except Exception:  # whatever it is: that is what is looked for
        status, told = "failed", traceback.format_exc()
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return Outcome(status, monotonic() - started, told)


def _ring(*_: Any) -> None:
    raise Hung


def _try(content: bytes, profile: ProfileSpec) -> str:
    try:
        checked = check_file(content, profile=profile, measures=MEASURES, places=PLACES)
    except PersonLevelFile as refused:
        assert refused.reason_code in KINDS
        return "persons"
    assert sum(checked.counts.values()) >= len(checked.problems)
    assert checked.refused or checked.inspected
    assert ((checked.states == ValueState.OK) == ~np.isnan(checked.values)).all()
    assert np.isfinite(checked.values[checked.states == ValueState.OK]).all()
    assert all(problem.row is None or problem.row >= 1 for problem in checked.problems)
    for raw in open_file(content, ProblemLog()).sheets:
        assert len({len(column) for column in raw.columns} | {len(raw.rows)}) == 1 or not raw.columns
        assert len(raw.columns) == len(raw.column_numbers)
        assert (np.diff(raw.rows) > 0).all() and (not len(raw.rows) or raw.rows[0] >= 1)
        assert all(len(column.all()) == len(column) for column in raw.columns)
    try:
        propose(content, file_name="x", known=KNOWN)
        assert isinstance(inspect_file(content, profile=profile), bool)
    except PersonLevelFile:
        return "persons"
    if "too_costly" in checked.counts:
        return "parser died"
    return "refused" if checked.refused else "accepted"
