"""Reasons that are missing beside warnings: what a page says of them, to whom, before anybody tries to approve."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from indicators.journey import Move, State
from indicators.models import Delivery
from monitoring.deliveries.offers import offers_for
from monitoring.deliveries.report_page import may_give_reasons
from monitoring.departments.readers import Somebody

_UNDECIDED = frozenset({State.CANDIDATE, State.ASKED})


@dataclass(frozen=True)
class Wanting:
    """The kinds of warnings without a reason.

    ``blocks``: this person could approve otherwise; ``told``: who writes them; ``link``: the name of the way there.
    """

    codes: tuple[str, ...]
    blocks: bool
    told: Promise
    link: Promise


def wanting(person: Somebody, delivery: Delivery, codes: Collection[str]) -> Wanting | None:
    """Nothing where every kind has its reason, or nothing is to be decided."""
    if not codes or State(delivery.state) not in _UNDECIDED:
        return None
    blocks = any(offer.move is Move.APPROVE for offer in offers_for(person, delivery))
    if may_give_reasons(person, delivery):
        told = _("It can only be approved after that: write a reason beside each of these kinds of warnings.")
        return Wanting(tuple(codes), blocks, told, _("Write the reasons"))
    told = _(
        "It can only be approved after that: whoever delivered the file, their department or the statistics office "
        "writes a reason beside each of these kinds of warnings."
    )
    return Wanting(tuple(codes), blocks, told, _("Look at these warnings"))
