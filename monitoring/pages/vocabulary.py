"""The closed lists of the catalogue in words, for the sheets of indicators. Codes in, text of the active language out."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

KINDS: dict[str, Promise] = {
    "rate": _("Rate: computed from numerator and denominator for every level and selection"),
    "share": _("Share: delivered without counts, added up by a weight only"),
    "change": _("Change: delivered without counts, in steps of its unit"),
    "count": _("Count: shown with its share of the reference"),
}
POLARITIES: dict[str, Promise] = {
    "higher_is_more_disadvantage": _("A higher value points to more disadvantage"),
    "lower_is_more_disadvantage": _("A lower value points to more disadvantage"),
    "neutral": _("Neither high nor low is better or worse"),
}
VISIBILITIES: dict[str, Promise] = {
    "department": _("Named departments"),
    "administration": _("The administration"),
    "council": _("The administration and the council"),
    "public": _("Everybody"),
}
ROLES: dict[str, Promise] = {
    "numerator": _("Numerator"),
    "denominator": _("Denominator"),
    "measure": _("Delivered value"),
    "weight": _("Weight"),
}
MEASURE_KINDS: dict[str, Promise] = {
    "stock": _("stock at a date"),
    "average": _("average over a span"),
    "flow": _("sum over a span"),
    "change": _("change between two dates"),
}
POPULATIONS: dict[str, Promise] = {
    "main_residence": _("people with their main residence"),
    "main_residence_private_households": _("people with their main residence, without collective housing"),
    "main_and_secondary_residence": _("people with main or secondary residence"),
    "private_households": _("private households"),
    "pupils": _("pupils"),
    "children_examined": _("children examined before school entry"),
    "eligible_voters": _("people entitled to vote"),
    "respondents": _("people who answered a survey"),
    "employees_at_residence": _("employees at their place of residence"),
    "dwellings": pgettext_lazy("population", "dwellings"),
    "facilities": _("facilities"),
    "vehicles": _("vehicles by the address of their keeper"),
    "events": _("events"),
    "area": _("the area itself"),
}
CADENCES: dict[str, Promise] = {
    "day": _("daily"),
    "month": _("monthly"),
    "quarter": _("every quarter"),
    "half-year": _("every half-year"),
    "year": _("every year"),
    "school-year": _("every school year"),
    "two-years": _("every two years"),
    "irregular": _("at irregular times"),
}
POLICIES: dict[str, Promise] = {
    "ba-akg-10": _(
        "Federal Employment Agency, small areas: counts from 1 to 9 are not shown, nor what is left to the whole"
    ),
    "ba-3": _("Federal Employment Agency: fewer than 3 people or benefit communities are not shown"),
    "sensitive-10": _("Sensitive data: counts from 1 to 9 are not shown, nor what is left to the whole"),
    "register-3": _("Population register: fewer than 3 people are not shown"),
    "open": _("Open data: every count may be shown"),
}

_LISTS: dict[str, dict[str, Promise]] = {
    "kind": KINDS,
    "polarity": POLARITIES,
    "visibility": VISIBILITIES,
    "role": ROLES,
    "measure_kind": MEASURE_KINDS,
    "population": POPULATIONS,
    "cadence": CADENCES,
    "policy": POLICIES,
}


def in_words(code: str, of: str) -> str:
    """A code of the list ``of`` in words; what is not in the list stays as it is."""
    return str(_LISTS[of].get(code, code))
