"""What an import profile says, as frozen dataclasses: how a file's tables, columns, rows and signs map. Pure."""

from dataclasses import dataclass, replace

from indicators.catalogue.text import Text
from indicators.periods import Period, parse_period


@dataclass(frozen=True)
class AreaColumn:
    """The column that carries the area code, the level it means, and the codes' width (0: any).

    ``system`` names the area system where several have that level; ``upper`` the levels above whose areas have rows of
    their own, for what the supplier suppressed below can still be told there.
    """

    column: str
    level: str
    width: int = 0
    system: str = ""
    upper: tuple[str, ...] = ()


@dataclass(frozen=True)
class NotComputed:
    """Rows whose columns ``when_all_in`` are all 0, blank or absent from the file were not computed.

    The values of these columns are not applicable in such a row; its other columns are read as they stand.
    """

    when_all_in: tuple[str, ...]


@dataclass(frozen=True)
class ColumnsFrom:
    """From ``period`` on (by its end) these columns map to other measures: the same header, a new definition."""

    period: str
    columns: tuple[tuple[str, str], ...]  # (column of ``ProfileSpec.columns``, measure)


@dataclass(frozen=True)
class SumOf:
    """In every row ``total`` equals the sum of ``parts``, where all of them are given."""

    total: str
    parts: tuple[str, ...]


@dataclass(frozen=True)
class HeaderRows:
    """Where the header stands: its first row in the sheet (0: found by the profile's columns), and how many rows it has.

    Names of several rows are joined by " / ", the uppermost first; what is blank or repeats the row above is left out.
    """

    row: int = 0
    rows: int = 1


@dataclass(frozen=True)
class LongColumns:
    """A row per number: the column that names the measure (empty: the sheet's name does) and the one that holds the number.

    The profile's ``columns`` then map words of the measure column.
    """

    value: str
    measure: str = ""


@dataclass(frozen=True)
class PeriodFrom:
    """The column that names the period, and how it is written there, in a header or in the name of a sheet.

    ``pattern``: {period} stands for any usual writing; {year}, {half}, {quarter}, {month} and {day} for parts of one; * for
    any text. Empty: the whole text is the period.
    """

    column: str = ""
    pattern: str = ""


PERIOD_MARK = "{period}"
"""Stands for the period in a header where the columns of a file carry it."""


@dataclass(frozen=True)
class ProfileSpec:
    """How a file's columns and signs map. One specification reads, validates and documents.

    Readers take ``at(period)``, never ``columns`` alone: a definition that changed maps the same header to another
    measure from a stated period on.
    """

    code: str
    title: Text
    source: str
    format: str  # csv | spreadsheet | geodata | parquet
    delimiter: str  # "auto": told by the file
    encoding: str  # "auto": told by the file
    area: AreaColumn
    period: str  # argument | column | header | sheet
    columns: tuple[tuple[str, str], ...]  # (column in the file, or word of the measure column in a long one; measure)
    signs: tuple[tuple[str, str], ...]  # (sign, state word or "zero")
    expected_areas: str  # edition | any
    period_kinds: tuple[str, ...] = ("day", "month", "quarter", "half-year", "year")
    decimal: str = "."
    thousands: str = ""
    optional_columns: tuple[str, ...] = ()  # of ``columns``: may be absent or entirely blank
    ignored_columns: tuple[str, ...] = ()  # known and not loaded; any other unknown column is reported as a hint
    residual_rows: tuple[str, ...] = ()
    total_rows: tuple[str, ...] = ()  # rows that carry the total of the city
    not_computed: tuple[NotComputed, ...] = ()
    at_most: tuple[tuple[str, str], ...] = ()  # (column, column it may not exceed)
    columns_from: tuple[ColumnsFrom, ...] = ()
    sums: tuple[SumOf, ...] = ()
    quote: str = '"'
    sheets: tuple[str, ...] = ()  # patterns of names; empty: those that have the columns
    header: HeaderRows = HeaderRows()
    footer: tuple[
        str, ...
    ] = ()  # patterns of a row's first text; such a row and all behind it are no part of the table
    ignored_rows: tuple[str, ...] = ()  # patterns of codes: rows known and not loaded
    layout: str = "wide"  # wide: a column per measure | long: a row per number
    long: LongColumns | None = None
    period_from: PeriodFrom = PeriodFrom()

    @property
    def several_periods(self) -> bool:
        """Whether the file itself says the periods of its numbers."""
        return self.period != "argument"

    @property
    def table_columns(self) -> tuple[str, ...]:
        """Headers of the columns that carry numbers, as the profile writes them ({period} included)."""
        return (self.long.value,) if self.long else tuple(column for column, _ in self.columns)

    @property
    def telling_columns(self) -> tuple[str, ...]:
        """Headers of the columns that say what a row is about: the area, the measure of a long file, the period."""
        measure = self.long.measure if self.long else ""
        period = self.period_from.column if self.period == "column" else ""
        return tuple(column for column in (self.area.column, measure, period) if column)

    def columns_at(self, period: Period | None) -> tuple[tuple[str, str], ...]:
        """(column, measure) in the order of ``columns`` as they hold for ``period``; ``None``: before any change."""
        mapping = dict(self.columns)
        if period is not None:
            for entry in sorted(self.columns_from, key=lambda entry: parse_period(entry.period).ends):
                if parse_period(entry.period).ends <= period.ends:
                    mapping.update(entry.columns)
        return tuple(mapping.items())

    def at(self, period: Period | None) -> "ProfileSpec":
        """The profile with ``columns`` as they hold for ``period``: what readers of a file work with."""
        return replace(self, columns=self.columns_at(period), columns_from=())

    @property
    def measures(self) -> tuple[str, ...]:
        """Every measure the profile delivers in any period, without repetition."""
        later = (measure for entry in self.columns_from for _, measure in entry.columns)
        return tuple(dict.fromkeys((*(measure for _, measure in self.columns), *later)))
