"""What is done to drafts and submissions at the portal's address: each in one transaction with its row in the audit trail."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from indicators.catalogue.documents import document_of, document_sha256
from indicators.catalogue.specs import IndexSpec
from indicators.models import AuditEntry, Index, Release
from monitoring.analysis.models import IndexDraft, IndexSubmission
from monitoring.analysis.workbench.asking import Declined
from monitoring.analysis.workbench.states import TRANSITIONS
from monitoring.departments.access import Right, may
from monitoring.departments.models import Department, Person


def _record(by: Person, action: str, subject: str, number: int, **details: Any) -> None:
    AuditEntry.objects.create(
        actor=by.get_username(), action=action, subject=subject, subject_id=str(number), details=details
    )


@transaction.atomic
def keep_draft(
    *, by: Person, department: Department, name: str, document: Mapping[str, object], level: str, period: str
) -> IndexDraft:
    """A new draft of one's own, shared with nobody.

    Raises:
        PermissionDenied: the person may not compose.
        Declined: ``name_missing``; ``name_taken`` by another draft of the person.
    """
    if not may(by, Right.COMPOSE_INDEX):
        raise PermissionDenied
    try:
        with transaction.atomic():
            made = IndexDraft.objects.create(
                name=_named(name), owner=by, department=department, document=document, level=level, period=period
            )
    except IntegrityError:
        raise Declined("name_taken") from None
    _record(by, "index_draft.made", "index_draft", made.pk, name=made.name)
    return made


@transaction.atomic
def change_draft(
    *, by: Person, draft: int, seen: int, name: str, document: Mapping[str, object], level: str, period: str
) -> IndexDraft:
    """The draft as it is now on the page; ``seen`` is the revision that the page began with.

    Raises:
        PermissionDenied: it is somebody else's, or gone.
        Declined: ``changed_meanwhile`` in another window; ``name_missing``, ``name_taken``.
    """
    found = _own(by, draft)
    if found.revision != seen:
        raise Declined("changed_meanwhile")
    found.name, found.document, found.level, found.period = _named(name), dict(document), level, period
    found.revision += 1
    try:
        with transaction.atomic():
            found.save()
    except IntegrityError:
        raise Declined("name_taken") from None
    _record(by, "index_draft.changed", "index_draft", found.pk, revision=found.revision)
    return found


@transaction.atomic
def share_draft(*, by: Person, draft: int, is_shared: bool) -> IndexDraft:
    """Let the people of its department read it, or no longer. What is so already is left as it is."""
    found = _own(by, draft)
    if found.is_shared != is_shared:
        found.is_shared = is_shared
        found.save(update_fields=["is_shared"])
        _record(by, "index_draft.shared" if is_shared else "index_draft.unshared", "index_draft", found.pk)
    return found


@transaction.atomic
def delete_draft(*, by: Person, draft: int) -> None:
    """Gone for everybody; what was handed in from it stays."""
    found = _own(by, draft)
    found.deleted_at = timezone.now()
    found.save(update_fields=["deleted_at"])
    _record(by, "index_draft.deleted", "index_draft", found.pk)


@transaction.atomic
def submit(
    *,
    by: Person,
    draft: int,
    seen: int,
    spec: IndexSpec,
    reason: str,
    release: Release,
    evidence: Mapping[str, object],
) -> IndexSubmission:
    """Hand in a draft as it stands; ``spec`` is what its document describes, ``evidence`` what was seen of it.

    Raises:
        PermissionDenied: it is somebody else's, or gone.
        Declined: ``reason_missing``, ``changed_meanwhile``; ``changes_nothing`` against the entry in force;
            ``waits_already`` where somebody has handed in the same code.
    """
    found = _own(by, draft)
    if not reason.strip():
        raise Declined("reason_missing")
    if found.revision != seen:
        raise Declined("changed_meanwhile")
    document = document_of(spec)
    current = Index.objects.filter(code=spec.code).first()
    if current is not None and current.sha256 == document_sha256(document):
        raise Declined("changes_nothing")
    try:
        with transaction.atomic():
            made = IndexSubmission.objects.create(
                draft=found,
                code=spec.code,
                document=document,
                sha256=document_sha256(document),
                base_sha256=current.sha256 if current else "",
                base_document=current.document if current else None,
                reason=reason.strip(),
                release=release.cited,
                evidence=evidence,
                submitted_by=by,
            )
    except IntegrityError:
        raise Declined("waits_already") from None
    _record(by, "index_submission.made", "index_submission", made.pk, code=made.code, sha256=made.sha256)
    return made


@transaction.atomic
def withdraw(*, by: Person, submission: int, reason: str) -> IndexSubmission:
    """Take back what one has handed in oneself.

    Raises:
        PermissionDenied: it is somebody else's.
        Declined: ``reason_missing``; ``decided`` already.
    """
    found = IndexSubmission.objects.select_for_update(of=("self",)).filter(pk=submission).first()
    if found is None or not may(by, Right.WITHDRAW_SUBMISSION, found):
        raise PermissionDenied
    if not reason.strip():
        raise Declined("reason_missing")
    move = TRANSITIONS["withdraw"]
    if found.state != move.source:
        raise Declined("decided")
    found.state, found.decision_reason = move.target.value, reason.strip()
    found.decided_by, found.decided_at = by, timezone.now()
    found.save(update_fields=["state", "decision_reason", "decided_by", "decided_at"])
    _record(by, "index_submission.withdrawn", "index_submission", found.pk, reason=found.decision_reason)
    return found


def _own(by: Person, draft: int) -> IndexDraft:
    found = IndexDraft.objects.select_for_update(of=("self",)).filter(pk=draft, deleted_at=None).first()
    if found is None or not may(by, Right.EDIT_INDEX_DRAFT, found):
        raise PermissionDenied
    return found


def _named(name: str) -> str:
    text = " ".join(name.split())[:120]
    if not text:
        raise Declined("name_missing")
    return text
