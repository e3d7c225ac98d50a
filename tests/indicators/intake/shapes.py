"""Profiles and files of other shapes than one row an area, for the small city."""

from collections.abc import Sequence
from dataclasses import replace

from indicators.catalogue.profile_spec import LongColumns, PeriodFrom, ProfileSpec
from indicators.intake import CheckedFile, check_file
from indicators.intake.checked import CheckedPeriod
from indicators.periods import parse_period
from tests.indicators.intake.small_city import CODES, MEASURES, PLACES, PROFILE

PERIODS = ("2020-Q1", "2020-Q2", "2020-Q3")
BARE = replace(PROFILE, at_most=(), ignored_columns=(), period_kinds=("quarter",))
LONG = replace(
    BARE,
    layout="long",
    long=LongColumns("Wert", "Merkmal"),
    columns=(("Einwohner", "einwohner"), ("Ausländer", "einwohner_auslaendisch")),
    period="column",
    period_from=PeriodFrom("Quartal"),
)
STACKED = replace(BARE, period="column", period_from=PeriodFrom("Quartal"))
ABREAST = replace(
    BARE,
    period="header",
    columns=(("Einwohner {period}", "einwohner"), ("davon Ausländer {period}", "einwohner_auslaendisch")),
)


def value(measure: int, period: int, area: int) -> int:
    """A number that says by itself where it belongs."""
    return 10_000 * (measure + 1) + 1000 * period + area


def long_rows(order: Sequence[int] | None = None) -> list[str]:
    """A row for each area, measure and quarter."""
    rows = [
        f"{code};{name};{period};{value(m, p, a)}"
        for a, code in enumerate(CODES)
        for m, name in enumerate(("Einwohner", "Ausländer"))
        for p, period in enumerate(PERIODS)
    ]
    return rows if order is None else [rows[at] for at in order]


def read(rows: Sequence[str], profile: ProfileSpec, period: str = PERIODS[-1]) -> CheckedFile:
    """The check of a file with these lines, announced for a period."""
    spec = replace(profile, delimiter=";")
    content = ("\n".join(rows) + "\n").encode()
    return check_file(content, profile=spec, measures=MEASURES, places=PLACES, period=parse_period(period))


def told(checked: CheckedFile, period: str) -> CheckedPeriod:
    return next(part for part in checked.periods if part.period == parse_period(period))


def numbers(part: CheckedPeriod) -> list[list[float]]:
    """The values of the twelve areas, measure by measure."""
    return part.values[:, : len(CODES)].tolist()


def expected(period: int) -> list[list[float]]:
    return [[float(value(measure, period, area)) for area in range(len(CODES))] for measure in (0, 1)]
