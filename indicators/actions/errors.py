"""A refusal, as a code that the message catalogue words."""

from typing import Any


class Refused(Exception):
    """The action was not carried out and nothing has changed. ``code`` and ``params`` say why."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(f"{code} {params}" if params else code)
        self.code = code
        self.params = params


#: Every code with the names of its parameters.
REFUSAL_CODES: dict[str, tuple[str, ...]] = {
    "unknown_profile": ("profile", "known"),
    "not_a_period": ("period",),
    "wrong_period_kind": ("period", "kind", "allowed"),
    "period_in_future": ("period", "today"),
    "file_too_large": ("megabytes", "limit"),
    "file_name_missing": (),
    "unknown_delivery": ("delivery",),
    "wrong_state": ("state", "move"),
    "own_delivery": (),
    "outdated": (),
    "in_work": (),
    "reason_missing": (),
    "unknown_warning": ("warning",),
    "warnings_unanswered": ("codes",),
    "not_appointed": (),
    "unknown_bundle": ("bundle",),
    "bundle_ended": (),
    "bundle_empty": (),
    "bundle_asked": (),
    "bundle_not_ready": (),
    "in_another_bundle": ("delivery",),
    "in_bundle": (),
    "not_in_bundle": (),
    "several_municipalities": (),
    "unknown_note": (),
    "unknown_note_kind": ("kind", "known"),
    "note_text_missing": (),
    "note_period": ("period",),
    "note_codes": ("unknown",),
    "unknown_release": ("release",),
    "release_withdrawn": ("release",),
    "not_live": ("release",),
    "withdraw_live": ("release",),
    "not_before": ("release",),
    "erased_since": ("deliveries",),
    "withdrawal_open": (),
    "unknown_withdrawal": (),
    "withdrawal_decided": (),
    "own_withdrawal": (),
    "own_appointment": (),
    "substitute_of_oneself": (),
    "ends_before_start": (),
    "begins_in_past": (),
    "unknown_appointment": (),
    "appointment_over": (),
    "retention_held": (),
    "erased_already": (),
    "erasure_requested": (),
    "unknown_hold": (),
    "unknown_request": (),
    "own_request": (),
    "foreign_request": (),
    "request_decided": ("decision",),
    "unknown_enquiry": (),
    "enquiry_not_open": (),
    "enquiry_incomplete": (),
    "enquiry_unanswered": (),
    "enquiry_changed_meanwhile": (),
    "value_not_published": ("state",),
    "value_not_for_asker": ("asker",),
    "value_unknown": (),
    "value_taken": (),
    "unknown_proposal": ("proposal",),
    "own_proposal": (),
    "foreign_proposal": (),
    "proposal_decided": ("decision",),
    "proposal_outdated": (),
    "proposal_changes_nothing": (),
    "draft_closed": (),
    "profile_not_in_force": (),
    "file_erased": (),
    "code_is_taken": ("code",),
}
