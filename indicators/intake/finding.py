"""From a file's raw sheets to the tables that its profile describes: which sheets, where each begins and ends."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from indicators.catalogue.profile_spec import ProfileSpec
from indicators.catalogue.wildcards import matches_any
from indicators.intake.footers import table_end
from indicators.intake.header import names_in, numbers_in, plain
from indicators.intake.problems import ProblemLog, make_problem
from indicators.intake.tables import RawSheet, Table, table_below

LOOKED_AT = 200
"""How many rows a header is looked for in."""


@dataclass(frozen=True)
class Found:
    """A sheet, the place of its header among the rows, and which of the profile's columns that has."""

    raw: RawSheet
    index: int
    telling: int
    columns: frozenset[str]


def find_tables(sheets: Sequence[RawSheet], profile: ProfileSpec, log: ProblemLog) -> tuple[Table, ...]:
    """One table for each sheet that the profile speaks of; what is left out is told."""
    offered = [raw for raw in sheets if len(raw.rows)]
    if not offered:
        return ()
    chosen = _chosen([find_header(raw, profile) for raw in offered], profile, log)
    return tuple(_table(found, profile, log) for found in chosen)


def find_header(raw: RawSheet, profile: ProfileSpec) -> Found:
    """The row that has most of the profile's columns, the first of these; the first of all where none has any."""
    height = profile.header.rows
    rows = raw.head(LOOKED_AT + height)
    if profile.header.row:
        stated = np.flatnonzero(raw.rows == profile.header.row)
        candidates = [int(stated[0])] if stated.size and stated[0] < len(rows) else []
    else:
        candidates = list(range(max(1, min(len(rows), LOOKED_AT))))
    everything = 2 * len(profile.telling_columns) + len(profile.table_columns)
    best, most = Found(raw, candidates[0] if candidates else 0, 0, frozenset()), 0
    for index in candidates:
        names = joined(rows[index : index + height])
        telling, columns = names_in(names, profile.telling_columns), numbers_in(names, profile)
        if 2 * len(telling) + len(columns) > most:
            best = Found(raw, index, len(telling), frozenset(columns))
            most = 2 * len(telling) + len(columns)
        if most == everything:
            break
    return best


def joined(rows: Sequence[Sequence[str]]) -> list[str]:
    """The names of several header rows, column by column, as ``tables.table_below`` joins them."""
    return [" / ".join(dict.fromkeys(text for text in texts if text)) for texts in zip(*rows, strict=True)]


def _chosen(found: list[Found], profile: ProfileSpec, log: ProblemLog) -> list[Found]:
    if found[0].raw.name is None:
        return found[:1]
    wanted = [candidate for candidate in found if _is_offered(candidate.raw, profile)]
    if not wanted:
        names = ", ".join(candidate.raw.name or "" for candidate in found)
        log.add(make_problem("sheet_not_found", wanted=", ".join(profile.sheets) or "*", found=names))
        return []
    full = [
        candidate for candidate in wanted if candidate.telling == len(profile.telling_columns) and candidate.columns
    ]
    several = profile.sheets or profile.period == "sheet" or (profile.long is not None and not profile.long.measure)
    chosen = full if several else sorted(full, key=lambda candidate: -len(candidate.columns))[:1]
    if not chosen:
        chosen = [max(wanted, key=lambda candidate: (candidate.telling, len(candidate.columns)))]
    for candidate in found:
        if candidate not in chosen:
            with log.within(candidate.raw.name):
                log.add(make_problem("sheet_not_read", rows=len(candidate.raw.rows)))
    return chosen


def _is_offered(raw: RawSheet, profile: ProfileSpec) -> bool:
    """Whether the profile speaks of a sheet; a hidden one is only read under its own name."""
    name = raw.name or ""
    return name in profile.sheets or (not raw.is_hidden and (not profile.sheets or matches_any(name, profile.sheets)))


def _table(found: Found, profile: ProfileSpec, log: ProblemLog) -> Table:
    raw, height = found.raw, profile.header.rows
    below = min(found.index + height, len(raw.rows))
    with log.within(raw.name):
        end = table_end(raw, below, profile, log)
        if found.index:
            log.add(make_problem("rows_above", row=int(raw.rows[found.index]), rows=found.index))
        table = table_below(raw, found.index, rows=below - found.index, end=end, log=log)
        if not len(table.lines):
            log.add(make_problem("no_rows"))
    return replace(table, header=tuple(plain(name) for name in table.header))
