"""Entries of the audit trail as people read them: who, what, on which object, and the details in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import ngettext

from indicators.journey import State
from indicators.models import AuditEntry
from monitoring.deliveries.titles import title_of
from monitoring.departments.names import department_names, person_names
from monitoring.journey_messages import STATES
from monitoring.numbers import format_number
from monitoring.trail_messages import ACTIONS, CAUSES, COMMAND, KEYS, NO, NOTHING, SUBJECTS, WORKER, YES
from monitoring.wording import period_label

_MOST = 8
_NOBODY = {"worker": WORKER, "command": COMMAND}
_HASHES = frozenset({"file", "sha256", "manifest"})
_PEOPLE = frozenset({"decided_by", "requested_by", "person", "substitute_for"})
_NUMBERS = frozenset({"observations", "problems", "blocks", "count"})
_DAYS = frozenset({"due_on", "until", "valid_from", "valid_until"})
#: Kind of object → URL name of its page, whose parameter is called the same.
_PAGES = {"delivery": "delivery", "catalogue_proposal": "proposal", "enquiry": "enquiry"}


@dataclass(frozen=True)
class Detail:
    """One line of the details. ``is_hash``: to be set in a type that tells 0 from O."""

    name: str
    value: str
    is_hash: bool = False


@dataclass(frozen=True)
class Told:
    """One entry; ``url`` leads to the object where it has a page; ``chain`` is empty until the sealer was there."""

    number: int
    at: datetime
    who: str
    actor: str
    what: str
    object: str
    url: str
    details: list[Detail]
    chain: str


class Teller:
    """Words for many entries with one look at people and departments each."""

    def __init__(self, entries: Iterable[AuditEntry]) -> None:
        self._entries = list(entries)
        named = {entry.actor for entry in self._entries}
        for entry in self._entries:
            named |= {str(entry.details[key]) for key in _PEOPLE & entry.details.keys() if entry.details[key]}
        self._people = person_names(named)
        self._departments = department_names()

    def told(self) -> list[Told]:
        """The entries in the active language, in their order."""
        return [self._told(entry) for entry in self._entries]

    def _told(self, entry: AuditEntry) -> Told:
        seal = getattr(entry, "seal", None)
        return Told(
            number=entry.pk,
            at=entry.at,
            who=self._who(entry.actor),
            actor="" if entry.actor in _NOBODY else entry.actor,
            what=action_name(entry.action),
            object=object_name(entry.subject, entry.subject_id),
            url=_url(entry.subject, entry.subject_id),
            details=[self._detail(entry.subject, key, value) for key, value in _in_order(entry.details)],
            chain=seal.chain_sha256 if seal else "",
        )

    def _who(self, actor: str) -> str:
        return str(_NOBODY.get(actor) or self._people.get(actor, actor))

    def _detail(self, subject: str, key: str, value: Any) -> Detail:
        name = str(KEYS.get(key, key))
        if key in _HASHES and isinstance(value, str):
            return Detail(name, value, is_hash=True)
        return Detail(name, self._said(subject, key, value))

    def _said(self, subject: str, key: str, value: Any) -> str:
        if value is None or value == [] or value == {}:
            return str(NOTHING)
        if isinstance(value, bool):
            return str(YES if value else NO)
        if isinstance(value, Mapping):
            return _listed([f"{_named(key, str(k))}: {self._said(subject, '', v)}" for k, v in value.items()])
        if isinstance(value, list):
            return _listed([self._said(subject, key, part) for part in value])
        if isinstance(value, int | float):
            return format_number(value, 0) if key in _NUMBERS or key == "" else str(value)
        return self._worded(subject, key, str(value))

    def _worded(self, subject: str, key: str, text: str) -> str:
        if key in ("before", "after") and subject == "delivery" and text in set(State):
            return str(STATES[State(text)].name)
        if key in _PEOPLE:
            return self._people.get(text, text)
        if key in _DAYS:
            return _day(text)
        if key == "cause":
            return str(CAUSES.get(text, text))
        if key == "department":
            return self._departments.get(text, text)
        if key == "period":
            return period_label(text)
        return text


def _listed(parts: list[str]) -> str:
    """The first parts; an export holds all of them."""
    told = ", ".join(parts[:_MOST])
    more = len(parts) - _MOST
    if more <= 0:
        return told
    return ngettext("%(told)s and %(more)s more", "%(told)s and %(more)s more", more) % {
        "told": told,
        "more": format_number(more),
    }


def _in_order(details: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Before and after first, then the reason, then the rest by name; what the reason explains follows it."""
    first = {"before": 0, "after": 1, "reason": 2, "cause": 3}
    return sorted(details.items(), key=lambda item: (first.get(item[0], 9), item[0]))


def _named(key: str, code: str) -> str:
    """The findings of a check are counted by their codes."""
    return title_of(code) if key == "problems" else code


def _day(text: str) -> str:
    try:
        return period_label(date.fromisoformat(text[:10]).isoformat())
    except ValueError:
        return text


def action_name(action: str) -> str:
    """What was done, in words; an action without words is shown by its code."""
    return str(ACTIONS.get(action, action))


def object_name(subject: str, subject_id: str) -> str:
    """``Lieferung 12``."""
    return f"{SUBJECTS.get(subject, subject)} {subject_id}".strip()


def subject_name(subject: str) -> str:
    return str(SUBJECTS.get(subject, subject))


def _url(subject: str, subject_id: str) -> str:
    if subject not in _PAGES or not subject_id.isdecimal():
        return ""
    page = _PAGES[subject]
    try:
        return reverse(page, kwargs={page: int(subject_id)})
    except NoReverseMatch:
        return ""
