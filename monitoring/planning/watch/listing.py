"""The list of early warning as one reader gets it: their indicators, their filters, what was put aside apart."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import Max

from areas.queries import EditionAreas
from indicators.catalogue.specs import IndicatorSpec
from indicators.models import Release
from indicators.periods import first_from, parse_period
from indicators.queries.catalogue import Entry
from indicators.queries.errors import Unanswerable
from indicators.queries.notes import noted
from indicators.queries.places import ancestors, areas_of, locate
from monitoring.api.doors import said
from monitoring.dashboards.sparkline import Sparkline, sparkline
from monitoring.planning.models import WatchDismissal, WatchEntry, WatchList
from monitoring.planning.watch.wording import ASPECTS, LEANINGS, sentences

GROWN = 1.25
"""What was put aside comes back when it stands out a quarter more than it did then."""

Key = tuple[str, str, str, str]


@dataclass(frozen=True)
class Asked:
    """The filters of the page; empty is everything. ``within``: an area above; ``aspect``: level or trend."""

    domain: str = ""
    indicator: str = ""
    within: str = ""
    aspect: str = ""
    show: str = ""

    def keeps(self, line: "Line") -> bool:
        """Whether a line fits; ``show``: ``new``, ``more`` or ``less`` (disadvantage)."""
        return (
            self.domain in ("", line.domain)
            and self.indicator in ("", line.entry.indicator)
            and self.within in ("", *(code for code, _ in line.above))
            and self.aspect in ("", line.entry.aspect)
            and self.show
            in (
                "",
                "new" if line.entry.is_new else "-",
                {1: "more", -1: "less"}.get(line.entry.leaning, "-"),
            )
        )


@dataclass(frozen=True)
class Line:
    """One entry in words, with its small series; ``above``: code and name of the areas above it."""

    entry: WatchEntry
    title: str
    domain: str
    aspect: str
    leaning: str
    sentences: tuple[str, ...]
    spark: Sparkline | None
    above: tuple[tuple[str, str], ...]
    dismissal: WatchDismissal | None


@dataclass(frozen=True)
class Group:
    """One area with its lines. ``above``: the names of the areas above, nearest first."""

    edition: str
    level: str
    code: str
    name: str
    above: tuple[str, ...]
    lines: tuple[Line, ...]

    @property
    def new(self) -> int:
        """How many of its lines were not there in the quarter before."""
        return sum(line.entry.is_new for line in self.lines)

    @property
    def weight(self) -> tuple[int, float]:
        """By which groups are sorted: how many entries point to more disadvantage, then how far the farthest is."""
        return sum(line.entry.leaning > 0 for line in self.lines), max(abs(line.entry.size) for line in self.lines)


@dataclass(frozen=True)
class Listing:
    """Groups to look at and lines that were put aside, after the filters; ``all_lines`` before them, for the choices."""

    watch: WatchList
    groups: tuple[Group, ...]
    aside: tuple[Group, ...]
    all_lines: tuple[Line, ...]

    @property
    def shown(self) -> int:
        """How many lines there are to look at."""
        return sum(len(group.lines) for group in self.groups)

    @property
    def put_aside(self) -> int:
        """How many were put aside."""
        return sum(len(group.lines) for group in self.aside)


def listing(found: WatchList, release: Release, entries: Iterable[Entry], asked: Asked) -> Listing:
    """The list of a release for somebody to whom ``entries`` are open: three queries, however long it is."""
    specs = {entry.code: noted(entry, release.pk).spec for entry in entries}
    rows = [row for row in found.entries.all() if row.indicator in specs]
    aside = _aside(found.quarter)
    places = _places(rows)
    lines = [
        _line(row, specs[row.indicator], places[row.edition, row.area], aside)
        for row in rows
        if (row.edition, row.area) in places
    ]
    fitting = [line for line in lines if asked.keeps(line)]
    return Listing(
        found,
        _groups((line for line in fitting if line.dismissal is None), places),
        _groups((line for line in fitting if line.dismissal is not None), places),
        tuple(lines),
    )


def latest(release: Release) -> WatchList | None:
    """The list of a release; nothing until the worker has written it."""
    return WatchList.objects.filter(release=release).first()


def mark_of_watch() -> tuple[object, ...]:
    """What changes whenever a list is written, or an entry put aside or listed again: part of the tag of answers."""
    written = WatchList.objects.aggregate(last=Max("pk"))
    aside = WatchDismissal.objects.aggregate(last=Max("pk"), undone=Max("undone_at"))
    return written["last"] or 0, aside["last"] or 0, aside["undone"]


def covers(dismissal: WatchDismissal, entry: WatchEntry) -> bool:
    """Whether it still holds: the same direction, and not grown since."""
    return dismissal.size * entry.size > 0 and abs(entry.size) <= GROWN * abs(dismissal.size)


def _key(one: WatchEntry | WatchDismissal) -> Key:
    return one.edition, one.area, one.indicator, one.aspect


def _aside(quarter: str) -> dict[Key, list[WatchDismissal]]:
    found: dict[Key, list[WatchDismissal]] = {}
    for dismissal in WatchDismissal.objects.filter(quarter=quarter, undone_at=None).select_related("by"):
        found.setdefault(_key(dismissal), []).append(dismissal)
    return found


@dataclass(frozen=True)
class _Place:
    level: str
    name: str
    above: tuple[tuple[str, str], ...]  # (code, name), nearest first


def _places(rows: Iterable[WatchEntry]) -> dict[tuple[str, str], _Place]:
    editions: dict[str, EditionAreas] = {}
    found: dict[tuple[str, str], _Place] = {}
    for row in rows:
        if (row.edition, row.area) in found:
            continue
        try:
            areas = (
                editions.setdefault(row.edition, areas_of(row.edition))
                if row.edition not in editions
                else editions[row.edition]
            )
            level, at = locate(areas, row.area)
        except Unanswerable:
            continue
        above = tuple(
            (one.codes[position], one.names[position]) for one, position in ancestors(areas, level.level, at)[:-1]
        )
        found[row.edition, row.area] = _Place(level.level, level.names[at], above)
    return found


def _line(row: WatchEntry, spec: IndicatorSpec, place: _Place, aside: Mapping[Key, Sequence[WatchDismissal]]) -> Line:
    periods = [parse_period(code) for code in row.periods]
    breaks = [at for one in spec.breaks if (at := first_from(periods, parse_period(one.period))) is not None]
    return Line(
        entry=row,
        title=said(spec.title),
        domain=spec.domain,
        aspect=str(ASPECTS[row.aspect]),
        leaning=str(LEANINGS[row.leaning]),
        sentences=tuple(sentences(row, spec)),
        spark=sparkline(row.values, row.city_values, row.lows, row.highs, breaks),
        above=place.above,
        dismissal=next((one for one in aside.get(_key(row), ()) if covers(one, row)), None),
    )


def _groups(lines: Iterable[Line], places: Mapping[tuple[str, str], _Place]) -> tuple[Group, ...]:
    by_area: dict[tuple[str, str], list[Line]] = {}
    for line in lines:
        by_area.setdefault((line.entry.edition, line.entry.area), []).append(line)
    groups = [
        Group(
            edition,
            places[edition, area].level,
            area,
            places[edition, area].name,
            tuple(name for _, name in places[edition, area].above),
            tuple(sorted(own, key=lambda line: (-line.entry.leaning, -abs(line.entry.size)))),
        )
        for (edition, area), own in by_area.items()
    ]
    return tuple(sorted(groups, key=lambda group: (-group.weight[0], -group.weight[1], group.code)))


def counted(lines: Sequence[Line], asked: Asked, name: str) -> Counter[str]:
    """How many lines each choice of a filter would show beside the other filters."""
    others = replace(asked, **{name: ""})
    fitting = [line for line in lines if others.keeps(line)]
    if name == "within":
        return Counter(code for line in fitting for code, _ in line.above)
    if name == "aspect":
        return Counter(line.entry.aspect for line in fitting)
    return Counter(line.domain if name == "domain" else line.entry.indicator for line in fitting)
