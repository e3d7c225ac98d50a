"""What is known beside a file, read for its check: earlier periods in force, wholes, breaks, the same bytes before.

One query for what is in force, one for what waits, one COPY for the numbers; what the catalogue and released notes say
stands in ``noted``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from indicators import bulk
from indicators.actions.compared_places import area_index, groups_of, parents_of
from indicators.actions.noted import joined, notes_about, other_meanings, rules_now, wholes_of
from indicators.actions.places import EditionPlaces
from indicators.catalogue.profile_spec import AreaColumn, ProfileSpec
from indicators.disclosure.policies import RESIDENT_TOTALS
from indicators.intake.plausibility.history import History, Series, Whole, year_before
from indicators.intake.texts import Floats
from indicators.journey import State
from indicators.models import DeliveredPeriod, Delivery, InForce, Measure
from indicators.periods import Period, pair, parse_period

EARLIER = 5
"""So many earlier periods are read, and the same period last year: enough steps to know what is usual."""

WAITING = (State.STAGED, State.COLLECTED, State.CANDIDATE, State.ASKED, State.APPROVED)
"""States of a delivery whose numbers are stored and not yet in force."""

_QUERY = """
    SELECT wanted.at, found.areas, found.numbers
    FROM unnest(%(deliveries)s::bigint[], %(measures)s::bigint[], %(periods)s::bigint[])
         WITH ORDINALITY AS wanted(delivery_id, measure_id, period_id, at),
         LATERAL (
            SELECT array_agg(o.area_id) AS areas, array_agg(o.value) AS numbers
            FROM sealed.observation o
            WHERE (o.delivery_id, o.measure_id, o.period_id) = (wanted.delivery_id, wanted.measure_id, wanted.period_id)
         ) AS found
"""


@dataclass(frozen=True)
class Key:
    """One measure and period: the delivery whose numbers count, or would, and the profile that it came by."""

    measure: str
    measure_id: int
    period: Period
    period_id: int
    delivery: int
    profile: int


def history_for(delivery: Delivery, places: EditionPlaces, profile: ProfileSpec, periods: Sequence[Period]) -> History:
    """What is in force beside a delivery of these periods, in the order of ``Places.all``.

    ``profile`` is the whole one, with the columns of every period.
    """
    told = {measure for period in periods for _, measure in profile.columns_at(period)}
    rules = rules_now()
    notes = notes_about(told, places.delivered_at(profile.area).codes)
    delivered = {measure.code: measure for measure in Measure.objects.filter(code__in=told)}
    residents = min(RESIDENT_TOTALS)
    wholes = wholes_of(rules.wholes, {code: measure.spec for code, measure in delivered.items()}, residents)
    meanings = other_meanings(profile)
    related = {code for whole in wholes for code in whole.measures} | {residents}
    related |= {other for code in told for other in meanings.get(code, ())}
    waiting = _waiting(delivery, places, {code: measure.pk for code, measure in delivered.items()}, periods)
    keys = [*waiting, *_in_force(told | related, delivery, places, max(period.ends for period in periods))]
    wanted = _wanted(keys, told, related, periods, wholes)
    own = delivery.profile_id
    return History(
        series=_read(wanted, places, profile.area),
        parents=parents_of(places, profile.area),
        groups=groups_of(places, profile.area),
        residents=residents,
        wholes=wholes,
        breaks=joined(told, rules.breaks, notes.breaks),
        exceptional=joined(told, rules.exceptional, notes.exceptional),
        noted_areas=notes.areas,
        other_profiles=frozenset((key.measure, key.period) for key in wanted if key.profile != own),
        other_meanings={code: found for code, found in meanings.items() if code in told},
        same_bytes=_same_bytes(delivery),
    )


def _in_force(measures: Iterable[str], delivery: Delivery, places: EditionPlaces, until: object) -> list[Key]:
    rows = (
        InForce.objects.filter(measure__code__in=list(measures), edition=places.edition, period__ends__lte=until)
        .exclude(delivery=delivery)
        .values_list("measure__code", "measure", "period__code", "period", "delivery", "delivery__profile")
    )
    return [
        Key(code, measure, _period(period), period_id, pk, profile)
        for code, measure, period, period_id, pk, profile in rows
    ]


def _waiting(
    delivery: Delivery, places: EditionPlaces, measures: dict[str, int], periods: Sequence[Period]
) -> list[Key]:
    """What files of the same profile say of earlier periods that wait for a decision, the latest last.

    Where quarters are delivered one after the other and released together, the quarter before is among them.
    """
    rows = (
        DeliveredPeriod.objects.filter(
            delivery__profile=delivery.profile_id,
            delivery__edition=places.edition,
            delivery__state__in=WAITING,
            period__ends__lt=max(period.ends for period in periods),
        )
        .exclude(delivery=delivery)
        .exclude(period__code__in=[period.code for period in periods])
        .order_by("delivery")
        .values_list("delivery", "period__code", "period")
    )
    return [
        Key(code, measure, _period(period), period_id, pk, delivery.profile_id)
        for pk, period, period_id in rows
        for code, measure in measures.items()
    ]


@lru_cache(maxsize=1024)
def _period(code: str) -> Period:
    return parse_period(code)


def _wanted(
    keys: list[Key], told: set[str], related: set[str], periods: Sequence[Period], wholes: Sequence[Whole]
) -> list[Key]:
    """The keys whose numbers are compared with: the fewer, the faster a check is. Of two the later of ``keys`` counts."""
    by_measure: dict[str, dict[Period, Key]] = {}
    for key in keys:
        by_measure.setdefault(key.measure, {})[key.period] = key
    chosen: dict[tuple[str, Period], Key] = {}
    for measure, offered in by_measure.items():
        ordered = tuple(sorted(offered))
        wanted: set[Period] = set()
        for period in periods:
            if measure in told:
                wanted |= _compared_with(ordered, period)
            if measure in related:
                rules = {(w.rule, w.within_months) for w in wholes if measure in w.measures} | {("nearest_earlier", 24)}
                wanted |= {found for rule, within in rules if (found := pair(period, ordered, rule, within))}
        chosen |= {(measure, period): offered[period] for period in wanted}
    return list(chosen.values())


def _compared_with(ordered: tuple[Period, ...], period: Period) -> set[Period]:
    earlier = tuple(other for other in ordered if other.ends < period.ends and other.kind == period.kind)
    year = year_before(period, earlier)
    wanted = {*earlier[-EARLIER:], *(() if year is None else (earlier[year],))}
    return wanted | ({period} if period in ordered else set())


def _read(wanted: Sequence[Key], places: EditionPlaces, column: AreaColumn) -> dict[str, Series]:
    """The numbers of these keys, with one COPY; NaN where there is no number. Keys of which nothing is stored fall away."""
    if not wanted:
        return {}
    keys = sorted(wanted, key=lambda key: (key.measure_id, key.period))
    wanted_rows = {
        "deliveries": [key.delivery for key in keys],
        "measures": [key.measure_id for key in keys],
        "periods": [key.period_id for key in keys],
    }
    areas, positions = area_index(places, column)
    values = np.full((len(keys), len(areas)), np.nan)
    stored = np.zeros(len(keys), bool)
    for at, ids, numbers in bulk.series_out(_QUERY, wanted_rows):
        stored[at - 1] = len(ids) > 0
        slot = np.minimum(np.searchsorted(areas, ids), len(areas) - 1)
        inside = areas[slot] == ids
        values[at - 1, positions[slot[inside]]] = numbers[inside]
    return _by_measure([key for key, is_there in zip(keys, stored, strict=True) if is_there], values[stored])


def _by_measure(keys: Sequence[Key], values: Floats) -> dict[str, Series]:
    """Cut the rows, which stand measure by measure in time, into one series each."""
    starts = [at for at, key in enumerate(keys) if at == 0 or keys[at - 1].measure != key.measure]
    found = {}
    for start, end in zip(starts, [*starts[1:], len(keys)][: len(starts)], strict=True):  # none where all was erased
        periods = tuple(key.period for key in keys[start:end])
        found[keys[start].measure] = Series(periods, values[start:end])
    return found


def _same_bytes(delivery: Delivery) -> tuple[str, ...]:
    """Other periods that these very bytes were delivered for, as far as they were not turned away."""
    away = [State.REFUSED, State.REJECTED, State.WITHDRAWN, State.FAILED]
    rows = Delivery.objects.filter(file=delivery.file_id, profile=delivery.profile_id).exclude(state__in=away)
    others = rows.exclude(period=delivery.period_id).exclude(pk=delivery.pk).order_by("period__ends")
    return tuple(dict.fromkeys(others.values_list("period__code", flat=True)))
