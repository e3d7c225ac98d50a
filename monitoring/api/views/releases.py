"""Releases: what is live, what changed and why, how to cite."""

from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from indicators.catalogue.specs import Text
from indicators.models import Release
from indicators.queries import releases
from indicators.queries.compared import Seen, compared
from indicators.queries.differences import Difference, differences
from indicators.queries.errors import Unanswerable
from indicators.queries.index_differences import index_differences
from indicators.queries.indices import IndexEntry, index_lines
from indicators.queries.notes import recorded
from monitoring.api import answers, parameters
from monitoring.api.conditional import ReadingView, mark
from monitoring.api.doors import audience_of, entries_for, entry_for, indices_for, said
from monitoring.api.noted import notes_document
from monitoring.api.views.values import release_document
from monitoring.departments.access import Right, reader_may
from monitoring.departments.readers import Reader


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
        """One release: what is in it and what changed against the one before; of its number the first revision."""
        return self.sheet(request, year, serial, 1)

    def sheet(self, request: Request, year: int, serial: int, revision: int) -> Response:
        """The answer; raises ``Unanswerable`` where there is none."""
        release = releases.not_withdrawn(named(self.reader, f"{year}/{serial}/{revision}"))
        live = releases.live_release()
        entries, indices = entries_for(self.reader), indices_for(self.reader)
        texts = [entry.sha256 for entry in (*entries, *indices)]
        after = releases.next_revision(release)
        known = after.pk if after else None
        self.unless_known(request, mark(release), mark(live), known, *texts)
        previous = release.previous
        differs = differences(release)
        lines = releases.manifest(release.pk)
        numbers = {previous.pk: previous.number} if previous else {}
        return Response(
            _release(release, live, numbers)
            | {
                "for_readers": for_readers(release),
                "notes": notes_document(note for note in recorded(release.pk) if note.release == release.number),
                "successor": after.number if after else None,
                "manifest_sha256": release.manifest_sha256,
                "citation": citation(release),
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
                "indices": _indices(indices, release),
            }
        )


class RevisionView(ReleaseView):
    @extend_schema(
        operation_id="release_revision",
        parameters=[
            OpenApiParameter(name, OpenApiTypes.INT, OpenApiParameter.PATH) for name in ("year", "serial", "revision")
        ],
        responses={200: answers.ReleaseSheetAnswer, **answers.problems(404, 410)},
    )
    def get(self, request: Request, year: int, serial: int, revision: int = 1) -> Response:
        """One revision of a release: what is in it and what changed against the release before."""
        return self.sheet(request, year, serial, revision)


class ReleaseDifferencesView(ReadingView):
    @extend_schema(
        operation_id="release_differences",
        parameters=[parameters.DifferencesParameters],
        responses={200: answers.ReleaseDifferencesAnswer, **answers.problems(400, 404, 410)},
    )
    def get(self, request: Request) -> Response:
        """What differs between any two releases: by indicator, and for one of them area by area with its classes."""
        asked = parameters.read(parameters.DifferencesParameters, request)
        older, newer = (releases.not_withdrawn(named(self.reader, asked[name])) for name in ("older", "newer"))
        entries, indices = entries_for(self.reader), indices_for(self.reader)
        texts = [entry.sha256 for entry in (*entries, *indices)]
        self.unless_known(request, mark(older), mark(newer), *texts)
        differs = differences(newer, older.pk)
        return Response(
            {
                "older": release_document(older),
                "newer": release_document(newer),
                "indicators": [
                    {
                        "code": entry.code,
                        "title": said(entry.spec.title),
                        "differences": _differences(differs[entry.code]),
                    }
                    for entry in entries
                    if entry.code in differs
                ],
                "indices": [one for one in _indices(indices, newer, older.pk) if any(one["differences"].values())],
                "areas": self._areas(older, newer, asked),
            }
        )

    def _areas(self, older: Release, newer: Release, asked: dict[str, Any]) -> dict[str, Any] | None:
        if not asked.get("indicator"):
            return None
        place = {name: asked.get(name) for name in ("period", "level", "edition")}
        entry = entry_for(self.reader, asked["indicator"])
        found = compared(older, newer, entry, audience_of(self.reader), **place)
        spec, block = found.after.entry.spec, found.after.block
        return {
            "indicator": spec.code,
            "title": said(spec.title),
            "period": block.period.code,
            "level": block.level,
            "edition": found.after.areas.edition,
            "unit": spec.unit,
            "decimals": spec.decimals,
            "size": len(found.after.places.codes),
            "areas": [
                {"code": area.code, "name": area.name, "before": _seen(area.before), "after": _seen(area.after)}
                for area in found.areas
            ],
        }


def _seen(seen: Seen) -> dict[str, Any]:
    return {"status": seen.status, "value": seen.value, "class": None if seen.class_ < 0 else seen.class_}


def named(reader: Reader, number: str) -> Release:
    """The release of that number, withdrawn or not; raises ``Unanswerable("unknown_release")`` also for an unseen one."""
    release = releases.release_by_number(number)
    if release is None or not reader_may(reader, Right.SEE_RELEASE, release):
        raise Unanswerable("unknown_release", release=number.removesuffix("/1") if number.count("/") > 1 else number)
    return release


def citation(release: Release) -> str:
    """How to cite it; a withdrawn one stays citable, and says that it was withdrawn."""
    told = _("%(city)s, Sozialraum-Monitor: release %(number)s of %(day)s, manifest %(hash)s") % {
        "city": _("Statistics office"),
        "number": release.cited,
        "day": date_format(localtime(release.activated_at), "SHORT_DATE_FORMAT"),
        "hash": release.manifest_sha256[:12],
    }
    if release.withdrawn_at is None:
        return told
    withdrawn = _("withdrawn on %(day)s") % {"day": date_format(localtime(release.withdrawn_at), "SHORT_DATE_FORMAT")}
    return f"{told} ({withdrawn})"


def for_readers(release: Release) -> str:
    """The office's note for readers in the language of the answer; where that one is empty, the other."""
    texts = said(Text(release.note_de, release.note_en))
    return texts or release.note_de or release.note_en


def _differences(difference: Difference) -> dict[str, list[str]]:
    return {kind: sorted(getattr(difference, kind)) for kind in ("new", "revised", "gone", "marked")}


def _indices(entries: list[IndexEntry], release: Release, older: int | None = None) -> list[dict[str, Any]]:
    """What a release holds of these indices, with what differs."""
    differs = index_differences(release, older)
    found = []
    for entry in entries:
        lines, difference = index_lines(release.pk, entry.code), differs.get(entry.code, Difference())
        if lines or difference.gone:
            found.append(
                {
                    "code": entry.code,
                    "title": said(entry.spec.title),
                    "periods": list(dict.fromkeys(line.period.code for line in lines)),
                    "changed": difference.is_seen,
                    "differences": _differences(difference),
                }
            )
    return found


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
            "day": date_format(localtime(release.withdrawn_at), "SHORT_DATE_FORMAT"),
            "reason": release.withdrawn_reason,
        }
    if release.is_demo:
        return _("Invented data of a demonstration city.")
    if release.audit != "passed":
        return _("The disclosure audit has not been carried out: for the administration only, not for publication.")
    return ""
