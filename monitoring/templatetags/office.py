"""Tags of the office's pages: problems and periods in words."""

from collections.abc import Sequence

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from indicators.catalogue.specs import Text
from indicators.models import Delivery, Indicator, Problem
from indicators.office.index_changes import IndexChange
from monitoring.deliveries.profiles import said as said_in_language
from monitoring.deliveries.report_page import rows_address as address_of_rows
from monitoring.deliveries.spans import periods_text
from monitoring.deliveries.titles import title_of
from monitoring.messages import Coded, Explanation, explain
from monitoring.templatetags.htmx import htmx
from monitoring.wording import period_label

register = template.Library()
register.simple_tag(htmx)

_BADGES = {"error": "danger", "warning": "warning", "hint": "info"}
_SEVERITIES: dict[str, Promise] = {"error": _("Error"), "warning": _("Warning"), "hint": _("Hint")}

_HEADINGS: dict[str, Promise] = {"error": _("Errors"), "warning": _("Warnings"), "hint": _("Hints")}


@register.simple_tag
def explained(problem: Coded) -> Explanation:
    """A problem in words: where, what, what to do."""
    return explain(problem)


@register.filter
def periods_of(delivery: Delivery) -> str:
    """Every period of a delivery, the announced one first."""
    return periods_text(delivery)


@register.filter
def indicator_titles(codes: Sequence[str]) -> str:
    """Indicators by their titles; one query."""
    titles = {one.code: said_in_language(one.spec.title) for one in Indicator.objects.filter(code__in=codes)}
    return ", ".join(titles.get(code, code) for code in codes)


@register.filter
def problem_title(code: str) -> str:
    """The heading of a kind of problem."""
    return title_of(code)


@register.filter
def badge(severity: str) -> str:
    """The kind of badge of a severity."""
    return _BADGES.get(severity, "neutral")


@register.filter
def severity_word(severity: str) -> Promise | str:
    """A severity in words."""
    return _SEVERITIES.get(severity, severity)


@register.filter
def severity_plural(severity: str) -> Promise | str:
    """A severity as the heading of its problems."""
    return _HEADINGS.get(severity, severity)


@register.simple_tag
def rows_address(delivery: int, problem: Problem) -> str:
    """Where the rows of the file around a problem are shown; nothing for one that has no place in it."""
    return address_of_rows(delivery, problem)


@register.filter
def alert_kind(kind: str) -> str:
    """Alerts know no neutral kind."""
    return "info" if kind == "neutral" else kind


@register.filter
def period(code: str) -> str:
    """A period as people write it."""
    return period_label(code)


@register.filter
def said(text: Text) -> str:
    """A text of the catalogue in the active language."""
    return said_in_language(text)


@register.filter
def level_text(names: tuple[str, str]) -> str:
    """The name of a level, given in German and English."""
    return said_in_language(Text(*names))


@register.filter
def class_lines(change: IndexChange) -> list[tuple[str, int, int]]:
    """The classes of an index with the areas in each, before and after."""
    before = change.before or (0,) * len(change.after)
    return list(zip(change.spec.classes, before, change.after, strict=True))
