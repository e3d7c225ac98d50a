"""Editions, levels and areas as pages need them, asked of the API."""

from typing import Any

from django.http import HttpRequest

from monitoring.api.views.places import AreasView, AreaSystemsView, EditionsView
from monitoring.pages.asking import ask


def editions(request: HttpRequest) -> list[dict[str, Any]]:
    """Editions, the latest last."""
    return sorted(ask(request, EditionsView).data, key=lambda one: str(one["valid_from"]))


def default_edition(request: HttpRequest) -> dict[str, Any] | None:
    """The edition that is meant where none is named; none without areas."""
    return next((edition for edition in editions(request) if edition["is_default"]), None)


def level_names(request: HttpRequest) -> dict[str, dict[str, str]]:
    """Level → its name in both languages."""
    systems = ask(request, AreaSystemsView).data
    return {level["code"]: level["name"] for system in systems for level in system["levels"]}


def find_areas(request: HttpRequest, **query: str) -> list[dict[str, Any]]:
    """The first page of areas that fit; none where the edition is not there."""
    answer = ask(request, AreasView, query)
    return answer.data["results"] if answer.ok else []


def top_area(request: HttpRequest) -> str:
    """Code of the whole: the only area of the coarsest level of the default edition; empty without areas."""
    edition = default_edition(request)
    if edition is None:
        return ""
    found = find_areas(request, edition=edition["code"], level=edition["levels"][0]["level"])
    return found[0]["code"] if found else ""
