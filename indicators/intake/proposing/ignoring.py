"""Columns that hold no measure: names and codes of areas, shares that the portal computes itself, words."""

from collections.abc import Sequence

from indicators.catalogue.specs import ProfileSpec
from indicators.intake.proposing.columns import Column
from indicators.intake.proposing.folding import SHARE, words_of
from indicators.intake.proposing.guesses import Guess, guess
from indicators.intake.proposing.known import Known
from indicators.intake.proposing.notation import is_sign
from indicators.intake.proposing.placing import Placing

MOST = 0.8


def ignore_column(
    column: Column, columns: Sequence[Column], placing: Placing, known: Known, profiles: Sequence[ProfileSpec]
) -> Guess:
    """Why a column that is no known measure is not loaded; unsure where it might be one that nobody knows yet."""
    key = f"ignored_columns.{column.name}"
    for profile in profiles:
        if column.name in profile.ignored_columns:
            return guess(key, column.name, 0.97, "ignored_in_profile", profile=profile.code)
    rows = len(column.cells)
    names = placing.level.names
    hits = sum(
        bool(code) and cell == names[code] for cell, code in zip(column.cells, placing.codes, strict=True) if code
    )
    if hits >= MOST * max(1, placing.hits):
        return guess(key, column.name, 0.98, "names_of_areas", hits=hits, rows=rows)
    other = _level_of(column, known)
    if other and not column.has_fractions and len(column.distinct) < placing.areas:
        return guess(key, column.name, 0.9, "codes_of_other_level", level=other)
    if _is_part_of_codes(column, placing):
        return guess(key, column.name, 0.9, "parts_of_codes")
    whole = _share_of(column, columns)
    if whole:
        return guess(key, column.name, 0.95, "share_of_column", column=whole)
    if not column.holds_numbers:  # nothing but signs may be a measure that was not published
        only_signs = not column.is_blank and all(is_sign(cell) for cell in column.distinct)
        return guess(key, column.name, 0.5 if only_signs else 0.85, "no_numbers")
    return guess(key, column.name, 0.4, "nothing_similar")


def _level_of(column: Column, known: Known) -> str:
    """The level whose codes all the column's cells are."""
    filled = {cell for cell in column.distinct if cell}
    if len(filled) < 2:
        return ""
    return next((level.level for level in known.levels if filled <= level.names.keys()), "")


def _is_part_of_codes(column: Column, placing: Placing) -> bool:
    """Whether every cell is the same piece of its row's code, as columns for the parts of a nested code are."""
    pairs = [(cell, code) for cell, code in zip(column.cells, placing.codes, strict=True) if code]
    if not pairs or not pairs[0][0]:
        return False
    size = len(pairs[0][0])
    starts = (at for at in range(placing.level.width - size + 1))
    return size < placing.level.width and any(
        all(code[at : at + size] == cell for cell, code in pairs) for at in starts
    )


def _share_of(column: Column, columns: Sequence[Column]) -> str:
    """The column of which this one is the share, by name."""
    words = words_of(column.name)
    if not words.is_share or not column.holds_numbers:
        return ""
    bare = words.tokens - SHARE
    for other in columns:
        own = words_of(other.name)
        if other is not column and own.tokens == bare and own.ages == words.ages:
            return other.name
    return ""
