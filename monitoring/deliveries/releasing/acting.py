"""Carry an action out and tell whoever asked for it what became of it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest

from indicators.actions.errors import Refused
from monitoring.journey_messages import refusal


def acted(request: HttpRequest, done: Any, act: Callable[[], Any]) -> Any:
    """What the action returned, or nothing where it was refused; the page that follows says which."""
    try:
        found = act()
    except Refused as refused:
        messages.error(request, str(refusal(refused)))
        return None
    messages.success(request, str(done))
    return found if found is not None else True
