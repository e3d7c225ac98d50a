"""One line for each kind of problem: the heading of its group in the report."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TITLES: dict[str, Promise] = {
    "empty_file": _("The file is empty"),
    "no_rows": _("The file has no rows"),
    "too_large": _("The file is too large"),
    "too_many_cells": _("The file has too many cells"),
    "too_many_columns": _("The file has too many columns"),
    "binary_file": _("Not a text file"),
    "unreadable_file": _("The file cannot be read as a table"),
    "wrong_encoding": _("Unexpected encoding"),
    "wrong_delimiter": _("Unexpected delimiter"),
    "truncated_file": _("The file breaks off"),
    "unterminated_quote": _("Quotation mark without an end"),
    "misplaced_quote": _("Quotation mark inside a cell"),
    "ragged_row": _("Lines with too many or too few cells"),
    "duplicate_column": _("Columns that occur twice"),
    "missing_column": _("Missing columns"),
    "unknown_column": _("Columns that the profile does not know"),
    "unnamed_column": _("Columns without a name"),
    "column_not_delivered": _("Optional columns without values"),
    "unknown_area": _("Unknown area codes"),
    "unknown_edition": _("Another edition of the areas"),
    "several_systems": _("Several area systems"),
    "wrong_level": _("Area codes of another level"),
    "duplicate_area": _("Areas that occur twice"),
    "zero_stripped_code": _("Area codes without their leading zeros"),
    "blank_area_code": _("Rows without an area code"),
    "no_residual_area": _("No unit for cases without an area"),
    "no_total_area": _("No area for the whole city"),
    "missing_area": _("Areas without a row"),
    "unmapped_sign": _("Signs without a meaning"),
    "not_a_number": _("Cells that are no number"),
    "not_an_integer": _("Counts that are no whole number"),
    "negative_count": _("Negative numbers"),
    "out_of_range": _("Numbers out of range"),
    "number_too_large": _("Numbers that are too large"),
    "numerator_above_denominator": _("Parts larger than their whole"),
    "sum_differs": _("Totals that differ from the sum of their parts"),
    "column_without_numbers": _("Columns without a single number"),
    "column_all_zero": _("Columns full of zeros"),
    "not_computed": _("Rows that were not computed"),
    "unchanged_delivery": _("The same values as those in force"),
    "values_changed": _("Values that differ from those in force"),
    "not_a_period": _("Not a period"),
    "wrong_period_kind": _("Another kind of period"),
    "period_in_future": _("A period in the future"),
    "person_names": _("Names of persons: refused and erased"),
    "person_birth_dates": _("Dates of birth: refused and erased"),
    "person_addresses": _("Addresses: refused and erased"),
    "person_identifiers": _("Numbers of persons: refused and erased"),
    "person_contacts": _("Telephone numbers or e-mail addresses: refused and erased"),
    "person_rows": _("One row per person: refused and erased"),
}


def title_of(code: str) -> str:
    """The heading for a code; one without words is shown as it is."""
    return str(TITLES.get(code, code))
