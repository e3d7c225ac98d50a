"""Why something is proposed for a file: the reason of every guess in words. The German stands in the message catalogue."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from indicators.intake.proposing import Guess
from indicators.intake.proposing.proposal import RowKind
from monitoring.numbers import format_number

#: Reason → its words; placeholders are the guess's parameters.
WORDS: Mapping[str, Promise] = {
    "by_content": _("The content of the file is %(kind)s."),
    "byte_order_mark": _("The file begins with the mark of %(encoding)s."),
    "only_ascii": _("The file has no letters beyond ASCII; every encoding reads it."),
    "valid_utf8": _("%(letters)s letters beyond ASCII are all valid UTF-8."),
    "not_utf8": _("Line %(line)s is no valid UTF-8."),
    "delimiter_is_steady": _("%(lines)s lines have the same %(fields)s cells with it."),
    "delimiter_is_rare": _("No sign separates most lines into equally many cells; %(lines)s lines fit."),
    "sheet_has_codes": _("This sheet has the codes of %(codes)s areas."),
    "sheets_have_codes": _("%(sheets)s sheets have the same columns."),
    "row_above_codes": _("Row %(row)s stands above the areas and names the columns; rows of the header: %(rows)s."),
    "no_row_above_codes": _("No row above the areas names the columns."),
    "text_below_codes": _("Below the areas, in row %(row)s, there is a note."),
    "codes_of_level": _("%(hits)s of %(rows)s values are codes of the level %(level)s."),
    "stripped_codes_of_level": _(
        "%(hits)s of %(rows)s values are codes of the level %(level)s, %(stripped)s of them without their leading zeros."
    ),
    "no_known_codes": _("No column holds codes of areas that are loaded here."),
    "rows_of_level": _("Areas of the level %(level)s have rows of their own."),
    "code_of_residual": _("%(code)s is the unit for cases without an area."),
    "word_of_residual": _("“%(text)s” seems to mean cases without an area."),
    "code_of_total": _("%(code)s is the code of the whole."),
    "word_of_total": _("“%(text)s” seems to be the total."),
    "row_without_area": _("“%(text)s” in row %(row)s is no known area."),
    "areas_once": _("Each of the %(areas)s areas has one row."),
    "areas_repeat": _("%(areas)s areas have about %(times)s rows each, and a column has %(words)s different words."),
    "word_column": _("The column has %(words)s different words."),
    "number_column": _("The column holds the numbers."),
    "most_areas": _("%(areas)s of %(expected)s areas have a row."),
    "few_areas": _("Only %(areas)s of %(expected)s areas have a row."),
    "decimals_seen": _("Cells that have it: %(cells)s."),
    "thousands_seen": _("Cells that have it: %(cells)s."),
    "no_decimals_seen": _("No cell has decimals; files of this form usually have it."),
    "no_thousands_seen": _("No cell has a mark of thousands."),
    "customary_sign": _("%(count)s ×; so it is used in official statistics."),
    "sign_of_profile": _("%(count)s ×; as in the profile %(profile)s."),
    "ambiguous_sign": _("%(count)s ×; it is used in more than one way."),
    "unknown_sign": _("%(count)s ×; nobody has said yet what it means."),
    "column_of_profile": _("The profile %(profile)s has the same column."),
    "same_code": _("The column is called as the measure is."),
    "same_title": _("The column has the title of “%(title)s”."),
    "same_words": _("The same words as “%(title)s”."),
    "similar_words": _("Words in common with “%(title)s” (%(percent)s %%)."),
    "same_ages": _("The same ages as “%(title)s”."),
    "ignored_in_profile": _("The profile %(profile)s does not load it."),
    "names_of_areas": _("%(hits)s of %(rows)s cells are the names of their areas."),
    "codes_of_other_level": _("All cells are codes of the level %(level)s."),
    "parts_of_codes": _("All cells are a part of the area's code."),
    "share_of_column": _("The share of “%(column)s”; shares are computed here from the counts."),
    "period_of_row": _("It says the period of each row."),
    "no_numbers": _("It holds no numbers."),
    "nothing_similar": _("No measure has a similar name."),
    "sum_in_rows": _("True in all %(rows)s rows that can be compared."),
    "within_in_rows": _("True in all %(rows)s rows that can be compared."),
    "source_of_measures": _("Measures of the file that belong to it: %(measures)s."),
    "from_the_file_name": _("From the file's name."),
    "from_the_title_row": _("From row %(row)s above the table."),
    "period_in_column": _("The column “%(column)s” says the periods: %(periods)s."),
    "period_in_header": _("The headers say %(periods)s periods."),
    "period_in_sheet": _("The names of the sheets say %(periods)s periods."),
    "period_in_file_name": _("The file's name says “%(text)s”."),
    "period_in_title": _("Row %(row)s above the table says “%(text)s”."),
    "period_in_sheet_name": _("The sheet's name says “%(text)s”."),
    "period_nowhere": _("The file does not say its period."),
    "kinds_of_periods": _("Periods of this kind in the file: %(periods)s."),
    "cadence_of_source": _("The source is delivered in this rhythm."),
}

PERIOD_KINDS: Mapping[str, Promise] = {
    "day": _("day"),
    "month": _("month"),
    "quarter": _("quarter"),
    "half-year": _("half-year"),
    "year": _("year"),
    "school-year": _("school year"),
    "pooled": _("pooled years"),
}
ROW_KINDS: Mapping[RowKind, Promise] = {
    RowKind.TITLE: _("title"),
    RowKind.HEADER: _("header"),
    RowKind.AREA: _("area"),
    RowKind.UPPER: _("area of an upper level"),
    RowKind.RESIDUAL: _("cases without an area"),
    RowKind.TOTAL: _("total"),
    RowKind.OTHER: _("no known area"),
    RowKind.FOOTER: _("note below the table"),
}


def reason_of(guess: Guess) -> str:
    """The reason in the active language; a reason without words stays as it is."""
    words = WORDS.get(guess.reason)
    if words is None:
        return guess.reason
    return str(words) % {key: _shown(key, value) for key, value in guess.params}


_ROWS = frozenset({"row", "line"})


def _shown(key: str, value: str | int) -> str:
    if isinstance(value, str):
        return value
    return str(value) if key in _ROWS else format_number(value, 0)


def sureness(guess: Guess) -> str:
    """How sure a guess is: ``sure``, ``unsure`` or ``open``, where a person has to decide."""
    if guess.is_sure:
        return "sure"
    return "unsure" if guess.value else "open"
