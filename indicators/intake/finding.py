"""From a file's raw sheets to the tables that its profile describes."""

from collections.abc import Sequence

from indicators.catalogue.specs import ProfileSpec
from indicators.intake.problems import ProblemLog, make_problem
from indicators.intake.tables import RawSheet, Table, table_below


def find_tables(sheets: Sequence[RawSheet], profile: ProfileSpec, log: ProblemLog) -> tuple[Table, ...]:
    """One table for each sheet that the profile speaks of."""
    return tuple(find_table(raw, profile, log) for raw in sheets[:1])


def find_table(raw: RawSheet, profile: ProfileSpec, log: ProblemLog) -> Table:
    """What stands below the first row."""
    with log.within(raw.name):
        table = table_below(raw, 0, log=log)
        if len(raw.rows) == 1:
            log.add(make_problem("no_rows"))
    return table
