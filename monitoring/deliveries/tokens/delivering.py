"""Take in what another system delivers, once for every key that it names."""

import hashlib
import json
from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction
from django.utils import timezone

from indicators.actions.audit import record
from indicators.actions.receive import receive
from indicators.actions.tokens import may_deliver
from indicators.models import DeliveryToken, TokenDelivery
from indicators.tasks import wake_after_commit
from monitoring.api.problems import ApiProblem
from monitoring.deliveries.tokens.authentication import require_pace
from monitoring.deliveries.uploading import content_of, require_source

HEADER = "Idempotency-Key"
LONGEST_KEY = 100


@transaction.atomic
def deliver(
    *, token: DeliveryToken, key: str, file: UploadedFile, profile: str, period: str, as_of: date | None = None
) -> tuple[int, bool]:
    """The number of the delivery, and whether it is new: the same key with the same request names the one of before.

    Raises:
        ApiProblem: ``idempotency_key`` (too long), ``idempotency_mismatch`` (the key was used for something else),
            ``token_scope`` (the token is not meant for the profile).
        Refused: what ``receive`` refuses.
        Throttled: too many in an hour.
    """
    if len(key) > LONGEST_KEY or not key.isprintable():
        raise ApiProblem("idempotency_key", 400, length=LONGEST_KEY)
    content = content_of(file)
    said = json.dumps([profile, period, as_of.isoformat() if as_of else "", hashlib.sha256(content).hexdigest()])
    request = hashlib.sha256(said.encode()).hexdigest()
    known = _known(token, key) if key else None
    if known is not None:
        if known.request_sha256 != request:
            raise ApiProblem("idempotency_mismatch", 409)
        return known.delivery_id, False
    require_pace(token)
    if not may_deliver(token, profile):
        raise ApiProblem("token_scope", 403, profile=profile[:80])
    require_source(token.made_by, profile)
    given = {"by": token.made_by, "content": content, "file_name": file.name or "", "profile": profile}
    delivery = receive(**given, period=period, as_of=as_of)  # type: ignore[arg-type]
    TokenDelivery.objects.create(delivery=delivery, token=token, key=key or None, request_sha256=request)
    DeliveryToken.objects.filter(pk=token.pk).update(last_used_at=timezone.now())
    told = {"delivery": delivery.pk, "key": key or None}
    record(by=token.made_by, action="deliver_by_token", subject="token", subject_id=token.prefix, **told)
    wake_after_commit(delivery.pk)
    return delivery.pk, True


def _known(token: DeliveryToken, key: str) -> TokenDelivery | None:
    """What this key named before; whoever uses it at the same moment waits."""
    number = int.from_bytes(hashlib.sha256(f"{token.pk}:{key}".encode()).digest()[:8], signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])
    return TokenDelivery.objects.filter(token=token, key=key).first()
