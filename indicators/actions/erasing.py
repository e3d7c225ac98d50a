"""What was erased stays erased, also where an older copy of the data is put back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from indicators.actions.audit import record
from indicators.models import StoredFile


@dataclass(frozen=True)
class Erased:
    """The mark that the bytes of a file left behind."""

    sha256: str
    at: datetime
    reason: str


def erased_files() -> list[Erased]:
    """Every file whose bytes were erased."""
    rows = StoredFile.objects.filter(content=None).order_by("sha256")
    return [Erased(*row) for row in rows.values_list("sha256", "erased_at", "erased_reason")]


@transaction.atomic
def erase_again(*, files: Iterable[Erased]) -> int:
    """Erase the bytes of files that are back although they were erased; returns how many were."""
    marks = {file.sha256: file for file in files}
    back = StoredFile.objects.filter(sha256__in=marks, content__isnull=False).defer("content")
    for stored in back:
        mark = marks[stored.sha256]
        stored.content, stored.erased_at, stored.erased_reason = None, mark.at, mark.reason
        stored.save(update_fields=["content", "erased_at", "erased_reason"])
        record(by=None, action="erase_again", subject="file", subject_id=stored.pk, reason=mark.reason)
    return len(back)
