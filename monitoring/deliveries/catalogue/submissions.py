"""Decide about indices that were handed in at the portal: approved, one becomes an entry of the catalogue.

The portal writes nothing into the sealed room. So an approval makes the catalogue's own proposal, in the name of who handed
it in, and applies it in the name of who decides; its history then says the same as for every other entry.
"""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from indicators.actions import proposals
from indicators.actions.audit import record
from indicators.actions.errors import Refused
from indicators.catalogue.schemas import Part
from monitoring.analysis.models import IndexSubmission
from monitoring.analysis.workbench.states import TRANSITIONS
from monitoring.notices.notify import notify

_PORTAL_URLS = "monitoring.urls.portal"


@transaction.atomic
def approve(*, by: AbstractBaseUser, submission: int, reason: str) -> IndexSubmission:
    """Apply what was handed in as it stands.

    Raises:
        Refused: ``unknown_proposal``, ``proposal_decided``, ``own_proposal``, ``reason_missing``; ``proposal_outdated``
            where the entry in force is another by now.
        CatalogueError: it does not suit the other entries any more.
    """
    found, reason = _waiting(by, submission, "approve", reason)
    document = {"part": Part.INDEX, "document": found.document, "base": found.base_sha256}
    made = proposals.propose(by=found.submitted_by, reason=found.reason, **document)  # type: ignore[arg-type]
    proposals.approve(by=by, proposal=made.pk, reason=reason)
    found.proposal = made.pk
    return _decided(found, by, "approve", reason)


@transaction.atomic
def reject(*, by: AbstractBaseUser, submission: int, reason: str) -> IndexSubmission:
    """Close it without applying it; the reason goes to who handed it in. Raises ``Refused`` as ``approve``."""
    found, reason = _waiting(by, submission, "reject", reason)
    return _decided(found, by, "reject", reason)


def _waiting(by: AbstractBaseUser, number: int, move: str, reason: str) -> tuple[IndexSubmission, str]:
    rows = IndexSubmission.objects.select_for_update(of=("self",)).select_related("submitted_by")
    found = rows.filter(pk=number).first()
    if found is None:
        raise Refused("unknown_proposal", proposal=number)
    if found.state != TRANSITIONS[move].source:
        raise Refused("proposal_decided", decision=found.state)
    if found.submitted_by_id == by.pk:
        raise Refused("own_proposal")
    if not reason.strip():
        raise Refused("reason_missing")
    return found, reason.strip()


def _decided(found: IndexSubmission, by: AbstractBaseUser, move: str, reason: str) -> IndexSubmission:
    found.state, found.decision_reason = TRANSITIONS[move].target.value, reason
    found.decided_by, found.decided_at = by, timezone.now()  # type: ignore[assignment]
    found.save(update_fields=["state", "decision_reason", "decided_by", "decided_at", "proposal"])
    record(
        by=by,
        action=move,
        subject="index_submission",
        subject_id=found.pk,
        code=found.code,
        sha256=found.sha256,
        reason=reason,
    )
    path = reverse("submission", urlconf=_PORTAL_URLS, args=[found.pk])
    title = found.document.get("title") or {"de": found.code, "en": found.code}
    kind = f"index_{found.state}"
    notify(found.submitted_by, kind, f"index_submission:{found.pk}", path, {"title": title}, key=f"{kind}:{found.pk}")
    return found
