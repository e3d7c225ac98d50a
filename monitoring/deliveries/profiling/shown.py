"""The file beside its proposal: the preview in its own layout, columns, signs and rules with their reasons."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from indicators.intake.proposing import Guess, Known, Proposal, SeenColumn, SeenSheet, Use
from indicators.intake.proposing.proposal import RowKind
from monitoring.deliveries.profiles import said
from monitoring.deliveries.profiling.fields import MEANINGS
from monitoring.deliveries.profiling.reading import Wrong
from monitoring.deliveries.profiling.words import ROW_KINDS, reason_of, sureness
from monitoring.numbers import state_word


@dataclass(frozen=True)
class ColumnLine:
    """One row of the table of columns; ``is_fixed``: what it is for is said elsewhere (area, period, words)."""

    name: str
    field: str
    examples: str
    measure: str
    title: str
    reason: str
    level: str
    is_fixed: bool
    use: str
    error: str


@dataclass(frozen=True)
class SignLine:
    text: str
    count: int
    meaning: str
    options: tuple[tuple[str, str], ...]
    reason: str
    level: str


@dataclass(frozen=True)
class RuleLine:
    """A relation between columns; ``value`` is what the form sends."""

    text: str
    value: str
    reason: str
    is_kept: bool


@dataclass(frozen=True)
class PreviewRow:
    line: int
    kind: str
    word: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class PreviewSheet:
    name: str
    rows: tuple[PreviewRow, ...]
    left_out: int
    legend: tuple[tuple[str, str], ...]


def preview(sheets: Sequence[SeenSheet]) -> tuple[PreviewSheet, ...]:
    """Every sheet with the kinds of rows that it has."""
    return tuple(
        PreviewSheet(
            sheet.name or "",
            tuple(PreviewRow(row.line, row.kind.value, str(ROW_KINDS[row.kind]), row.cells) for row in sheet.rows),
            sheet.left_out,
            tuple(
                (kind.value, str(ROW_KINDS[kind])) for kind in RowKind if any(row.kind is kind for row in sheet.rows)
            ),
        )
        for sheet in sheets
        if sheet.rows
    )


def column_lines(
    document: Mapping[str, object], proposal: Proposal, known: Known, wrong: Sequence[Wrong]
) -> tuple[ColumnLine, ...]:
    """Every column of the file with its measure as the document has it."""
    mapping = document.get("columns")
    columns = mapping if isinstance(mapping, Mapping) else {}
    is_long = proposal.document.get("layout") == "long"
    words = {one.name for one in proposal.columns if is_long and one.use is Use.MEASURE}
    errors = {one.key.rpartition('"')[0].rpartition('"')[2]: one.why for one in wrong if one.key.startswith("columns")}
    return tuple(
        _column_line(one, str(columns.get(one.name, "")), known, one.name in words, errors.get(one.name, ""))
        for one in proposal.columns
        if one.name
    )


def _column_line(one: SeenColumn, measure: str, known: Known, is_word: bool, error: str) -> ColumnLine:
    spec = known.measures.get(measure)
    is_fixed = one.use in (Use.PERIOD, Use.WORDS, Use.VALUE)
    decided = bool(measure) and measure != one.guess.value and one.use is Use.MEASURE
    return ColumnLine(
        one.name,
        "word" if is_word else "column",
        " · ".join(one.examples),
        measure,
        said(spec.title) if spec else "",
        "" if decided else reason_of(one.guess),
        "sure" if decided or (measure and one.use is not Use.MEASURE) else sureness(one.guess),
        is_fixed,
        _fixed_word(one.use),
        error,
    )


def _fixed_word(use: Use) -> str:
    match use:
        case Use.PERIOD:
            return _("says the period")
        case Use.WORDS:
            return _("names the measure")
        case Use.VALUE:
            return _("holds the number")
    return ""


def sign_lines(document: Mapping[str, object], proposal: Proposal) -> tuple[SignLine, ...]:
    """The signs of the file, then those that only the document has."""
    given = document.get("signs")
    signs = given if isinstance(given, Mapping) else {}
    seen = [(one.sign.text, one.sign.count, one.guess) for one in proposal.signs]
    there = {text for text, _count, _guess in seen}
    lines = [_sign_line(text, count, str(signs.get(text, "")), told) for text, count, told in seen]
    lines += [_sign_line(text, 0, str(meaning), None) for text, meaning in signs.items() if text not in there]
    return tuple(lines)


def _sign_line(text: str, count: int, meaning: str, told: Guess | None) -> SignLine:
    options = tuple((code, meaning_word(code)) for code in MEANINGS)
    reason = reason_of(told) if told else _("Not in this file.")
    level = "sure" if told is None or (meaning and meaning != told.value) else sureness(told)
    return SignLine(text, count, meaning, options, reason, level if meaning else "open")


def meaning_word(code: str) -> str:
    """What a sign means, in words."""
    return _("exactly zero") if code == "zero" else state_word(code) or code


def rule_lines(document: Mapping[str, object], proposal: Proposal) -> tuple[RuleLine, ...]:
    """Sums and parts that were found, and those of the document."""
    reasons = {guess.value: reason_of(guess) for guess in proposal.guesses if guess.key in ("sums", "at_most")}
    kept = dict(_rules(document))
    every = {**dict(_rules(proposal.document)), **kept}
    return tuple(RuleLine(text, value, reasons.get(text, ""), text in kept) for text, value in every.items())


def _rules(document: Mapping[str, object]) -> list[tuple[str, str]]:
    sums, at_most = document.get("sums"), document.get("at_most")
    found = []
    for one in sums if isinstance(sums, list) else []:
        value = {"is_sum": True, "total": one["total"], "parts": one["parts"]}
        found.append((f"{one['total']} = {' + '.join(one['parts'])}", json.dumps(value, ensure_ascii=False)))
    for part, whole in at_most.items() if isinstance(at_most, Mapping) else []:
        value = {"is_sum": False, "total": whole, "parts": [part]}
        found.append((f"{part} ≤ {whole}", json.dumps(value, ensure_ascii=False)))
    return found


def measure_options(known: Known) -> tuple[tuple[str, str], ...]:
    """Every measure with its title, for the list that the fields of columns search in."""
    return tuple((code, said(spec.title)) for code, spec in sorted(known.measures.items()))
