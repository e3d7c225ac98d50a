"""Files that no profile reads yet: keep one in quarantine with its profile, hand the profile in, deliver the file, let it go.

A file that seems to hold persons is never kept: only its hash and the reason are.
"""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import PurePath

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from indicators.actions.audit import record
from indicators.actions.errors import Refused
from indicators.actions.proposals import propose
from indicators.actions.receive import receive, stored_file
from indicators.catalogue.schemas import Part
from indicators.intake.problems import PersonLevelFile
from indicators.models import Delivery, ImportProfile, ProfileDraft, StoredFile

KEPT_DAYS = 14
EXPIRED = "draft_expired"
DISCARDED = "draft_discarded"


@transaction.atomic
def keep_file(
    *,
    by: AbstractBaseUser,
    content: bytes,
    file_name: str,
    document: Mapping[str, object],
    period: str = "",
    base: str = "",
    refused: Delivery | None = None,
) -> ProfileDraft:
    """Keep a file with the profile that is proposed for it. ``refused``: the delivery that its present profile refused.

    Raises:
        Refused: a file over the size limit, or without a name.
    """
    limit = settings.MAXIMUM_FILE_BYTES
    if len(content) > limit:
        raise Refused("file_too_large", megabytes=len(content) >> 20, limit=limit >> 20)
    name = PurePath(file_name.replace("\\", "/")).name[:250]
    if not name:
        raise Refused("file_name_missing")
    draft = ProfileDraft.objects.create(
        file=stored_file(content),
        file_name=name,
        document=dict(document),
        period=period[:40],
        base=base,
        refused=refused,
        made_by=by,
        keep_until=timezone.now() + timedelta(days=KEPT_DAYS),
    )
    _write_down("keep_file", draft, by, file=draft.file.sha256)
    return draft


@transaction.atomic
def refuse_file(*, by: AbstractBaseUser, content: bytes, found: PersonLevelFile) -> None:
    """Keep nothing of a file with persons but its hash, its size and the reason; earlier bytes of it go."""
    sha256 = hashlib.sha256(content).hexdigest()
    stored, _ = StoredFile.objects.get_or_create(
        sha256=sha256,
        defaults={"size": len(content), "erased_at": timezone.now(), "erased_reason": found.reason_code},
    )
    if stored.content is not None and not Delivery.objects.filter(file=stored).exists():
        _erase(stored, found.reason_code)
    record(by=by, action="refuse_file", subject="file", subject_id=stored.pk, file=sha256, reason=found.reason_code)


@transaction.atomic
def write_draft(*, by: AbstractBaseUser, draft: int, document: Mapping[str, object], period: str = "") -> ProfileDraft:
    """Keep the profile as somebody has corrected it.

    Raises:
        Refused: ``draft_closed``.
    """
    found = _open(draft)
    found.document, found.period = dict(document), period[:40]
    found.save(update_fields=["document", "period"])
    return found


@transaction.atomic
def hand_in(
    *, by: AbstractBaseUser, draft: int, document: Mapping[str, object], period: str, reason: str
) -> ProfileDraft:
    """Propose the draft's profile for the catalogue; a second person decides.

    Raises:
        Refused: ``draft_closed``, or why the proposal is not taken.
        CatalogueError: the document is no profile.
    """
    found = write_draft(by=by, draft=draft, document=document, period=period)
    code = str(document.get("code", ""))
    current = ImportProfile.objects.filter(code=code).first()
    if current is not None and code != found.base:
        raise Refused("code_is_taken", profile=code[:80])
    found.proposal = propose(
        by=by, part=Part.PROFILE, document=document, base=current.sha256 if current else "", reason=reason
    )
    found.save(update_fields=["proposal"])
    return found


@transaction.atomic
def deliver_draft(*, by: AbstractBaseUser, draft: int, period: str, as_of: date | None = None) -> Delivery:
    """Deliver the file under the profile that was made for it, once that is in force. The same draft never delivers twice.

    Raises:
        Refused: ``draft_closed``, ``profile_not_in_force``, ``file_erased``, or why the file is not taken.
    """
    found = ProfileDraft.objects.select_for_update().filter(pk=draft).first()
    if found is not None and found.delivery is not None:
        return found.delivery
    found = _open(draft)
    if found.proposal is None or found.proposal.decision != "approved":
        raise Refused("profile_not_in_force")
    if found.file.content is None:
        raise Refused("file_erased")
    delivery = receive(
        by=by,
        content=bytes(found.file.content),
        file_name=found.file_name,
        profile=found.proposal.code,
        period=period,
        as_of=as_of,
    )
    found.delivery, found.closed, found.closed_at = delivery, "delivered", timezone.now()
    found.save(update_fields=["delivery", "closed", "closed_at"])
    _write_down("deliver_draft", found, by, delivery=delivery.pk)
    return delivery


@transaction.atomic
def discard(*, by: AbstractBaseUser, draft: int) -> ProfileDraft:
    """The file is not needed: its bytes go at once, unless a delivery or another draft has them. The proposal stays."""
    found = _open(draft)
    _close(found, "discarded", DISCARDED, by)
    return found


def close_expired(*, now: datetime | None = None) -> int:
    """Let go the files whose time is over; returns how many drafts ended. Each is a transaction of its own."""
    due = ProfileDraft.objects.filter(closed="", keep_until__lte=now or timezone.now())
    return sum(_expire(number, now or timezone.now()) for number in due.values_list("pk", flat=True))


@transaction.atomic
def _expire(number: int, now: datetime) -> bool:
    found = ProfileDraft.objects.select_for_update().get(pk=number)
    if found.closed or found.keep_until > now:
        return False
    _close(found, "expired", EXPIRED, None)
    return True


def _close(found: ProfileDraft, end: str, reason: str, by: AbstractBaseUser | None) -> None:
    found.closed, found.closed_at = end, timezone.now()
    found.save(update_fields=["closed", "closed_at"])
    stored = StoredFile.objects.select_for_update().defer("content").get(pk=found.file_id)
    needed = (
        Delivery.objects.filter(file=stored).exists() or ProfileDraft.objects.filter(file=stored, closed="").exists()
    )
    if not needed and stored.erased_at is None:
        _erase(stored, reason)
    _write_down("close_draft", found, by, end=end, bytes_gone=not needed, file=stored.sha256)


def _erase(stored: StoredFile, reason: str) -> None:
    stored.content, stored.erased_at, stored.erased_reason = None, timezone.now(), reason
    stored.save(update_fields=["content", "erased_at", "erased_reason"])


def _open(number: int) -> ProfileDraft:
    found = ProfileDraft.objects.select_for_update().filter(pk=number).first()
    if found is None or found.closed:
        raise Refused("draft_closed")
    return found


def _write_down(action: str, draft: ProfileDraft, by: AbstractBaseUser | None, **details: object) -> None:
    record(by=by, action=action, subject="profile_draft", subject_id=draft.pk, **details)
