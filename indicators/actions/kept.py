"""What the check of a delivery read, kept in memory for its stage, which follows at once in the same process.

Nothing depends on it: another process, or one in which something else was read meanwhile, reads the file again.
"""

import hashlib
import json

from indicators.intake.checked import CheckedFile
from indicators.models import Delivery, Measure, StoredFile

Key = tuple[object, ...]

_kept: dict[Key, CheckedFile] = {}


def _key(delivery: Delivery) -> Key:
    """Everything that decides what a file says: its bytes, the profile, the areas, the measures."""
    document = hashlib.sha256(json.dumps(delivery.profile_document, sort_keys=True).encode()).hexdigest()
    measures = tuple(Measure.objects.order_by("code").values_list("code", "sha256"))
    file = StoredFile.objects.values_list("sha256", "erased_at").get(pk=delivery.file_id)
    return delivery.pk, file, document, delivery.edition_id, delivery.period_id, measures


def keep(delivery: Delivery, checked: CheckedFile) -> None:
    """Keep a file that passed its check, in place of the one that was kept before."""
    _kept.clear()
    if not checked.refused:
        _kept[_key(delivery)] = checked


def take_kept(delivery: Delivery) -> CheckedFile | None:
    """What was kept of the delivery, once; None where its file, profile, areas or measures are no longer the same."""
    return _kept.pop(_key(delivery), None)
