"""What was guessed about a file, with its reason and how sure it is. Reasons are codes; the interface words them."""

from collections.abc import Mapping
from dataclasses import dataclass

Params = tuple[tuple[str, str | int], ...]

SURE = 0.8
"""From this confidence on a guess needs no look; below it the interface asks for one."""

REASONS: Mapping[str, tuple[str, ...]] = {
    # the file
    "by_content": ("kind",),
    "byte_order_mark": ("encoding",),
    "only_ascii": (),
    "valid_utf8": ("letters",),
    "not_utf8": ("line",),
    "delimiter_is_steady": ("lines", "fields"),
    "delimiter_is_rare": ("lines",),
    # the table
    "sheet_has_codes": ("codes",),
    "sheets_have_codes": ("sheets",),
    "row_above_codes": ("row", "rows"),
    "no_row_above_codes": (),
    "text_below_codes": ("row",),
    "codes_of_level": ("hits", "rows", "level"),
    "stripped_codes_of_level": ("hits", "rows", "level", "stripped"),
    "no_known_codes": (),
    "rows_of_level": ("rows", "level"),
    "code_of_residual": ("code",),
    "word_of_residual": ("text",),
    "code_of_total": ("code",),
    "word_of_total": ("text",),
    "row_without_area": ("text", "row"),
    "areas_once": ("areas",),
    "areas_repeat": ("areas", "times", "words"),
    "word_column": ("words",),
    "number_column": (),
    "most_areas": ("areas", "expected"),
    "few_areas": ("areas", "expected"),
    # numbers and signs
    "decimals_seen": ("cells",),
    "thousands_seen": ("cells",),
    "no_decimals_seen": (),
    "no_thousands_seen": (),
    "customary_sign": ("count",),
    "sign_of_profile": ("count", "profile"),
    "ambiguous_sign": ("count",),
    "unknown_sign": ("count",),
    # columns
    "column_of_profile": ("profile",),
    "same_code": (),
    "same_title": ("title",),
    "same_words": ("title",),
    "similar_words": ("title", "percent"),
    "same_ages": ("title",),
    "ignored_in_profile": ("profile",),
    "names_of_areas": ("hits", "rows"),
    "codes_of_other_level": ("level",),
    "parts_of_codes": (),
    "share_of_column": ("column",),
    "period_of_row": (),
    "no_numbers": (),
    "nothing_similar": (),
    # between columns
    "sum_in_rows": ("rows",),
    "within_in_rows": ("rows",),
    # the whole
    "source_of_measures": ("measures",),
    "from_the_file_name": (),
    "from_the_title_row": ("row",),
    "period_in_column": ("column", "periods"),
    "period_in_header": ("periods",),
    "period_in_sheet": ("periods",),
    "period_in_file_name": ("text",),
    "period_in_title": ("text", "row"),
    "period_in_sheet_name": ("text",),
    "period_nowhere": (),
    "kinds_of_periods": ("periods",),
    "cadence_of_source": ("cadence",),
}
"""Every reason with the names of its parameters. A test words each."""


@dataclass(frozen=True)
class Guess:
    """``key`` of the profile (``delimiter``, ``area.column``, ``columns.Einw.``, ``signs.-``, …) and what is proposed.

    ``confidence`` runs from 0 to 1. An empty ``value`` means: nothing can be proposed, a person has to decide.
    """

    key: str
    value: str
    confidence: float
    reason: str
    params: Params = ()

    @property
    def is_sure(self) -> bool:
        return self.confidence >= SURE and bool(self.value or self.reason == "no_thousands_seen")


def guess(key: str, value: str, confidence: float, reason: str, **params: str | int) -> Guess:
    """A guess; its parameters must be exactly those that the reason declares.

    Raises:
        ValueError: another set of parameters.

    >>> guess("delimiter", ";", 0.95, "delimiter_is_steady", lines=448, fields=3).is_sure
    True
    """
    if set(params) != set(REASONS[reason]):
        raise ValueError(f"{reason} does not take {sorted(params)}")
    return Guess(key, value, round(min(1.0, max(0.0, confidence)), 3), reason, tuple(params.items()))
