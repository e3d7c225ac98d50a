"""One area: its series of an indicator, and its sheet."""

from dataclasses import asdict
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from areas.lineage import Lineage, lineage
from areas.queries import active_editions
from indicators.queries.beyond import is_beyond, offered, place_beyond
from indicators.queries.grouped import types_at
from indicators.queries.notes import beside
from indicators.queries.places import TYPE
from indicators.queries.series import Series, Spot, series
from indicators.queries.sheets import Row, Sheet, beside_beyond, beside_its_type, place_of, sheet
from indicators.queries.typologies import Types
from monitoring.analysis.types.sentences import type_name
from monitoring.api import answers, parameters
from monitoring.api.beyond import choices
from monitoring.api.conditional import ReadingView, mark
from monitoring.api.doors import (
    audience_of,
    column,
    derived,
    entries_for,
    entry_for,
    live_for,
    release_for,
    said,
    single,
    single_derived,
    words,
)
from monitoring.api.goals import goals_mark, goals_of_series, goals_of_sheet
from monitoring.api.noted import notes_document
from monitoring.api.typology_doors import default_typology, typology_of_reference
from monitoring.api.views.area_context import Context, context_of, no_context
from monitoring.api.views.catalogue import series_marks
from monitoring.api.views.values import (
    COURSE_WORDS,
    DIRECTION_WORDS,
    POSITION_WORDS,
    STATUS_WORDS,
    release_document,
    window_document,
)
from monitoring.areasheets.sentences import Statement, level_sentences, reference_phrase, trend_sentences


class SeriesView(ReadingView):
    @extend_schema(
        operation_id="series",
        parameters=[parameters.SeriesParameters],
        responses={200: answers.SeriesAnswer, **answers.problems(400, 404, 410)},
    )
    def get(self, request: Request) -> Response:
        """An indicator in one area over all its periods, beside its reference."""
        asked = parameters.read(parameters.SeriesParameters, request)
        entry = entry_for(self.reader, asked["indicator"])
        release = release_for(self.reader, asked.get("release"), entry.code)
        typology = typology_of_reference(self.reader, asked.get("reference"))
        self.unless_known(
            request, mark(release), entry.sha256, typology.sha256 if typology else "", *goals_mark(self.reader)
        )
        found = series(
            release,
            entry,
            audience_of(self.reader),
            area=asked["area"],
            reference=asked.get("reference"),
            edition=asked.get("edition"),
            variant=asked.get("variant"),
            typology=typology,
        )
        told = {"release": release_document(release), "goals": goals_of_series(self.reader, found)}
        return Response(_series(found) | told)


class AreaSheetView(ReadingView):
    @extend_schema(
        operation_id="area_sheet",
        parameters=[
            parameters.SheetParameters,
            OpenApiParameter("edition", OpenApiTypes.STR, OpenApiParameter.PATH),
            OpenApiParameter("code", OpenApiTypes.STR, OpenApiParameter.PATH),
        ],
        responses={200: answers.AreaSheetAnswer, **answers.problems(400, 404, 410)},
    )
    def get(self, request: Request, edition: str, code: str) -> Response:
        """One area (Steckbrief): the latest value of every indicator, level and trend as two statements."""
        asked = parameters.read(parameters.SheetParameters, request)
        by_type = asked.get("reference") == TYPE
        wanted = asked.get("reference")
        place = place_of(edition, code, None if by_type or is_beyond(wanted) else wanted)
        number = asked.get("release")
        release = release_for(self.reader, number, "") if number else live_for(self.reader)
        entries = entries_for(self.reader)
        # The areas before and after stand in the answer: they change when an edition comes into force.
        editions = active_editions().values_list("code", flat=True)
        typology = default_typology(self.reader, entries)
        kinds = [typology.sha256] if typology else []
        known = (*editions, *kinds, *(entry.sha256 for entry in entries), *goals_mark(self.reader))
        self.unless_known(request, mark(release), *known)
        audience, context = audience_of(self.reader), no_context()
        if by_type and release:
            place = beside_its_type(place, types_at(release, typology, audience, edition, place.area.level.level))
        codes = [entry.code for entry in entries]
        if release and wanted and is_beyond(wanted):
            place = beside_beyond(place, place_beyond(release.pk, codes, wanted))
        found = sheet(place, release, entries, audience) if release else place
        if release and found.rows:
            context = context_of(found, release, entries, audience, typology)
        goals = goals_of_sheet(self.reader, found, release, audience) if release else {}
        return Response(
            {
                "area": _spot(found.area, edition),
                "parents": [_spot(parent, edition) for parent in found.parents],
                "reference": _reference(found.reference, edition, found.types),
                "beyond": choices(offered(release.pk, (row.entry.code for row in found.rows))) if release else [],
                "release": release_document(release) if release else None,
                "audited": release.audit if release else None,
                "lineage": _lineage(lineage(edition, found.area.level.level, found.area.code)),
                **context.document,
                "indicators": [
                    _row(found, row, context) | {"goals": goals.get(row.entry.code, [])} for row in found.rows
                ],
            }
        )


def _lineage(found: Lineage) -> dict[str, Any]:
    return {
        "valid_from": found.valid_from,
        "valid_until": found.valid_until,
        "begins": found.begins,
        "ends": found.ends,
        "before": [asdict(kin) for kin in found.before],
        "after": [asdict(kin) for kin in found.after],
    }


def _spot(spot: Spot, edition: str) -> dict[str, Any]:
    return {
        "code": spot.code,
        "name": spot.name,
        "level": spot.level.level,
        "edition": edition,
        "is_residual": spot.is_residual,
    }


def _reference(spot: Spot, edition: str, types: Types | None) -> dict[str, Any]:
    """The reference as a place; a type has its name and the code ``type``, an area without one an empty name."""
    if types is None:
        return _spot(spot, edition)
    name = type_name(types, spot.position) if spot.position < types.count else ""
    return {"code": TYPE, "name": name, "level": TYPE, "edition": edition, "is_residual": False}


def _series(found: Series) -> dict[str, Any]:
    spec, against = found.entry.spec, found.against
    return {
        "indicator": spec.code,
        "title": said(spec.title),
        "unit": spec.unit,
        "decimals": spec.decimals,
        "kind": spec.kind,
        "area": _spot(found.area, found.edition),
        "reference": _reference(found.reference, found.edition, found.types),
        "periods": [line.period.code for line in found.lines],
        "ends": [line.period.ends for line in found.lines],
        "status": words(found.own.status.tolist(), STATUS_WORDS),
        "value": column(found.own.value),
        "low": derived(found.own.low),
        "high": derived(found.own.high),
        "reference_value": column(found.of_reference.value),
        "difference": derived(against.difference),
        "index": derived(against.index),
        "share": derived(against.share),
        "change": derived(against.change),
        "divergence": derived(against.divergence),
        "position": words(against.position.tolist(), POSITION_WORDS),
        "against_rest": words(found.rest.tolist(), POSITION_WORDS),
        "trend": words(found.trend.direction.tolist(), DIRECTION_WORDS),
        "course": words(found.trend.course.tolist(), COURSE_WORDS),
        "variant": found.variant,
        "windows": [window_document(window) for window in found.windows],
        "data_status": [line.data_status for line in found.lines],
        **series_marks(spec, [line.period for line in found.lines]),
        "notes": notes_document(beside(found.entry, area=found.area.code)),
        "editions": [line.edition for line in found.lines],
    }


def _row(found: Sheet, row: Row, context: Context) -> dict[str, Any]:
    spec, against = row.entry.spec, row.against
    position = POSITION_WORDS[against.position[0]]
    said_of = Statement(
        area=found.area.name,
        title=said(spec.title),
        kind=spec.kind,
        unit=spec.unit,
        decimals=spec.decimals,
        period=row.line.period.code,
        status=STATUS_WORDS[row.own.status[0]],
        value=single(row.own.value),
        reference=reference_phrase(
            found.reference.name,
            whole=found.reference.code == found.areas.total_code,
            same_type=found.types is not None,
            beyond=found.beyond is not None,
        ),
        reference_value=single(row.of_reference.value),
        difference=single_derived(against.difference),
        position=position,
        earlier=row.earlier.code if row.earlier else None,
        change=single_derived(against.change),
        reference_change=single_derived(against.reference_change),
        broken=row.broken,
        rest=POSITION_WORDS[row.rest],
        direction=DIRECTION_WORDS[row.direction],
        course=COURSE_WORDS[row.course],
    )
    return {
        "indicator": spec.code,
        "title": said_of.title,
        "domain": spec.domain,
        "kind": spec.kind,
        "unit": spec.unit,
        "decimals": spec.decimals,
        "polarity": spec.polarity,
        "headline": spec.headline,
        "period": said_of.period,
        "denominator_period": row.line.denominator_period.code if row.line.denominator_period else None,
        "as_of": row.line.as_of,
        "data_status": row.line.data_status,
        "status": said_of.status,
        "value": said_of.value,
        "numerator": single(row.own.numerator),
        "denominator": single(row.own.denominator),
        "low": single_derived(row.own.low),
        "high": single_derived(row.own.high),
        **context.of_type(spec.code),
        "reference_status": STATUS_WORDS[row.of_reference.status[0]],
        "reference_value": said_of.reference_value,
        "difference": said_of.difference,
        "index": single_derived(against.index),
        "share": single_derived(against.share),
        "change": said_of.change,
        "reference_change": said_of.reference_change,
        "divergence": single_derived(against.divergence),
        "position": position,
        "against_rest": said_of.rest,
        "trend": said_of.direction,
        "course": said_of.course,
        "level_sentence": " ".join(level_sentences(said_of)),
        "trend_sentence": " ".join(trend_sentences(said_of)),
        "notes": notes_document(beside(row.entry, period=row.line.period, area=found.area.code)),
        "reading_aid": said(spec.sheet.reading_aid),
    }
