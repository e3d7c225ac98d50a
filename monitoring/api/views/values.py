"""One indicator at all areas of a level."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from indicators.calculation.classification import parse_choice
from indicators.calculation.relative import Position
from indicators.calculation.trend import Course, Direction
from indicators.calculation.variants import Window
from indicators.catalogue.specs import IndicatorSpec
from indicators.models import Release
from indicators.periods import Period, parse_period, touched_by
from indicators.queries.beyond import Beyond
from indicators.queries.blocks import Block
from indicators.queries.classes import Classing, Drawn, Scope
from indicators.queries.derived import Against
from indicators.queries.notes import beside
from indicators.queries.places import PARENT, TYPE, parent_codes
from indicators.queries.values import Values, values
from indicators.states import ValueState
from monitoring.analysis.types.sentences import type_name
from monitoring.api import answers, parameters
from monitoring.api.beyond import choices, remark
from monitoring.api.conditional import ReadingView, mark
from monitoring.api.doors import (
    audience_of,
    column,
    derived,
    entry_for,
    release_for,
    said,
    single,
    single_derived,
    words,
)
from monitoring.api.noted import notes_document
from monitoring.api.typology_doors import typology_of_reference
from monitoring.api.views.catalogue import breaks_document, exceptional_document

STATUS_WORDS = tuple(state.word for state in ValueState)
POSITION_WORDS = tuple(None if position is Position.UNKNOWN else position.word for position in Position)
DIRECTION_WORDS = tuple(None if direction is Direction.UNKNOWN else direction.word for direction in Direction)
COURSE_WORDS = tuple(None if course is Course.UNKNOWN else course.word for course in Course)


class ValuesView(ReadingView):
    @extend_schema(
        operation_id="values",
        parameters=[parameters.ValuesParameters],
        responses={200: answers.ValuesAnswer, **answers.problems(400, 404, 410)},
    )
    def get(self, request: Request) -> Response:
        """Values of an indicator at every area of a level, with all that follows from them, as columns.

        The arrays stand in the order of `codes`; the residual unit, where there is one, is last.
        """
        asked = parameters.read(parameters.ValuesParameters, request)
        entry = entry_for(self.reader, asked["indicator"])
        release = release_for(self.reader, asked.get("release"), entry.code)
        typology = typology_of_reference(self.reader, asked.get("reference"))
        self.unless_known(request, mark(release), entry.sha256, typology.sha256 if typology else "")
        found = values(
            release,
            entry,
            audience_of(self.reader),
            **{name: asked.get(name) for name in ("level", "period", "edition", "reference", "variant")},
            judged=True,
            classing=_classing(asked.get("classes"), asked.get("scope")),
            typology=typology,
        )
        return Response(values_document(found))


def values_document(found: Values) -> dict[str, Any]:
    """The answer's document."""
    spec, block, against = found.entry.spec, found.block, found.against
    return {
        "indicator": spec.code,
        "title": said(spec.title),
        "level": block.level,
        "edition": found.areas.edition,
        "period": block.period.code,
        "as_of": block.as_of,
        "data_status": block.data_status,
        "release": release_document(found.release),
        "audited": found.release.audit,
        "unit": spec.unit,
        "decimals": spec.decimals,
        "kind": spec.kind,
        "polarity": spec.polarity,
        "reference": _reference(found),
        "types": _types(found),
        "beyond": choices(found.offered_beyond),
        "city": _place(found, found.city_block, found.city_against, 0),
        "residual": _residual(found),
        "breaks": [found.classes.lowest, *found.classes.upper] if found.classes.upper else [],
        "classes": _classes(found.drawn),
        "codes": found.places.codes,
        "names": found.places.names,
        "parents": parent_codes(found.areas, block.level),
        "status": words(block.status.tolist(), STATUS_WORDS),
        "value": column(block.value),
        "numerator": column(block.numerator),
        "denominator": column(block.denominator),
        "low": derived(block.low),
        "high": derived(block.high),
        "reference_value": column(found.reference_value) if found.reference.each_parent else [],
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
        "variants": found.variants,
        "window": window_document(found.window) if found.window else None,
        "class": [None if number < 0 else number for number in found.class_of.tolist()],
        "breaks_of_definition": breaks_document(spec),
        "exceptional": _exceptional(spec, block.period),
        "notes": notes_document(beside(found.entry, period=block.period)),
        "periods_used": {
            "numerator": block.period.code,
            "denominator": block.denominator_period.code if block.denominator_period else None,
            "earlier": found.earlier.code if found.earlier else None,
        },
    }


def _classing(choice: str | None, scope: str | None) -> Classing:
    return Classing(parse_choice(choice) if choice else None, Scope(scope or Scope.PERIOD))


def _classes(drawn: Drawn) -> dict[str, Any]:
    centre = None if drawn.centre != drawn.centre else drawn.centre
    return {
        "method": drawn.classes.method,
        "count": drawn.classes.count,
        "scope": drawn.scope,
        "first": drawn.periods[0].code,
        "last": drawn.periods[-1].code,
        "periods": len(drawn.periods),
        "centre": centre,
        "offered": drawn.offered,
    }


def window_document(window: Window) -> dict[str, Any]:
    """The periods that a value is computed from."""
    return {
        "first": window.first.code,
        "last": window.periods[-1].code,
        "periods": len(window.periods),
        "gap": window.gap,
        "broken": window.broken,
    }


def _exceptional(spec: IndicatorSpec, period: Period) -> list[dict[str, str]]:
    """The spans whose values are true but not usual, as far as the period lies in them."""
    spans = exceptional_document(spec)
    return [own for own in spans if touched_by([period], parse_period(own["first"]), parse_period(own["last"]))]


def release_document(release: Release) -> dict[str, Any]:
    """A release in short."""
    return {
        "number": release.number,
        "cited": release.cited,
        "revision": release.revision,
        "reason": release.reason,
        "activated_at": release.activated_at,
        "demo": release.is_demo,
    }


def _place(found: Values, block: Block, against: Against, position: int) -> dict[str, Any]:
    level = found.areas.level(block.level)
    return {
        "code": level.codes[position],
        "name": level.names[position],
        "level": block.level,
        "status": STATUS_WORDS[block.status[position]],
        "value": single(block.value, position),
        "numerator": single(block.numerator, position),
        "denominator": single(block.denominator, position),
        "change": single_derived(against.change, position),
    }


def _reference(found: Values) -> dict[str, Any]:
    position = found.reference.position
    if found.beyond is not None:
        return _beyond(found, found.beyond)
    if position is not None:
        return _place(found, found.reference_block, found.reference_against, position)
    nothing = dict.fromkeys(("name", "status", "value", "numerator", "denominator", "change"))
    code = TYPE if found.types else PARENT
    return {"code": code, "level": found.reference.level, **nothing}


def _beyond(found: Values, place: Beyond) -> dict[str, Any]:
    """A place beyond the city, which stands at no level of the edition."""
    block, period = found.reference_block, found.block.period
    return {
        "code": place.key,
        "name": place.name,
        "level": place.level,
        "status": STATUS_WORDS[block.status[0]],
        "value": single(block.value),
        "numerator": single(block.numerator),
        "denominator": single(block.denominator),
        "change": single_derived(found.reference_against.change),
        "is_beyond": True,
        "remark": remark(place, found.entry.code, period, found.block.denominator_period, found.release.pk),
    }


def _types(found: Values) -> dict[str, Any] | None:
    """Which type each area is compared with, where that is the reference."""
    types = found.types
    if types is None:
        return None
    spec = types.ground.entry.spec
    return {
        "typology": spec.code,
        "title": said(spec.title),
        "names": [type_name(types, number) for number in range(types.count)],
        "of": [None if number < 0 else number for number in types.typology.type_of.tolist()],
    }


def _residual(found: Values) -> dict[str, Any] | None:
    places = found.places
    if places.residual is None:
        return None
    share = None if found.residual_share != found.residual_share else found.residual_share
    return {"position": places.residual, "code": places.codes[places.residual], "share": share}
