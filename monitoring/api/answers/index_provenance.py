"""How the index of one area came about."""

from rest_framework import serializers as s

from monitoring.api.answers.common import STATUS_WORDS, PlaceAnswer, ReleaseShortAnswer
from monitoring.api.answers.indices import REASONS
from monitoring.api.answers.provenance import StepAnswer


class ComponentProvenanceAnswer(s.Serializer):
    """A component at the area; how its number was computed stands under `provenance/`."""

    indicator = s.CharField()
    title = s.CharField()
    unit = s.CharField(allow_blank=True)
    decimals = s.IntegerField()
    kind = s.CharField()
    weight = s.FloatField()
    period = s.CharField()
    status = s.ChoiceField(STATUS_WORDS)
    value = s.FloatField(allow_null=True)
    earlier_period = s.CharField(allow_null=True, help_text="Where the index combines changes.")
    earlier_status = s.ChoiceField(STATUS_WORDS, allow_null=True)
    earlier_value = s.FloatField(allow_null=True)
    centre = s.FloatField(allow_null=True, help_text="Null where what the reader sees does not give it.")
    spread = s.FloatField(allow_null=True)
    z = s.FloatField(allow_null=True)
    part = s.FloatField(allow_null=True, help_text="What the component adds, in units of the index.")


class IndexMadeAnswer(s.Serializer):
    release = ReleaseShortAnswer(help_text="The first release with the numbers.")
    block_sha256 = s.CharField()
    code_version = s.CharField()
    definition_sha256 = s.CharField(help_text="Of the rules by which they were computed.")
    is_current = s.BooleanField(help_text="The catalogue names the same rules today.")


class NextClassAnswer(s.Serializer):
    name = s.CharField()
    distance = s.FloatField()


class IndexProvenanceAnswer(s.Serializer):
    index = s.CharField()
    title = s.CharField()
    edition = s.CharField()
    area = PlaceAnswer()
    release = ReleaseShortAnswer()
    period = s.CharField()
    earlier = s.CharField(allow_null=True, help_text="The period from which changes were taken.")
    as_of = s.DateField()
    data_status = s.CharField()
    status = s.ChoiceField(STATUS_WORDS)
    value = s.FloatField(allow_null=True)
    classed = s.CharField(allow_null=True, help_text="Name of the class.")
    left_out = s.ChoiceField(REASONS, allow_null=True)
    left_out_text = s.CharField(allow_null=True)
    areas = s.IntegerField(help_text="How many areas are compared.")
    is_exact = s.BooleanField(help_text="The steps lead to the value; where components are rounded, next to it.")
    next_class = NextClassAnswer(allow_null=True)
    components = ComponentProvenanceAnswer(many=True)
    steps = StepAnswer(many=True)
    made = IndexMadeAnswer()
