"""The path of an area in sentences: level and dynamics stay two statements."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from monitoring.wording import period_phrase


def path_sentences(found: Mapping[str, Any]) -> list[str]:
    """One sentence a year, the latest first: which status, which dynamics, which group, or why there is none."""
    return [_sentence(found, step) for step in reversed(found["path"]["steps"])]


def _sentence(found: Mapping[str, Any], step: Mapping[str, Any]) -> str:
    when = period_phrase(step["period"])
    when = when[:1].upper() + when[1:]
    status = None if step["status"] is None else found["status_classes"][step["status"]]
    dynamics = None if step["dynamics"] is None else found["dynamics_classes"][step["dynamics"]]
    why = " ".join(step["left_out"])
    if status and dynamics:
        return _("%(when)s: status %(status)s, dynamics %(dynamics)s (group %(group)s).") % {
            "when": when,
            "status": status,
            "dynamics": dynamics,
            "group": step["group"],
        }
    if status:
        return _("%(when)s: status %(status)s, no dynamics. %(why)s") % {"when": when, "status": status, "why": why}
    if dynamics:
        return _("%(when)s: dynamics %(dynamics)s, no status. %(why)s") % {
            "when": when,
            "dynamics": dynamics,
            "why": why,
        }
    return _("%(when)s: no group. %(why)s") % {"when": when, "why": why}
