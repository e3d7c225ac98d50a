"""What whoever approves looks at: the candidate, the notes that travel with it, and the warnings that want a reason.

For the decision, which is refused where something has changed since, and for the office's door, which shows it beforehand.
"""

import hashlib
import json
from collections.abc import Sequence

from indicators.intake.problems import Severity
from indicators.models import Delivery, NoteDraft, ProblemCount, WarningReason

NOTE_FIELDS = ("kind", "indicators", "measures", "areas", "first", "last", "text_de", "text_en")


def unanswered(delivery: int) -> list[str]:
    """The kinds of warnings that nobody has answered, or in another number than there are now, by code."""
    warnings = ProblemCount.objects.filter(delivery=delivery, severity=Severity.WARNING)
    given = set(WarningReason.objects.filter(delivery=delivery).values_list("code", "count"))
    return sorted(code for code, count in warnings.values_list("code", "count") if (code, count) not in given)


def notes_with(delivery: Delivery) -> list[NoteDraft]:
    """What is recorded with the delivery, and with the release in preparation that it belongs to."""
    own = NoteDraft.objects.filter(delivery=delivery)
    of_bundle = NoteDraft.objects.filter(bundle=delivery.bundle_id) if delivery.bundle_id else NoteDraft.objects.none()
    return [*own, *of_bundle]


def drafts_of(deliveries: Sequence[Delivery]) -> list[NoteDraft]:
    """The notes of deliveries that are released as one, in the order in which they were recorded."""
    own = NoteDraft.objects.filter(delivery__in=[one.pk for one in deliveries])
    bundle = deliveries[0].bundle_id
    return sorted([*own, *(NoteDraft.objects.filter(bundle=bundle) if bundle else ())], key=lambda draft: draft.pk)


def stamp(deliveries: Sequence[Delivery]) -> str:
    """What an approver looks at, as one hash: the candidate's manifest, and the notes where there are any."""
    first = deliveries[0]
    manifest = first.calculation.manifest_sha256 if first.calculation else ""
    drafts = drafts_of(deliveries)
    if not drafts:
        return manifest
    body = json.dumps([[getattr(draft, name) for name in NOTE_FIELDS] for draft in drafts], ensure_ascii=True)
    return hashlib.sha256(f"{manifest}\n{body}".encode()).hexdigest()
