"""From the texts of one column to numbers and states: signs by the profile, numbers by a strict grammar."""

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indicators.catalogue.profile_spec import ProfileSpec
from indicators.catalogue.specs import MeasureSpec
from indicators.intake.cell_hints import hint_of
from indicators.intake.problems import Problem, ProblemLog, make_problem
from indicators.intake.texts import Bools, Floats, Ints, Texts
from indicators.states import ValueState

States = NDArray[np.uint8]
LARGEST = 2.0**53  # above it float64 no longer holds every whole number
SIGNED_KINDS = ("change",)
SIGNED_UNITS = ("percentage_point", "degree_celsius")
_SIGN_LIKE = r"(?i)\A(?:[ !-/:-@\[-`{-~–—…·•†‡§°¹²³]{0,5}|x{1,3}|k\.? ?a\.?|n[./]? ?a\.?|nan|null|none|keine angabe)\z"


_ALSO = {" ": (" ", "\u00a0", "\u202f"), "'": ("'", "\u2019")}


@dataclass(frozen=True)
class Rule:
    """What a measure's numbers may be: whole or not, and between which bounds."""

    whole: bool
    lowest: float
    highest: float


def rule_of(measure: MeasureSpec) -> Rule:
    """The rule that follows from a measure's unit, kind and decimals.

    Without decimals: a count, whole. Unit ``percent``: 0 to 100. Nothing is below zero, except in the
    units ``percentage_point`` and ``degree_celsius`` and for the kind ``change``.
    """
    signed = measure.unit in SIGNED_UNITS or measure.kind in SIGNED_KINDS
    lowest = -LARGEST if signed else 0.0
    highest = 100.0 if measure.unit == "percent" and not signed else LARGEST
    return Rule(measure.decimals == 0, lowest, highest)


@dataclass(frozen=True)
class Notation:
    """How numbers and signs are written in a profile's files."""

    decimal: str
    thousands: str
    signs: tuple[str, ...]
    meanings: tuple[tuple[ValueState, float], ...]

    def grammar(self, *, whole: bool) -> str:
        """The pattern of a number. A whole one may end in a decimal zero or two, not in three: that would be a thousand."""
        point, mark = re.escape(self.decimal), f"[{''.join(map(re.escape, self.marks))}]"
        digits = rf"(?:[0-9]{{1,3}}(?:{mark}[0-9]{{3}})+|[0-9]+)" if self.thousands else "[0-9]+"
        if whole:
            return rf"\A-?{digits}(?:{point}(?:0{{1,2}}|0{{4,}}))?\z"
        return rf"\A[+-]?(?:{digits}(?:{point}[0-9]+)?|{point}[0-9]+)(?:[eE][+-]?[0-9]{{1,2}})?\z"

    @property
    def marks(self) -> tuple[str, ...]:
        """What may stand between thousands: a space is also one that does not break, an apostrophe also a curved one."""
        return _ALSO.get(self.thousands, (self.thousands,)) if self.thousands else ()

    def plain(self, texts: Texts) -> Texts:
        """The numbers with a decimal point and without marks of thousands."""
        for mark in self.marks:
            texts = texts.replaced(mark, "")
        return texts if self.decimal == "." else texts.replaced(self.decimal, ".")


def notation_of(profile: ProfileSpec) -> Notation:
    """A profile's notation; a sign means a state, or the number zero where it says ``zero``."""
    meanings = tuple(
        (ValueState.OK, 0.0) if word == "zero" else (ValueState.from_word(word), np.nan) for _, word in profile.signs
    )
    return Notation(profile.decimal, profile.thousands, tuple(sign.strip() for sign, _ in profile.signs), meanings)


def read_cells(
    texts: Texts,
    skip: Bools,
    lines: Ints,
    column: str,
    measure: MeasureSpec,
    notation: Notation,
    log: ProblemLog,
) -> tuple[Floats, States]:
    """Values (NaN where there is none) and states of one column; cells in ``skip`` are not looked at and stay missing.

    Every cell is a number by the grammar, a sign of the profile, or a problem.
    """
    rule = rule_of(measure)
    values = np.full(len(texts), np.nan)
    states = np.full(len(texts), ValueState.MISSING, dtype=np.uint8)
    number = _numbers(texts, rule, notation) & ~skip & ~_signs_like_numbers(texts, notation)
    values[number] = notation.plain(texts if number.all() else texts.where(number)).numbers()
    states[number] = ValueState.OK
    rest = np.flatnonzero(~number & ~skip)
    if rest.size:
        _read_rest(texts, rest, values, states, lines, column, rule, notation, log)
    _check_bounds(texts, values, states, lines, column, rule, log)
    return values, states


def _numbers(texts: Texts, rule: Rule, notation: Notation) -> Bools:
    """Which cells are numbers: by the grammar where they are texts, by their value where the file holds a number."""
    if texts.typed is None:
        return texts.matches(notation.grammar(whole=rule.whole))
    held = ~np.isnan(texts.typed)
    sound: Bools = (texts.typed == np.round(texts.typed)) if rule.whole else held
    return sound if held.all() else np.where(held, sound, texts.matches(notation.grammar(whole=rule.whole)))


def _signs_like_numbers(texts: Texts, notation: Notation) -> Bools:
    """Cells that hold a sign written as a number, such as -9 for missing: the profile's word outranks the number."""
    numeric = [sign for sign in notation.signs if any(letter.isdigit() for letter in sign)]
    if not numeric:
        return np.zeros(len(texts), dtype=np.bool_)
    found: Bools = texts.trimmed().positions_in(numeric) >= 0
    return found


def _read_rest(
    texts: Texts,
    rest: Ints,
    values: Floats,
    states: States,
    lines: Ints,
    column: str,
    rule: Rule,
    notation: Notation,
    log: ProblemLog,
) -> None:
    """Cells that are no bare numbers: signs, numbers between spaces, and what is left, which is wrong."""
    mask = np.zeros(len(texts), dtype=np.bool_)
    mask[rest] = True
    trimmed = texts.where(mask).trimmed()
    signs = trimmed.positions_in(notation.signs)
    for position, (state, value) in enumerate(notation.meanings):
        chosen = rest[signs == position]
        states[chosen], values[chosen] = state, value
    spaced = (signs < 0) & trimmed.matches(notation.grammar(whole=rule.whole))
    values[rest[spaced]] = notation.plain(trimmed.where(spaced)).numbers()
    states[rest[spaced]] = ValueState.OK
    wrong = (signs < 0) & ~spaced
    fraction = wrong & trimmed.matches(notation.grammar(whole=False)) & ~trimmed.matches("[eE]")
    if trimmed.typed is not None:
        fraction |= wrong & ~np.isnan(trimmed.typed)
    sign_like = wrong & ~fraction & trimmed.matches(_SIGN_LIKE)
    for code, which in (
        ("not_an_integer", fraction),
        ("unmapped_sign", sign_like),
        ("not_a_number", wrong & ~fraction & ~sign_like),
    ):
        chosen = np.flatnonzero(which)
        shown = chosen[: log.room(code)]
        for row, text in zip(rest[shown], trimmed.at(shown), strict=True):
            hint = hint_of(code, text, whole=rule.whole, decimal=notation.decimal)
            log.add(make_problem(code, row=int(lines[row]), column=column, value=text, hint=hint))
        log.more(code, chosen.size - shown.size)


def _check_bounds(
    texts: Texts, values: Floats, states: States, lines: Ints, column: str, rule: Rule, log: ProblemLog
) -> None:
    """Numbers that no measure of this unit can have; they lose their state, so that nothing counts with them."""
    with np.errstate(invalid="ignore"):
        huge = ~np.isnan(values) & ~(np.abs(values) < LARGEST)
        outside = ~huge & ((values < rule.lowest) | (values > rule.highest))
    bounded = rule.highest < LARGEST
    for code, which in (("number_too_large", huge), ("out_of_range" if bounded else "negative_count", outside)):
        chosen = np.flatnonzero(which)
        shown = chosen[: log.room(code)]
        for row, text in zip(shown, texts.at(shown), strict=True):
            log.add(_beyond(code, int(lines[row]), column, text, rule))
        log.more(code, chosen.size - shown.size)
    values[huge | outside] = np.nan
    states[huge | outside] = ValueState.MISSING


def _beyond(code: str, line: int, column: str, text: str, rule: Rule) -> Problem:
    if code == "out_of_range":
        return make_problem(code, row=line, column=column, value=text, lowest=rule.lowest, highest=rule.highest)
    if code == "number_too_large":
        return make_problem(code, row=line, column=column, value=text, limit=LARGEST)
    return make_problem(code, row=line, column=column, value=text)
