"""Titles of proposed entries, without reading the whole document."""

from django.utils.translation import get_language

from indicators.models import CatalogueProposal


def title_of(proposal: CatalogueProposal) -> str:
    """The proposed title in the active language; the code where there is none."""
    title = proposal.document.get("title") or {}
    language = "de" if (get_language() or "de").startswith("de") else "en"
    return str(title.get(language) or proposal.code)
