"""Keys by which other systems deliver. Only the hash is kept: whoever reads the database can deliver with none of them."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import date, timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from indicators.actions.audit import record
from indicators.actions.errors import Refused
from indicators.models import DeliveryToken, ImportProfile

#: A year and a little: whoever delivers yearly needs no new one for each delivery.
LONGEST_DAYS = 400
_SIGN = "smd"


def digest(text: str) -> str:
    """What is kept of a token. It has 256 random bits: a plain hash cannot be turned back."""
    return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def make_token(
    *, by: AbstractBaseUser, name: str, department: str, profiles: Sequence[str] = (), valid_until: date
) -> tuple[DeliveryToken, str]:
    """A new token for a department, and its text, which nobody can read again.

    ``profiles`` limits it to some import profiles of the department's sources; none: all of them, later ones too.

    Raises:
        Refused: ``token_profiles`` (not of the department), ``token_validity``, ``reason_missing`` (without a name).
    """
    if not name.strip():
        raise Refused("reason_missing")
    today = timezone.localdate()
    if not today < valid_until <= today + timedelta(days=LONGEST_DAYS):
        raise Refused("token_validity", days=LONGEST_DAYS)
    foreign = set(profiles) - set(profiles_of(department))
    if foreign:
        raise Refused("token_profiles", profiles=", ".join(sorted(foreign)))
    prefix = secrets.token_hex(4)
    text = f"{_SIGN}_{prefix}_{secrets.token_urlsafe(32)}"
    token = DeliveryToken.objects.create(
        name=name.strip(),
        prefix=prefix,
        sha256=digest(text),
        department=department,
        profiles=sorted(set(profiles)),
        valid_until=valid_until,
        made_by=by,
    )
    told = {"name": token.name, "department": department, "profiles": token.profiles, "until": valid_until.isoformat()}
    record(by=by, action="make_token", subject="token", subject_id=prefix, **told)
    return token, text


@transaction.atomic
def revoke(*, by: AbstractBaseUser, prefix: str) -> DeliveryToken:
    """End a token at once; what it delivered stays.

    Raises:
        Refused: ``unknown_token``, ``token_revoked``.
    """
    found = DeliveryToken.objects.select_for_update().filter(prefix=prefix).first()
    if found is None:
        raise Refused("unknown_token")
    if found.revoked_at is not None:
        raise Refused("token_revoked")
    found.revoked_by, found.revoked_at = by, timezone.now()
    found.save(update_fields=["revoked_by", "revoked_at"])
    record(by=by, action="revoke_token", subject="token", subject_id=prefix)
    return found


def known_token(text: str) -> DeliveryToken | None:
    """The token of this text, as long as it is valid; nothing otherwise, and nothing that says why."""
    found = DeliveryToken.objects.select_related("made_by").filter(sha256=digest(text), revoked_at=None).first()
    return found if found is not None and timezone.localdate() <= found.valid_until else None


def profiles_of(department: str) -> list[str]:
    """The codes of the import profiles for the sources of a department."""
    rows = ImportProfile.objects.select_related("source").order_by("code")
    return [profile.code for profile in rows if profile.source.spec.owner == department]


def may_deliver(token: DeliveryToken, profile: str) -> bool:
    """Whether the token is meant for a profile; asked anew each time, as sources change hands."""
    return profile in profiles_of(token.department) and (not token.profiles or profile in token.profiles)
