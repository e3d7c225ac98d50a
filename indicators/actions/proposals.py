"""Change the catalogue in the interface: propose, approve (never one's own), reject, withdraw. A reason always."""

from collections.abc import Mapping

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from indicators.actions.audit import record
from indicators.actions.errors import Refused
from indicators.actions.storing import lock_catalogue, store
from indicators.catalogue.differences import changed_keys
from indicators.catalogue.documents import document_of, document_sha256, spec_of
from indicators.catalogue.problems import CatalogueError
from indicators.catalogue.schemas import Part
from indicators.models import CatalogueProposal
from indicators.models.catalogue import MODELS
from indicators.standing import problems, stored_catalogue


@transaction.atomic
def propose(
    *, by: AbstractBaseUser, part: Part, document: Mapping[str, object], base: str, reason: str
) -> CatalogueProposal:
    """Hand in an entry as it should be; nothing changes before a second person approves.

    ``base`` is the hash of the entry that the document was written from, empty for a new entry.

    Raises:
        CatalogueError: the document breaks the format, refers to what is not there, or changes what stands.
        Refused: ``reason_missing``, ``proposal_outdated`` (the entry is another by now, or there is one already),
            ``proposal_changes_nothing``.
    """
    reason = _reason(reason)
    spec = spec_of(part, document)
    _refuse_problems(part, document)
    current = MODELS[part]._default_manager.filter(code=spec.code).first()
    if (current.sha256 if current else "") != base:
        raise Refused("proposal_outdated")
    canonical = document_of(spec)
    sha256 = document_sha256(canonical)
    if sha256 == base:
        raise Refused("proposal_changes_nothing")
    proposal = CatalogueProposal.objects.create(
        part=part,
        code=spec.code,
        document=canonical,
        sha256=sha256,
        base_sha256=base,
        base_document=current.document if current else None,
        reason=reason,
        proposed_by=by,
    )
    _write_down("propose", proposal, by, reason)
    return proposal


@transaction.atomic
def approve(*, by: AbstractBaseUser, proposal: int, reason: str) -> CatalogueProposal:
    """Apply a proposal as it stands; what it was checked against is checked again.

    Raises:
        Refused: ``unknown_proposal``, ``own_proposal`` (a second person has to approve), ``reason_missing``,
            ``proposal_decided``, ``proposal_outdated``.
        CatalogueError: other entries, or what is released, do not suit it any more.
    """
    lock_catalogue()
    found, reason = _waiting(proposal), _reason(reason)
    if found.proposed_by_id == by.pk:
        raise Refused("own_proposal")
    part = Part(found.part)
    current = MODELS[part]._default_manager.filter(code=found.code).first()
    if (current.sha256 if current else "") != found.base_sha256:
        raise Refused("proposal_outdated")
    _refuse_problems(part, found.document)
    _decide(found, by, "approved", reason)
    store(by=by, spec=spec_of(part, found.document), proposal=found)
    _write_down("approve", found, by, reason)
    return found


@transaction.atomic
def reject(*, by: AbstractBaseUser, proposal: int, reason: str) -> CatalogueProposal:
    """Close a proposal of somebody else without applying it."""
    found, reason = _waiting(proposal), _reason(reason)
    if found.proposed_by_id == by.pk:
        raise Refused("own_proposal")
    _decide(found, by, "rejected", reason)
    _write_down("reject", found, by, reason)
    return found


@transaction.atomic
def withdraw(*, by: AbstractBaseUser, proposal: int, reason: str) -> CatalogueProposal:
    """Take back one's own proposal."""
    found, reason = _waiting(proposal), _reason(reason)
    if found.proposed_by_id != by.pk:
        raise Refused("foreign_proposal")
    _decide(found, by, "withdrawn", reason)
    _write_down("withdraw", found, by, reason)
    return found


def _reason(text: str) -> str:
    if not text.strip():
        raise Refused("reason_missing")
    return text.strip()


def _waiting(number: int) -> CatalogueProposal:
    found = CatalogueProposal.objects.select_for_update(no_key=True).filter(pk=number).first()
    if found is None:
        raise Refused("unknown_proposal", proposal=number)
    if found.decision:
        raise Refused("proposal_decided", decision=found.decision)
    return found


def _refuse_problems(part: Part, document: Mapping[str, object]) -> None:
    found = problems(stored_catalogue(), part, spec_of(part, document))
    if found:
        raise CatalogueError(found)


def _decide(proposal: CatalogueProposal, by: AbstractBaseUser, decision: str, reason: str) -> None:
    proposal.decision, proposal.decision_reason = decision, reason
    proposal.decided_by, proposal.decided_at = by, timezone.now()  # type: ignore[assignment]
    proposal.save(update_fields=["decision", "decision_reason", "decided_by", "decided_at"])


def _write_down(action: str, proposal: CatalogueProposal, by: AbstractBaseUser, reason: str) -> None:
    record(
        by=by,
        action=action,
        subject="catalogue_proposal",
        subject_id=proposal.pk,
        entry=f"{proposal.part}:{proposal.code}",
        keys=list(changed_keys(proposal.base_document, proposal.document)),
        sha256=proposal.sha256,
        reason=reason,
    )
