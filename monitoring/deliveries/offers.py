"""What a person can do with a delivery now, and what they are told about it."""

from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from indicators.actions import decide
from indicators.journey import Move, State, moves_from
from indicators.models import Delivery
from monitoring.departments.access import Right, may
from monitoring.departments.readers import Somebody


@dataclass(frozen=True)
class Offer:
    """A move that the person may make. ``consequence`` is read before it is confirmed."""

    move: Move
    label: Promise
    question: Promise
    consequence: Promise
    reason_label: Promise
    done: Promise
    is_primary: bool = False


#: In the order of the buttons: the safe one first, the one that readers notice last.
OFFERS: tuple[Offer, ...] = (
    Offer(
        Move.WITHDRAW,
        _("Withdraw"),
        _("Withdraw this delivery?"),
        _("It ends here. Nothing that readers see changes; the file can be delivered again."),
        _("Why it is withdrawn"),
        _("The delivery is withdrawn. Nothing that readers see has changed."),
    ),
    Offer(
        Move.REJECT,
        _("Reject"),
        _("Reject these results?"),
        _(
            "The delivery ends here. Nothing that readers see changes; the reason goes to the person who uploaded the file."
        ),
        _("Why they are rejected"),
        _("The results are rejected. Nothing that readers see has changed."),
    ),
    Offer(
        Move.ASK,
        _("Ask back"),
        _("Ask back about this delivery?"),
        _(
            "It waits for an answer and is not approved meanwhile. The question stays with the delivery, with your name."
        ),
        _("Your question"),
        _("The question is asked. The delivery comes back to you with the answer."),
    ),
    Offer(
        Move.ANSWER,
        _("Answer"),
        _("Answer the question?"),
        _("The results go back to the second person, who sees your answer beside the question."),
        _("Your answer"),
        _("The answer is written. The second person decides now."),
        is_primary=True,
    ),
    Offer(
        Move.RETRY,
        _("Start again"),
        _("Start this delivery again?"),
        _("The check begins anew with the same file. Nothing that readers see changes."),
        _("Why it is started again"),
        _("The delivery is on its way again."),
        is_primary=True,
    ),
    Offer(
        Move.APPROVE,
        _("Approve"),
        _("Put these results live?"),
        _(
            "They become a new release that readers see and cite. What you have seen in the preview is, hash for hash, "
            "what goes live. The earlier release stays citable."
        ),
        _("Reason for the release"),
        _("The results are approved and go live now."),
        is_primary=True,
    ),
)
BY_MOVE = {offer.move: offer for offer in OFFERS}


def _may(person: Somebody, move: Move, delivery: Delivery) -> bool:
    match move:
        case Move.APPROVE:
            return may(person, Right.DECIDE) and not is_own(person, delivery) and delivery.bundle_id is None
        case Move.REJECT | Move.ASK:
            return may(person, Right.DECIDE)
        case Move.ANSWER:
            return may(person, Right.ANSWER_DELIVERY, delivery)
        case Move.RETRY:
            return may(person, Right.RETRY)
    return may(person, Right.WITHDRAW_DELIVERY, delivery)


def is_own(person: Somebody, delivery: Delivery) -> bool:
    """Whether ``person`` uploaded the file, or took it over."""
    return isinstance(person, AbstractBaseUser) and decide.is_own(person, delivery)


def offers_for(person: Somebody, delivery: Delivery, *, wants_reasons: bool = False) -> tuple[Offer, ...]:
    """What ``person`` may do with the delivery in its present state, the safe one first.

    ``wants_reasons``: warnings have no written reason yet, so that nobody can approve.
    """
    possible = {transition.move for transition in moves_from(State(delivery.state))}
    if wants_reasons:
        possible.discard(Move.APPROVE)
    return tuple(offer for offer in OFFERS if offer.move in possible and _may(person, offer.move, delivery))


def is_permitted(person: Somebody, move: Move, delivery: Delivery) -> bool:
    """Whether ``person`` may ever make the move, whatever state the delivery is in."""
    return may(person, Right.SEE_DELIVERY, delivery) and _may(person, move, delivery)


def next_step(person: Somebody, delivery: Delivery, *, wants_reasons: bool = False) -> Promise:
    """One sentence: what is to be done next, and by whom. ``wants_reasons``: warnings have no written reason yet."""
    state = State(delivery.state)
    match state:
        case State.RECEIVED | State.CHECKED | State.STAGED | State.COLLECTED | State.APPROVED:
            return _("Nothing to do: it goes on by itself, also when this page is closed.")
        case State.CANDIDATE if delivery.bundle_id is not None:
            return _("It belongs to a release in preparation, which a second person approves as a whole.")
        case State.CANDIDATE if wants_reasons:
            return _("Reasons for warnings are missing.")
        case State.CANDIDATE:
            return _decide(person, delivery)
        case State.ASKED if may(person, Right.ANSWER_DELIVERY, delivery):
            return _("A question was asked back: answer it, or withdraw the delivery.")
        case State.ASKED:
            return _("Whoever delivered the file answers the question; then it waits for a decision again.")
        case State.REFUSED if delivery.file.erased_at:
            return _("The content of the file was erased. Deliver a file with counts per area.")
        case State.REFUSED:
            return _("Correct what the report says, and deliver the file again.")
        case State.REJECTED:
            return _("Read the reason, correct the file, and deliver it again.")
        case State.FAILED if may(person, Right.RETRY):
            return _("Start it again. If it is interrupted again, the administration finds the reason in the log.")
        case State.FAILED:
            return _("The statistics office starts it again. The file need not be delivered anew.")
        case State.ACTIVE:
            return _("Nothing to do. A correction is a new delivery for the same period.")
    return _("Nothing to do.")


def _decide(person: Somebody, delivery: Delivery) -> Promise:
    if not may(person, Right.DECIDE):
        return _("A second person looks at the preview and approves or rejects.")
    if is_own(person, delivery):
        return _("You uploaded this file, so a second person has to approve it: nobody approves their own delivery.")
    return _("Look at the preview, then approve or reject.")
