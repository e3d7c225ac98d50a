"""A notice in words of the active language."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language

from monitoring.notices.kinds import KINDS
from monitoring.notices.models import Notice
from monitoring.wording import period_label


@dataclass(frozen=True)
class Told:
    """One line of the list."""

    number: int
    at: datetime
    title: str
    advice: str
    path: str
    is_urgent: bool
    is_read: bool


def told(notice: Notice) -> Told:
    """The words of a notice; a kind that is gone is shown by its name."""
    kind = KINDS.get(notice.kind)
    params = {name: _said(name, value) for name, value in notice.params.items()}
    return Told(
        notice.pk,
        notice.at,
        str(kind.title) % params if kind else notice.kind,
        str(kind.advice) % params if kind else "",
        notice.path,
        bool(kind and kind.is_urgent),
        notice.read_at is not None,
    )


def _said(name: str, value: Any) -> str:
    match name, value:
        case _, {"de": german, "en": english}:
            return str(german if (get_language() or "de").startswith("de") else english)
        case "period", str():
            return period_label(value)
        case "day", str():
            return date_format(date.fromisoformat(value[:10]), "SHORT_DATE_FORMAT")
    return str(value)
