"""From the parts of a file to the values of one period: each cell once, with the line that it came from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from indicators.catalogue.profile_spec import ProfileSpec
from indicators.catalogue.specs import MeasureSpec
from indicators.intake.cells import Notation, notation_of, read_cells
from indicators.intake.checked import CheckedPeriod, nothing_said
from indicators.intake.comparisons import check_column, not_computed_rows
from indicators.intake.parts import Part
from indicators.intake.problems import ProblemLog, make_problem
from indicators.intake.rows import Places
from indicators.intake.texts import Bools, Ints
from indicators.periods import Period
from indicators.states import ValueState


@dataclass(frozen=True, eq=False)
class Filled:
    """One period as its parts fill it; ``sources`` names for each measure the parts and the profile's column."""

    told: CheckedPeriod
    sources: tuple[tuple[tuple[Part, str], ...], ...]

    def text(self, row: int, place: int) -> str:
        """The cell of a measure and a place as it stands in the file."""
        for part, column in self.sources[row]:
            at = np.flatnonzero(part.places == place)
            if at.size:
                return part.cells[column].one(int(at[0])).strip()
        return ""


def fill(
    period: Period | None,
    parts: Iterable[Part],
    profile: ProfileSpec,
    measures: Mapping[str, MeasureSpec],
    places: Places,
    log: ProblemLog,
) -> Filled:
    """Read the cells of all parts of a period; those of rows without a place are checked too."""
    mapping = profile.columns_at(period)
    told, notation = nothing_said(period, mapping, len(places.all)), notation_of(profile)
    row_of = {column: (row, measures[measure]) for row, (column, measure) in enumerate(mapping)}
    names, sheets = list(told.columns), list(told.sheets)
    sources: list[list[tuple[Part, str]]] = [[] for _ in mapping]
    for part in parts:
        with log.within(part.sheet):
            once = _without_repeated(part, profile, log)
            skip = not_computed_rows(part.cells, len(part.lines), profile, log)
            for column in part.cells:
                row, measure = row_of[column]
                names[row], sheets[row] = column if profile.long else part.names[column], part.sheet
                sources[row].append((once, column))
                _fill_column(told, row, once, column, measure, skip.get(column), notation, log)
    for row, name in enumerate(names):
        if sources[row]:
            with log.within(sheets[row]):
                check_column(name, told.values[row][told.given[row]], told.states[row][told.given[row]], log)
    named = replace(told, columns=tuple(names), sheets=tuple(sheets))
    return Filled(named, tuple(tuple(entries) for entries in sources))


def _fill_column(
    told: CheckedPeriod,
    row: int,
    part: Part,
    column: str,
    measure: MeasureSpec,
    skip: Bools | None,
    notation: Notation,
    log: ProblemLog,
) -> None:
    """Put the cells of one column where they belong; one that another part filled already is an error."""
    skipped = np.zeros(len(part.lines), dtype=np.bool_) if skip is None else skip
    name = part.names[column]
    values, states = read_cells(part.cells[column], skipped, part.lines, name, measure, notation, log)
    states[skipped] = ValueState.NOT_APPLICABLE
    placed = np.flatnonzero(part.places >= 0)
    at = part.places[placed]
    again = told.given[row, at]
    if again.any():
        _log_again(told, row, part, placed[again], name, log)
        placed, at = placed[~again], at[~again]
    told.values[row, at] = values[placed]
    told.states[row, at] = states[placed]
    told.given[row, at] = True
    told.lines[row, at] = part.lines[placed]


def _log_again(told: CheckedPeriod, row: int, part: Part, rows: Ints, name: str, log: ProblemLog) -> None:
    shown = rows[: log.room("delivered_twice")]
    codes = [] if part.codes is None else part.codes.at(shown)
    for at, code in zip(shown, codes, strict=True):
        first = int(told.lines[row, part.places[at]])
        log.add(
            make_problem("delivered_twice", row=int(part.lines[at]), column=name, value=code.strip(), first_row=first)
        )
    log.more("delivered_twice", rows.size - shown.size)


def _without_repeated(part: Part, profile: ProfileSpec, log: ProblemLog) -> Part:
    """Only the first row of a place keeps it; every later one is an error that names both lines."""
    placed = np.flatnonzero(part.places >= 0)
    if not placed.size or part.codes is None:
        return part
    at = part.places[placed]
    first_row = np.full(int(at.max()) + 1, -1, dtype=np.int64)
    first_row[at[::-1]] = placed[::-1]
    again = placed[first_row[at] != placed]
    if not again.size:
        return part
    shown = again[: log.room("duplicate_area")]
    for row, text in zip(shown, part.codes.at(shown), strict=True):
        first = int(part.lines[first_row[part.places[row]]])
        column = profile.area.column
        line = int(part.lines[row])
        log.add(make_problem("duplicate_area", row=line, column=column, value=text.strip(), first_row=first))
    log.more("duplicate_area", again.size - shown.size)
    places = part.places.copy()
    places[again] = -1
    return replace(part, places=places)
