"""Is what was erased gone, and what has to be there still there?"""

from indicators.actions.verification.report import Verification
from indicators.models import Delivery, Erasure, Observation, Problem, StoredFile


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
    rows_without = Delivery.objects.filter(file__content=None, erasure=None, release__isnull=False)
    found.findings += [
        f"delivery {delivery}: went live, and its file is gone without a protocol"
        for delivery in rows_without.values_list("pk", flat=True)
    ]
    unneeded = StoredFile.objects.filter(content__isnull=False).exclude(deliveries__erasure__finished_at=None)
    unneeded = unneeded.exclude(drafts__closed="")
    found.findings += [
        f"file {sha256[:12]}: is there although every delivery of it was erased"
        for sha256 in unneeded.values_list("sha256", flat=True)
    ]
