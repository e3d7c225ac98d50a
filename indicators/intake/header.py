"""From the header of a file to the columns that its profile knows."""

import difflib
from dataclasses import dataclass

from indicators.catalogue.specs import ProfileSpec
from indicators.intake.problems import ProblemLog, make_problem
from indicators.intake.tables import Table

_TO_COMPARE = 500


@dataclass(frozen=True)
class Columns:
    """Positions in the table: of the area code (None: missing) and of each of the profile's columns that was delivered."""

    area: int | None
    delivered: dict[str, int]


def match_columns(table: Table, profile: ProfileSpec, log: ProblemLog) -> Columns:
    """Where the profile's columns stand; missing, repeated, unnamed and unknown ones are logged.

    An optional column that is absent or entirely blank counts as not delivered.
    """
    places: dict[str, int] = {}
    for position, name in enumerate(table.header):
        if not name:
            log.add(make_problem("unnamed_column", row=table.header_line, position=position + 1))
        elif name in places:
            log.add(
                make_problem(
                    "duplicate_column",
                    row=table.header_line,
                    column=name,
                    first=places[name] + 1,
                    second=position + 1,
                )
            )
        else:
            places[name] = position
    mapped = [column for column, _ in profile.columns]
    known = {profile.area.column, *mapped, *profile.ignored_columns}
    unknown = [name for name in places if name not in known]
    for name in unknown:
        log.add(make_problem("unknown_column", row=table.header_line, column=name))
    delivered: dict[str, int] = {}
    for name in mapped:
        optional = name in profile.optional_columns
        if name not in places:
            if optional:
                log.add(make_problem("column_not_delivered", column=name))
            else:
                _log_missing(name, unknown, table, log)
        elif optional and len(table.lines) and table.columns[places[name]].blank().all():
            log.add(make_problem("column_not_delivered", column=name))
        else:
            delivered[name] = places[name]
    if profile.area.column not in places:
        _log_missing(profile.area.column, unknown, table, log)
    return Columns(places.get(profile.area.column), delivered)


def _log_missing(name: str, unknown: list[str], table: Table, log: ProblemLog) -> None:
    """A missing column, with the most similar unknown one, which may be what was meant."""
    folded = {other.casefold(): other for other in reversed(unknown[:_TO_COMPARE])}
    similar = difflib.get_close_matches(name.casefold(), folded, n=1, cutoff=0.8)
    row = table.header_line
    if similar:
        log.add(make_problem("missing_column", row=row, column=name, value=folded[similar[0]], hint="similar"))
    else:
        log.add(make_problem("missing_column", row=row, column=name))
