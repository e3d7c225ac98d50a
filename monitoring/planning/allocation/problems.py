"""From what cannot be carried out to the field at which it is said, and the sentence."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from indicators.calculation.allocation import Refused
from indicators.queries.errors import Unanswerable
from monitoring.allocation_messages import NOT_RELEASED, REFUSALS
from monitoring.numbers import format_number
from monitoring.planning.allocation.amounts import amount_text
from monitoring.planning.allocation.plan import Plan, Variant

_AMOUNTS = ("floors", "caps", "total")


@dataclass(frozen=True)
class Problem:
    """``field`` of the variant's form, or empty where it concerns the whole draft."""

    field: str
    code: str
    text: str


def problem_of(reason: Refused | Unanswerable, plan: Plan, variant: Variant) -> Problem:
    """What is wrong with a variant, in the active language."""
    if isinstance(reason, Unanswerable):
        text = NOT_RELEASED.get(reason.code) or _("This cannot be answered. Choose another.")
        return Problem(str(reason.params.get("part", "")), reason.code, str(text))
    field, text = REFUSALS[reason.code]
    params = {
        name: amount_text(variant.step * value, plan.subject) if name in _AMOUNTS else format_number(value)
        for name, value in reason.params.items()
    }
    params.setdefault("total", amount_text(variant.total, plan.subject))
    params["step"] = amount_text(variant.step, plan.subject)
    return Problem(field, reason.code, str(text) % params)
