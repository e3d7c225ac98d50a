"""Allocations by need: those that the reader may read, and one with the amounts of its variants."""

from typing import Any

import numpy as np
from django.http import Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from indicators.catalogue.specs import Text
from indicators.states import ValueState
from monitoring.api.answers import allocations as forms
from monitoring.api.answers.common import problems
from monitoring.api.conditional import ReadingView
from monitoring.api.doors import column, said
from monitoring.api.problems import ApiProblem
from monitoring.api.views.values import release_document
from monitoring.planning.allocation.outcome import Outcome
from monitoring.planning.allocation.plan import Variant
from monitoring.planning.allocation.presenting import mark_of
from monitoring.planning.allocation.rules import rule
from monitoring.planning.allocation.scene import Result, Scene, opened, scene_of
from monitoring.planning.allocation.sight import allocations_for
from monitoring.planning.allocation.statements import statements
from monitoring.planning.models import AllocationDecision

_CODE = OpenApiParameter("code", OpenApiTypes.STR, OpenApiParameter.PATH)


class AllocationsView(ReadingView):
    keeps = False

    @extend_schema(operation_id="allocations", responses={200: forms.AllocationShortAnswer(many=True), **problems(403)})
    def get(self, request: Request) -> Response:
        """Every allocation that the reader may read, the last changed first."""
        return Response([_short(opened(self.reader, found)) for found in allocations_for(self.reader)])


class AllocationView(ReadingView):
    keeps = False

    @extend_schema(
        operation_id="allocation", parameters=[_CODE], responses={200: forms.AllocationAnswer, **problems(403, 404)}
    )
    def get(self, request: Request, code: str) -> Response:
        """One allocation: what its variants give every area, and what was decided.

        Who may not see a base or a need gets no number of it at all.
        """
        try:
            scene = scene_of(self.reader, code)
        except Http404:
            raise ApiProblem("unknown_allocation", 404, allocation=code) from None
        results = scene.results()
        places = next((one.outcome.inputs.places for one in results if one.outcome is not None), None)
        document = _short(scene) | {
            "question": scene.plan.question if scene.is_readable else "",
            "release": release_document(scene.release) if scene.release is not None and scene.is_readable else None,
            "codes": list(places.codes) if places else [],
            "names": list(places.names) if places else [],
            "variants": [_variant(one) for one in results],
            "decisions": _decisions(scene) if scene.is_readable else [],
        }
        return Response(document)


def _short(scene: Scene) -> dict[str, Any]:
    found, plan = scene.allocation, scene.plan
    department = found.department
    return {
        "code": found.code,
        "title": found.title,
        "state": "decided" if found.decisions.exists() else "draft",
        "open": scene.is_readable,
        "subject": plan.subject,
        "release_number": plan.release,
        "edition": plan.edition,
        "level": plan.level,
        "is_mine": found.owner_id == scene.reader.person,
        "owner": found.owner.get_full_name() or found.owner.get_username(),
        "department": {"code": department.code, "name": said(Text(department.name_de, department.name_en))},
        "may_edit": scene.may_edit,
        "changed_at": found.changed_at,
        "variants": [_short_variant(number, one) for number, one in enumerate(plan.variants, 1) if scene.is_readable],
    }


def _short_variant(number: int, variant: Variant) -> dict[str, Any]:
    amounts = {"total": float(variant.total), "step": float(variant.step)}
    return {"number": number, "name": variant.name, **amounts, "base": variant.base, "need": variant.need}


def _variant(result: Result) -> dict[str, Any]:
    found, problem = result.outcome, result.problem
    return _short_variant(result.number, result.variant) | {
        "base_period": found.inputs.base.period.code if found else None,
        "need_period": found.inputs.need.period.code if found else None,
        "rule": [{"name": name, "text": text} for name, text in rule(found)] if found else [],
        "statements": statements(found) if found else [],
        "problem": {"code": problem.code, "parameter": problem.field, "text": problem.text} if problem else None,
        "rows": _rows(found) if found else None,
    }


def _rows(found: Outcome) -> dict[str, Any]:
    given, inputs = found.given, found.inputs
    places = range(len(inputs.places.codes))
    nothing = np.full(len(given), np.nan)
    return {
        "base": column(inputs.base.count),
        "need": column(inputs.need.value),
        "need_status": [ValueState(code).word for code in inputs.need.status.tolist()],
        "weight": column(np.where(given, found.weight, np.nan)),
        "quota": column(np.where(given, np.round(found.own.quota * float(found.variant.step), 6), np.nan)),
        "equal_split": _amounts(found, found.equal.amount.tolist()),
        "last_year": column(found.before if found.before is not None else nothing),
        "amount": _amounts(found, found.own.amount.tolist()),
        "amount_per_head": column(np.where(given, found.per_heads / found.plan.heads, np.nan)),
        "standing": ["assumed" if found.assumed[at] else "given" if given[at] else "left_out" for at in places],
        "remark": [mark_of(found, at) for at in places],
    }


def _amounts(found: Outcome, steps: list[int]) -> list[float | None]:
    """Amounts by way of decimals: 0.1 · 3 is 0.3."""
    return [
        float(found.decimal(one)) if is_in else None for one, is_in in zip(steps, found.given.tolist(), strict=True)
    ]


def _decisions(scene: Scene) -> list[dict[str, Any]]:
    rows = list(scene.allocation.decisions.select_related("release"))
    return [_decision(row, is_last=row is rows[0]) for row in rows]


def _decision(row: AllocationDecision, *, is_last: bool) -> dict[str, Any]:
    return {
        "number": row.number,
        "variant": row.variant,
        "decided_by": row.decided_by,
        "decided_on": row.decided_on,
        "release_number": row.release.number,
        "superseded": not is_last,
        "sha256": row.content_sha256,
    }
