"""Which place each row of a file speaks about: an area, the residual unit or the total."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from indicators.catalogue.specs import ProfileSpec
from indicators.intake.problems import Problem, ProblemLog, make_problem
from indicators.intake.texts import Ints, Texts

NOWHERE = -1


@dataclass(frozen=True)
class Places:
    """What a file of one level may speak about: the edition's area codes in position order, the code of its residual unit
    and the code of the area on top, whose row would be a delivered total. ``upper``: areas of the levels between that have
    rows of their own, delivered totals too.
    """

    level: str
    codes: tuple[str, ...]
    residual: str | None = None
    total: str | None = None
    upper: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """Areas in position order, the residual unit, upper areas, at last the total, as far as there are any."""
        residual = () if self.residual is None else (self.residual,)
        return (*self.codes, *residual, *self.upper, *(() if self.total is None else (self.total,)))


def find_places(codes: Texts, lines: Ints, profile: ProfileSpec, places: Places, log: ProblemLog) -> Ints:
    """The position in ``places.all`` of each row, -1 for a row that has none or repeats an earlier row's.

    Rows whose code stands in the profile's ``residual_rows`` (or is the residual unit's own) and ``total_rows`` go to those
    units. A code that leading zeros would complete is an error that says so; it is not repaired. Where more than half of
    the codes are unknown the file belongs to another edition or level: one problem instead of hundreds.
    """
    index = _index(profile, places)
    texts = codes.trimmed().all()
    found = np.array([index.get(text, NOWHERE) for text in texts], dtype=np.int64)
    lost = np.flatnonzero(found < 0)
    problems = [_lost(texts[row], int(lines[row]), profile, places, index) for row in lost]
    unknown = [problem for problem in problems if problem.code == "unknown_area"]
    foreign = 2 * len(unknown) > len(texts)
    if foreign:
        problems = [problem for problem in problems if problem.code != "unknown_area"]
        log.add(_foreign(unknown, len(texts), profile, places))
    log.extend(problems)
    _take_out_repeated(found, texts, lines, profile, log)
    if profile.expected_areas == "edition" and not foreign:
        _log_missing(found, profile, places, log)
    return found


def _index(profile: ProfileSpec, places: Places) -> Mapping[str, int]:
    every, index = places.all, dict[str, int]()
    if places.residual is not None:
        residual = every.index(places.residual, len(places.codes))
        index.update(dict.fromkeys((places.residual, *profile.residual_rows), residual))
    if places.total is not None:
        index.update(dict.fromkeys(profile.total_rows, len(every) - 1))
    index.update({code: every.index(code, len(places.codes)) for code in places.upper})
    index.update({code: position for position, code in enumerate(places.codes)})
    return index


def _lost(text: str, line: int, profile: ProfileSpec, places: Places, index: Mapping[str, int]) -> Problem:
    """Why a row has no place."""
    column, width = profile.area.column, profile.area.width
    if not text:
        return make_problem("blank_area_code", row=line, column=column)
    if text in profile.residual_rows:
        return make_problem("no_residual_area", row=line, column=column, value=text)
    if text in profile.total_rows:
        return make_problem("no_total_area", row=line, column=column, value=text)
    bare = text.removesuffix(".0")
    if bare.isascii() and bare.isdigit() and len(bare) < width and bare.zfill(width) in index:
        return make_problem("zero_stripped_code", row=line, column=column, value=text, meant=bare.zfill(width))
    return make_problem("unknown_area", row=line, column=column, value=text, level=places.level)


def _foreign(unknown: list[Problem], rows: int, profile: ProfileSpec, places: Places) -> Problem:
    """One problem for a file of other areas: of another level where the codes are much shorter or longer than expected."""
    lengths = Counter(len(problem.value or "") for problem in unknown)
    length, width = lengths.most_common(1)[0][0], profile.area.width
    if width and abs(length - width) > 1:  # one alone may be a lost zero
        code, hint, more = "wrong_level", "", {"length": length, "width": width}
    else:
        code, hint, more = "unknown_edition", "areas", {}
    return make_problem(
        code,
        row=unknown[0].row,
        column=profile.area.column,
        value=unknown[0].value,
        hint=hint,
        unknown=len(unknown),
        rows=rows,
        level=places.level,
        **more,
    )


def _take_out_repeated(found: Ints, texts: list[str], lines: Ints, profile: ProfileSpec, log: ProblemLog) -> None:
    """Only the first row of a place keeps it; every later one is an error that names both lines."""
    placed = np.flatnonzero(found >= 0)
    positions, firsts, inverse = np.unique(found[placed], return_index=True, return_inverse=True)
    if positions.size == placed.size:
        return
    first_rows = placed[firsts][inverse]
    again = placed != first_rows
    for row, first in zip(placed[again], first_rows[again], strict=True):
        if not log.room("duplicate_area"):
            break
        log.add(
            make_problem(
                "duplicate_area",
                row=int(lines[row]),
                column=profile.area.column,
                value=texts[row],
                first_row=int(lines[first]),
            )
        )
    log.more("duplicate_area", int(again.sum()) - log.counts.get("duplicate_area", 0))
    found[placed[again]] = NOWHERE


def _log_missing(found: Ints, profile: ProfileSpec, places: Places, log: ProblemLog) -> None:
    """A warning for each area of the edition without a row: its values will be missing.

    No error, for real tables leave out areas that nobody lives in yet.
    """
    delivered = np.zeros(len(places.codes), dtype=np.bool_)
    inside = found[(found >= 0) & (found < len(places.codes))]
    delivered[inside] = True
    for position in np.flatnonzero(~delivered):
        code = places.codes[position]
        log.add(make_problem("missing_area", column=profile.area.column, value=code, level=places.level))
