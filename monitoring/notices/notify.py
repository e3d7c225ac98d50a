"""Tell people something. Called inside the transaction of what they are told about: told and done go together."""

from collections.abc import Iterable, Mapping
from typing import Any

from monitoring.departments.models import Person
from monitoring.notices.kinds import KINDS
from monitoring.notices.models import Notice, Notification, OfficeNotification


def model_of(kind: str) -> type[Notice]:
    """The table of a kind: what speaks of deliveries lies in the sealed room."""
    return Notification if KINDS[kind].is_portal else OfficeNotification


def notify(
    person: Person | int, kind: str, subject: str, url: str, params: Mapping[str, Any], *, key: str | None = None
) -> None:
    """Tell one person. ``key`` names the occasion: told before, nothing happens.

    ``subject`` is what it is about (``delivery:12``), ``url`` the path of its page, ``params`` fill the words of ``kind``
    (``monitoring.notices.kinds``): texts, numbers, ``{"de": …, "en": …}``; ``period`` is a period's code, ``day`` a date.
    """
    notify_all([person], kind, subject, url, params, key=key)


def notify_all(
    people: Iterable[Person | int],
    kind: str,
    subject: str,
    url: str,
    params: Mapping[str, Any],
    *,
    key: str | None = None,
) -> None:
    """Tell several people the same; whoever was told of this occasion before is left out by the database."""
    missing = set(KINDS[kind].params) - set(params)
    if missing:
        raise ValueError(f"{kind} says {', '.join(sorted(missing))}")
    given = {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in params.items()}
    model = model_of(kind)
    numbers = dict.fromkeys(one if isinstance(one, int) else one.pk for one in people)
    model._default_manager.bulk_create(
        [model(person_id=number, kind=kind, subject=subject, path=url, params=given, key=key) for number in numbers],
        ignore_conflicts=True,
    )
