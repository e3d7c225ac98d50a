"""Take over a supplier's delivery: somebody of the office answers for it from then on, and so does not approve it."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from indicators.actions.audit import record
from indicators.actions.errors import Refused
from indicators.actions.moves import locked_soon
from indicators.journey import FINAL, State
from indicators.models import Delivery

#: Nothing is taken over any more once it was approved or has ended.
DECIDED = FINAL | {State.APPROVED, State.ACTIVE}


@transaction.atomic
def take_over(*, by: AbstractBaseUser, delivery: int) -> Delivery:
    """Note who looks after the delivery; pressed twice it is the same as once.

    Raises:
        Refused: ``own_delivery`` (whoever uploaded it looks after it anyway), ``taken_over`` by somebody else,
            ``wrong_state``, ``in_work``.
    """
    found = locked_soon(delivery)
    if found.taken_over_by_id == by.pk:
        return found
    if found.uploaded_by_id == by.pk:
        raise Refused("own_delivery")
    if found.taken_over_by is not None:
        raise Refused("taken_over", person=found.taken_over_by.get_username())
    if State(found.state) in DECIDED:
        raise Refused("wrong_state", state=found.state, move="take_over")
    found.taken_over_by, found.taken_over_at = by, timezone.now()
    found.save(update_fields=["taken_over_by", "taken_over_at"])
    record(by=by, action="take_over", subject="delivery", subject_id=found.pk)
    return found
