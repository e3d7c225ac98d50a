"""Key figure: the value, against the same period last year with its range of fluctuation, against the reference."""

from dataclasses import dataclass
from functools import partial

import numpy as np
from django.utils.translation import gettext_lazy as _

from indicators.calculation.judgement import judged
from indicators.catalogue.readers import Code
from indicators.catalogue.specs import IndicatorKind
from indicators.catalogue.tables import Key, Table
from indicators.queries.boards import Stock
from indicators.queries.places import areas_at
from indicators.queries.selection import earlier_of
from monitoring.api.doors import column, derived, said, single, single_derived, words
from monitoring.api.views.catalogue import breaks_document
from monitoring.api.views.values import POSITION_WORDS, STATUS_WORDS
from monitoring.areasheets.sentences import Statement, level_sentences, reference_phrase, trend_sentences
from monitoring.dashboards.kinds.base import Kind
from monitoring.dashboards.scene import Document, Plan, Scene
from monitoring.dashboards.tracks import Ran, Track, run, track_of
from monitoring.dashboards.wording import change_sentence, reference_state
from monitoring.departments.access import Right
from monitoring.planning.goals.beside import at_place, told
from monitoring.planning.goals.standing import Now


@dataclass(frozen=True)
class KeyFigure:
    indicator: str


def plan(settings: KeyFigure, scene: Scene) -> Plan:
    """The area's and the reference's cells of all periods."""
    track = track_of(scene, scene.entry(settings.indicator))
    return Plan(partial(_answer, track, scene), cells=track.cells)


def _answer(track: Track, scene: Scene, stock: Stock) -> Document:
    spec, ran, now = track.entry.spec, run(track, scene, stock), len(track.lines) - 1
    line, against = track.lines[now], ran.against
    earlier = earlier_of(line, track.lines)
    comparable = earlier is not None and spec.comparable(earlier, line.period)
    half = _half(track, ran) if comparable else float("nan")
    change = float(against.change[now]) if comparable else float("nan")
    outside = None if np.isnan(half) or np.isnan(change) else bool(abs(change) > half)
    own = track.is_own_reference
    document: Document = {
        "indicator": spec.code,
        "title": said(spec.title),
        "unit": spec.unit,
        "decimals": spec.decimals,
        "kind": spec.kind,
        "period": line.period.code,
        "earlier": earlier.code if earlier else None,
        "comparable": comparable,
        "as_of": line.as_of,
        "data_status": line.data_status,
        "area": {"code": track.area.code, "name": track.area.name},
        "reference": {"code": track.reference.code, "name": track.reference.name, "is_whole": track.is_whole},
        "is_own_reference": own,
        "status": STATUS_WORDS[ran.own.status[now]],
        "value": single(ran.own.value, now),
        "low": single_derived(ran.own.low, now),
        "high": single_derived(ran.own.high, now),
        "reference_status": None if own else STATUS_WORDS[ran.of_reference.status[now]],
        "reference_value": single(ran.of_reference.value, now),
        "difference": None if own else single_derived(against.difference, now),
        "share": None if own else single_derived(against.share, now),
        "position": None if own else POSITION_WORDS[against.position[now]],
        "change": single_derived(np.array([change])),
        "change_half": single_derived(np.array([half])),
        "change_outside": outside,
        "reference_change": None if own or not comparable else single_derived(against.reference_change, now),
        "change_before": _change_before(track, ran) if own and comparable else None,
        "periods": [one.period.code for one in track.lines],
        "statuses": words(ran.own.status.tolist(), STATUS_WORDS),
        "values": column(ran.own.value),
        "lows": derived(ran.own.low),
        "highs": derived(ran.own.high),
        "reference_statuses": [] if own else words(ran.of_reference.status.tolist(), STATUS_WORDS),
        "reference_values": [] if own else column(ran.of_reference.value),
        "breaks": breaks_document(spec),
        "goals": _goals(track, ran, scene),
    }
    return document | {"sentences": _sentences(document, track)}


def _goals(track: Track, ran: Ran, scene: Scene) -> list[Document]:
    """What is aimed at in the area, measured by the value that is shown."""
    area = track.area
    is_city = area.code == areas_at(track.lines[-1]).total_code
    found = at_place(scene.goals, track.entry.code, area.level.level, area.code, is_city=is_city)
    now = Now(track.lines[-1].period, ran.own.value[-1:], ran.own.low[-1:], ran.own.high[-1:])
    starts = {line.period.code: float(value) for line, value in zip(track.lines, ran.own.value, strict=True)}
    return told(found, track.entry.spec, now, starts)


def _half(track: Track, ran: Ran) -> float:
    """Half the range in which the area's change over a year fluctuates anyway."""
    if track.entry.spec.kind is IndicatorKind.COUNT:
        return float("nan")
    periods = [line.period for line in track.lines]
    found = judged(periods, ran.own.value[:, None], track.entry.spec, ran.own.denominator[-1:])
    return float(found.half[0]) if found else float("nan")


def _change_before(track: Track, ran: Ran) -> float | None:
    """The city's own trend: its change over the year before that, where the definition was the same all that time."""
    earlier = earlier_of(track.lines[-1], track.lines)
    at = next((number for number, line in enumerate(track.lines) if line.period == earlier), None)
    if at is None:
        return None
    before = earlier_of(track.lines[at], track.lines)
    if before is None or not track.entry.spec.comparable(before, track.lines[at].period):
        return None
    return single_derived(ran.against.change, at)


def _sentences(document: Document, track: Track) -> list[str]:
    said_of = Statement(
        area=document["area"]["name"],
        title=document["title"],
        kind=document["kind"],
        unit=document["unit"],
        decimals=document["decimals"],
        period=document["period"],
        status=document["status"],
        value=document["value"],
        reference=reference_phrase(track.reference.name, whole=track.is_whole, beyond=track.beyond is not None),
        reference_value=None if track.is_own_reference else document["reference_value"],
        difference=document["difference"],
        position=document["position"],
        earlier=document["earlier"] if document["comparable"] else None,
        broken=document["earlier"] is not None and not document["comparable"],
        change=document["change"],
        reference_change=document["reference_change"],
    )
    of_reference = reference_state(said_of.reference, document["reference_status"])
    return [*level_sentences(said_of), *of_reference, *trend_sentences(said_of)[:1], *change_sentence(document)]


KIND = Kind(
    code="key_figure",
    name=_("Key figure"),
    right=Right.ENTER,
    settings=Table(KeyFigure, (Key("indicator", Code(), "What is shown."),)),
    plan=plan,
    indicators=lambda settings: (settings.indicator,),
)
