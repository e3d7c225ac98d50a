"""Releases in templates: numbers as they are cited, classes that change."""

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from indicators.models.releases import cited as as_cited

register = template.Library()


@register.filter
def cited(number: str | None) -> str:
    """``2026/3, Revision 2`` for ``2026/3/2``."""
    return as_cited(number) if number else ""


_KINDS: dict[str, Promise] = {
    "break": _lazy("Break in the series"),
    "exceptional": _lazy("Exceptional time"),
    "register": _lazy("Correction of the register"),
    "note": _lazy("Note"),
}


@register.filter
def note_kind(kind: str) -> Promise | str:
    """A kind of note in words."""
    return _KINDS.get(kind, kind)


@register.simple_tag
def class_change(before: int | None, after: int | None) -> str:
    """The classes of an area in two releases, counted from 1 as in the legend; a dash where it has none."""

    def told(number: int | None) -> str:
        return "–" if number is None else str(number + 1)

    if before == after:
        return _("%(number)s, unchanged") % {"number": told(after)}
    return f"{told(before)} → {told(after)}"
