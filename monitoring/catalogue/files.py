"""Entries of the catalogue as the files that ``load_catalogue`` reads: one alone, or all that the reader may see."""

import io
import zipfile
from collections.abc import Iterable, Mapping

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from indicators.catalogue.documents import toml_of
from indicators.catalogue.schemas import Part

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time that every file of an archive carries: the same catalogue gives the same bytes."""


def file_response(code: str, document: Mapping[str, object]) -> HttpResponse:
    """One entry as a TOML file."""
    response = HttpResponse(toml_of(document), content_type="application/toml; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, f"{code}.toml") or ""
    return _private(response)


def archive_response(entries: Iterable[tuple[Part, str, Mapping[str, object]]]) -> HttpResponse:
    """All of them in the folders in which they are read."""
    response = HttpResponse(archive(entries), content_type="application/zip")
    response["Content-Disposition"] = content_disposition_header(True, "catalogue.zip") or ""
    return _private(response)


def archive(entries: Iterable[tuple[Part, str, Mapping[str, object]]]) -> bytes:
    """``(kind, code, document)`` as ``indicators/sgb2-quote.toml`` and so on, in one zip."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as zipped:
        for part, code, document in entries:
            name = zipfile.ZipInfo(f"{part.folder}/{code}.toml", _EPOCH)
            name.compress_type = zipfile.ZIP_DEFLATED
            name.external_attr = 0o644 << 16
            zipped.writestr(name, toml_of(document).encode())
    return content.getvalue()


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-cache"
    return response
