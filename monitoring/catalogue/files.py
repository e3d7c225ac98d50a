"""Entries of the catalogue as the files that ``load_catalogue`` reads: one alone, or all that the reader may see."""

import io
import zipfile
from collections.abc import Iterable

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from indicators.catalogue.documents import document_of, part_of, toml_of
from indicators.catalogue.schemas import Spec

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time that every file of an archive carries: the same catalogue gives the same bytes."""


def file_response(spec: Spec) -> HttpResponse:
    """One entry as a TOML file."""
    response = HttpResponse(toml_of(document_of(spec)), content_type="application/toml; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, f"{spec.code}.toml") or ""
    return _private(response)


def archive_response(specs: Iterable[Spec]) -> HttpResponse:
    """All of them in the folders in which they are read."""
    response = HttpResponse(archive(specs), content_type="application/zip")
    response["Content-Disposition"] = content_disposition_header(True, "catalogue.zip") or ""
    return _private(response)


def archive(specs: Iterable[Spec]) -> bytes:
    """Entries as ``indicators/sgb2-quote.toml`` and so on, in one zip."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as zipped:
        for spec in specs:
            name = zipfile.ZipInfo(f"{part_of(spec).folder}/{spec.code}.toml", _EPOCH)
            name.compress_type = zipfile.ZIP_DEFLATED
            name.external_attr = 0o644 << 16
            zipped.writestr(name, toml_of(document_of(spec)).encode())
    return content.getvalue()


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-cache"
    return response
