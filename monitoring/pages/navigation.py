"""What stands in the header: only pages that this address serves."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Entry:
    """A page in the header. ``names`` are the URL names below which it counts as the current one."""

    label: Promise
    name: str
    names: tuple[str, ...]


ENTRIES = (
    Entry(_("Map"), "map", ("map",)),
    Entry(_("Areas"), "areas", ("areas", "area-sheet")),
    Entry(_("Indicators"), "indicators", ("indicators", "indicator-sheet", "sources", "source", "measures")),
    Entry(_("Dashboards"), "dashboards", ("dashboards", "dashboard", "dashboard-manage")),
    Entry(
        _("Deliveries"),
        "deliveries",
        ("deliveries", "delivery", "delivery-upload", "delivery-report", "delivery-preview"),
    ),
    Entry(
        _("Catalogue"),
        "catalogue",
        ("catalogue", "catalogue-entry", "catalogue-new", "catalogue-edit", "proposals", "proposal"),
    ),
    Entry(_("Releases"), "releases", ("releases", "release")),
)


def entries_for(request: HttpRequest | None) -> list[dict[str, object]]:
    """Label, address and whether it is the current page, for every entry that the address knows."""
    match = getattr(request, "resolver_match", None)
    current = match.url_name if match else None
    found: list[dict[str, object]] = []
    for entry in ENTRIES:
        try:
            url = reverse(entry.name)
        except NoReverseMatch:
            continue
        found.append({"label": entry.label, "url": url, "current": current in entry.names})
    return found
