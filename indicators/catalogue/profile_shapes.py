"""Rules between the keys of an import profile about the shape of its files: format, layout, periods, rows. Pure."""

import re
from dataclasses import fields

from indicators.catalogue.problems import Findings
from indicators.catalogue.profile_rules import pairs_of, texts_of
from indicators.catalogue.profile_spec import PERIOD_MARK, LongColumns, PeriodFrom, ProfileSpec
from indicators.catalogue.readers import shown
from indicators.catalogue.rules import FullName, Values
from indicators.catalogue.wildcards import matches_any

PLACES = ("period", "year", "half", "quarter", "month", "day")
"""What a pattern may name in braces."""

_UNSTATED: Values = {
    "delimiter": "auto",
    "encoding": "auto",
    **{
        entry.name: entry.default
        for entry in fields(ProfileSpec)
        if entry.name in ("quote", "sheets", "header", "footer")
    },
}
_NOT_FOR = {
    "csv": ("sheets",),
    "spreadsheet": ("delimiter", "encoding", "quote"),
    "geodata": ("delimiter", "quote", "header", "footer"),
    "parquet": ("delimiter", "encoding", "quote", "sheets", "header", "footer"),
}


def keys_fit_the_format(values: Values, full: FullName, findings: Findings) -> None:
    """A text has a delimiter, a spreadsheet has sheets: nothing is stated of what the format does not have."""
    stated = str(values.get("format", ""))
    for key in _NOT_FOR.get(stated, ()):
        if key in values and values[key] != _UNSTATED[key]:
            findings.add(full(key), "not_for_format", format=stated)
    if stated in ("csv", "parquet") and values.get("period") == "sheet":
        findings.add(full("period"), "not_for_format", format=stated)


def long_keys_fit_the_layout(values: Values, full: FullName, findings: Findings) -> None:
    """A long file names its column of numbers, a wide one does not; the sheet can only name one of measure and period."""
    layout, long = values.get("layout"), values.get("long")
    if layout == "wide" and long is not None:
        findings.add(full("long"), "not_for_layout", layout="wide")
    if layout == "long":
        if "long" in values and long is None:
            findings.add(full("long"), "missing_key")
        if values.get("not_computed"):
            findings.add(full("not_computed"), "not_for_layout", layout="long")
    if layout == "long" and isinstance(long, LongColumns) and not long.measure:
        no_sheet_left = values.get("period") == "sheet" or values.get("format") in ("csv", "parquet")
        if no_sheet_left:
            findings.add(full("long.measure"), "missing_key")


def period_has_its_place(values: Values, full: FullName, findings: Findings) -> None:
    """Where the period stands in a column, that one is named; in headers, each carries {period}; else none does."""
    origin, source, long = values.get("period"), values.get("period_from"), values.get("long")
    if not isinstance(origin, str) or not isinstance(source, PeriodFrom):
        return
    if origin == "column" and not source.column:
        findings.add(full("period_from.column"), "missing_key")
    if origin != "column" and source.column:
        findings.add(full("period_from.column"), "not_for_origin", origin=origin)
    if origin == "argument" and source.pattern:
        findings.add(full("period_from.pattern"), "not_for_origin", origin=origin)
    if isinstance(long, LongColumns):
        columns = [("long.value", long.value)]
    else:
        columns = [("columns", column) for column, _ in pairs_of(values.get("columns"))]
    for key, column in columns:
        if (column.count(PERIOD_MARK) == 1) != (origin == "header"):
            told = "period_not_in_column" if origin == "header" else "not_for_origin"
            params = {"column": shown(column)} if origin == "header" else {"origin": origin}
            findings.add(full(key), told, **params)
            return


def pattern_names_a_period(values: Values, full: FullName, findings: Findings) -> None:
    """A pattern has {period}, or {year} alone or with {half}, {quarter}, {month}, or {month} and {day}."""
    source = values.get("period_from")
    if not isinstance(source, PeriodFrom) or not source.pattern:
        return
    named = re.findall(r"{([^{}]*)}", source.pattern)
    parts = set(named)
    sound = len(parts) == len(named) and (
        parts == {"period"}
        or parts in ({"year"}, {"year", "half"}, {"year", "quarter"}, {"year", "month"})
        or parts == {"year", "month", "day"}
    )
    if not sound:
        findings.add(full("period_from.pattern"), "bad_pattern", value=shown(source.pattern))


def ignored_rows_have_no_other_use(values: Values, full: FullName, findings: Findings) -> None:
    """A row that is left out is no total and no residual unit."""
    patterns = texts_of(values.get("ignored"))
    for key in ("residual", "total"):
        for code in texts_of(values.get(key)):
            if matches_any(code, patterns):
                findings.add(full("ignored"), "row_used_twice", value=shown(code))
