"""What a template holds: columns with what their cells may be, a line for every area, and the words around them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from indicators.catalogue.profile_spec import PERIOD_MARK
from indicators.catalogue.specs import MeasureSpec, ProfileSpec
from indicators.intake.cells import Rule, rule_of
from indicators.periods import Period

JOINT = " / "
_NAMES = ("gebietsname", "area_name", "name_des_gebiets")


@dataclass(frozen=True)
class Labels:
    """The words of a template in one language; the interface gives them. ``meanings`` and ``units`` are words by code."""

    notes: str
    data: str
    name: str
    how: tuple[str, ...]
    column: str
    meaning: str
    unit: str
    allowed: str
    definition: str
    sign: str
    whole: str
    decimals: str
    between: str  # with %(lowest)s and %(highest)s
    at_least: str  # with %(lowest)s
    optional: str
    not_allowed: str
    meanings: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    facts: tuple[tuple[str, str], ...] = ()
    title: str = ""


@dataclass(frozen=True)
class TemplateColumn:
    """A column of numbers: its header, the measure it is for, and what its cells may be."""

    header: str
    measure: MeasureSpec
    title: str
    rule: Rule
    is_optional: bool


@dataclass(frozen=True)
class Line:
    """The cells of a row that are given: code and name of the area, in a long file also the word and the period."""

    code: str
    name: str
    given: tuple[str, ...] = ()


@dataclass(frozen=True)
class Template:
    """``fixed``: headers of the given columns, the code first and the name second; ``columns`` are to be filled in.

    ``sheet`` is the name that the profile's files give the sheet of data.
    """

    profile: ProfileSpec
    fixed: tuple[str, ...]
    columns: tuple[TemplateColumn, ...]
    lines: tuple[Line, ...]
    labels: Labels
    sheet: str

    @property
    def headers(self) -> tuple[str, ...]:
        return (*self.fixed, *(column.header for column in self.columns))

    @property
    def header_rows(self) -> tuple[tuple[str, ...], ...]:
        """The header in as many rows as the profile says, each name divided where it joins several."""
        height = self.profile.header.rows
        parts = [header.split(JOINT, height - 1) for header in self.headers]
        return tuple(tuple(part[row] if row < len(part) else "" for part in parts) for row in range(height))

    @property
    def rows_above(self) -> int:
        """How many rows stand above the header because the profile says its row."""
        return max(0, self.profile.header.row - 1)


def template_of(
    profile: ProfileSpec,
    measures: Mapping[str, MeasureSpec],
    areas: Sequence[tuple[str, str]],
    periods: Sequence[Period],
    labels: Labels,
    *,
    german: bool = True,
) -> Template:
    """The template of a profile. ``areas``: code and name of all that may have a row, in their order.

    ``periods``: one where the period is stated with the delivery, otherwise all that the file is to hold.

    Raises:
        ValueError: no period.
    """
    if not periods:
        raise ValueError("a template is for a period")
    mapping = sorted(profile.columns_at(periods[0]), key=lambda pair: natural(pair[1]))
    fixed, columns = _columns(profile, mapping, measures, periods, german)
    return Template(
        profile,
        (profile.area.column, _name_column(profile, labels), *fixed),
        columns,
        _lines(profile, mapping, areas, periods),
        labels,
        _sheet(profile, periods, labels),
    )


def natural(code: str) -> list[tuple[int, int | str]]:
    """Numbers in a code sort as numbers: columns come in an order that people expect, which a database does not keep.

    >>> sorted(["einwohner_15_17", "einwohner_6_14", "einwohner"], key=natural)
    ['einwohner', 'einwohner_6_14', 'einwohner_15_17']
    """
    return [(0, int(part)) if part.isdecimal() else (1, part) for part in re.split(r"([0-9]+)", code)]


def _columns(
    profile: ProfileSpec,
    mapping: Sequence[tuple[str, str]],
    measures: Mapping[str, MeasureSpec],
    periods: Sequence[Period],
    german: bool,
) -> tuple[tuple[str, ...], tuple[TemplateColumn, ...]]:
    """Headers of what is given beside the area, and the columns of numbers."""

    def column(header: str, name: str, code: str) -> TemplateColumn:
        spec = measures[code]
        title = spec.title.de if german else spec.title.en
        return TemplateColumn(header, spec, title, rule_of(spec), name in profile.optional_columns)

    period = (profile.period_from.column,) if profile.period == "column" else ()
    if profile.long is not None:
        loosest = max((rule_of(measures[code]) for _, code in mapping), key=lambda rule: (not rule.whole, rule.highest))
        first = measures[mapping[0][1]]
        headers = _headers(profile.long.value, profile, periods)
        word = (profile.long.measure,) if profile.long.measure else ()
        return (*word, *period), tuple(TemplateColumn(header, first, "", loosest, False) for header in headers)
    return period, tuple(
        column(header, name, code) for name, code in mapping for header in _headers(name, profile, periods)
    )


def _headers(name: str, profile: ProfileSpec, periods: Sequence[Period]) -> list[str]:
    """A column's header, once for each period where the header says it."""
    if profile.period != "header":
        return [name]
    return [name.replace(PERIOD_MARK, written(period, profile.period_from.pattern)) for period in periods]


def written(period: Period, pattern: str) -> str:
    """A period as the profile's files write it.

    >>> from indicators.periods import parse_period
    >>> written(parse_period("2020-Q4"), "{quarter}. Quartal {year}"), written(parse_period("2020-12-31"), "")
    ('4. Quartal 2020', '2020-12-31')
    """
    if not pattern:
        return period.code
    ends = period.ends
    parts = {
        "period": period.code,
        "year": f"{ends.year}",
        "half": f"{(ends.month + 5) // 6}",
        "quarter": f"{(ends.month + 2) // 3}",
        "month": f"{ends.month:02d}",
        "day": f"{ends.day:02d}",
    }
    for name, text in parts.items():
        pattern = pattern.replace(f"{{{name}}}", text)
    return pattern.replace("*", "")


def _lines(
    profile: ProfileSpec,
    mapping: Sequence[tuple[str, str]],
    areas: Sequence[tuple[str, str]],
    periods: Sequence[Period],
) -> tuple[Line, ...]:
    """A row for each area; in a long file, or one whose rows say the period, one for each word and period too."""
    in_rows = (
        [written(period, profile.period_from.pattern) for period in periods] if profile.period == "column" else [""]
    )
    words = [word for word, _ in mapping] if profile.long is not None and profile.long.measure else [""]
    return tuple(
        Line(code, name, tuple(text for text in (word, period) if text))
        for code, name in areas
        for word in words
        for period in in_rows
    )


def _name_column(profile: ProfileSpec, labels: Labels) -> str:
    """The header of the areas' names: one that the profile ignores already, if it has such a one."""
    known = next((name for name in profile.ignored_columns if "name" in name.casefold()), None)
    taken = {profile.area.column, *profile.table_columns, *profile.telling_columns}
    return known or next(name for name in (labels.name, *_NAMES) if name not in taken)


def _sheet(profile: ProfileSpec, periods: Sequence[Period], labels: Labels) -> str:
    """A name for the sheet of data by which the profile finds it."""
    if profile.period == "sheet":
        return written(periods[0], profile.period_from.pattern)
    wanted = profile.sheets[0] if profile.sheets else ""
    name = "".join(letter for letter in wanted if letter not in "*?[]") or labels.data
    return name[:31]
