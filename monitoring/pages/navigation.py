"""What stands in the header: only pages that this address serves and that are open to whoever asks."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from monitoring.departments.access import Right, may, right_to_enter


@dataclass(frozen=True)
class Entry:
    """A page in the header. ``names`` are the URL names below which it counts as the current one."""

    label: Promise
    name: str
    names: tuple[str, ...]


ENTRIES = (
    Entry(_("Map"), "map", ("map",)),
    Entry(_("Areas"), "areas", ("areas", "area-sheet")),
    Entry(
        _("Indicators"),
        "indicators",
        (
            "indicators",
            "indicator-sheet",
            "indices",
            "index-sheet",
            "sources",
            "source",
            "measures",
            "methods",
            "method",
            "how",
        ),
    ),
    Entry(_("Dashboards"), "dashboards", ("dashboards", "dashboard", "dashboard-manage")),
    Entry(
        _("Analysis"),
        "analysis",
        (
            "analysis",
            "matrix",
            "relations",
            "segregation",
            "types",
            "workbench",
            "workbench-compose",
            "workbench-draft",
            "submission",
        ),
    ),
    Entry(
        _("Planning"),
        "planning",
        (
            "planning",
            "allocations",
            "allocation",
            "allocation-new",
            "allocation-variant",
            "allocation-before",
            "allocation-manage",
            "allocation-decide",
            "allocation-decision",
            "goals",
            "goal",
            "goal-new",
            "goal-supersede",
            "goal-withdraw",
            "watch",
            "watch-dismiss",
            "attention",
            "attention-new",
            "attention-rule",
            "attention-supersede",
            "attention-withdraw",
        ),
    ),
    Entry(
        _("Deliveries"),
        "deliveries",
        (
            "deliveries",
            "delivery",
            "delivery-upload",
            "profiling",
            "profiling-draft",
            "profiles",
            "profile-documentation",
            "delivery-report",
            "delivery-preview",
        ),
    ),
    Entry(
        _("Calendar"),
        "calendar",
        ("calendar", "calendar-source", "calendar-agree", "calendar-waive"),
    ),
    Entry(
        _("Catalogue"),
        "catalogue",
        (
            "catalogue",
            "catalogue-entry",
            "catalogue-new",
            "catalogue-edit",
            "proposals",
            "proposal",
            "submission",
            "submission-approve",
            "submission-reject",
        ),
    ),
    Entry(
        _("Releases"),
        "releases",
        ("releases", "release", "revision", "release-comparison", "release-prepare", "release-prepared", "withdrawal"),
    ),
    Entry(_("Appointments"), "appointment-new", ("appointment-new",)),
    Entry(_("Enquiries"), "enquiries", ("enquiries", "enquiry", "enquiry-new", "enquiry-edit", "enquiry-value")),
    Entry(
        _("Records"),
        "trail",
        ("trail", "retention", "erasures", "delivery-retention", "source-retention"),
    ),
)


def entries_for(request: HttpRequest | None) -> list[dict[str, object]]:
    """Label, address and whether it is the current page, for every entry that the address knows and opens."""
    match = getattr(request, "resolver_match", None)
    person = getattr(request, "user", None)
    address = getattr(request, "urlconf", settings.ROOT_URLCONF)
    current = match.url_name if match else None
    found: list[dict[str, object]] = []
    for entry in ENTRIES:
        try:
            url = reverse(entry.name)
        except NoReverseMatch:
            continue
        right = right_to_enter(address, entry.name)
        if right is not Right.ENTER and person is not None and not may(person, right):
            continue
        found.append({"label": entry.label, "url": url, "current": current in entry.names})
    return found
