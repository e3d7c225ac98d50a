"""Who is asking: a person's roles and departments as they hold today, read once and kept with the person."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils import timezone

from monitoring.departments.models import Membership, Role

Somebody = AbstractBaseUser | AnonymousUser


@dataclass(frozen=True)
class Reader:
    """A snapshot of what follows from memberships. ``departments`` holds codes, those above one's own included.

    ``heads`` are the codes of the departments that the reader leads, without those above; ``supplies`` of those for
    which the reader delivers data, with those above; ``plans`` of those in which the reader is a planner, without them.
    """

    person: int | None = None
    roles: frozenset[str] = frozenset()
    departments: frozenset[str] = frozenset()
    heads: frozenset[str] = frozenset()
    supplies: frozenset[str] = frozenset()
    plans: frozenset[str] = frozenset()

    def is_any(self, roles: frozenset[str]) -> bool:
        """Whether the reader has at least one of ``roles``."""
        return not self.roles.isdisjoint(roles)


ANONYMOUS = Reader()

#: Roles of the administration: they see what is visible to it.
ADMINISTRATION = frozenset(
    {
        Role.VIEWER,
        Role.PLANNER,
        Role.STATISTICIAN,
        Role.APPROVER,
        Role.HEAD,
        Role.PLANNING_AREA_MANAGER,
        Role.DATA_PROTECTION_OFFICER,
        Role.ADMINISTRATOR,
    }
)
#: Protected numerators and denominators, always beside rate and reference: the administration without its administrators.
COUNTS = ADMINISTRATION - {Role.ADMINISTRATOR}
COUNCIL = ADMINISTRATION | {Role.COUNCIL_MEMBER}
#: Whoever says where the city wants to get.
SETTING_GOALS = frozenset({Role.PLANNER, Role.HEAD})
#: Whoever drafts how positions and money are distributed.
ALLOCATING = frozenset({Role.PLANNER, Role.HEAD, Role.STATISTICIAN})
STATISTICS = frozenset({Role.STATISTICIAN, Role.APPROVER})
OFFICE = STATISTICS | {Role.SUPPLIER}


def reader_of(person: Somebody) -> Reader:
    """The reader that ``person`` is today; one query, then kept for as long as the object lives (one request)."""
    if not person.is_authenticated or not person.is_active:
        return ANONYMOUS
    today = timezone.localdate()
    kept: tuple[date, Reader] | None = getattr(person, "_reader", None)
    if kept is None or kept[0] != today:
        kept = (today, _read(person.pk, today))
        person._reader = kept  # type: ignore[union-attr]
    return kept[1]


def forget(person: Somebody) -> None:
    """Read the memberships anew at the next question; for actions that change them."""
    if hasattr(person, "_reader"):
        del person._reader


def _read(person: int, today: date) -> Reader:
    valid = Membership.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=today), person_id=person)
    rows = list(
        valid.values_list("role", "department__code", "department__parent__code", "department__parent__parent__code")
    )
    return Reader(
        person=person,
        roles=frozenset(row[0] for row in rows),
        departments=frozenset(code for row in rows for code in row[1:] if code),
        heads=frozenset(row[1] for row in rows if row[0] == Role.HEAD),
        plans=frozenset(row[1] for row in rows if row[0] == Role.PLANNER),
        supplies=frozenset(code for row in rows if row[0] == Role.SUPPLIER for code in row[1:] if code),
    )
