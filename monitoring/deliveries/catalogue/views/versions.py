"""One stored version of an entry: who, when and why, what it changed, and the file that it was."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from indicators.catalogue.differences import differences
from indicators.catalogue.documents import ordered, toml_of
from indicators.models import CatalogueVersion, Delivery
from indicators.models.catalogue import CatalogueEntry
from indicators.office import catalogue as office
from monitoring.deliveries.catalogue import telling
from monitoring.deliveries.catalogue.labels import PARTS
from monitoring.deliveries.catalogue.views.entry import entry_or_404
from monitoring.deliveries.profiles import said
from monitoring.departments.access import Right, may

_DELIVERIES = 20


@require_safe
@never_cache
def version_page(request: HttpRequest, part: str, code: str, version: int) -> HttpResponse:
    """What the version changed against the one before, and for a profile the deliveries that were read by it."""
    entry, found = _found(part, code, version)
    before = office.versions(entry.part, code)
    earlier = next((one for one in before if one.pk < found.pk), None)
    told = differences(entry.part, earlier.document if earlier else None, found.document)
    context = {
        "entry": entry,
        "part": entry.part,
        "title": said(entry.read().title),
        "part_word": PARTS[entry.part][0],
        "version": found,
        "earlier": earlier,
        "keys": telling.changed_keys(entry.part, told),
        "is_current": found.sha256 == entry.sha256,
        "deliveries": _read_by(found) if may(request.user, Right.SEE_ALL_DELIVERIES) else (),
        "may_propose": may(request.user, Right.PROPOSE),
    }
    return render(request, "deliveries/catalogue/version.html", context)


@require_safe
@never_cache
def version_file(request: HttpRequest, part: str, code: str, version: int) -> HttpResponse:
    """The version as the file of the catalogue that it was."""
    entry, found = _found(part, code, version)
    response = HttpResponse(
        toml_of(ordered(entry.part, found.document)), content_type="application/toml; charset=utf-8"
    )
    name = f"{entry.code}-{found.stored_at:%Y-%m-%d}-{found.pk}.toml"
    response["Content-Disposition"] = content_disposition_header(True, name) or ""
    return response


def _found(part: str, code: str, version: int) -> tuple[CatalogueEntry, CatalogueVersion]:
    entry = entry_or_404(part, code)
    found = office.version(entry.part, code, version) if version < 2**62 else None
    if found is None:
        raise Http404
    return entry, found


def _read_by(version: CatalogueVersion) -> list[Delivery]:
    """The latest deliveries that came while the version was in force."""
    if version.part != "profile":
        return []
    rows = Delivery.objects.filter(profile__code=version.code, profile_document=version.document)
    return list(rows.select_related("period").defer("profile_document").order_by("-pk")[:_DELIVERIES])
