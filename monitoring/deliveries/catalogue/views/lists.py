"""What waits for a decision, and every entry of the catalogue; all proposals; downloads."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from indicators.actions.indices import unpublished
from indicators.catalogue.schemas import Part
from indicators.models.catalogue import CatalogueEntry
from indicators.office import catalogue as office
from indicators.standing import edited_entries
from monitoring.catalogue.files import archive_response, file_response
from monitoring.deliveries.catalogue.labels import PARTS
from monitoring.deliveries.catalogue.views.submissions import waiting
from monitoring.deliveries.profiles import said
from monitoring.departments.access import Right, may
from monitoring.search.matching import Texts, match

_A_PAGE = 50
_MOST_LETTERS = 100


@dataclass(frozen=True)
class Row:
    """An entry in the list; ``is_edited``: its last version came from a proposal."""

    entry: CatalogueEntry
    title: str
    part_word: str
    is_edited: bool


@require_safe
@never_cache
def catalogue(request: HttpRequest) -> HttpResponse:
    """Open proposals first, then the entries, by kind and words if asked for."""
    entries = office.entries()
    edited = edited_entries()
    rows = [_row(entry, edited) for entry in entries]
    words = " ".join(request.GET.get("q", "").split())[:_MOST_LETTERS]
    wanted = next((part for part in Part if part.value == request.GET.get("part")), None)
    hits = [row for row in rows if not words or _answers(words, row)]
    context = {
        "waiting": office.listed(list(office.open_proposals())),
        "submissions": waiting(),
        "unpublished": unpublished() if may(request.user, Right.DECIDE) else [],
        "rows": [row for row in hits if wanted in (None, row.entry.part)],
        "filters": [(part, PARTS[part][1], sum(row.entry.part is part for row in hits)) for part in Part],
        "total": len(hits),
        "is_empty": not rows,
        "words": words,
        "wanted": wanted,
        "may_propose": may(request.user, Right.PROPOSE),
    }
    return render(request, "deliveries/catalogue/list.html", context)


def _row(entry: CatalogueEntry, edited: set[tuple[Part, str, str]]) -> Row:
    is_edited = (entry.part, entry.code, entry.sha256) in edited
    return Row(entry, said(entry.read().title), str(PARTS[entry.part][0]), is_edited)


def _answers(words: str, row: Row) -> bool:
    title = row.entry.read().title
    return match(words, Texts(row.title, (row.entry.code, title.de, title.en))) is not None


@require_safe
@never_cache
def proposals(request: HttpRequest) -> HttpResponse:
    """Every proposal, newest first."""
    page = Paginator(office.proposals(), _A_PAGE).get_page(request.GET.get("page"))
    return render(request, "deliveries/catalogue/proposals.html", {"page": page, "listed": office.listed(list(page))})


@require_safe
@never_cache
def entry_file(request: HttpRequest, part: str, code: str) -> HttpResponse:
    """One entry as the file that it is."""
    found = office.entry(Part(part), code) if part in set(Part) else None
    if found is None:
        raise Http404
    return file_response(found.read())


@require_safe
@never_cache
def archive(request: HttpRequest) -> HttpResponse:
    """The whole catalogue as the files from which it loads again as it is, import profiles included."""
    return archive_response(entry.read() for entry in office.entries())
