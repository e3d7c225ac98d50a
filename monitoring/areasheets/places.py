"""Editions, levels and areas as pages need them, asked of the API."""

from typing import Any

from django.http import HttpRequest

from monitoring.api.views.places import AreasView, AreaSystemsView, EditionsView
from monitoring.pages.asking import ask


def editions(request: HttpRequest) -> list[dict[str, Any]]:
    """Editions, the latest last."""
    return sorted(ask(request, EditionsView).data, key=lambda one: str(one["valid_from"]))


def level_names(request: HttpRequest) -> dict[str, dict[str, str]]:
    """Level → its name in both languages."""
    systems = ask(request, AreaSystemsView).data
    return {level["code"]: level["name"] for system in systems for level in system["levels"]}


def find_areas(request: HttpRequest, **query: str) -> list[dict[str, Any]]:
    """The first page of areas that fit; none where the edition is not there."""
    answer = ask(request, AreasView, query)
    return answer.data["results"] if answer.ok else []


def top_area(request: HttpRequest) -> str:
    """Code of the whole: the only area of the coarsest level of the latest edition; empty without areas."""
    known = editions(request)
    if not known:
        return ""
    latest = known[-1]
    found = find_areas(request, edition=latest["code"], level=latest["levels"][0]["level"])
    return found[0]["code"] if found else ""
