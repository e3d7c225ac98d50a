"""Tags of the catalogue's workshop: kinds of entries and keys in words."""

from django import template

from indicators.catalogue.schemas import Part
from indicators.models import CatalogueProposal
from monitoring.deliveries.catalogue.labels import PARTS, full_label
from monitoring.deliveries.catalogue.titles import title_of

register = template.Library()


@register.filter
def part_word(part: str) -> str:
    """A kind of entry."""
    return str(PARTS[Part(part)][0])


@register.filter
def parts_word(part: str) -> str:
    """Entries of a kind."""
    return str(PARTS[Part(part)][1])


@register.filter
def key_label(key: str, part: str) -> str:
    """A key with the names of what it stands in."""
    return full_label(Part(part), key)


@register.filter
def proposed_title(proposal: CatalogueProposal) -> str:
    """What a proposal calls the entry, in the active language."""
    return title_of(proposal)
