"""Carry out what a person decided about a delivery; the same decision twice is the same as once."""

from collections.abc import Mapping
from typing import Protocol

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from indicators.actions import asking, cancelling, decide
from indicators.actions.errors import Refused
from indicators.journey import Move, State
from indicators.models import Delivery
from indicators.office import deliveries as office
from indicators.tasks import wake_after_commit
from monitoring.deliveries.offers import is_own, is_permitted
from monitoring.departments.access import Right, may


class _Action(Protocol):
    def __call__(self, *, by: AbstractBaseUser, delivery: int, reason: str) -> Delivery: ...


_ACTIONS: dict[Move, _Action] = {
    Move.REJECT: decide.reject,
    Move.ASK: asking.ask,
    Move.ANSWER: asking.answer,
    Move.WITHDRAW: cancelling.withdraw,
    Move.RETRY: decide.retry,
}
_WAKES = frozenset({Move.APPROVE, Move.RETRY})
_ENDS = {Move.REJECT: State.REJECTED, Move.WITHDRAW: State.WITHDRAWN}


def carry_out(
    *,
    by: AbstractBaseUser,
    delivery: Delivery,
    move: Move,
    reason: str,
    seen: str = "",
    wake: bool = True,
    note_de: str = "",
    note_en: str = "",
) -> Delivery:
    """Make the move and wake the worker where it has something to do. ``seen``: the hash of what was looked at.

    Without ``wake`` whoever called takes the next steps, and the scheduler where they do not.

    Raises:
        Refused: ``own_delivery``, ``not_permitted``, ``reason_missing``, ``wrong_state``, ``outdated``.
    """
    if move is Move.APPROVE and is_own(by, delivery):
        raise Refused("own_delivery")
    if not is_permitted(by, move, delivery):
        raise Refused("not_permitted", person=by.get_username())
    try:
        if move is Move.APPROVE:
            decided = decide.approve(
                by=by, delivery=delivery.pk, reason=reason, seen=seen, note_de=note_de, note_en=note_en
            )
        else:
            decided = _ACTIONS[move](by=by, delivery=delivery.pk, reason=reason)
    except Refused as refused:
        done = _done_before(by, delivery.pk, move) if refused.code == "wrong_state" else None
        if done is None:
            raise
        return done
    if wake and move in _WAKES:
        wake_after_commit(decided.pk)
    return decided


def give_reasons(*, by: AbstractBaseUser, delivery: Delivery, reasons: Mapping[str, str]) -> None:
    """Write a reason beside each kind of warning that is named; all of them or none.

    Raises:
        Refused: ``not_permitted``, and what ``give_reason`` refuses.
    """
    if not may(by, Right.ANSWER_DELIVERY, delivery):
        raise Refused("not_permitted", person=by.get_username())
    with transaction.atomic():
        for code, text in reasons.items():
            asking.give_reason(by=by, delivery=delivery.pk, code=code, text=text)


def _done_before(by: AbstractBaseUser, delivery: int, move: Move) -> Delivery | None:
    """The delivery, where this person made exactly this move before: a button pressed twice."""
    found = office.delivery(delivery)
    if found is None or found.decided_by_id != by.pk or _ENDS.get(move) is not State(found.state):
        return None
    return found
