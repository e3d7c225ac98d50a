"""Which drafts and submissions there are for a reader."""

from django.db.models import Q

from monitoring.analysis.models import IndexDraft, IndexSubmission
from monitoring.departments.access import Right, reader_may
from monitoring.departments.readers import Reader

_A_PAGE = 50


def drafts_for(reader: Reader) -> tuple[list[IndexDraft], list[IndexDraft]]:
    """One's own drafts and those shared with one's departments, the last changed first; one query."""
    near = Q(owner_id=reader.person) | Q(is_shared=True, department__code__in=reader.departments)
    rows = IndexDraft.objects.filter(near, deleted_at=None).select_related("owner", "department")
    seen = [one for one in rows if reader_may(reader, Right.SEE_INDEX_DRAFT, one)]
    own = [one for one in seen if one.owner_id == reader.person]
    return own, [one for one in seen if one.owner_id != reader.person]


def draft_for(reader: Reader, number: int) -> IndexDraft | None:
    """One draft, where the reader may look at it."""
    rows = IndexDraft.objects.filter(pk=number, deleted_at=None).select_related("owner", "department")
    found = rows.first() if number < 2**31 else None
    return found if found is not None and reader_may(reader, Right.SEE_INDEX_DRAFT, found) else None


def submissions_of(reader: Reader) -> list[IndexSubmission]:
    """What the reader has handed in, newest first."""
    rows = IndexSubmission.objects.filter(submitted_by=reader.person).select_related("decided_by")
    return list(rows.order_by("-pk")[:_A_PAGE])


def submission_for(reader: Reader, number: int) -> IndexSubmission | None:
    """One submission, where the reader may look at it."""
    rows = IndexSubmission.objects.filter(pk=number).select_related("submitted_by", "decided_by")
    found = rows.first() if number < 2**31 else None
    return found if found is not None and reader_may(reader, Right.SEE_SUBMISSION, found) else None
