"""Status × dynamics: how many areas stand in which group, and where the chosen one stands. Two statements, no ranking."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from django.utils.translation import gettext_lazy as _

from indicators.calculation.groups_of_classes import dynamics_signs
from indicators.catalogue.readers import Code
from indicators.catalogue.tables import Key, Table
from indicators.queries.boards import Stock
from indicators.queries.errors import Unanswerable, listed
from indicators.queries.groups import StatusDynamics, pairs_of, status_and_dynamics
from indicators.queries.index_lines import IndexLine, index_lines
from indicators.queries.indices import IndexEntry, index
from monitoring.api.doors import indices_for, said
from monitoring.api.index_words import class_names
from monitoring.dashboards.kinds.base import Kind
from monitoring.dashboards.scene import Document, Plan, Scene
from monitoring.departments.access import Right
from monitoring.departments.readers import Reader

Pair = tuple[IndexEntry, IndexEntry]


@dataclass(frozen=True)
class Groups:
    index: str = ""
    level: str = ""


def plan(settings: Groups, scene: Scene) -> Plan:
    """Indices stand in rows of their own: nothing of it is read with the blocks of the other panels."""
    status, dynamics = _pair(settings, scene)
    line = _line(settings, scene, status, dynamics)
    found = status_and_dynamics(
        scene.release,
        status,
        dynamics,
        scene.audience,
        level=line.level,
        period=line.period.code,
        edition=line.edition,
    )
    return Plan(partial(_answer, found, scene))


def _pair(settings: Groups, scene: Scene) -> Pair:
    """The pair whose dynamics index is named; otherwise the one with the latest values, of those open to the reader.

    Raises:
        Unanswerable: ``no_dynamics_index``.
    """
    pairs = [pair for pair in pairs_of(indices_for(scene.reader)) if settings.index in ("", pair[1].code)]
    released = [pair for pair in pairs if _shared(*pair, scene)]
    if not released:
        raise Unanswerable("no_dynamics_index", index=settings.index)
    return max(released, key=lambda pair: _shared(*pair, scene)[-1].period)


def _shared(status: IndexEntry, dynamics: IndexEntry, scene: Scene) -> list[IndexLine]:
    """The lines of the dynamics index beside which the status index has one, in time."""
    places = {(line.period, line.edition, line.level) for line in index_lines(scene.release.pk, status.code)}
    lines = index_lines(scene.release.pk, dynamics.code)
    return [line for line in lines if (line.period, line.edition, line.level) in places]


def _line(settings: Groups, scene: Scene, status: IndexEntry, dynamics: IndexEntry) -> IndexLine:
    """The newest line up to the period of the filters, at the wanted level where there is one, otherwise at the finest."""
    lines, until = _shared(status, dynamics, scene), scene.filters.until
    early = [line for line in lines if until is None or line.period.ends <= until.ends]
    if not early:
        known = listed(line.period.code for line in reversed(lines))
        raise Unanswerable("unknown_period", period=scene.filters.period, known=known)
    level = scene.filters.level or settings.level
    offered = [line for line in early if line.level == level] or early
    return max(offered, key=lambda line: (line.is_common, line.period, line.level_rank, line.edition))


def _answer(found: StatusDynamics, scene: Scene, stock: Stock) -> Document:
    status, dynamics = found.status, found.dynamics
    places = dynamics.places
    group = found.groups.group.tolist()
    own = [at for at in range(len(places.codes)) if at != places.residual]
    area = scene.filters.area
    return {
        "index": dynamics.entry.code,
        "title": said(dynamics.entry.spec.title),
        "status_title": said(status.entry.spec.title),
        "period": dynamics.period.code,
        "earlier": dynamics.earlier.code if dynamics.earlier else None,
        "edition": dynamics.areas.edition,
        "level": places.level,
        "status_classes": class_names(status.entry.spec),
        "dynamics_classes": class_names(dynamics.entry.spec),
        "signs": dynamics_signs(len(dynamics.entry.spec.classes)),
        "labels": found.labels,
        "counts": found.groups.cells.ravel().tolist(),
        "placed": sum(group[at] >= 0 for at in own),
        "areas": len(own),
        "chosen": _chosen(places.codes, places.names, found.labels, group, area),
    }


def _chosen(
    codes: Sequence[str], names: Sequence[str], labels: Sequence[str], group: Sequence[int], area: str
) -> Document | None:
    """Where the area of the filters stands; nothing where it is none of this level."""
    if area not in codes:
        return None
    at = codes.index(area)
    return {"code": area, "name": names[at], "group": labels[group[at]] if group[at] >= 0 else None}


def _components(settings: Groups) -> tuple[str, ...]:
    """The indicators that a named pair is made of."""
    found = index(settings.index) if settings.index else None
    return found.spec.components if found else ()


def _mark(reader: Reader) -> tuple[object, ...]:
    """The definitions: what they are called may change without a release."""
    return tuple(entry.sha256 for entry in indices_for(reader))


KIND = Kind(
    code="groups",
    name=_("Status and dynamics"),
    right=Right.ENTER,
    settings=Table(
        Groups,
        (
            Key("index", Code(), "Code of a dynamics index; by default the one with the latest values.", ""),
            Key("level", Code(), "Level where the filters name none; the finest by default.", ""),
        ),
    ),
    plan=plan,
    indicators=_components,
    mark=_mark,
)
