"""Whom a changed profile is offered for a delivery that its profile could not read."""

from collections.abc import Iterable

from indicators.journey import State
from indicators.models import Delivery
from indicators.office.files import is_erased
from monitoring.departments.access import Right, may
from monitoring.departments.readers import Somebody

FORM_CODES = frozenset(
    {
        "other_format",
        "wrong_encoding",
        "wrong_delimiter",
        "unterminated_quote",
        "misplaced_quote",
        "ragged_row",
        "sheet_not_found",
        "duplicate_column",
        "missing_column",
        "measure_not_in_file",
        "zero_stripped_code",
        "blank_area_code",
        "unknown_area",
        "no_residual_area",
        "no_total_area",
        "unmapped_sign",
        "not_a_number",
        "unreadable_period",
    }
)
"""Problems of a file's form: the file may be right and the profile not."""


def may_change_profile(person: Somebody, delivery: Delivery, codes: Iterable[str]) -> bool:
    """Whether the person can begin a changed profile with the delivery's file, and whether that may help."""
    if State(delivery.state) is not State.REFUSED or FORM_CODES.isdisjoint(codes):
        return False
    return may(person, Right.PROPOSE) and not is_erased(delivery)
