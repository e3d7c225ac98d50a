"""Short words for the catalogue's closed lists, for filters and badges. Codes in, text of the active language out."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

KINDS: dict[str, Promise] = {
    "rate": _("Rate"),
    "share": _("Delivered share"),
    "change": _("Delivered change"),
    "count": _("Count"),
}
VISIBILITIES: dict[str, Promise] = {
    "public": _("Everybody"),
    "council": _("Council and administration"),
    "administration": _("Administration"),
    "department": _("Named departments"),
}
VALUES: dict[str, Promise] = {"with": _("with values"), "without": _("no values yet")}
PERIOD_KINDS: dict[str, Promise] = {
    "day": _("Days"),
    "month": _("Months"),
    "quarter": _("Quarters"),
    "half-year": _("Half-years"),
    "year": _("Years"),
    "school-year": _("School years"),
    "pooled": _("Pooled years"),
}
READ: dict[str, Promise] = {"read": _("read by an indicator"), "unread": _("not read by an indicator")}
MEASURE_UNITS: dict[str, Promise] = {
    "person": _("persons"),
    "bedarfsgemeinschaft": _("benefit communities"),
    "household": _("households"),
    "dwelling": pgettext_lazy("unit", "dwellings"),
    "building": _("buildings"),
    "case": _("cases"),
    "event": pgettext_lazy("unit", "events"),
    "place": _("places"),
    "euro": _("euros"),
    "euro_per_square_metre": _("euros per square metre"),
    "square_metre": _("square metres"),
    "hectare": _("hectares"),
    "metre": _("metres"),
    "minute": _("minutes"),
    "year": _("years"),
    "decibel": _("decibels"),
    "degree_celsius": _("degrees Celsius"),
    "tree": _("trees"),
    "vote": _("votes"),
    "vehicle": _("vehicles"),
    "percent": _("per cent"),
    "percentage_point": _("percentage points"),
}


def worded(words: dict[str, Promise], code: str) -> str:
    """The word of a code; one without a word stays as it is."""
    return str(words.get(code, code))


def rank(codes: Sequence[str], code: str) -> int:
    """The place of a code in a closed list; what is not in it comes last."""
    return codes.index(code) if code in codes else len(codes)
