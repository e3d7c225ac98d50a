"""What can be asked of the one module that decides (``monitoring.departments.access``)."""

from enum import StrEnum


class Right(StrEnum):
    """What can be asked for. The second block is asked with an object."""

    ENTER = "enter"  # anybody; what is shown inside is decided object by object
    SIGNED_IN = "signed_in"
    ENTER_OFFICE = "enter_office"
    ENTER_OFFICE_FACE = (
        "enter_office_face"  # the statistics office's people, suppliers, and who may see its records only
    )
    SEE_RECORDS = "see_records"
    KEEP = "keep"
    ANSWER_ENQUIRIES = "answer_enquiries"
    DELIVER = "deliver"
    DECIDE = "decide"
    PREPARE_RELEASE = "prepare_release"
    WITHDRAW_RELEASE = "withdraw_release"
    APPOINT = "appoint"
    SEE_APPOINTMENTS = "see_appointments"
    RETRY = "retry"
    TAKE_OVER = "take_over"
    AGREE_DATES = "agree_dates"
    MANAGE_TOKENS = "manage_tokens"
    SEE_PROPOSALS = "see_proposals"
    PROPOSE = "propose"
    SEE_ALL_DELIVERIES = "see_all_deliveries"
    SEE_COUNTS = "see_counts"
    SEE_STAFF_VALUES = "see_staff_values"
    SEE_SORTED_BY_NEED = "see_sorted_by_need"
    MAKE_DASHBOARD = "make_dashboard"
    ALLOCATE = "allocate"
    COMPOSE_INDEX = "compose_index"
    ADMINISTER_PEOPLE = "administer_people"

    SEE_INDICATOR = "see_indicator"
    SEE_RELEASE = "see_release"
    SEE_DOCUMENT = "see_document"
    SEE_INDEX = "see_index"
    DECIDE_PROPOSAL = "decide_proposal"
    WITHDRAW_PROPOSAL = "withdraw_proposal"
    DELIVER_FOR = "deliver_for"
    SEE_DELIVERY = "see_delivery"
    SEE_DELIVERED_VALUES = "see_delivered_values"
    WITHDRAW_DELIVERY = "withdraw_delivery"
    ANSWER_DELIVERY = "answer_delivery"
    SEE_DASHBOARD = "see_dashboard"
    EDIT_DASHBOARD = "edit_dashboard"
    SEE_ALLOCATION = "see_allocation"
    EDIT_ALLOCATION = "edit_allocation"
    SEE_INDEX_DRAFT = "see_index_draft"
    EDIT_INDEX_DRAFT = "edit_index_draft"
    SEE_SUBMISSION = "see_submission"
    WITHDRAW_SUBMISSION = "withdraw_submission"
