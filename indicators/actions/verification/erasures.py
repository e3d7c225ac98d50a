"""Is what was erased gone, and what has to be there still there?"""

from indicators.actions.verification.report import Verification
from indicators.journey import State
from indicators.models import AuditEntry, Delivery, Erasure, Observation, Problem, ProblemCount, StoredFile


def erasures(found: Verification, sample: int | None) -> None:
    """Of a finished erasure nothing is left, and nothing that went live is missing without one."""
    rows = Erasure.objects.select_related("delivery__file").defer("delivery__file__content")
    for erasure in rows:
        delivery = erasure.pk
        if erasure.finished_at is None:
            found.notes.append(f"delivery {delivery}: is being erased since {erasure.started_at:%Y-%m-%d %H:%M}")
            continue
        found.notes.append(f"delivery {delivery}: not reproducible: erased on {erasure.finished_at:%Y-%m-%d}")
        if Observation.objects.filter(delivery=delivery).exists() or Problem.objects.filter(delivery=delivery).exists():
            found.findings.append(f"delivery {delivery}: content is there although it was erased")
        found.count("erasures")
    _without_protocol(found)
    unneeded = StoredFile.objects.filter(content__isnull=False).exclude(deliveries__erasure__finished_at=None)
    unneeded = unneeded.exclude(drafts__closed="")
    found.findings += [
        f"file {sha256[:12]}: is there although every delivery of it was erased"
        for sha256 in unneeded.values_list("sha256", flat=True)
    ]


def _without_protocol(found: Verification) -> None:
    """Bytes go without an erasure of their delivery only where the check took them, for another one, for persons."""
    rows = Delivery.objects.filter(file__content=None, erasure=None, release__isnull=False).select_related("file")
    for delivery in rows.defer("file__content"):
        if _refused_as_persons(delivery.file):
            found.notes.append(f"delivery {delivery.pk}: not reproducible: its file was refused as one of persons")
        else:
            found.findings.append(f"delivery {delivery.pk}: went live, and its file is gone without a protocol")


def _refused_as_persons(stored: StoredFile) -> bool:
    """Whether the report of a refused delivery of the same bytes says so, or a restore took over that it did."""
    reason = stored.erased_reason
    if not reason.startswith("person_"):
        return False
    refused = ProblemCount.objects.filter(delivery__file=stored, delivery__state=State.REFUSED, code=reason)
    again = AuditEntry.objects.filter(
        action="erase_again", subject="file", subject_id=str(stored.pk), details__reason=reason
    )
    return refused.exists() or again.exists()
