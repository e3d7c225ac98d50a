"""Which place each row of a file speaks about: an area, the residual unit or the total."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from indicators.catalogue.profile_spec import ProfileSpec
from indicators.catalogue.wildcards import matches_any
from indicators.intake.codes import Reading, read_codes
from indicators.intake.problems import Problem, ProblemLog, make_problem
from indicators.intake.texts import Bools, Ints, Texts

NOWHERE = -1
LEFT_OUT = -2
"""A row without any content, a repeated header, or one that the profile ignores: no part of the table."""


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


def find_places(codes: Texts, empty: Bools, lines: Ints, profile: ProfileSpec, places: Places, log: ProblemLog) -> Ints:
    """The position in ``places.all`` of each row, ``NOWHERE`` for one that has none, ``LEFT_OUT`` for one left out.

    Rows whose code stands in the profile's ``residual_rows`` (or is the residual unit's own) and ``total_rows`` go to those
    units. A code that lost its zeros or got a decimal one is read as what it was where that is clear, and told; otherwise
    it is an error. Where more than half of the codes are unknown the file belongs to another edition or level: one problem
    instead of hundreds. ``empty`` rows have no number in any column: without a code they are no rows.
    """
    word_of, words = codes.encoded()
    readings = read_codes(words, _index(profile, places))
    found = np.array([reading.position for reading in readings] or [NOWHERE], dtype=np.int64)[word_of]
    ignored = np.array([_is_ignored(word, profile) for word in words] or [False])[word_of] & (found < 0)
    blank = np.array([not word for word in words] or [False])[word_of]
    found[ignored | (blank & empty)] = LEFT_OUT
    if ignored.any():
        first = int(np.argmax(ignored))
        problem = make_problem(
            "rows_ignored", row=int(lines[first]), value=words[word_of[first]], rows=int(ignored.sum())
        )
        log.add(problem)
    _log_repaired(word_of, words, readings, lines, profile, places, log)
    _log_lost(found, word_of, words, readings, lines, profile, places, log)
    return found


def _is_ignored(word: str, profile: ProfileSpec) -> bool:
    """Whether the profile leaves rows of this code out; a header that is repeated on each page is no row either."""
    return bool(word) and (word == profile.area.column or matches_any(word, profile.ignored_rows))


def _index(profile: ProfileSpec, places: Places) -> Mapping[str, int]:
    every, index = places.all, dict[str, int]()
    if places.residual is not None:
        residual = every.index(places.residual, len(places.codes))
        index.update(dict.fromkeys((places.residual, *profile.residual_rows), residual))
    if places.total is not None:
        index.update(dict.fromkeys(profile.total_rows, len(every) - 1))
    first_upper = len(places.codes) + (places.residual is not None)
    index.update({code: first_upper + number for number, code in enumerate(places.upper)})
    index.update({code: position for position, code in enumerate(places.codes)})
    return index


def _log_repaired(
    word_of: Ints,
    words: Sequence[str],
    readings: Sequence[Reading],
    lines: Ints,
    profile: ProfileSpec,
    places: Places,
    log: ProblemLog,
) -> None:
    """Each row whose code was read as another, with what it was read as."""
    repaired = np.array([reading.is_repaired for reading in readings] or [False])[word_of]
    rows, every = np.flatnonzero(repaired), places.all
    shown = rows[: log.room("code_repaired")]
    for row in shown:
        meant = every[readings[word_of[row]].position]
        told = words[word_of[row]]
        log.add(make_problem("code_repaired", row=int(lines[row]), column=profile.area.column, value=told, meant=meant))
    log.more("code_repaired", rows.size - shown.size)


def _log_lost(
    found: Ints,
    word_of: Ints,
    words: Sequence[str],
    readings: Sequence[Reading],
    lines: Ints,
    profile: ProfileSpec,
    places: Places,
    log: ProblemLog,
) -> None:
    """Why rows have no place, row by row; codes of another edition or level are one problem."""
    lost = np.flatnonzero(found == NOWHERE)
    if not lost.size:
        return
    template = [_lost(word, reading, profile, places) for word, reading in zip(words, readings, strict=True)]
    codes = np.array([problem.code for problem in template])[word_of[lost]]
    unknown = lost[codes == "unknown_area"]
    rows = int((found != LEFT_OUT).sum())
    foreign = 2 * unknown.size > rows
    if foreign:
        log.add(_foreign([words[word_of[row]] for row in unknown], int(lines[unknown[0]]), rows, profile, places))
    for code in dict.fromkeys(codes.tolist()):
        if foreign and code == "unknown_area":
            continue
        chosen = lost[codes == code]
        shown = chosen[: log.room(code)]
        for row in shown:
            log.add(_at(template[word_of[row]], int(lines[row])))
        log.more(code, chosen.size - shown.size)


def _at(problem: Problem, line: int) -> Problem:
    return Problem(problem.code, problem.severity, None, line, problem.column, problem.value, problem.params)


def _lost(text: str, reading: Reading, profile: ProfileSpec, places: Places) -> Problem:
    """Why rows of a code have no place; their lines are not said yet."""
    column = profile.area.column
    if not text:
        return make_problem("blank_area_code", column=column)
    if text in profile.residual_rows:
        return make_problem("no_residual_area", column=column, value=text)
    if text in profile.total_rows:
        return make_problem("no_total_area", column=column, value=text)
    if reading.meant:
        return make_problem("zero_stripped_code", column=column, value=text, meant=", ".join(reading.meant))
    return make_problem("unknown_area", column=column, value=text, level=places.level)


def _foreign(unknown: Sequence[str], line: int, rows: int, profile: ProfileSpec, places: Places) -> Problem:
    """One problem for a file of other areas: of another level where the codes are much shorter or longer than expected."""
    lengths = Counter(map(len, unknown))
    length, width = lengths.most_common(1)[0][0], profile.area.width
    if width and abs(length - width) > 1:  # one alone may be a lost zero
        code, hint, more = "wrong_level", "", {"length": length, "width": width}
    else:
        code, hint, more = "unknown_edition", "areas", {}
    return make_problem(
        code,
        row=line,
        column=profile.area.column,
        value=unknown[0],
        hint=hint,
        unknown=len(unknown),
        rows=rows,
        level=places.level,
        **more,
    )


def log_missing_areas(given: Bools, profile: ProfileSpec, places: Places, log: ProblemLog) -> None:
    """A warning for each area of the edition without a row: its values will be missing.

    No error, for real tables leave out areas that nobody lives in yet.
    """
    if profile.expected_areas != "edition":
        return
    missing = np.flatnonzero(~given[: len(places.codes)])
    shown = missing[: log.room("missing_area")]
    for position in shown:
        code = places.codes[position]
        log.add(make_problem("missing_area", column=profile.area.column, value=code, level=places.level))
    log.more("missing_area", missing.size - shown.size)
