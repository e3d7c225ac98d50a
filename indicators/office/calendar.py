"""The calendar of deliveries: every source with its agreed dates and where each expected period stands today."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser

from indicators.calendar import Delivered, Slot, Standing, Terms, slots
from indicators.catalogue.dependents import Dependents, dependents, readers_in
from indicators.catalogue.schemas import Part
from indicators.catalogue.specs import SourceSpec
from indicators.journey import State
from indicators.models import Agreement, Delivery, ImportProfile, InForce, Source, Waiver
from indicators.models.calendar import GRACE_DAYS
from indicators.periods import Period, parse_period
from indicators.standing import stored_catalogue

_RELEASED = frozenset({State.ACTIVE, State.SUPERSEDED})
_ENDED = frozenset({State.REFUSED, State.REJECTED, State.WITHDRAWN})


@dataclass(frozen=True)
class Line:
    """A source and its expected periods. ``waivers``: period → why it does not come."""

    source: Source
    spec: SourceSpec
    terms: Terms
    slots: tuple[Slot, ...]
    profiles: tuple[str, ...]
    agreement: Agreement | None
    waivers: dict[str, Waiver]

    @property
    def contact(self) -> AbstractBaseUser | None:
        """Who is asked about it."""
        return self.agreement.contact if self.agreement else None

    @property
    def reminders(self) -> bool:
        """Whether anybody is reminded."""
        return self.agreement.reminders if self.agreement else True


def terms_of(spec: SourceSpec, agreement: Agreement | None) -> Terms:
    """What the catalogue says, with what was agreed on top."""
    extra, grace = (agreement.extra_days, agreement.grace_days) if agreement else (0, GRACE_DAYS)
    return Terms(spec.cadence, spec.lag_months, extra, grace)


def calendar(today: date, *, departments: Collection[str] | None = None, source: str = "") -> list[Line]:
    """A line for every source that can be delivered; ``departments`` limits to what these deliver. Six queries."""
    profiles: dict[int, list[str]] = {}
    for number, code in ImportProfile.objects.order_by("code").values_list("source", "code"):
        profiles.setdefault(number, []).append(code)
    sources = Source.objects.filter(pk__in=profiles)
    found = list(sources.filter(code=source) if source else sources)
    if departments is not None:
        found = [one for one in found if one.spec.owner in departments]
    numbers = [one.pk for one in found]
    agreements = {one.source_id: one for one in Agreement.objects.filter(source__in=numbers).select_related("contact")}
    waivers: dict[int, dict[str, Waiver]] = {}
    for waiver in Waiver.objects.filter(source__in=numbers).select_related("period", "waived_by"):
        waivers.setdefault(waiver.source_id, {})[waiver.period.code] = waiver
    delivered = _delivered(numbers)
    return [
        _line(one, profiles[one.pk], agreements.get(one.pk), waivers.get(one.pk, {}), delivered.get(one.pk, []), today)
        for one in found
    ]


def _line(
    source: Source,
    profiles: list[str],
    agreement: Agreement | None,
    waivers: dict[str, Waiver],
    delivered: list[Delivered],
    today: date,
) -> Line:
    terms = terms_of(source.spec, agreement)
    first = parse_period(agreement.first_period) if agreement and agreement.first_period else None
    found = slots(delivered, terms, today=today, first=first, waived=waivers)
    return Line(source, source.spec, terms, found, tuple(profiles), agreement, waivers)


def _delivered(sources: Iterable[int]) -> dict[int, list[Delivered]]:
    """What came for each source: deliveries for the period that they announced, and every period that is in force."""
    spans: dict[str, Period] = {}

    def span(code: str) -> Period:
        return spans.setdefault(code, parse_period(code))

    found: dict[int, list[Delivered]] = {}
    # What comes for places beyond the city is nobody's duty by the calendar.
    of_city = Delivery.objects.filter(profile__source__in=sources).exclude(edition__system__is_reference=True)
    rows = of_city.order_by()
    for number, source, period, state in rows.values_list("pk", "profile__source", "period__code", "state"):
        standing = _standing(State(state))
        found.setdefault(source, []).append(Delivered(span(period), standing, number))
    inside = InForce.objects.filter(measure__source__in=sources, delivery__state=State.ACTIVE)
    inside = inside.exclude(edition__system__is_reference=True)
    for source, period in inside.order_by().values_list("measure__source", "period__code").distinct():
        found.setdefault(source, []).append(Delivered(span(period), Standing.RELEASED))
    return found


def _standing(state: State) -> Standing:
    if state in _RELEASED:
        return Standing.RELEASED
    return Standing.ENDED if state in _ENDED else Standing.IN_WORK


def waiting_for(sources: Collection[str]) -> dict[str, Dependents]:
    """What in the catalogue waits for each source: measures, indicators, indices."""
    readers = readers_in(stored_catalogue())
    return {code: dependents(readers, Part.SOURCE, code) for code in sources}
