"""Tags of the catalogue's lists: addresses without one choice, ways out of an empty list, short words."""

from dataclasses import dataclass
from typing import Any

from django import template

from indicators.catalogue.specs import Text
from monitoring.api.doors import said
from monitoring.catalogue import words
from monitoring.catalogue.filters import Asked, Found

register = template.Library()

_LISTS = {"kind": words.KINDS, "visibility": words.VISIBILITIES, "unit": words.MEASURE_UNITS}


@dataclass(frozen=True)
class WayOut:
    """What to take back, and how many entries that leaves."""

    address: str
    number: int
    title: str
    words: str


def _address(context: dict[str, Any], asked: Asked) -> str:
    query = asked.query()
    return f"{context['address']}?{query}" if query else str(context["address"])


@register.simple_tag(takes_context=True)
def address_without(context: dict[str, Any], name: str, code: str = "") -> str:
    """The list without one choice."""
    return _address(context, context["found"].asked.without(name, code))


@register.simple_tag(takes_context=True)
def ways_out(context: dict[str, Any]) -> list[WayOut]:
    """Of an empty list: each filter, or the words, without which something is left."""
    found: Found = context["found"]
    return [
        WayOut(_address(context, way.asked), way.number, str(way.title), found.asked.words if way.name == "q" else "")
        for way in found.ways_out
    ]


@register.filter
def in_language(text: Text) -> str:
    """A text of the catalogue in the active language."""
    return said(text)


@register.filter
def short_word(code: str, of: str) -> str:
    """A code of one of the catalogue's closed lists in one or two words."""
    return words.worded(_LISTS[of], code)


@register.filter
def name_of(names: dict[str, str], code: str) -> str:
    """A name by its code; the code where there is none."""
    return names.get(code, code)


@register.filter
def period_kind(kind: str) -> str:
    """A kind of period as a heading."""
    return words.worded(words.PERIOD_KINDS, kind)
