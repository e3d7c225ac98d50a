"""The list of a release, written once by the worker: a release without a list is the queue.

It is computed for whoever sees everything that staff may see; a page shows each reader the indicators that are open to
them. One transaction under a lock: killed anywhere, nothing is there, and the next pulse begins anew; twice is once.
"""

from collections.abc import Collection, Iterable
from datetime import date

from django.db import connection, transaction
from django.urls import reverse

from indicators.models import Release
from indicators.periods import Period, months_before, parse_period
from indicators.queries.audience import STAFF
from indicators.queries.catalogue import indicators
from indicators.queries.courses import Ground, History, beside, histories
from indicators.queries.releases import live_release
from indicators.queries.watched import METHOD, Watch, Watched, watched
from monitoring.departments.access import Right, may
from monitoring.departments.models import Person, Role
from monitoring.notices.notify import notify
from monitoring.planning.models import WatchEntry, WatchList

_LOCK = 7_100_000_021
_PORTAL_URLS = "monitoring.urls.portal"
#: Levels at which fewer indicators have their finest values take the others from the levels below.
_ENOUGH = 30


def quarter_of(day: date) -> Period:
    """The quarter in which a day lies."""
    return parse_period(f"{day.year}-Q{(day.month + 2) // 3}")


def quarter_before(quarter: Period) -> Period:
    """The quarter before it."""
    return quarter_of(months_before(quarter.ends, 3))


def compute() -> WatchList | None:
    """The list of what is live, where there is none yet; nothing where there is one, or somebody else is at it."""
    release = live_release()
    if release is None or release.withdrawn_at is not None or WatchList.objects.filter(release=release).exists():
        return None
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
            if not cursor.fetchone()[0] or WatchList.objects.filter(release=release).exists():
                return None
        return write(release)


@transaction.atomic
def write(release: Release) -> WatchList:
    """Compute the list of the newest quarter of a release, with what is new since the quarter before, and tell people."""
    entries = indicators()
    known = histories(release, entries, STAFF)
    ends = [history.periods[-1].ends for history in known]
    if not ends:
        return WatchList.objects.create(release=release, quarter="", method=METHOD, judged_trends=0, judged_levels=0)
    quarter = quarter_of(max(ends))
    now, before = (
        watched(known, beside(release, entries, STAFF, sparse(known), one), one)
        for one in (quarter, quarter_before(quarter))
    )
    written = _written(release, now, {one.key for one in before.entries})
    tell(release, written)
    return written


def sparse(known: Iterable[History]) -> set[Ground]:
    """The levels at which few indicators have their finest values."""
    grounds = [history.ground for history in known]
    return {ground for ground in grounds if grounds.count(ground) < _ENOUGH}


def _written(release: Release, now: Watch, before: Collection[tuple[str, str, str, str]]) -> WatchList:
    written = WatchList.objects.create(
        release=release,
        quarter=now.quarter,
        method=METHOD,
        judged_trends=now.judged_trends,
        judged_levels=now.judged_levels,
    )
    WatchEntry.objects.bulk_create(_row(written, one, is_new=one.key not in before) for one in now.entries)
    return written


def _row(written: WatchList, one: Watched, *, is_new: bool) -> WatchEntry:
    return WatchEntry(
        watch=written,
        indicator=one.indicator,
        aspect=one.aspect,
        edition=one.edition,
        level=one.level,
        area=one.area,
        period=one.period,
        value=one.value,
        expected=one.expected,
        low=one.low,
        high=one.high,
        earlier_period=one.earlier_period,
        earlier_value=one.earlier_value,
        city_value=one.city_value,
        size=one.size,
        p=one.p,
        leaning=one.leaning,
        alike=list(one.alike),
        is_new=is_new,
        periods=list(one.series.periods),
        values=list(one.series.values),
        lows=list(one.series.lows),
        highs=list(one.series.highs),
        city_values=list(one.series.city),
    )


def tell(release: Release, written: WatchList) -> None:
    """One notice for each planner and head who may see anything new; of a release they are told once."""
    specs = {entry.code: entry.spec for entry in indicators()}
    new = list(WatchEntry.objects.filter(watch=written, is_new=True).values_list("indicator", flat=True))
    people = Person.objects.filter(memberships__role__in=(Role.PLANNER, Role.HEAD), is_active=True).distinct()
    path = reverse("watch", urlconf=_PORTAL_URLS)
    for person in people:
        if not may(person, Right.SEE_SORTED_BY_NEED) or not may(person, Right.SEE_RELEASE, release):
            continue
        seen = sum(code in specs and may(person, Right.SEE_INDICATOR, specs[code]) for code in new)
        if seen:
            params = {"number": seen, "period": written.quarter, "release": release.number}
            notify(person, "early_warning", f"watch:{release.pk}", path, params, key=f"watch:{release.pk}")
