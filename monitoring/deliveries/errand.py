"""A delivery from the command line: receive, travel to *candidate*, and on a trial instance approve and go live."""

import re
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from indicators.actions.errors import Refused
from indicators.actions.receive import receive
from indicators.journey import Move, State
from indicators.looked_at import unanswered
from indicators.models import Delivery
from indicators.office import deliveries as office
from monitoring.deliveries.deciding import carry_out, give_reasons
from monitoring.deliveries.people import person_with
from monitoring.deliveries.travelling import travel
from monitoring.deliveries.uploading import require_source
from monitoring.departments.access import Right
from monitoring.departments.models import Person

_CODE = re.compile(r"[a-z][a-z_]*")


@dataclass(frozen=True)
class Errand:
    """What is delivered, by whom, and who approves it with which reason, if anybody.

    ``warning_reasons``: what the person who delivers writes about warnings: ``CODE=TEXT`` for one kind, a text alone for
    every kind that has none of its own; without any the ``reason`` of the release stands for them.
    """

    content: bytes
    file_name: str
    profile: str
    period: str
    as_of: date | None
    by: str
    approve_by: str | None = None
    reason: str | None = None
    warning_reasons: tuple[str, ...] = ()


def run(errand: Errand) -> tuple[Delivery, Refused | None]:
    """Deliver; returns the delivery where it stands and, if its approval was refused, why.

    Raises:
        Refused: nothing was received (unknown person, profile or period; approval asked for outside a trial instance).
    """
    by = person_with(errand.by, Right.DELIVER)
    require_source(by, errand.profile)
    approver = _approver(errand, by)
    received = receive(
        by=by,
        content=errand.content,
        file_name=errand.file_name,
        profile=errand.profile,
        period=errand.period,
        as_of=errand.as_of,
    )
    if travel(received.pk) is not State.CANDIDATE:
        return _as_it_stands(received), None
    try:
        give_reasons(by=by, delivery=received, reasons=_reasons(received, errand))
        if approver is None:
            return _as_it_stands(received), None
        carry_out(by=approver, delivery=received, move=Move.APPROVE, reason=errand.reason or "", wake=False)
    except Refused as refused:
        return _as_it_stands(received), refused
    reached = travel(received.pk)
    return _as_it_stands(received), None if reached is State.ACTIVE else Refused("outdated")


def _reasons(received: Delivery, errand: Errand) -> dict[str, str]:
    """The kinds of warnings that are unanswered, each with what is said about it.

    Without a text for all kinds the reason of the release is the reason for going on in spite of them.
    """
    own, general = {}, errand.reason or ""
    for text in errand.warning_reasons:
        code, equals, about = text.partition("=")
        if equals and _CODE.fullmatch(code):
            own[code] = about
        else:
            general = text
    said = {code: own.get(code, general) for code in unanswered(received.pk)}
    return {code: text for code, text in said.items() if text}


def _as_it_stands(received: Delivery) -> Delivery:
    found = office.delivery(received.pk)
    assert found is not None, received.pk
    return found


def _approver(errand: Errand, by: Person) -> Person | None:
    if errand.approve_by is None:
        return None
    if not settings.TRIAL:
        raise Refused("no_trial")
    approver = person_with(errand.approve_by, Right.DECIDE)
    if approver.pk == by.pk:
        raise Refused("own_delivery")
    return approver
