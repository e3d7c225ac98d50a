"""Releases: what is live, what changed and why, how to cite."""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from indicators.models import Release
from indicators.queries import releases
from indicators.queries.differences import Difference, differences
from indicators.queries.errors import Unanswerable
from monitoring.api import answers
from monitoring.api.conditional import ReadingView, mark
from monitoring.api.doors import entries_for, said
from monitoring.api.views.values import release_document
from monitoring.departments.access import Right, reader_may


class ReleasesView(ReadingView):
    @extend_schema(operation_id="releases", responses={200: answers.ReleaseAnswer(many=True)})
    def get(self, request: Request) -> Response:
        """Every release that the reader may see, newest first; withdrawn ones stay as tombstones."""
        live = releases.live_release()
        found = [release for release in releases.releases() if reader_may(self.reader, Right.SEE_RELEASE, release)]
        self.unless_known(request, mark(live), *((*mark(release), release.withdrawn_at) for release in found))
        numbers = {release.pk: release.number for release in found}
        return Response([_release(release, live, numbers) for release in found])


class ReleaseView(ReadingView):
    @extend_schema(
        operation_id="release",
        parameters=[
            OpenApiParameter("year", OpenApiTypes.INT, OpenApiParameter.PATH),
            OpenApiParameter("serial", OpenApiTypes.INT, OpenApiParameter.PATH),
        ],
        responses={200: answers.ReleaseSheetAnswer, **answers.problems(404, 410)},
    )
    def get(self, request: Request, year: int, serial: int) -> Response:
        """One release: what is in it and what changed against the one before."""
        release = releases.release_by_number(f"{year}/{serial}")
        if release is None or not reader_may(self.reader, Right.SEE_RELEASE, release):
            raise Unanswerable("unknown_release", release=f"{year}/{serial}")
        releases.not_withdrawn(release)
        live = releases.live_release()
        entries = entries_for(self.reader)
        self.unless_known(request, mark(release), mark(live), *(entry.sha256 for entry in entries))
        previous = release.previous
        differs = differences(release)
        lines = releases.manifest(release.pk)
        numbers = {previous.pk: previous.number} if previous else {}
        return Response(
            _release(release, live, numbers)
            | {
                "manifest_sha256": release.manifest_sha256,
                "citation": _("%(city)s, Sozialraum-Monitor: release %(number)s of %(day)s, manifest %(hash)s")
                % {
                    "city": _("Statistics office"),
                    "number": release.number,
                    "day": date_format(release.activated_at, "SHORT_DATE_FORMAT"),
                    "hash": release.manifest_sha256[:12],
                },
                "indicators": [
                    {
                        "code": entry.code,
                        "title": said(entry.spec.title),
                        "periods": list(dict.fromkeys(line.period.code for line in lines[entry.code])),
                        "changed": entry.code in differs and differs[entry.code].is_seen,
                        "differences": _differences(differs.get(entry.code, Difference())),
                    }
                    for entry in entries
                    if entry.code in lines
                ],
            }
        )


def _differences(difference: Difference) -> dict[str, list[str]]:
    return {kind: sorted(getattr(difference, kind)) for kind in ("new", "revised", "gone", "marked")}


def _release(release: Release, live: Release | None, numbers: dict[int, str]) -> dict[str, Any]:
    is_live = live is not None and live.pk == release.pk
    withdrawn = release.withdrawn_at is not None
    return release_document(release) | {
        "state": "withdrawn" if withdrawn else "live" if is_live else "earlier",
        "live": is_live and not withdrawn,
        "audited": release.audit,
        "previous": numbers.get(release.previous_id) if release.previous_id else None,
        "note": _note(release),
    }


def _note(release: Release) -> str:
    if release.withdrawn_at is not None:
        return _("Withdrawn on %(day)s: %(reason)s") % {
            "day": date_format(release.withdrawn_at, "SHORT_DATE_FORMAT"),
            "reason": release.withdrawn_reason,
        }
    if release.is_demo:
        return _("Invented data of a demonstration city.")
    if release.audit != "passed":
        return _("The disclosure audit has not been carried out: for the administration only, not for publication.")
    return ""
