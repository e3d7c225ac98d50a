"""The journey of a delivery in words: states, steps, moves, refusals, what to do next. The German stands in the catalogue."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from indicators.actions.errors import Refused
from indicators.journey import Move, State
from monitoring.decision_messages import DECISION_REFUSALS, in_words
from monitoring.intake_messages import PERIOD_MESSAGES
from monitoring.keeping_messages import KEEPING_REFUSALS
from monitoring.messages import explain


@dataclass(frozen=True)
class StateWords:
    """A state as a badge: its name, the badge's kind, and what it means for readers in one sentence."""

    name: Promise
    kind: str
    meaning: Promise


_NOTHING_LIVE = _("Nothing that readers see has changed.")

STATES: dict[State, StateWords] = {
    State.RECEIVED: StateWords(_("received"), "info", _("The file waits for its check.")),
    State.CHECKED: StateWords(_("checked"), "info", _("The file is in order; its values are being loaded.")),
    State.STAGED: StateWords(_("loaded"), "info", _("The values are loaded; the results are being calculated.")),
    State.COLLECTED: StateWords(
        _("collected"), "info", _("It belongs to a release in preparation and is calculated with the others of it.")
    ),
    State.CANDIDATE: StateWords(
        _("waits for a decision"), "info", _("The results are calculated and wait for a second person.")
    ),
    State.ASKED: StateWords(
        _("asked back"), "warning", _("The second person has a question; an answer brings the results back to them.")
    ),
    State.APPROVED: StateWords(_("approved"), "info", _("The results are approved and are about to go live.")),
    State.ACTIVE: StateWords(_("live"), "success", _("The values of this delivery are live.")),
    State.REFUSED: StateWords(_("refused by the check"), "danger", _("The file has errors; nothing of it was kept.")),
    State.REJECTED: StateWords(_("rejected"), "danger", _("A second person rejected the results.")),
    State.WITHDRAWN: StateWords(_("withdrawn"), "neutral", _("The delivery was taken back before its approval.")),
    State.SUPERSEDED: StateWords(
        _("superseded"), "neutral", _("A later delivery has taken the place of all values of this one.")
    ),
    State.FAILED: StateWords(
        _("interrupted"), "danger", _("A step failed three times; the reason lies in the system, not in the file.")
    ),
}

#: Steps of the worker as its progress names them, in their order.
STEPS: dict[str, Promise] = {
    "check": _("Check the file"),
    "stage": _("Load the values"),
    "calculate": _("Calculate the results"),
    "activate": _("Put the results live"),
}

#: What the audit trail records about a delivery.
EVENTS: dict[str, Promise] = {
    "receive": _("File received"),
    Move.CHECK: _("Check passed"),
    Move.REFUSE: _("Refused by the check"),
    Move.STAGE: _("Values loaded"),
    Move.CALCULATE: _("Results calculated"),
    Move.COLLECT: _("Taken into a release in preparation"),
    Move.PART: _("Taken out of the release in preparation"),
    Move.ROLL_BACK: _("Taken back with its release"),
    Move.RESTORE: _("In force again, after a roll-back"),
    "record_note": _("Note for readers recorded"),
    "remove_note": _("Note for readers taken back"),
    Move.APPROVE: _("Approved"),
    Move.REJECT: _("Rejected"),
    Move.ASK: _("Asked back"),
    Move.ANSWER: _("Answered"),
    "give_reason": _("Reason for a warning given"),
    Move.WITHDRAW: _("Withdrawn"),
    "ask_to_cancel": _("Asked to cancel"),
    "cancel_too_late": _("Not cancelled: it had been approved meanwhile"),
    "take_over": _("Taken over by the statistics office"),
    Move.ACTIVATE: _("Gone live"),
    Move.OUTDATE: _("Sent back: the data it was calculated from have changed"),
    Move.SUPERSEDE: _("Superseded by a later delivery"),
    Move.FAIL: _("Interrupted"),
    Move.RETRY: _("Sent on its way again"),
    Move.EXPIRE: _("Ended, because nobody decided about it in time"),
}

#: Moves of people as verbs, for "cannot … any more".
MOVES: dict[str, Promise] = {
    Move.APPROVE: _("approve"),
    Move.REJECT: _("reject"),
    Move.ASK: _("ask back about"),
    Move.ANSWER: _("answer about"),
    Move.COLLECT: _("take into a release"),
    Move.PART: _("take out of its release"),
    "note": _("record notes about"),
    "give_reason": _("give reasons for"),
    Move.WITHDRAW: _("withdraw"),
    Move.RETRY: _("start again"),
}


@dataclass(frozen=True)
class Refusal:
    """What happened, what is safe, what to do."""

    what: str
    safe: str
    advice: str

    def __str__(self) -> str:
        return " ".join(part for part in (self.what, self.safe, self.advice) if part)


#: Code of a refusal → what happened, what to do. Codes of periods are worded with those of files.
REFUSALS: dict[str, tuple[Promise, Promise]] = {
    "unknown_profile": (
        _("There is no import profile “%(profile)s”."),
        _("Choose one of these: %(known)s."),
    ),
    "file_too_large": (
        _("The file has %(megabytes)s MB; at most %(limit)s MB are taken."),
        _("Leave out columns that the profile does not need, or divide the file."),
    ),
    "file_name_missing": (_("The file has no name."), _("Choose the file again.")),
    "unknown_delivery": (
        _("There is no delivery %(delivery)s."),
        _("Look it up in the list of deliveries."),
    ),
    "wrong_state": (
        _("You cannot %(move)s this delivery: its state is “%(state)s”."),
        _("Somebody may have been faster. Look at its history, and begin from there."),
    ),
    "own_delivery": (
        _("Nobody approves their own delivery."),
        _("Ask a second person with the right to approve."),
    ),
    "reason_missing": (
        _("The reason is missing."),
        _("Write one sentence; it stays with the delivery for good."),
    ),
    **DECISION_REFUSALS,
    **KEEPING_REFUSALS,
    "not_permitted": (
        _("The account “%(person)s” has no right to do this."),
        _("Ask your department's administrator for the role."),
    ),
    "unknown_person": (
        _("There is no person “%(person)s”."),
        _("Check the user name; it distinguishes upper and lower case."),
    ),
    "outdated": (
        _("While it was being approved, the data that it was calculated from have changed."),
        _("It was calculated anew. Look at the preview, and approve it again."),
    ),
    "unknown_index": (
        _("There is no index %(index)s."),
        _("Choose one of the list."),
    ),
    "own_index": (
        _("You described this index yourself."),
        _("A second person publishes it."),
    ),
    "nothing_to_publish": (
        _("These indices are published as they are defined."),
        _("There is nothing to do."),
    ),
    "publication_open": (
        _("Indices are being published at this moment."),
        _("Wait for the new release, then look whether anything is left to publish."),
    ),
    "unknown_proposal": (
        _("There is no proposal %(proposal)s."),
        _("Look it up in the list of proposals."),
    ),
    "own_proposal": (
        _("Nobody decides about their own proposal."),
        _("Ask a second person with the right to approve."),
    ),
    "foreign_proposal": (
        _("Only the person who made a proposal withdraws it."),
        _("A second person can reject it, with a reason."),
    ),
    "proposal_decided": (
        _("This proposal has been decided already."),
        _("Look at its history, and begin from there."),
    ),
    "proposal_outdated": (
        _("The entry was changed since this was proposed, so that the proposal is outdated."),
        _("Begin a new proposal from the entry as it is now; the outdated one can be withdrawn or rejected."),
    ),
    "proposal_changes_nothing": (
        _("The proposal says what the entry says already."),
        _("Change something, or leave it as it is."),
    ),
    "draft_closed": (
        _("This file no longer waits for a profile: it was delivered, discarded, or its time was over."),
        _("Upload it again if it is still needed."),
    ),
    "profile_not_in_force": (
        _("The profile of this file is not in force yet."),
        _("A second person approves the proposal first."),
    ),
    "file_erased": (
        _("The content of this file was erased."),
        _("Upload it again."),
    ),
    "no_areas": (
        _("No edition of the areas was in force at the end of %(period)s, or several might be meant."),
        _("Choose another period; the administration loads the areas."),
    ),
    "code_is_taken": (
        _("There is a profile “%(profile)s” already."),
        _("Choose another code; the code of a profile never changes."),
    ),
    "taken_over": (
        _("%(person)s has taken this delivery over already."),
        _("Talk to each other; one of you looks after it."),
    ),
    "not_dated": (
        _("The source “%(source)s” delivers at no fixed dates."),
        _("The catalogue says how often it delivers; a change is proposed there."),
    ),
    "unknown_source": (_("There is no source “%(source)s”."), _("Look it up in the calendar.")),
    "token_profiles": (
        _("This department does not deliver for %(profiles)s."),
        _("Choose profiles of its own sources, or none: then all of its sources are allowed."),
    ),
    "token_validity": (
        _("A token is valid from tomorrow on for at most %(days)s days."),
        _("Choose a day within that time; a new token can be made before it ends."),
    ),
    "token_revoked": (_("This token was revoked already."), _("Make a new one where a system still delivers.")),
    "unknown_token": (_("There is no such token."), _("Look it up in the list of tokens.")),
    "in_work": (
        _("The delivery is being worked on at this moment."),
        _("Try again in some seconds."),
    ),
    "no_trial": (
        _("Approving from the command line works on trial instances only."),
        _("Approve the candidate at the office's address, as a second person."),
    ),
}


@dataclass(frozen=True)
class _AsProblem:
    """A refusal of a period in the form that the wording of files takes."""

    code: str
    value: str
    params: Mapping[str, Any]
    row: int | None = None
    column: str | None = None


def refusal(refused: Refused) -> Refusal:
    """A refusal in the active language; a code without words is shown as it is."""
    params = dict(refused.params)
    if refused.code in PERIOD_MESSAGES:
        told = explain(_AsProblem(refused.code, str(params.pop("period", "")), params))
        return Refusal(told.what, str(_NOTHING_LIVE), told.advice)
    if refused.code not in REFUSALS:
        return Refusal(refused.code, str(_NOTHING_LIVE), "")
    if refused.code == "wrong_state":
        params["state"] = STATES[State(params["state"])].name
        params["move"] = MOVES.get(params["move"], params["move"])
    params = in_words(params)
    what, advice = REFUSALS[refused.code]
    return Refusal(str(what) % params, str(_NOTHING_LIVE), str(advice) % params)


def state_words(state: str) -> StateWords:
    """The words of a state."""
    return STATES[State(state)]
