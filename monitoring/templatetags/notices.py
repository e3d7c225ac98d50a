"""The bell in the header."""

from typing import Any

from django import template

from monitoring.notices.reading import unread

register = template.Library()


@register.simple_tag(takes_context=True)
def unread_notices(context: dict[str, Any]) -> int | None:
    """How many notices wait; nothing for who is not signed in."""
    person = getattr(context.get("request"), "user", None)
    return unread(person.pk) if person is not None and person.is_authenticated else None
