"""Which dashboards there are for a reader."""

from collections.abc import Iterable

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Concat

from indicators.catalogue.problems import CatalogueError
from indicators.models import Measure
from monitoring.dashboards.kinds import KINDS, Kind
from monitoring.dashboards.kinds.base import Settings
from monitoring.dashboards.models import Dashboard, Panel
from monitoring.departments.access import Right, reader_may
from monitoring.departments.readers import Reader


def _whole() -> QuerySet[Dashboard]:
    found = Dashboard.objects.filter(deleted_at=None)
    return found.select_related("owner", "department__parent__parent").prefetch_related("shared_with", "panels")


def dashboard(reader: Reader, code: str) -> Dashboard | None:
    """The dashboard, where it exists and the reader may look at it; with its panels and shares, in three queries.

    The hashes of measures and their sources come with it (``catalogue_tag``).
    """
    hashes = Measure.objects.order_by("code").values(both=Concat("sha256", "source__sha256"))
    found = _whole().filter(code=code).annotate(catalogue=ArraySubquery(hashes)).first()
    return found if found is not None and reader_may(reader, Right.SEE_DASHBOARD, found) else None


def dashboards_for(reader: Reader, *, titles: bool = False) -> list[Dashboard]:
    """Every dashboard that the reader may look at: own ones, then shared ones, then defaults, by title.

    Three queries with panels and shares; ``titles`` alone take one, which brings the shares with it.
    """
    near = Q(owner=None) | Q(owner_id=reader.person) | Q(shared_with__code__in=reader.departments)
    headed = Q(department__code__in=reader.heads)
    below = Q(department__parent__code__in=reader.heads) | Q(department__parent__parent__code__in=reader.heads)
    found = _whole().filter(near | headed | below).distinct() if reader.person else _whole().filter(owner=None)
    if titles:
        shared = ArrayAgg("shared_with__code", filter=Q(shared_with__isnull=False), default=Value([]))
        found = found.prefetch_related(None).annotate(shared=shared)
    seen = [one for one in found if reader_may(reader, Right.SEE_DASHBOARD, one)]
    return sorted(seen, key=lambda one: (one.is_default, one.owner_id != reader.person, one.title_de, one.code))


def default_for(reader: Reader, among: Iterable[Dashboard]) -> Dashboard | None:
    """Where the reader begins: the default of a role they have, otherwise everybody's."""
    defaults = [one for one in among if one.is_default]
    for one in defaults:
        if reader.is_any(frozenset(one.default_for)):
            return one
    return next((one for one in defaults if one.is_for_everybody), None)


def panels_for(reader: Reader, of: Dashboard) -> list[tuple[Panel, Kind, Settings | None]]:
    """The panels whose kind is open to the reader, in reading order, with their settings; nothing for unreadable ones."""
    found: list[tuple[Panel, Kind, Settings | None]] = []
    for panel in sorted(of.panels.all(), key=lambda panel: (panel.y, panel.x)):
        kind = KINDS.get(panel.kind)
        if kind is None or not reader_may(reader, kind.right):
            continue
        try:
            found.append((panel, kind, kind.read(panel.settings)))
        except CatalogueError:
            found.append((panel, kind, None))
    return found


def marks_of(reader: Reader, of: Dashboard) -> list[object]:
    """What the open panels depend on beyond release, catalogue and layout (goals, lists that are written later)."""
    marks = dict.fromkeys(kind.mark for _panel, kind, _settings in panels_for(reader, of))
    return [part for mark in marks for part in mark(reader)]


def catalogue_tag(of: Dashboard) -> list[str]:
    """What changes whenever a measure or a source does: dashboards say their titles, cadences and lags."""
    return getattr(of, "catalogue", [])


def deleted_by(reader: Reader) -> list[Dashboard]:
    """Deleted dashboards that the reader could bring back, the last deleted first."""
    if reader.person is None:
        return []
    gone = Dashboard.objects.exclude(deleted_at=None).filter(
        Q(owner_id=reader.person) | Q(department__code__in=reader.heads)
    )
    found = gone.select_related("owner", "department__parent__parent").prefetch_related("shared_with")
    return [one for one in found.order_by("-deleted_at") if reader_may(reader, Right.EDIT_DASHBOARD, one)]
