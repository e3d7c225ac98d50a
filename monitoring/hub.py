"""A page that leads to the pages of a room: what each is for, and only those that the reader may enter."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise

from monitoring.departments.access import Right, may, right_to_enter


@dataclass(frozen=True)
class Door:
    """One page of a room. ``purpose``: one sentence that says what a reader learns or does there."""

    title: Promise
    purpose: Promise
    name: str


def open_doors(request: HttpRequest, doors: Sequence[Door]) -> list[dict[str, object]]:
    """Title, purpose and address of the pages that whoever asks may enter, in the order of the table."""
    address = getattr(request, "urlconf", None) or "monitoring.urls.portal"
    found: list[dict[str, object]] = []
    for door in doors:
        right = right_to_enter(address, door.name)
        if right is Right.ENTER or may(request.user, right):
            found.append({"title": door.title, "purpose": door.purpose, "url": reverse(door.name)})
    return found
