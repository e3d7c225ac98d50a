"""Words that pages, map and sheets share: periods, units, life domains. Codes in, text of the active language out."""

import re

from django.utils.dates import MONTHS
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

#: Periods for lists (label), inside a sentence (phrase) and before a change (since).
PERIODS: dict[str, Promise] = {
    "period_label_day": _("%(date)s"),
    "period_label_month": _("%(month)s"),
    "period_label_quarter": _("Q%(quarter)s %(year)s"),
    "period_label_half": _("H%(half)s %(year)s"),
    "period_label_year": _("%(year)s"),
    "period_label_school_year": _("school year %(years)s"),
    "period_label_pooled": _("%(first)s to %(last)s"),
    "period_phrase_day": _("on %(date)s"),
    "period_phrase_month": _("in %(month)s"),
    "period_phrase_quarter": _("in quarter %(quarter)s of %(year)s"),
    "period_phrase_half": _("in half-year %(half)s of %(year)s"),
    "period_phrase_year": _("in %(year)s"),
    "period_phrase_school_year": _("in the school year %(years)s"),
    "period_phrase_pooled": _("in the years %(first)s to %(last)s"),
    "period_since_day": _("since %(date)s"),
    "period_since_month": _("since %(month)s"),
    "period_since_quarter": _("since quarter %(quarter)s of %(year)s"),
    "period_since_half": _("since half-year %(half)s of %(year)s"),
    "period_since_year": _("since %(year)s"),
    "period_since_school_year": _("since the school year %(years)s"),
    "period_since_pooled": _("since the years %(first)s to %(last)s"),
}

#: What stands behind a number. People are counted without a word; the indicator's title says who is counted.
UNITS: dict[str, Promise | str] = {
    "%": "%",
    "percentage_point": _("percentage points"),
    "person": "",
    "per_100": _("per 100"),
    "per_1000": _("per 1,000"),
    "per_10000": _("per 10,000"),
    "household": _("households"),
    "dwelling": _("dwellings"),
    "case": _("cases"),
    "place": _("places"),
    "euro": "€",
    "euro_per_square_metre": "€/m²",
    "square_metre": "m²",
    "hectare": "ha",
    "metre": "m",
    "minute": _("minutes"),
    "year": _("years"),
    "decibel": "dB",
    "degree_celsius": "°C",
    "index_points": _("points"),
}

#: Life domains (Lebenslagen) in the order in which pages show them.
DOMAINS: dict[str, Promise] = {
    "population": _("Population"),
    "migration": _("Migration"),
    "households": _("Households"),
    "work": _("Work"),
    "income": _("Income"),
    "family": _("Family"),
    "education": _("Education"),
    "housing": _("Housing"),
    "health": _("Health"),
    "care": _("Care"),
    "participation": _("Participation"),
    "mobility": _("Mobility"),
    "environment": _("Environment"),
    "safety": _("Safety"),
}

_FORMS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (r"(\d{4})-(\d\d)-(\d\d)", "day", ("year", "month", "day")),
    (r"(\d{4})-(\d\d)", "month", ("year", "month")),
    (r"(\d{4})-Q([1-4])", "quarter", ("year", "quarter")),
    (r"(\d{4})-H([12])", "half", ("year", "half")),
    (r"(\d{4})", "year", ("year",)),
    (r"(\d{4}/\d\d)", "school_year", ("years",)),
    (r"(\d{4})\.\.(\d{4})", "pooled", ("first", "last")),
)


def _parts(kind: str, found: dict[str, str]) -> dict[str, str]:
    if kind == "day":
        if get_language() == "de":
            return {"date": f"{found['day']}.{found['month']}.{found['year']}"}
        return {"date": f"{int(found['day'])} {MONTHS[int(found['month'])]} {found['year']}"}
    if kind == "month":
        return {"month": f"{MONTHS[int(found['month'])]} {found['year']}"}
    return found


def _worded(code: str, use: str) -> str:
    for form, kind, names in _FORMS:
        match = re.fullmatch(form, code)
        if match:
            found = dict(zip(names, match.groups(), strict=True))
            return str(PERIODS[f"period_{use}_{kind}"]) % _parts(kind, found)
    return code


def period_label(code: str) -> str:
    """``31.12.2019``, ``4. Quartal 2025``: for lists and headings. What is no period stays as it is."""
    return _worded(code, "label")


def period_phrase(code: str) -> str:
    """``am 31.12.2019``, ``im 4. Quartal 2025``: inside a sentence."""
    return _worded(code, "phrase")


def period_since(code: str) -> str:
    """``seit dem 31.12.2019``: before a change."""
    return _worded(code, "since")


def unit_text(unit: str) -> str:
    """What stands behind a number of this unit; an unknown code stays as it is."""
    return str(UNITS.get(unit, unit))


def domain_text(domain: str) -> str:
    return str(DOMAINS.get(domain, domain))
