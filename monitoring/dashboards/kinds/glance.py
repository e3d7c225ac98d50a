"""The city at a glance: residents, number of areas, what is live and in which state."""

from dataclasses import dataclass
from functools import partial

from django.utils.translation import gettext_lazy as _

from indicators.catalogue.readers import Code
from indicators.catalogue.tables import Key, Table
from indicators.queries.boards import Stock
from indicators.queries.selection import earlier_of
from monitoring.api.doors import said, single, single_derived
from monitoring.api.views.values import STATUS_WORDS, release_document
from monitoring.dashboards.kinds.base import Kind
from monitoring.dashboards.scene import Document, Plan, Scene
from monitoring.dashboards.tracks import Track, run, track_of
from monitoring.departments.access import Right


@dataclass(frozen=True)
class Glance:
    residents: str = "einwohner"


def plan(settings: Glance, scene: Scene) -> Plan:
    """The area's residents and the city's; areas are known already."""
    track = track_of(scene, scene.entry(settings.residents))
    return Plan(partial(_answer, track, scene), cells=track.cells)


def _answer(track: Track, scene: Scene, stock: Stock) -> Document:
    ran, now = run(track, scene, stock), len(track.lines) - 1
    earlier = earlier_of(track.lines[now], track.lines)
    spec = track.entry.spec
    comparable = earlier is not None and spec.comparable(earlier, track.lines[now].period)
    own = track.is_own_reference
    return {
        "indicator": track.entry.code,
        "title": said(spec.title),
        "unit": spec.unit,
        "decimals": spec.decimals,
        "kind": spec.kind,
        "area": {"code": track.area.code, "name": track.area.name},
        "reference": {"code": track.reference.code, "name": track.reference.name, "is_whole": track.is_whole},
        "is_own_reference": own,
        "period": track.lines[now].period.code,
        "earlier": earlier.code if earlier else None,
        "status": STATUS_WORDS[ran.own.status[now]],
        "reference_status": None if own else STATUS_WORDS[ran.of_reference.status[now]],
        "residents": single(ran.own.value, now),
        "share": None if own else single_derived(ran.against.share, now),
        "change": single_derived(ran.against.change, now) if comparable else None,
        "levels": _levels(track, scene),
        "release": release_document(scene.release),
        "audited": scene.release.audit,
        "demo": scene.release.is_demo,
    }


def _levels(track: Track, scene: Scene) -> list[Document]:
    """How many areas lie in this one, level by level; the residual unit is none."""
    areas = scene.ground.areas
    inside = {track.area.code}
    found: list[Document] = []
    above = areas.levels[0]
    for level in areas.levels[1:]:
        codes = [
            code
            for position, code in enumerate(level.codes)
            if position != level.residual and above.codes[level.parents[position]] in inside
        ]
        if codes:
            found.append({"level": level.level, "areas": len(codes)})
        inside = inside | set(codes)
        above = level
    return found


KIND = Kind(
    code="glance",
    name=_("The city at a glance"),
    right=Right.ENTER,
    settings=Table(Glance, (Key("residents", Code(), "Indicator that counts residents.", "einwohner"),)),
    plan=plan,
    indicators=lambda settings: (settings.residents,),
)
