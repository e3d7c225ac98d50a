"""The catalogue as the office edits it: entries, their versions, and the proposals that wait or were decided."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import QuerySet

from indicators.catalogue.readers import CODE_FORM
from indicators.catalogue.schemas import Part
from indicators.models import CatalogueProposal, CatalogueVersion
from indicators.models.catalogue import MODELS, CatalogueEntry

Name = tuple[str, str]
"""Kind and code of an entry."""


class ProposalState(StrEnum):
    """Where a proposal stands. ``outdated``: it waits, and the entry is another by now."""

    WAITING = "waiting"
    OUTDATED = "outdated"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Listed:
    """A proposal with its state as it is now."""

    proposal: CatalogueProposal
    state: ProposalState


def entries(parts: Collection[Part] = tuple(Part)) -> list[CatalogueEntry]:
    """Every entry of the kinds, by kind and code; one query per kind."""
    return [entry for part in parts for entry in MODELS[part]._default_manager.order_by("code")]


def entry(part: Part, code: str) -> CatalogueEntry | None:
    """One entry, or nothing."""
    if not CODE_FORM.fullmatch(code):
        return None
    return MODELS[part]._default_manager.filter(code=code).first()


def versions(part: Part, code: str) -> list[CatalogueVersion]:
    """Every version of an entry, the latest first, with who stored it and on whose proposal."""
    found = CatalogueVersion.objects.filter(part=part, code=code)
    return list(found.select_related("stored_by", "proposal__proposed_by").order_by("-pk"))


def version(part: Part, code: str, number: int) -> CatalogueVersion | None:
    """One version of an entry."""
    return CatalogueVersion.objects.filter(part=part, code=code, pk=number).first()


def proposals() -> QuerySet[CatalogueProposal]:
    """Every proposal, newest first."""
    return CatalogueProposal.objects.select_related("proposed_by", "decided_by")


def open_proposals() -> QuerySet[CatalogueProposal]:
    """Those that nobody has decided about, the oldest first: they have waited longest."""
    return proposals().filter(decision="").order_by("pk")


def proposal(number: int) -> CatalogueProposal | None:
    """One proposal, or nothing."""
    return proposals().filter(pk=number).first()


def listed(found: Collection[CatalogueProposal]) -> list[Listed]:
    """Proposals with their states; one query per kind of entry, whatever their number."""
    hashes: dict[Name, str] = {}
    for part in {one.part for one in found if not one.decision}:
        codes = [one.code for one in found if one.part == part]
        rows = MODELS[Part(part)]._default_manager.filter(code__in=codes)
        hashes |= {(part, code): sha256 for code, sha256 in rows.values_list("code", "sha256")}
    return [Listed(one, _state(one, hashes.get((one.part, one.code), ""))) for one in found]


def _state(one: CatalogueProposal, current: str) -> ProposalState:
    if one.decision:
        return ProposalState(one.decision)
    return ProposalState.WAITING if current == one.base_sha256 else ProposalState.OUTDATED
