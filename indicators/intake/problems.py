"""What can be wrong with a delivered file, as codes with a severity and named parameters.

``monitoring.messages`` words every code and every hint in German and English; a test fails on one without words.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from enum import StrEnum

Params = tuple[tuple[str, str | float], ...]

CLIP = 80
CLIP_PARAMS = 400
EXAMPLES = 1_000


class Severity(StrEnum):
    """Errors stop a delivery, warnings need a reason from the person who goes on, hints inform."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True)
class Problem:
    """One finding. ``row`` is the line in the file, counted from 1 with the header; ``column`` the header's text.

    ``value`` is the cell as delivered, clipped to 80 characters. A parameter named ``hint`` narrows the code.
    """

    code: str
    severity: Severity
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    value: str | None = None
    params: Params = ()

    @property
    def hint(self) -> str:
        """What narrows the code (``decimal_comma``, ``blank``, …), or nothing."""
        return str(dict(self.params).get("hint", ""))

    @property
    def in_period(self) -> str:
        """The one of a file's several periods that the problem is about, or nothing."""
        return str(dict(self.params).get("in_period", ""))


@dataclass(frozen=True)
class Kind:
    """Severity of a code, the parameters its words may use, and those of each of its hints."""

    severity: Severity
    params: tuple[str, ...] = ()
    hints: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def _error(*params: str, **hints: tuple[str, ...]) -> Kind:
    return Kind(Severity.ERROR, params, hints)


def _warning(*params: str, **hints: tuple[str, ...]) -> Kind:
    return Kind(Severity.WARNING, params, hints)


def _hint(*params: str) -> Kind:
    return Kind(Severity.HINT, params)


KINDS: dict[str, Kind] = {
    # the file
    "empty_file": _error(),
    "no_rows": _error(),
    "too_large": _error("megabytes", "limit"),
    "too_many_cells": _error("cells", "limit"),
    "too_many_columns": _error("columns", "limit"),
    "binary_file": _error("kind"),
    "other_format": _hint("found", "declared"),
    "hidden_sheet": _hint(),
    "hidden_rows": _hint("rows"),
    "hidden_columns": _hint("columns"),
    "formula_not_computed": _hint("cells"),
    "merged_number": _error("last_row"),
    "has_macros": _hint(),
    "external_links": _hint("links"),
    "geometry_ignored": _hint(),
    "unread_column": _hint("kind"),
    "broken_file": _error("kind"),
    "protected_file": _error(),
    "embedded_files": _error(objects=(), pivot=()),
    "unpacked_too_large": _error("megabytes", "limit"),
    "too_many_members": _error("members", "limit"),
    "too_many_sheets": _error("sheets", "limit"),
    "too_much_text": _error("megabytes", "limit"),
    "too_costly": _error("megabytes", "seconds"),
    "unreadable_file": _error(),
    "wrong_encoding": _error("found", "declared", "position"),
    "wrong_delimiter": _error("found", "declared"),
    "truncated_file": _error(fields=("fields", "expected"), character=()),
    "unterminated_quote": _error(),
    "misplaced_quote": _error(),
    "ragged_row": _error("fields", "expected"),
    "sheet_not_found": _error("wanted", "found"),
    "sheet_not_read": _hint("rows"),
    "rows_above": _hint("rows"),
    "rows_below": _hint("rows"),
    # the header
    "duplicate_column": _error("first", "second"),
    "missing_column": _error(similar=()),
    "unknown_column": _hint(),
    "unnamed_column": _hint("position"),
    "column_not_delivered": _hint(),
    "not_in_period": _hint(),
    "measure_not_in_file": _error(),
    "unknown_measure": _hint("rows"),
    # the rows
    "unknown_area": _error("level"),
    "unknown_edition": _error(areas=("unknown", "rows", "level"), period=("edition",), none=()),
    "several_systems": _error("systems"),
    "wrong_level": _error("unknown", "rows", "level", "length", "width"),
    "duplicate_area": _error("first_row"),
    "zero_stripped_code": _error("meant"),
    "code_repaired": _hint("meant"),
    "rows_ignored": _hint("rows"),
    "delivered_twice": _error("first_row"),
    "blank_area_code": _error(),
    "no_residual_area": _error(),
    "no_total_area": _error(),
    "missing_area": _warning("level"),
    # the cells
    "unmapped_sign": _error(blank=()),
    "not_a_number": _error(
        decimal_comma=(), decimal_point=(), thousands=(), exponent=(), formula=(), date=(), unit=(), minus=()
    ),
    "not_an_integer": _error(thousands=()),
    "negative_count": _error(),
    "out_of_range": _error("lowest", "highest"),
    "number_too_large": _error("limit"),
    "numerator_above_denominator": _error("other_column", "other_value"),
    "sum_differs": _error("parts", "sum"),
    "column_without_numbers": _warning(),
    "column_all_zero": _warning("rows"),
    "not_computed": _hint("rows", "columns"),
    # against what is in force
    "unchanged_delivery": _warning("compared"),
    "values_changed": _hint("changed", "compared"),
    # against earlier periods
    "same_bytes": _warning("periods"),
    "earlier_period_again": _warning("period", "equal", "compared"),
    "column_again": _warning("period", "equal", "compared"),
    "unit_factor": _warning("factor", "before", "now", "period"),
    "percent_instead": _warning("before", "now", "period"),
    "columns_swapped": _warning("other_column"),
    "columns_shifted": _warning("columns", "moved"),
    "column_of_another": _warning("other_column"),
    "rows_shifted": _warning("first", "last", "by", "columns", up=(), down=()),
    "other_definition": _warning("measure", "other"),
    "mixed_definitions": _warning("areas", "others", "percent", "period", "examples"),
    "moved_between_areas": _warning("area", "other", "gain", "loss", "columns", "period", appears=(), vanishes=()),
    "address_concentration": _warning("area", "gain", "losers", "loss", "period", "columns"),
    "sudden_zero": _warning("area", "before", "period"),
    "zeros_throughout": _warning("areas", "before", "period", "examples"),
    "sudden_missing": _warning("areas", "before", "period", "examples"),
    "sudden_suppressed": _hint("areas", "before", "period", "examples"),
    "jump": _warning("area", "before", "period", "low", "high", factor=("factor",)),
    "jumps_throughout": _warning("areas", "tested", "period", "examples"),
    "jump_back": _hint("area", "before", "period", "low", "high"),
    "jump_since_last_year": _hint("area", "before", "period", "low", "high"),
    "jump_exceptional": _hint("area", "before", "period", "low", "high"),
    "city_jump": _warning("total", "before", "low", "high", "period"),
    # against totals, and against what other deliveries say
    "total_below_parts": _warning("area", "parts"),
    "total_differs_from_parts": _warning("area", "parts"),
    "total_changed": _warning("cells", "period", "before", "now"),
    "contradicts": _warning("area", "other"),
    "total_contradicts": _warning("area", "cells", "before", "now"),
    "above_whole": _warning("area", "whole", "of", "period"),
    "slightly_above_whole": _hint("area", "whole", "of", "period"),
    # the period
    "not_a_period": _error(),
    "wrong_period_kind": _error("kind", "allowed"),
    "period_in_future": _error("today"),
    "unreadable_period": _error("rows"),
    "period_not_in_file": _error("found"),
    "several_editions": _error("edition"),
    # one row per person: refused and erased
    "person_names": _error("columns"),
    "person_birth_dates": _error("columns"),
    "person_addresses": _error("columns"),
    "person_identifiers": _error("columns"),
    "person_contacts": _error("columns"),
    "person_rows": _error("columns"),
}

PROBLEM_CODES: dict[str, tuple[str, ...]] = {code: kind.params for code, kind in KINDS.items()}

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.HINT: 2}


def clip(text: str, length: int = CLIP) -> str:
    """``text`` on one line, without control characters, at most ``length`` characters long."""
    shown = _UNPRINTABLE.sub(" ", text[: length + 1])
    return shown if len(shown) <= length else shown[: length - 1] + "…"


def make_problem(
    code: str,
    *,
    row: int | None = None,
    column: str | None = None,
    value: str | None = None,
    hint: str = "",
    **params: str | float,
) -> Problem:
    """A problem of a known code; its parameters must be exactly those that the code and its hint declare.

    Raises:
        ValueError: another set of parameters, or a hint the code does not have.
    """
    kind = KINDS[code]
    if set(params) != {*kind.params, *(kind.hints[hint] if hint else ())}:
        raise ValueError(f"{code} does not take {sorted(params)}")
    told = {key: clip(item, CLIP_PARAMS) if isinstance(item, str) else item for key, item in params.items()}
    if hint:
        told["hint"] = hint
    return Problem(
        code,
        kind.severity,
        row=row,
        column=None if column is None else clip(column),
        value=None if value is None else clip(value),
        params=tuple(told.items()),
    )


class ProblemLog:
    """Collects problems: the first ``examples`` of each code in full, and the exact number of all of them."""

    def __init__(self, examples: int = EXAMPLES) -> None:
        self._examples = examples
        self._kept: list[Problem] = []
        self.counts: dict[str, int] = {}
        self._sheet: str | None = None
        self._period = ""

    @contextmanager
    def within(self, sheet: str | None) -> Iterator[None]:
        """Problems that name no sheet are of this one meanwhile."""
        outside, self._sheet = self._sheet, sheet
        try:
            yield
        finally:
            self._sheet = outside

    @contextmanager
    def about(self, period: str) -> Iterator[None]:
        """Problems found meanwhile are those of this one of several periods."""
        outside, self._period = self._period, period
        try:
            yield
        finally:
            self._period = outside

    def room(self, code: str) -> int:
        """How many more problems of this code would be kept in full."""
        return max(0, self._examples - self.counts.get(code, 0))

    def add(self, problem: Problem) -> None:
        if self.room(problem.code):
            if self._sheet is not None and not problem.sheet:
                problem = replace(problem, sheet=clip(self._sheet))
            if self._period and not problem.in_period:
                problem = replace(problem, params=(*problem.params, ("in_period", self._period)))
            self._kept.append(problem)
        self.more(problem.code, 1)

    def extend(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            self.add(problem)

    def more(self, code: str, number: int) -> None:
        """Count ``number`` problems of which no example is kept."""
        if number:
            self.counts[code] = self.counts.get(code, 0) + number

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Errors, then warnings, then hints; each in the order of the file's lines."""
        return tuple(sorted(self._kept, key=lambda p: (_ORDER[p.severity], p.row or 0)))

    @property
    def refused(self) -> bool:
        return any(KINDS[code].severity is Severity.ERROR for code in self.counts)


class PersonLevelFile(Exception):
    """The file seems to hold one row per person: its bytes must be erased. Carries no value of the file.

    ``reason_code`` is one of the ``person_…`` codes, ``columns`` the suspicious columns: the header's text where it is a
    known word, otherwise the column's number (``#3``), for the first line of such a file may be a person too.
    """

    def __init__(self, reason_code: str, columns: tuple[str, ...]) -> None:
        super().__init__(reason_code)
        self.reason_code = reason_code
        self.columns = columns

    @property
    def problem(self) -> Problem:
        """The refusal as a problem, for the protocol that outlives the bytes."""
        return make_problem(self.reason_code, columns=", ".join(self.columns))
