"""Editions, levels and areas as pages need them, asked of the API."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language

from monitoring.api.views.places import AreasView, AreaSystemsView, EditionsView
from monitoring.pages.asking import ask

#: As many as the API gives at once; what is longer is shown page by page.
A_PAGE = 1000


@dataclass(frozen=True)
class AreaPage:
    """Some of the areas that fit, and how many fit in all."""

    areas: list[dict[str, Any]]
    total: int

    @property
    def is_cut(self) -> bool:
        return self.total > len(self.areas)


def editions(request: HttpRequest) -> list[dict[str, Any]]:
    """Editions, the latest last."""
    return sorted(ask(request, EditionsView).data, key=lambda one: str(one["valid_from"]))


def default_edition(request: HttpRequest) -> dict[str, Any] | None:
    """The edition that is meant where none is named; none without areas."""
    return next((edition for edition in editions(request) if edition["is_default"]), None)


def systems(request: HttpRequest) -> dict[str, dict[str, Any]]:
    """Area systems by code, the common layer first, each with ``title`` in the active language."""
    language = (get_language() or "de")[:2]
    found = sorted(ask(request, AreaSystemsView).data, key=lambda one: not one["is_common"])
    return {one["code"]: one | {"title": one["name"].get(language) or one["name"]["de"]} for one in found}


def level_names(request: HttpRequest) -> dict[str, dict[str, str]]:
    """Level → its name in both languages; where two systems call a level otherwise, the common layer's word."""
    return level_names_of(systems(request))


def level_names_of(known: dict[str, dict[str, Any]]) -> dict[str, dict[str, str]]:
    """The same from systems that have been asked for, the common layer first."""
    return {code: name for one in reversed(known.values()) for code, name in levels_of(one).items()}


def levels_of(system: dict[str, Any] | None) -> dict[str, dict[str, str]]:
    """Level → its name in both languages, in one system."""
    return {level["code"]: level["name"] for level in system["levels"]} if system else {}


def areas_page(request: HttpRequest, page: int = 1, **query: str) -> AreaPage:
    """A page of the areas that fit; none where the edition or the page is not there."""
    answer = ask(request, AreasView, query | {"page": str(page), "page_size": str(A_PAGE)})
    return AreaPage(answer.data["results"], answer.data["count"]) if answer.ok else AreaPage([], 0)


def top_area(request: HttpRequest) -> str:
    """Code of the whole: the only area of the coarsest level of the default edition; empty without areas."""
    edition = default_edition(request)
    if edition is None:
        return ""
    found = areas_page(request, edition=edition["code"], level=edition["levels"][0]["level"]).areas
    return found[0]["code"] if found else ""
