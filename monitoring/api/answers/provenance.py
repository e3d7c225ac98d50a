"""How one number came about."""

from rest_framework import serializers as s

from indicators.calculation.variants import Variant
from monitoring.api.answers.common import (
    KINDS,
    STATUS_WORDS,
    PlaceAnswer,
    ReleaseShortAnswer,
    WindowAnswer,
    texts,
)


class StepAnswer(s.Serializer):
    """One step of the computation, as a rule and with its numbers; each line is a formula in plain text."""

    code = s.CharField()
    title = s.CharField()
    method = s.CharField(help_text="Page of the method: /methods/CODE/.")
    rule = texts()
    numbers = texts()


class LaterDeliveryAnswer(s.Serializer):
    delivery = s.IntegerField()
    release = s.CharField()


class OriginAnswer(s.Serializer):
    measure = s.CharField()
    title = s.CharField()
    role = s.ChoiceField(("numerator", "denominator", "measure", "weight"))
    source = s.CharField()
    source_title = s.CharField()
    period = s.CharField(allow_null=True)
    delivery = s.IntegerField(allow_null=True, help_text="Number of the delivery; null: not recorded.")
    as_of = s.DateField(allow_null=True, help_text="When the source was drawn.")
    received_on = s.DateField(allow_null=True)
    release = s.CharField(allow_null=True, help_text="The release that put the delivery in force, as cited.")
    later = LaterDeliveryAnswer(many=True, help_text="Deliveries since that left the number as it was.")


class DefinitionAnswer(s.Serializer):
    sha256 = s.CharField()
    since = s.DateField(allow_null=True)
    is_current = s.BooleanField(help_text="The catalogue says the same today.")


class MadeAnswer(s.Serializer):
    release = ReleaseShortAnswer(help_text="The first release with the number.")
    block_sha256 = s.CharField()
    code_version = s.CharField()
    definition = DefinitionAnswer(allow_null=True)
    origins = OriginAnswer(many=True)


class WindowCellAnswer(s.Serializer):
    period = s.CharField()
    status = s.ChoiceField(STATUS_WORDS)
    numerator = s.FloatField(allow_null=True)
    denominator = s.FloatField(allow_null=True)
    value = s.FloatField(allow_null=True)


class NumberWindowAnswer(WindowAnswer):
    cells = WindowCellAnswer(many=True, help_text="The periods one by one, each explained under its own address.")


class NumberTypeAnswer(s.Serializer):
    typology = s.CharField()
    title = s.CharField()
    number = s.IntegerField()
    name = s.CharField()
    size = s.IntegerField(help_text="How many areas.")


class ProvenanceAnswer(s.Serializer):
    indicator = s.CharField()
    title = s.CharField()
    unit = s.CharField(allow_blank=True)
    decimals = s.IntegerField()
    kind = s.ChoiceField(KINDS)
    edition = s.CharField()
    area = PlaceAnswer()
    reference = PlaceAnswer()
    release = ReleaseShortAnswer()
    period = s.CharField()
    denominator_period = s.CharField(allow_null=True)
    earlier = s.CharField(
        allow_null=True, help_text="The period that the change is against; null: none to compare with."
    )
    as_of = s.DateField()
    data_status = s.CharField()
    status = s.ChoiceField(STATUS_WORDS)
    value = s.FloatField(allow_null=True)
    numerator = s.FloatField(allow_null=True)
    denominator = s.FloatField(allow_null=True)
    low = s.FloatField(allow_null=True)
    high = s.FloatField(allow_null=True)
    counts_shown = s.BooleanField(help_text="Whether this reader gets counts at all.")
    is_whole = s.BooleanField(help_text="No part is missing that was ever reported.")
    variant = s.ChoiceField(list(Variant))
    window = NumberWindowAnswer(allow_null=True, help_text="The periods that a longer number is computed from.")
    type = NumberTypeAnswer(allow_null=True, help_text="What `reference=type` means for this area.")
    steps = StepAnswer(many=True)
    made = MadeAnswer(allow_null=True, help_text="Null where a state stands instead of a number.")
    reference_made = MadeAnswer(
        allow_null=True,
        help_text="The same of the value of a place beyond the city that it is compared with, else null.",
    )
