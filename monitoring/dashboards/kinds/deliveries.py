"""State of deliveries: what is live of each source, how old it is, and what is overdue by cadence and lag.

It says what every reader of releases could work out: the periods that are live and the catalogue. A dashboard that is pinned
to a release shows it as well, for today is held against what is live today: a release grows old without anything being
overdue. What lies at the statistics office
(files that are checked or wait for approval) is in sealed tables, which the portal cannot read.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.utils.translation import gettext_lazy as _

from indicators.catalogue.specs import IndicatorSpec, SourceSpec
from indicators.catalogue.tables import Table
from indicators.models import Measure
from indicators.periods import Period, months_later
from indicators.queries.boards import Stock
from indicators.queries.catalogue import Entry
from indicators.queries.releases import Manifest, manifest
from monitoring.api.doors import live_for, said
from monitoring.dashboards.kinds.base import Kind
from monitoring.dashboards.scene import Document, Plan, Scene
from monitoring.departments.access import Right

#: Months from one delivery of a source to the next; what is not listed has no fixed date.
MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12, "school-year": 12, "two-years": 24}
_ORDER = ("overdue", "none", "current", "irregular")


@dataclass(frozen=True)
class Deliveries:
    pass


def plan(settings: Deliveries, scene: Scene) -> Plan:
    """Nothing of it stands in blocks."""
    return Plan(partial(_answer, scene))


def _answer(scene: Scene, stock: Stock) -> Document:
    rows = Measure.objects.select_related("source").defer("document")
    source_of = {row.code: row.source.spec for row in rows}
    title_of = {row.code: said(row.spec.title) for row in rows}
    live = live_for(scene.reader) if scene.filters.release else scene.release
    latest = _latest_of_measures(scene.entries.values(), manifest(live.pk) if live else {})
    specs = {source_of[measure].code: source_of[measure] for measure in latest if measure in source_of}
    sources: list[Document] = []
    for code, spec in specs.items():
        own = {
            measure: last
            for measure, last in latest.items()
            if measure in source_of and source_of[measure].code == code
        }
        known = [last for last in own.values() if last is not None]
        behind = [title_of[measure] for measure, last in own.items() if last is not None and last < max(known)]
        sources.append(_row(spec, min(known, default=None), scene.today) | {"behind": sorted(behind)})
    ranked = sorted(sources, key=lambda row: (_ORDER.index(row["state"]), row["due"] or date.max, row["title"]))
    return {"sources": ranked, "overdue": sum(row["state"] == "overdue" for row in ranked)}


def _latest_of_measures(entries: Iterable[Entry], released: Manifest) -> dict[str, Period | None]:
    """Measure → the last period that any indicator shows of it; nothing where none was ever released.

    Each by itself: a measure that stopped coming is not hidden behind others of its source. One that a new definition
    replaced is not waited for any more.
    """
    found: dict[str, Period | None] = {}
    for entry in entries:
        last = max((line.period for line in released.get(entry.code, ())), default=None)
        for measure in _own(entry.spec.at(last) if last else entry.spec):
            before = found.get(measure)
            found[measure] = max(last, before) if last and before else last or before
    return found


def _own(spec: IndicatorSpec) -> tuple[str, ...]:
    """The measures whose periods are the indicator's own; denominators have dates of their own."""
    return (*spec.numerator, *((spec.measure,) if spec.measure else ()))


def _row(source: SourceSpec, latest: Period | None, today: date) -> Document:
    due = due_after(source, latest)
    if latest is None:
        state = "none"
    elif due is None:
        state = "irregular"
    else:
        state = "overdue" if today > due else "current"
    return {
        "source": source.code,
        "title": said(source.title),
        "publisher": source.publisher,
        "owner": source.owner,
        "cadence": source.cadence,
        "lag_months": source.lag_months,
        "latest": latest.code if latest else None,
        "due": due,
        "state": state,
    }


def due_after(source: SourceSpec, latest: Period | None) -> date | None:
    """The day until which the next delivery is due: one cadence after the last period's end, and the source's lag."""
    months = MONTHS.get(source.cadence)
    if latest is None or months is None:
        return None
    return months_later(latest.ends, months + source.lag_months)


KIND = Kind(
    code="deliveries",
    name=_("State of deliveries"),
    right=Right.SEE_STAFF_VALUES,
    settings=Table(Deliveries, ()),
    plan=plan,
)
