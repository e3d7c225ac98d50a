"""State of deliveries: what is live of each source, how old it is, and what is overdue by cadence and lag.

It says what every reader of releases could work out: the periods that are live and the catalogue. A dashboard that is pinned
to a release shows it as well, for today is held against what is live today: a release grows old without anything being
overdue. What lies at the statistics office
(files that are checked or wait for approval) is in sealed tables, which the portal cannot read.
"""

from collections.abc import Iterable, Mapping
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
    rows = Measure.objects.select_related("source")
    source_of = {row.code: row.source.spec for row in rows}
    title_of = {row.code: said(row.spec.title) for row in rows}
    live = live_for(scene.reader) if scene.filters.release else scene.release
    latest = _latest_of_measures(scene.entries.values(), manifest(live.pk) if live else {})
    specs = {source_of[measure].code: source_of[measure] for measure in latest if measure in source_of}
    sources: list[Document] = []
    for code, spec in specs.items():
        own = {one: last for one, last in latest.items() if one in source_of and source_of[one].code == code}
        row, behind = _row(spec, {one: last for one, last in own.items() if last is not None}, scene.today)
        sources.append(row | {"behind": sorted(title_of[measure] for measure in behind)})
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


def _row(source: SourceSpec, latest: Mapping[str, Period], today: date) -> tuple[Document, list[str]]:
    """A source and the measures that are overdue where others are not.

    ``latest``: each measure that ever came → its last period. The one that is due first speaks for all.
    """
    due_of = {measure: due for measure, last in latest.items() if (due := due_after(source, last)) is not None}
    overdue = [measure for measure, due in due_of.items() if today > due]
    first = min(due_of, key=lambda measure: (due_of[measure], measure), default=None)
    if not latest:
        state = "none"
    elif first is None:
        state = "irregular"
    else:
        state = "overdue" if overdue else "current"
    shown = latest[first] if first else max(latest.values(), default=None)
    document: Document = {
        "source": source.code,
        "title": said(source.title),
        "publisher": source.publisher,
        "owner": source.owner,
        "cadence": source.cadence,
        "lag_months": source.lag_months,
        "latest": shown.code if shown else None,
        "due": due_of[first] if first else None,
        "state": state,
    }
    return document, overdue if len(overdue) < len(latest) else []


def due_after(source: SourceSpec, latest: Period) -> date | None:
    """The day until which the next delivery is due: one cadence after the last period's end, and the source's lag.

    What is counted over a longer time (moves of a year in a register that comes every quarter) comes no sooner than that.
    """
    months = MONTHS.get(source.cadence)
    if months is None:
        return None
    length = (latest.ends.year - latest.starts.year) * 12 + latest.ends.month - latest.starts.month + 1
    return months_later(latest.ends, max(months, length) + source.lag_months)


KIND = Kind(
    code="deliveries",
    name=_("State of deliveries"),
    right=Right.SEE_STAFF_VALUES,
    settings=Table(Deliveries, ()),
    plan=plan,
)
