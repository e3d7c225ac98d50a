"""The form of every answer and request about deliveries, as the OpenAPI schema describes it."""

from rest_framework import serializers as s

from indicators.intake.problems import Severity
from indicators.journey import Move, State
from monitoring.api.answers import STATUS_WORDS

STATES = [state.value for state in State]
SEVERITIES = [severity.value for severity in Severity]
DECISIONS = [move.value for move in (Move.WITHDRAW, Move.REJECT, Move.ASK, Move.ANSWER, Move.RETRY, Move.APPROVE)]


class UploadRequest(s.Serializer):
    file = s.FileField(allow_empty_file=True, max_length=250, help_text="A table with one row per area.")
    profile = s.CharField(max_length=80, help_text="Code of the import profile.")
    period = s.CharField(max_length=40, help_text="2018-12-31, 2018-12, 2018-Q4, 2018-H2, 2018, 2018/19 or 2016..2018.")
    as_of = s.DateField(
        required=False,
        help_text="Day on which the source was drawn. Default: the day from which its figures are regularly final.",
    )


class ReasonRequest(s.Serializer):
    reason = s.CharField(max_length=2000, help_text="Stays with the delivery; of an approval it becomes the release's.")


class ApprovalRequest(ReasonRequest):
    manifest = s.CharField(
        max_length=64, required=False, help_text="Of the preview that was looked at: another result is not approved."
    )
    note_de = s.CharField(max_length=4000, required=False, allow_blank=True, help_text="For readers, German.")
    note_en = s.CharField(max_length=4000, required=False, allow_blank=True, help_text="For readers, English.")


class DeliveriesParameters(s.Serializer):
    state = s.ChoiceField(STATES, required=False, help_text="Only deliveries in this state.")


class ReportParameters(s.Serializer):
    code = s.CharField(max_length=60, required=False, help_text="Only problems of this code.")
    severity = s.ChoiceField(SEVERITIES, required=False, help_text="Only problems of this severity.")
    sheet = s.CharField(max_length=100, required=False, help_text="Only problems of this sheet.")
    column = s.CharField(max_length=200, required=False, help_text="Only problems of this column, by its name.")


class PreviewParameters(s.Serializer):
    indicator = s.CharField(max_length=80, required=False, help_text="Only this indicator.")


class ProgressAnswer(s.Serializer):
    step = s.CharField()
    done = s.IntegerField()
    total = s.IntegerField()


class SeverityCountsAnswer(s.Serializer):
    error = s.IntegerField()
    warning = s.IntegerField()
    hint = s.IntegerField()


class DeliveryShortAnswer(s.Serializer):
    delivery = s.IntegerField()
    file_name = s.CharField()
    profile = s.CharField()
    period = s.CharField()
    periods = s.ListField(child=s.CharField(), help_text="Every period that the file has, ascending.")
    as_of = s.DateField()
    state = s.ChoiceField(STATES)
    state_since = s.DateTimeField()
    progress = ProgressAnswer(allow_null=True)
    rows = s.IntegerField(allow_null=True)
    uploaded_by = s.CharField()
    uploaded_at = s.DateTimeField()
    decided_by = s.CharField(allow_null=True)
    decided_at = s.DateTimeField(allow_null=True)
    reason = s.CharField(allow_blank=True)
    release = s.CharField(allow_null=True, help_text="Number as cited, once the delivery is live.")
    next_step = s.CharField(help_text="What is to be done next, in the asked language.")


class DeliveryAnswer(DeliveryShortAnswer):
    file_sha256 = s.CharField()
    file_size = s.IntegerField()
    erased_at = s.DateTimeField(allow_null=True, help_text="When the content was erased; its checksum stays.")
    edition = s.CharField(allow_null=True)
    is_revision = s.BooleanField()
    failure = s.CharField(allow_blank=True)
    problems = SeverityCountsAnswer()
    actions = s.ListField(child=s.ChoiceField(DECISIONS), help_text="What you may do now, the safe one first.")


class ProblemAnswer(s.Serializer):
    code = s.CharField()
    severity = s.ChoiceField(SEVERITIES)
    sheet = s.CharField(allow_null=True)
    row = s.IntegerField(allow_null=True, help_text="Line in the file, counted from 1 with the header.")
    column = s.CharField(allow_null=True, allow_blank=True)
    value = s.CharField(allow_null=True, allow_blank=True, help_text="As delivered, at most 80 characters.")
    message = s.CharField(help_text="Place, what happened and what to do in one text.")
    what = s.CharField()
    advice = s.CharField(allow_blank=True, help_text="What to do.")


class CellAnswer(s.Serializer):
    status = s.ChoiceField(STATUS_WORDS)
    value = s.FloatField(allow_null=True)


class LevelCountsAnswer(s.Serializer):
    level = s.CharField()
    areas = s.IntegerField()
    new = s.IntegerField(help_text="A number where none was live.")
    changed = s.IntegerField()
    lost = s.IntegerField(help_text="No number where one was live.")
    unchanged = s.IntegerField()
    missing = s.IntegerField()
    suppressed = s.IntegerField()
    newly_suppressed = s.IntegerField()


class JumpAnswer(s.Serializer):
    code = s.CharField()
    name = s.CharField()
    before = s.FloatField()
    after = s.FloatField()


class AreaNameAnswer(s.Serializer):
    code = s.CharField()
    name = s.CharField()


class PeriodPreviewAnswer(s.Serializer):
    period = s.CharField()
    compared_with = s.CharField(allow_null=True, help_text="The live period that jumps are measured from.")
    is_new = s.BooleanField()
    is_unchanged = s.BooleanField()
    city_before = CellAnswer(allow_null=True)
    city_after = CellAnswer(allow_null=True)
    levels = LevelCountsAnswer(many=True)
    jumps = JumpAnswer(many=True)
    missing = AreaNameAnswer(many=True)
    newly_suppressed = AreaNameAnswer(many=True)


class IndicatorPreviewAnswer(s.Serializer):
    code = s.CharField()
    title = s.CharField()
    kind = s.CharField()
    unit = s.CharField(allow_blank=True)
    decimals = s.IntegerField()
    periods = PeriodPreviewAnswer(many=True)


class PreviewAnswer(s.Serializer):
    delivery = s.IntegerField()
    compared_with_release = s.CharField(allow_null=True)
    manifest = s.CharField(help_text="SHA-256 of what would go live; an approval may name it.")
    audited = s.CharField(help_text="`not_audited` until the disclosure audit exists: not for publication.")
    indicators = IndicatorPreviewAnswer(many=True)
