"""Which HTTP status a refusal has; 400 where it does not stand here."""

STATUS: dict[str, int] = {
    "unknown_delivery": 404,
    "own_delivery": 403,
    "not_permitted": 403,
    "wrong_state": 409,
    "in_work": 409,
    "outdated": 409,
    "warnings_unanswered": 409,
    **dict.fromkeys(
        ("unknown_bundle", "unknown_note", "unknown_release", "unknown_withdrawal", "unknown_appointment"), 404
    ),
    **dict.fromkeys(("own_withdrawal", "own_appointment"), 403),
    **dict.fromkeys(
        (
            "bundle_ended",
            "bundle_empty",
            "bundle_asked",
            "bundle_not_ready",
            "in_another_bundle",
            "in_bundle",
            "not_in_bundle",
            "release_withdrawn",
            "withdraw_live",
            "not_live",
            "not_before",
            "erased_since",
            "withdrawal_open",
            "withdrawal_decided",
            "appointment_over",
        ),
        409,
    ),
    "not_appointed": 403,
    "file_too_large": 413,
}
