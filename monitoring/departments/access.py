"""The one module that decides who may see and do what. Denied unless granted.

The right that each URL takes stands in ``addresses``; a URL that is not declared there is refused to everybody, and a
test fails for it. What an object inside a page may show (an indicator, a release, a delivery) is asked with the object.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from monitoring.departments.addresses import ADDRESSES
from monitoring.departments.models import Role
from monitoring.departments.readers import (
    ADMINISTRATION,
    ALLOCATING,
    COUNCIL,
    COUNTS,
    OFFICE,
    SETTING_GOALS,
    STATISTICS,
    Reader,
    Somebody,
    reader_of,
)
from monitoring.departments.rights import Right as Right


class Visible(Protocol):
    """An indicator, as far as its visibility goes."""

    @property
    def visibility(self) -> Any: ...
    @property
    def departments(self) -> Sequence[str]: ...


class Audited(Protocol):
    """A release, as far as its protection goes."""

    @property
    def audit(self) -> str: ...
    @property
    def is_demo(self) -> bool: ...


class Owned(Protocol):
    """A source, as far as the department that answers for it goes."""

    @property
    def owner(self) -> str: ...


class Documented(Protocol):
    """A source or measure with the indicators that read it; an index with those that it combines."""

    @property
    def indicators(self) -> Sequence[Visible]: ...


class Proposed(Protocol):
    """A proposal for the catalogue, as far as its author goes."""

    @property
    def proposed_by_id(self) -> int: ...


class Drafted(Protocol):
    """A draft of an index, as far as owner, department and sharing go."""

    @property
    def owner_id(self) -> int: ...
    @property
    def is_shared(self) -> bool: ...
    @property
    def department_code(self) -> str: ...


class Delivered(Protocol):
    """A delivery, as far as its owner and the department go in whose tray it lies."""

    @property
    def uploaded_by_id(self) -> int: ...
    @property
    def department(self) -> str: ...


class Belonging(Protocol):
    """A goal, or a rule, as far as the department goes that answers for it: its own code first, then those above."""

    @property
    def department_codes(self) -> Sequence[str]: ...


class Handed(Protocol):
    """What has an owner, a department and is shared with others. ``department_codes``: its own and those above."""

    @property
    def owner_id(self) -> int | None: ...
    @property
    def department_codes(self) -> Sequence[str]: ...
    @property
    def shared_codes(self) -> frozenset[str]: ...


class Shared(Handed, Protocol):
    """A dashboard, as far as owner, department and sharing go."""

    @property
    def is_default(self) -> bool: ...
    @property
    def is_for_everybody(self) -> bool: ...
    @property
    def default_for(self) -> Sequence[str]: ...


def _indicator(reader: Reader, indicator: Visible) -> bool:
    match str(indicator.visibility):
        case "public":
            return True
        case "council":
            return reader.is_any(COUNCIL)
        case "administration":
            return reader.is_any(ADMINISTRATION)
        case "department":
            own = not reader.departments.isdisjoint(indicator.departments)
            return reader.is_any(STATISTICS) or (own and reader.is_any(ADMINISTRATION))
    return False


def _release(reader: Reader, release: Audited) -> bool:
    """Until its protection was audited, what is no demo is for the administration only."""
    return release.is_demo or release.audit == "passed" or reader.is_any(ADMINISTRATION)


def _source(reader: Reader, source: Owned) -> bool:
    """A supplier delivers for its own department's sources only: a report compares with what is in force."""
    return source.owner in reader.supplies or reader.is_any(frozenset({Role.STATISTICIAN}))


def _document(reader: Reader, document: Documented) -> bool:
    """How data are described is no secret in the administration; others see what belongs to an indicator of theirs."""
    return reader.is_any(ADMINISTRATION) or any(_indicator(reader, one) for one in document.indicators)


def _index(reader: Reader, index: Documented) -> bool:
    """An index says something about each of its components."""
    return bool(index.indicators) and all(_indicator(reader, one) for one in index.indicators)


def _second_person(reader: Reader, proposal: Proposed) -> bool:
    """Nobody decides about their own proposal."""
    return reader.is_any(frozenset({Role.APPROVER})) and proposal.proposed_by_id != reader.person


def _author(reader: Reader, proposal: Proposed) -> bool:
    return reader.is_any(STATISTICS) and proposal.proposed_by_id == reader.person


def _own(reader: Reader, delivery: Delivered) -> bool:
    return reader.person is not None and delivery.uploaded_by_id == reader.person


def _tray(reader: Reader, delivery: Delivered) -> bool:
    """Whoever delivers for a department sees what lies in its tray: what was delivered for its sources, by whomever."""
    return delivery.department in reader.supplies


def _dashboard(reader: Reader, dashboard: Shared) -> bool:
    """Who may look at a dashboard; what its panels hold is asked panel by panel, so that sharing widens no right."""
    if dashboard.is_default:
        meant_for = ADMINISTRATION.union(dashboard.default_for)
        return dashboard.is_for_everybody or reader.is_any(meant_for)
    if _leads(reader, dashboard):
        return True
    return reader.is_any(COUNCIL) and not reader.departments.isdisjoint(dashboard.shared_codes)


def _leads(reader: Reader, dashboard: Shared) -> bool:
    """Its owner, and the head of its department or of one above; a default dashboard is nobody's."""
    if dashboard.is_default or not reader.is_any(ADMINISTRATION):
        return False
    return dashboard.owner_id == reader.person or not reader.heads.isdisjoint(dashboard.department_codes)


def _allocation(reader: Reader, allocation: Handed) -> bool:
    """Who may read an allocation: the administration alone, and each as far as they may see what it is made of."""
    if not reader.is_any(ADMINISTRATION):
        return False
    shared = not reader.departments.isdisjoint(allocation.shared_codes)
    return shared or allocation.owner_id == reader.person or not reader.heads.isdisjoint(allocation.department_codes)


def _allocates(reader: Reader, allocation: Handed) -> bool:
    """Whoever made it and the heads above, as long as they may allocate at all."""
    return reader.is_any(ALLOCATING) and (
        allocation.owner_id == reader.person or not reader.heads.isdisjoint(allocation.department_codes)
    )


def _changes_goal(reader: Reader, goal: Belonging) -> bool:
    """The planners of its own department, and the heads of that and of those above: whoever answers for it."""
    own = goal.department_codes[:1]  # of a goal without department nothing: nobody answers for it
    return not reader.plans.isdisjoint(own) or not reader.heads.isdisjoint(goal.department_codes)


def _index_draft(reader: Reader, draft: Drafted) -> bool:
    """Its owner, and once it is shared the people of its department; each sees of the values what they may see anyway."""
    shared = draft.is_shared and draft.department_code in reader.departments
    return reader.is_any(ADMINISTRATION) and (shared or draft.owner_id == reader.person)


def _submission(reader: Reader, submission: Proposed) -> bool:
    """Who handed it in, and who may decide about it."""
    return reader.is_any(STATISTICS) or _submitter(reader, submission)


def _submitter(reader: Reader, submission: Proposed) -> bool:
    return reader.is_any(ADMINISTRATION) and submission.proposed_by_id == reader.person


_ROLES: Mapping[Right, frozenset[str]] = {
    Right.ENTER_OFFICE: OFFICE,
    Right.ENTER_OFFICE_FACE: OFFICE | {Role.DATA_PROTECTION_OFFICER},
    Right.SEE_RECORDS: STATISTICS | {Role.DATA_PROTECTION_OFFICER},
    Right.KEEP: STATISTICS,
    Right.ANSWER_ENQUIRIES: STATISTICS,
    Right.DELIVER: frozenset({Role.SUPPLIER, Role.STATISTICIAN}),
    Right.DECIDE: frozenset({Role.APPROVER}),
    Right.PREPARE_RELEASE: STATISTICS,
    Right.WITHDRAW_RELEASE: STATISTICS,
    Right.APPOINT: frozenset({Role.ADMINISTRATOR}),
    Right.SEE_APPOINTMENTS: STATISTICS | {Role.ADMINISTRATOR},
    Right.RETRY: frozenset({Role.STATISTICIAN}),
    Right.TAKE_OVER: frozenset({Role.STATISTICIAN}),
    Right.AGREE_DATES: frozenset({Role.STATISTICIAN}),
    Right.MANAGE_TOKENS: frozenset({Role.STATISTICIAN}),
    Right.SEE_PROPOSALS: STATISTICS,
    Right.PROPOSE: frozenset({Role.STATISTICIAN}),
    Right.SEE_ALL_DELIVERIES: STATISTICS,
    Right.SEE_COUNTS: COUNTS,
    Right.SEE_STAFF_VALUES: ADMINISTRATION,
    Right.SEE_SORTED_BY_NEED: ADMINISTRATION,
    Right.MAKE_DASHBOARD: ADMINISTRATION,
    Right.ALLOCATE: ALLOCATING,
    Right.COMPOSE_INDEX: ADMINISTRATION,
    Right.SET_GOAL: SETTING_GOALS,
    Right.DISMISS_WARNING: ALLOCATING,
    Right.DEFINE_ATTENTION: SETTING_GOALS,
    Right.ADMINISTER_PEOPLE: frozenset({Role.ADMINISTRATOR}),
}
_DECISIONS: Mapping[Right, Callable[[Reader, Any], bool]] = {
    Right.ENTER: lambda reader, _: True,
    Right.SIGNED_IN: lambda reader, _: reader.person is not None,
    Right.SEE_INDICATOR: _indicator,
    Right.SEE_RELEASE: _release,
    Right.SEE_DOCUMENT: _document,
    Right.SEE_INDEX: _index,
    Right.DECIDE_PROPOSAL: _second_person,
    Right.WITHDRAW_PROPOSAL: _author,
    Right.DELIVER_FOR: _source,
    Right.SEE_DASHBOARD: _dashboard,
    Right.EDIT_DASHBOARD: _leads,
    Right.SEE_INDEX_DRAFT: _index_draft,
    Right.EDIT_INDEX_DRAFT: lambda reader, draft: reader.is_any(ADMINISTRATION) and draft.owner_id == reader.person,
    Right.SEE_SUBMISSION: _submission,
    Right.WITHDRAW_SUBMISSION: _submitter,
    Right.SEE_ALLOCATION: _allocation,
    Right.EDIT_ALLOCATION: _allocates,
    Right.CHANGE_GOAL: _changes_goal,
    Right.CHANGE_ATTENTION: _changes_goal,
    Right.SEE_DELIVERY: lambda reader, delivery: (
        reader.is_any(STATISTICS) or _tray(reader, delivery) or (reader.is_any(OFFICE) and _own(reader, delivery))
    ),
    Right.SEE_DELIVERED_VALUES: lambda reader, delivery: reader.is_any(STATISTICS) or _tray(reader, delivery),
    Right.ANSWER_DELIVERY: lambda reader, delivery: (
        reader.is_any(frozenset({Role.STATISTICIAN}))
        or _tray(reader, delivery)
        or (reader.is_any(OFFICE) and _own(reader, delivery))
    ),
    Right.WITHDRAW_DELIVERY: lambda reader, delivery: (
        reader.is_any(frozenset({Role.STATISTICIAN})) or (reader.is_any(OFFICE) and _own(reader, delivery))
    ),
}


def may(person: Somebody, right: Right | None, obj: Any = None) -> bool:
    """Whether ``person`` has ``right`` today, on ``obj`` where the right is about one. No right, no entry."""
    if right is Right.ENTER:
        return True  # without asking who it is: what is the same for everybody needs no session
    return right is not None and reader_may(reader_of(person), right, obj)


def reader_may(reader: Reader, right: Right, obj: Any = None) -> bool:
    """The decision itself."""
    if right in _ROLES:
        return reader.is_any(_ROLES[right])
    return right in _DECISIONS and _DECISIONS[right](reader, obj)


def rights_class(reader: Reader) -> str:
    """Readers of one class get the same answers: the part of an ETag that tells one reader's answer from another's."""
    audience = "counts" if reader.is_any(COUNTS) else "staff" if reader.is_any(ADMINISTRATION) else "public"
    if audience == "public":
        return "council" if reader.is_any(COUNCIL) else "public"
    return f"{audience}{'+' if reader.is_any(STATISTICS) else ''}:{','.join(sorted(reader.departments))}"


def right_to_enter(address: str, url_name: str | None) -> Right | None:
    """The declared right of a URL of an address (its URL configuration); nothing where it was not declared."""
    return ADDRESSES.get(address, {}).get(url_name or "")
