"""The form of answers and requests around releases at the office, as the OpenAPI schema describes it."""

from rest_framework import serializers as s

from indicators.models import NoteKind


class BundleRequest(s.Serializer):
    reason = s.CharField(max_length=2000, help_text="What this release is; the approver may word it anew.")
    note_de = s.CharField(max_length=4000, required=False, allow_blank=True, help_text="For readers, German.")
    note_en = s.CharField(max_length=4000, required=False, allow_blank=True, help_text="For readers, English.")
    deliveries = s.ListField(child=s.IntegerField(min_value=1), required=False)


class BundleChangeRequest(s.Serializer):
    deliveries = s.ListField(child=s.IntegerField(min_value=1), required=False, help_text="To take in or out.")
    reason = s.CharField(max_length=2000, required=False, help_text="Why it is given up.")


class BundleApprovalRequest(s.Serializer):
    reason = s.CharField(max_length=2000, help_text="Becomes the release's.")
    seen = s.CharField(max_length=64, required=False, help_text="Of what was looked at: another is not approved.")


class BundleMemberAnswer(s.Serializer):
    delivery = s.IntegerField()
    file_name = s.CharField()
    profile = s.CharField()
    period = s.CharField()
    state = s.CharField()
    unanswered = s.ListField(child=s.CharField(), help_text="Kinds of warnings without a written reason.")


class BundleAnswer(s.Serializer):
    bundle = s.IntegerField()
    reason = s.CharField()
    note_de = s.CharField(allow_blank=True)
    note_en = s.CharField(allow_blank=True)
    opened_by = s.CharField()
    opened_at = s.DateTimeField()
    is_open = s.BooleanField()
    release = s.CharField(allow_null=True)
    seen = s.CharField(
        allow_blank=True, help_text="Hash of the common candidate with its notes; empty until there is one."
    )
    deliveries = BundleMemberAnswer(many=True)


class WithdrawalRequest(s.Serializer):
    release = s.CharField(max_length=40, help_text="Number as cited; of a roll-back what is live.")
    back_to = s.CharField(max_length=40, required=False, help_text="Number of the release to go back to.")
    reason = s.CharField(max_length=2000, help_text="Readers see it on the page of what is withdrawn.")


class DeclineRequest(s.Serializer):
    reason = s.CharField(max_length=2000)


class WithdrawalAnswer(s.Serializer):
    withdrawal = s.IntegerField()
    release = s.CharField()
    back_to = s.CharField(allow_null=True)
    withdraws = s.ListField(child=s.CharField(), help_text="Every release that becomes a tombstone.")
    reason = s.CharField()
    proposed_by = s.CharField()
    proposed_at = s.DateTimeField()
    decision = s.CharField(allow_blank=True, help_text="`confirmed`, `rejected`, or empty while it waits.")
    decided_by = s.CharField(allow_null=True)
    decided_at = s.DateTimeField(allow_null=True)


class AppointmentRequest(s.Serializer):
    person = s.CharField(max_length=150, help_text="Name of the account.")
    substitute_for = s.CharField(max_length=150, required=False)
    source = s.CharField(max_length=80, required=False, help_text="Only for this source.")
    department = s.CharField(max_length=60, required=False, help_text="Only for the sources of this department.")
    valid_from = s.DateField()
    valid_until = s.DateField(required=False)


class AppointmentAnswer(s.Serializer):
    appointment = s.IntegerField()
    person = s.CharField()
    substitute_for = s.CharField(allow_null=True)
    source = s.CharField(allow_null=True)
    department = s.CharField(allow_blank=True)
    valid_from = s.DateField()
    valid_until = s.DateField(allow_null=True)
    ended_at = s.DateTimeField(allow_null=True)
    appointed_by = s.CharField(allow_null=True, help_text="Null: the command line.")
    appointed_at = s.DateTimeField()


class NoteRequest(s.Serializer):
    kind = s.ChoiceField(NoteKind.values)
    text_de = s.CharField(max_length=2000)
    text_en = s.CharField(max_length=2000)
    first = s.CharField(max_length=20, required=False, allow_blank=True)
    last = s.CharField(max_length=20, required=False, allow_blank=True)
    indicators = s.ListField(child=s.CharField(max_length=80), required=False)
    measures = s.ListField(child=s.CharField(max_length=80), required=False)
    areas = s.ListField(child=s.CharField(max_length=40), required=False)


class NoteDraftAnswer(NoteRequest):
    note = s.IntegerField()
    by = s.CharField()
    at = s.DateTimeField()
