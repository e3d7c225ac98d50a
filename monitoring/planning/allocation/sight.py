"""Which allocations there are for a reader, and whether the reader may see what one is made of.

Sharing widens no right: whoever may not see a base or a need sees no number of the allocation at all, since each of them
follows from all.
"""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from indicators.models import Release
from indicators.queries import catalogue, indices
from indicators.queries.errors import Unanswerable
from indicators.queries.releases import not_withdrawn, release_by_number
from monitoring.departments.access import Right, reader_may
from monitoring.departments.readers import Reader
from monitoring.planning.allocation.plan import Base, Need, Plan, Variant
from monitoring.planning.models import Allocation


def allocations_for(reader: Reader) -> list[Allocation]:
    """Every allocation that the reader may read, the last changed first."""
    return [one for one in _near(reader).filter(deleted_at=None) if reader_may(reader, Right.SEE_ALLOCATION, one)]


def deleted_for(reader: Reader) -> list[Allocation]:
    """Deleted ones that the reader could bring back."""
    gone = _near(reader).exclude(deleted_at=None)
    return [one for one in gone if reader_may(reader, Right.EDIT_ALLOCATION, one)]


def allocation_for(reader: Reader, code: str) -> Allocation | None:
    """The allocation, where it exists and the reader may read it."""
    found = _whole().filter(code=code, deleted_at=None).first()
    return found if found is not None and reader_may(reader, Right.SEE_ALLOCATION, found) else None


def _whole() -> QuerySet[Allocation]:
    return Allocation.objects.select_related("owner", "department__parent__parent").prefetch_related("shared_with")


def _near(reader: Reader) -> QuerySet[Allocation]:
    """Those that could be the reader's; the decision itself is asked with each."""
    own = Q(owner_id=reader.person) | Q(shared_with__code__in=reader.departments)
    headed = Q(department__code__in=reader.heads) | Q(department__parent__code__in=reader.heads)
    return _whole().filter(own | headed | Q(department__parent__parent__code__in=reader.heads)).distinct()


def may_see(reader: Reader, variants: Iterable[Variant]) -> bool:
    """Whether the reader may see base and need of all of them; without a right to counts only a whole count as base."""
    return all(_base(reader, Base.of(one.base)) and _need(reader, Need.of(one.need)) for one in variants)


def _base(reader: Reader, base: Base) -> bool:
    entry = catalogue.indicator(base.indicator)
    if entry is None:
        return True  # there is nothing to see: the variant says so itself
    counts = base.part == "value" or reader_may(reader, Right.SEE_COUNTS)
    return counts and reader_may(reader, Right.SEE_INDICATOR, entry.spec)


def _need(reader: Reader, need: Need) -> bool:
    if need.is_index:
        index = indices.index(need.code)
        return index is None or reader_may(reader, Right.SEE_INDEX, index)
    entry = catalogue.indicator(need.code)
    return entry is None or reader_may(reader, Right.SEE_INDICATOR, entry.spec)


def release_of(reader: Reader, plan: Plan) -> Release:
    """The release that a plan names.

    Raises:
        Unanswerable: ``unknown_release``, ``release_withdrawn``.
    """
    release = release_by_number(plan.release)
    if release is None or not reader_may(reader, Right.SEE_RELEASE, release):
        raise Unanswerable("unknown_release", release=plan.release)
    return not_withdrawn(release)
