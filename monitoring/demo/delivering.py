"""One delivery of the demo from its file to the release: received, checked, staged, calculated, approved, live."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from indicators.actions.errors import Refused
from indicators.actions.receive import receive
from indicators.actions.steps import state_of, take_step
from indicators.journey import Move, State
from indicators.looked_at import unanswered
from indicators.models import Delivery
from monitoring.deliveries import bundling
from monitoring.deliveries.deciding import carry_out, give_reasons
from monitoring.deliveries.people import person_with
from monitoring.deliveries.travelling import travel, travel_together
from monitoring.deliveries.uploading import require_source
from monitoring.demo.manifest import Group, Item
from monitoring.departments.access import Right
from monitoring.departments.models import Person

SUPPLIER, APPROVER = "statistik", "pruefung"
_WAY = (State.RECEIVED, State.CHECKED, State.STAGED, State.CANDIDATE)
_WITHOUT_EFFECT = (State.REFUSED, State.REJECTED, State.WITHDRAWN)
_DONE = frozenset({State.ACTIVE, State.SUPERSEDED})
_TRIES = 3
_AGAIN = "Die Demo wird noch einmal geladen"


class Stuck(Exception):
    """A delivery of the demo goes no further: what was written does not fit what the portal takes."""

    def __init__(self, item: Item, delivery: Delivery) -> None:
        found = ", ".join(f"{row.count} {row.code}" for row in delivery.problem_counts.filter(severity="error"))
        super().__init__(f"{item.path.name}: {delivery.state} ({found or delivery.failure or delivery.reason})")


@dataclass(frozen=True)
class People:
    """Who delivers and who approves: two people, each with the right for it."""

    supplier: Person
    approver: Person


def people(profiles: set[str]) -> People:
    """The two of them; raises ``Refused`` where one is missing or lacks the right for one of the profiles."""
    supplier = person_with(SUPPLIER, Right.DELIVER)
    for profile in sorted(profiles):
        require_source(supplier, profile)
    return People(supplier, person_with(APPROVER, Right.DECIDE))


def known(item: Item) -> Delivery | None:
    """The delivery of that file for that profile and period, where it was received before and has not ended in vain."""
    digest = hashlib.sha256(item.path.read_bytes()).hexdigest()
    found = Delivery.objects.filter(profile__code=item.profile, period__code=item.period, file__sha256=digest)
    return found.exclude(state__in=_WITHOUT_EFFECT).order_by("-pk").first()


def received(item: Item, supplier: Person) -> Delivery:
    """The delivery, received now unless it was before."""
    return known(item) or receive(
        by=supplier,
        content=item.path.read_bytes(),
        file_name=item.path.name,
        profile=item.profile,
        period=item.period,
        as_of=item.as_of,
    )


def prepare(item: Item, until: State) -> None:
    """As far as a delivery goes without a person, and at most to ``until``; other states are left as they are."""
    number = received(item, person_with(SUPPLIER, Right.DELIVER)).pk
    before = _WAY[: _WAY.index(until)]
    while state_of(number) in before and take_step(delivery=number) is not None:
        pass


def explain_warnings(delivery: Delivery, who: People, reasons: Mapping[str, str]) -> None:
    """The supplier writes a reason beside every kind of warning that has none; one that the demo has no words for stays."""
    said = {code: reasons.get(code, reasons.get("*", "")) for code in unanswered(delivery.pk)}
    give_reasons(by=who.supplier, delivery=delivery, reasons={code: text for code, text in said.items() if text})


def release_together(group: Group, who: People, reasons: Mapping[str, str]) -> int:
    """Take what arrived in one quarter to one release; returns for how many there was anything to do.

    Raises:
        Stuck: one was refused, or a step of it failed.
        Refused: a decision was refused.
    """
    rows = [(item, received(item, who.supplier)) for item in group.items]
    left = [(item, delivery) for item, delivery in rows if state_of(delivery.pk) not in _DONE]
    if len(left) < 2:
        return sum(release(item, who, reasons) for item, _ in left)
    numbers = [delivery.pk for _, delivery in left]
    for item, delivery in left:
        prepare(item, State.STAGED)
        if state_of(delivery.pk) is State.FAILED:
            carry_out(by=who.supplier, delivery=delivery, move=Move.RETRY, reason=_AGAIN, wake=False)
        elif state_of(delivery.pk) in _WITHOUT_EFFECT:
            raise Stuck(item, Delivery.objects.get(pk=delivery.pk))
    bundle = _bundle_of(numbers, group, who)
    for _ in range(_TRIES):
        if set(travel_together(numbers)) != {State.CANDIDATE}:
            break
        for _, delivery in left:
            explain_warnings(delivery, who, reasons)
        bundling.approve(by=who.approver, bundle=bundle, reason=group.reason, wake=False)
    states = travel_together(numbers)
    for (item, delivery), state in zip(left, states, strict=True):
        if state not in _DONE:
            raise Stuck(item, Delivery.objects.get(pk=delivery.pk))
    return len(left)


def _bundle_of(numbers: list[int], group: Group, who: People) -> int:
    """The release in preparation of these deliveries: begun before, or now."""
    begun = Delivery.objects.filter(pk__in=numbers).exclude(bundle=None).values_list("bundle", flat=True).first()
    if begun is None:
        note = {"note_de": group.note_de, "note_en": group.note_en}
        return bundling.open_bundle(by=who.supplier, reason=group.reason, deliveries=numbers, **note).pk
    if missing := list(Delivery.objects.filter(pk__in=numbers, bundle=None).values_list("pk", flat=True)):
        bundling.collect(by=who.supplier, bundle=begun, deliveries=missing)
    return begun


def release(item: Item, who: People, reasons: Mapping[str, str]) -> bool:
    """Take one delivery to the release, from wherever it stands; returns whether there was anything to do.

    ``reasons``: what the supplier writes about warnings of a kind; ``*`` for every other kind.

    Raises:
        Stuck: it was refused, or a step of it failed.
        Refused: the decision was refused.
    """
    delivery = received(item, who.supplier)
    before = state_of(delivery.pk)
    if before in _DONE:
        return False
    if before is State.FAILED:
        carry_out(by=who.supplier, delivery=delivery, move=Move.RETRY, reason=_AGAIN, wake=False)
    reached = travel(delivery.pk)
    for _ in range(_TRIES):
        if reached is not State.CANDIDATE:
            break
        explain_warnings(delivery, who, reasons)
        carry_out(by=who.approver, delivery=delivery, move=Move.APPROVE, reason=item.reason, wake=False)
        reached = travel(delivery.pk)
    if reached is State.CANDIDATE:
        raise Refused("outdated")
    if reached not in _DONE:
        raise Stuck(item, Delivery.objects.get(pk=delivery.pk))
    return True
