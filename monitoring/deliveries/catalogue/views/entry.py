"""One entry: what it says, what waits for it, and every version with who, when and why."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from indicators.catalogue.differences import changed_keys, differences
from indicators.catalogue.schemas import Part
from indicators.models import CatalogueVersion
from indicators.models.catalogue import CatalogueEntry
from indicators.office import catalogue as office
from indicators.office import enquiries
from monitoring.deliveries.catalogue import telling
from monitoring.deliveries.catalogue.labels import PARTS, label_of
from monitoring.deliveries.profiles import said
from monitoring.departments.access import Right, may


@dataclass(frozen=True)
class Stage:
    """One version; ``keys``: what it changed against the one before, nothing for the first."""

    version: CatalogueVersion
    keys: tuple[str, ...]
    is_current: bool
    is_first: bool


def entry_or_404(part: str, code: str) -> CatalogueEntry:
    """The entry of an address."""
    found = office.entry(Part(part), code) if part in set(Part) else None
    if found is None:
        raise Http404
    return found


@require_safe
@never_cache
def entry_page(request: HttpRequest, part: str, code: str) -> HttpResponse:
    """The entry's keys in words, its history, and the way to change it."""
    found = entry_or_404(part, code)
    waiting = office.open_proposals().filter(part=found.part, code=found.code)
    context = {
        "entry": found,
        "title": said(found.read().title),
        "part_word": PARTS[found.part][0],
        "keys": telling.changed_keys(found.part, differences(found.part, None, found.document)),
        "stages": _stages(found),
        "waiting": office.listed(list(waiting)),
        "may_propose": may(request.user, Right.PROPOSE),
        "number_of_answers": enquiries.number_with(indicator=code) if found.part is Part.INDICATOR else 0,
    }
    return render(request, "deliveries/catalogue/entry.html", context)


def _stages(found: CatalogueEntry) -> list[Stage]:
    versions = office.versions(found.part, found.code)
    befores = [*versions[1:], None][: len(versions)]
    return [
        Stage(
            version,
            tuple(label_of(found.part, key) for key in changed_keys(before.document, version.document))
            if before
            else (),
            at == 0 and version.sha256 == found.sha256,
            before is None,
        )
        for at, (version, before) in enumerate(zip(versions, befores, strict=True))
    ]
