"""Rules between the keys of an import profile: each column has one use, each measure one column. Pure.

``indicators.catalogue.profile_shapes`` holds those about the shape of its files.
"""

from indicators.catalogue.problems import Findings
from indicators.catalogue.profile_spec import ColumnsFrom, LongColumns, NotComputed, PeriodFrom, SumOf
from indicators.catalogue.readers import shown
from indicators.catalogue.rules import FullName, Values, periods_ascend


def named_columns_are_mapped(values: Values, full: FullName, findings: Findings) -> None:
    """Rules speak about columns that ``columns`` maps."""
    mapped = {left for left, _ in pairs_of(values.get("columns"))}
    if not mapped:
        return
    named: list[tuple[str, str]] = [("optional_columns", column) for column in texts_of(values.get("optional_columns"))]
    named += [("at_most", column) for pair in pairs_of(values.get("at_most")) for column in pair]
    named += [("columns_from", column) for entry in _later(values) for column, _ in entry.columns]
    for entry in _tuple(values.get("not_computed")):
        if isinstance(entry, NotComputed):
            named += [("not_computed", column) for column in entry.when_all_in]
    for entry in _tuple(values.get("sums")):
        if isinstance(entry, SumOf):
            named += [("sums", column) for column in (entry.total, *entry.parts)]
    for key, column in dict.fromkeys(named):
        if column not in mapped:
            findings.add(full(key), "unknown_column", column=shown(column))


def columns_have_one_use(values: Values, full: FullName, findings: Findings) -> None:
    """A column carries numbers or says what a row is about, or is ignored: never two of these."""
    long, source = values.get("long"), values.get("period_from")
    uses = [("area", getattr(values.get("area"), "column", ""))]
    if isinstance(source, PeriodFrom) and values.get("period") == "column":
        uses.append(("period_from.column", source.column))
    if isinstance(long, LongColumns):
        uses += [("long.measure", long.measure), ("long.value", long.value)]
    else:
        uses += [("columns", column) for column, _ in pairs_of(values.get("columns"))]
    uses += [("ignored_columns", column) for column in texts_of(values.get("ignored_columns"))]
    used: set[str] = set()
    for key, column in dict.fromkeys(uses):
        if column and column in used:
            findings.add(full(key), "column_used_twice", column=shown(column))
        used.add(column)


def later_columns_ascend(values: Values, full: FullName, findings: Findings) -> None:
    """Changes of the mapping stand in the order of time."""
    periods_ascend([entry.period for entry in _later(values)], full("columns_from"), findings)


def measures_are_delivered_once(values: Values, full: FullName, findings: Findings) -> None:
    """At no time do two columns map to the same measure."""
    mapping = dict(pairs_of(values.get("columns")))
    stages = [("columns", dict(mapping))]
    for entry in _later(values):
        mapping.update(entry.columns)
        stages.append(("columns_from", dict(mapping)))
    reported: set[str] = set()
    for key, stage in stages:
        measures = list(stage.values())
        for measure in sorted({measure for measure in measures if measures.count(measure) > 1} - reported):
            findings.add(full(key), "measure_delivered_twice", measure=measure)
            reported.add(measure)


def separators_differ(values: Values, full: FullName, findings: Findings) -> None:
    """Decimals, thousands and columns are not separated by the same sign."""
    signs = [sign for sign in (values.get("decimal"), values.get("thousands"), values.get("delimiter")) if sign]
    decimal_comma = values.get("decimal") == "," == values.get("delimiter")  # quoted numbers are allowed
    if len(set(signs)) < len(signs) and not decimal_comma:
        findings.add(full("thousands"), "same_sign")


def _tuple(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else ()


def texts_of(value: object) -> tuple[str, ...]:
    """The texts of a list that could be read."""
    return tuple(entry for entry in _tuple(value) if isinstance(entry, str))


def pairs_of(value: object) -> tuple[tuple[str, str], ...]:
    """The pairs of a table that could be read."""
    return tuple((entry[0], entry[1]) for entry in _tuple(value) if isinstance(entry, tuple))


def _later(values: Values) -> tuple[ColumnsFrom, ...]:
    return tuple(entry for entry in _tuple(values.get("columns_from")) if isinstance(entry, ColumnsFrom))
