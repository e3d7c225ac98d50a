"""The worker's part of a release in preparation: one step for all of its deliveries, or none."""

from collections.abc import Sequence

from django.db import connection

from indicators.actions.calculate import calculated
from indicators.actions.inputs import known_together, together_sha256
from indicators.actions.moves import move
from indicators.actions.progress import Report
from indicators.journey import Move, State
from indicators.models import Bundle, Delivery

_BUNDLE_LOCKS = 7_102
_READY = frozenset({State.COLLECTED, State.CANDIDATE, State.ASKED})


def members_of(bundle: int) -> list[Delivery]:
    """The deliveries of a release in preparation, by number."""
    rows = Delivery.objects.filter(bundle=bundle).select_related("calculation", "period", "edition", "profile__source")
    return list(rows.order_by("pk"))


def rows_of(bundle: int, also: Sequence[int] = ()) -> list[Delivery]:
    """The rows of a release in preparation, with some others, locked in the order of their numbers."""
    inside = Delivery.objects.filter(bundle=bundle).values_list("pk", flat=True)
    return list(Delivery.objects.select_for_update(no_key=True).filter(pk__in={*inside, *also}).order_by("pk"))


def held_together(delivery: int) -> bool | None:
    """Whether the worker may take the step of a delivery that belongs to others; nothing where it belongs to none.

    All rows are locked by one worker at a time, in the order of their numbers. What waits for the others waits.
    """
    place = Delivery.objects.filter(pk=delivery, state__in=[State.COLLECTED, State.APPROVED]).exclude(bundle=None)
    bundle = place.values_list("bundle", flat=True).first()
    if bundle is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [_BUNDLE_LOCKS, bundle])
        if not cursor.fetchone()[0]:
            return False
    states = {member.pk: State(member.state) for member in rows_of(bundle)}
    if states.get(delivery) is State.COLLECTED:
        return _READY.issuperset(states.values())
    return states.get(delivery) is State.APPROVED and set(states.values()) == {State.APPROVED}


def calculate_together(delivery: Delivery, report: Report) -> None:
    """The one candidate of all deliveries that belong together: every row of theirs is locked."""
    members = members_of(delivery.bundle_id or 0)
    known = known_together(members)
    calculation, blocks = calculated(known, together_sha256(known), report, members)
    Bundle.objects.filter(pk=delivery.bundle_id).update(calculation=calculation)
    for member in members:
        one = delivery if member.pk == delivery.pk else member
        one.calculation = calculation
        if one.state == State.COLLECTED:
            move(one, Move.CALCULATE, manifest=calculation.manifest_sha256, blocks=blocks, bundle=delivery.bundle_id)
        else:
            one.save(update_fields=["calculation"])
