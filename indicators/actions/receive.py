"""Receive: the bytes are kept once per SHA-256, the delivery waits in quarantine for the check."""

import hashlib
from collections.abc import Sequence
from datetime import date
from pathlib import PurePath

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from indicators.actions.audit import record
from indicators.actions.errors import Refused
from indicators.models import Delivery, ImportProfile, Period, StoredFile
from indicators.periods import Period as PeriodValue
from indicators.periods import months_later, parse_period


def known_period(code: str, kinds: Sequence[str]) -> PeriodValue:
    """The period written as ``code``; raises ``Refused`` for none, for a kind that is not taken, for the future."""
    try:
        period = parse_period(code.strip())
    except ValueError:
        raise Refused("not_a_period", period=code[:40]) from None
    if period.kind not in kinds:
        raise Refused("wrong_period_kind", period=period.code, kind=period.kind, allowed=", ".join(kinds))
    today = timezone.localdate()
    if period.ends > today:
        raise Refused("period_in_future", period=period.code, today=today.isoformat())
    return period


def stored_period(period: PeriodValue) -> Period:
    """The row of a period, made where it is new."""
    values = {"kind": period.kind, "starts": period.starts, "ends": period.ends}
    return Period.objects.get_or_create(code=period.code, defaults=values)[0]


def _regular_day(profile: ImportProfile, period: PeriodValue) -> date:
    """The day from which the source's figures for a period are final, at the latest today."""
    return min(months_later(period.ends, profile.source.spec.lag_months), timezone.localdate())


def stored_file(content: bytes) -> StoredFile:
    """The row of these bytes, made where they are new; bytes that were erased before are judged again.

    The row is held until the end of the transaction: an erasure of the same bytes comes before, and they are kept anew, or
    after, and finds that they are needed.
    """
    digest = hashlib.sha256(content).hexdigest()
    stored, is_new = StoredFile.objects.get_or_create(
        sha256=digest, defaults={"size": len(content), "content": content}
    )
    held = StoredFile.objects.select_for_update(no_key=True).values_list("erased_at", flat=True).get(pk=stored.pk)
    if not is_new and held is not None:
        stored.content, stored.erased_at, stored.erased_reason = content, None, ""
        stored.save(update_fields=["content", "erased_at", "erased_reason"])
    return stored


@transaction.atomic
def receive(
    *,
    by: AbstractBaseUser,
    content: bytes,
    file_name: str,
    profile: str,
    period: str,
    as_of: date | None = None,
) -> Delivery:
    """Take one file for a profile and a period. Nobody reads it before the check has run.

    ``as_of`` is the day on which the source was drawn; without one the day from which its figures are regularly final,
    or today where that is earlier.

    Raises:
        Refused: unknown profile, a period that the profile does not take, a file over the size limit.
    """
    limit = settings.MAXIMUM_FILE_BYTES
    if len(content) > limit:
        raise Refused("file_too_large", megabytes=len(content) >> 20, limit=limit >> 20)
    name = PurePath(file_name.replace("\\", "/")).name[:250]
    if not name:
        raise Refused("file_name_missing")
    found = ImportProfile.objects.filter(code=profile).first()
    if found is None:
        known = ", ".join(ImportProfile.objects.values_list("code", flat=True))
        raise Refused("unknown_profile", profile=profile[:80], known=known)
    value = known_period(period, found.spec.period_kinds)
    delivery = Delivery.objects.create(
        file=stored_file(content),
        file_name=name,
        profile=found,
        profile_document=found.document,
        period=stored_period(value),
        as_of=as_of or _regular_day(found, value),
        uploaded_by=by,
        department=found.source.spec.owner,
    )
    record(
        by=by,
        action="receive",
        subject="delivery",
        subject_id=delivery.pk,
        file=delivery.file.sha256,
        profile=profile,
        period=value.code,
    )
    return delivery
