"""Releases for readers: the list, one of them or its tombstone, and any two compared. Every number comes from the API."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from indicators.models.releases import cited
from indicators.queries.errors import Unanswerable
from monitoring.api.views.releases import ReleaseDifferencesView, ReleasesView, RevisionView, citation, named
from monitoring.api.views.values import release_document
from monitoring.departments.readers import reader_of
from monitoring.pages.asking import ask

_A_PAGE = 50
_ASKED = ("older", "newer", "indicator", "period", "level", "edition")


@require_safe
def releases(request: HttpRequest) -> HttpResponse:
    page = Paginator(ask(request, ReleasesView).data, _A_PAGE).get_page(request.GET.get("page"))
    return render(request, "pages/releases.html", {"page": page, "releases": list(page)})


@require_safe
def release(request: HttpRequest, year: int, serial: int, revision: int = 1) -> HttpResponse:
    """One release: what is in it, what changed, how to cite it; of a withdrawn one its tombstone."""
    answer = ask(request, RevisionView, year=year, serial=serial, revision=revision)
    number = cited(f"{year}/{serial}" + (f"/{revision}" if revision > 1 else ""))
    context: dict[str, Any] = {"answer": answer, "number": number}
    if answer.ok:  # what differs comes first
        answer.data["indicators"].sort(key=lambda one: (not one["changed"], not any(one["differences"].values())))
        context["others"] = [one for one in _comparable(request) if one["number"] != answer.data["number"]]
    elif answer.status == 410:
        context["tombstone"] = _tombstone(request, f"{year}/{serial}/{revision}")
    return render(request, "pages/release.html", context, status=200 if answer.ok else answer.status)


@require_safe
def comparison(request: HttpRequest) -> HttpResponse:
    """What differs between any two releases: by indicator, and area by area with its classes."""
    asked = {name: request.GET.get(name, "")[:80] for name in _ASKED}
    offered = _comparable(request)
    if len(offered) > 1:
        asked["newer"] = asked["newer"] or offered[0]["number"]
        asked["older"] = asked["older"] or offered[1]["number"]
    answer = ask(request, ReleaseDifferencesView, asked)
    context = {"answer": answer, "asked": asked, "offered": offered, "has_two": len(offered) > 1}
    return render(
        request,
        "pages/release_comparison.html",
        context,
        status=200 if answer.ok or not context["has_two"] else answer.status,
    )


def _comparable(request: HttpRequest) -> list[dict[str, Any]]:
    """The releases whose values the reader gets, newest first."""
    return [one for one in ask(request, ReleasesView).data if one["state"] != "withdrawn"]


def _tombstone(request: HttpRequest, number: str) -> dict[str, Any] | None:
    """What stays of a withdrawn release: everything but its values."""
    try:
        found = named(reader_of(request.user), number)
    except Unanswerable:
        return None
    return release_document(found) | {
        "withdrawn_at": found.withdrawn_at,
        "withdrawn_reason": found.withdrawn_reason,
        "successor": release_document(found.successor) if found.successor else None,
        "citation": citation(found),
        "manifest_sha256": found.manifest_sha256,
    }
