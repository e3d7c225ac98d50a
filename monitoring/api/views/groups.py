"""Status × dynamics: each class of a status index with each class of its dynamics index."""

from typing import Any

import numpy as np
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from indicators.queries.errors import Unanswerable
from indicators.queries.groups import StatusDynamics, Step, path_of, status_and_dynamics
from indicators.queries.indices import IndexValues
from indicators.states import LeftOut
from monitoring.api import answers, parameters
from monitoring.api.answers.groups import GroupsAnswer
from monitoring.api.conditional import ReadingView, mark
from monitoring.api.doors import audience_of, index_for, release_for, said
from monitoring.api.index_words import class_names, reason_text
from monitoring.api.views.values import release_document


class GroupsView(ReadingView):
    @extend_schema(
        operation_id="index_groups",
        parameters=[parameters.GroupsParameters],
        responses={200: GroupsAnswer, **answers.problems(400, 404, 410)},
    )
    def get(self, request: Request, code: str) -> Response:
        """The groups of a dynamics index and its status index at every area of a level; with `area`, its path as well.

        The arrays stand in the order of `codes`; the residual unit is left out.
        """
        asked = parameters.read(parameters.GroupsParameters, request)
        dynamics = index_for(self.reader, code)
        if not dynamics.spec.dynamics_of:
            raise Unanswerable("no_dynamics_index", index=code)
        status = index_for(self.reader, dynamics.spec.dynamics_of)
        release = release_for(self.reader, asked.get("release"), dynamics.code)
        self.unless_known(request, mark(release), dynamics.sha256, status.sha256)
        place = {name: asked.get(name) for name in ("level", "period", "edition")}
        audience = audience_of(self.reader)
        found = status_and_dynamics(release, status, dynamics, audience, **place)
        area = asked.get("area")
        steps = path_of(release, found, audience, area) if area else ()
        return Response(_document(found) | {"path": _path(found, area, steps) if area else None})


def _document(found: StatusDynamics) -> dict[str, Any]:
    status, dynamics = found.status, found.dynamics
    places = dynamics.places
    keep = [at for at in range(len(places.codes)) if at != places.residual]
    return {
        "index": dynamics.entry.code,
        "title": said(dynamics.entry.spec.title),
        "status_index": status.entry.code,
        "status_title": said(status.entry.spec.title),
        "level": places.level,
        "edition": dynamics.areas.edition,
        "period": dynamics.period.code,
        "earlier": dynamics.earlier.code if dynamics.earlier else None,
        "periods": [period.code for period in found.periods],
        "levels": found.levels,
        "release": release_document(dynamics.release),
        "audited": dynamics.release.audit,
        "status_classes": class_names(status.entry.spec),
        "dynamics_classes": class_names(dynamics.entry.spec),
        "labels": found.labels,
        "counts": found.groups.cells.ravel().tolist(),
        "without": int((found.groups.group[keep] < 0).sum()),
        "codes": [places.codes[at] for at in keep],
        "names": [places.names[at] for at in keep],
        "status": _known(status.class_of[keep]),
        "dynamics": _known(dynamics.class_of[keep]),
        "group": _known(found.groups.group[keep]),
        "left_out": [_reasons(status, dynamics, at) for at in keep],
    }


def _known(codes: np.ndarray[Any, Any]) -> list[int | None]:
    return [None if code < 0 else code for code in codes.tolist()]


def _reasons(status: IndexValues, dynamics: IndexValues, at: int) -> list[str]:
    area = dynamics.places.codes[at]
    return _sentences(status, LeftOut(int(status.left_out[at])), dynamics, LeftOut(int(dynamics.left_out[at])), area)


def _sentences(
    status: IndexValues, of_status: LeftOut, dynamics: IndexValues, of_dynamics: LeftOut, area: str
) -> list[str]:
    """One sentence an index that has no class; one for both where both lack it for the same reason."""
    listed = (dict(values.entry.spec.exclude.areas).get(area, "") for values in (status, dynamics))
    one = reason_text(of_status, status.entry.spec, next(listed))
    other = reason_text(of_dynamics, dynamics.entry.spec, next(listed))
    if one and one == other:
        return [one]
    found = []
    if one:
        found.append(_("Status: %(reason)s") % {"reason": one})
    if other:
        found.append(_("Dynamics: %(reason)s") % {"reason": other})
    return found


def _path(found: StatusDynamics, area: str, steps: tuple[Step, ...]) -> dict[str, Any]:
    places = found.dynamics.places
    return {
        "area": area,
        "name": places.names[places.codes.index(area)],
        "steps": [
            {
                "period": step.period.code,
                "status": None if step.status < 0 else step.status,
                "dynamics": None if step.dynamics < 0 else step.dynamics,
                "group": None if step.group < 0 else found.labels[step.group],
                "left_out": _sentences(
                    found.status, step.status_left_out, found.dynamics, step.dynamics_left_out, area
                ),
            }
            for step in steps
        ],
    }
