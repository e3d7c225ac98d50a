"""Indicators with their sheets."""

from rest_framework import serializers as s

from monitoring.api.answers.common import (
    KINDS,
    POLARITIES,
    VISIBILITIES,
    BreakAnswer,
    ExceptionalAnswer,
    NoteAnswer,
    texts,
)


class CoverageAnswer(s.Serializer):
    edition = s.CharField()
    levels = s.ListField(child=s.CharField(), help_text="Coarsest first.")
    periods = texts()


class IndicatorAnswer(s.Serializer):
    code = s.CharField()
    title = s.CharField()
    kind = s.ChoiceField(KINDS)
    unit = s.CharField(allow_blank=True)
    decimals = s.IntegerField()
    polarity = s.ChoiceField(POLARITIES)
    headline = s.IntegerField(help_text="Place among the few figures that stand first; 0: none.")
    domain = s.CharField()
    visibility = s.ChoiceField(VISIBILITIES)
    periods = texts()
    levels = s.ListField(child=s.CharField(), help_text="Coarsest first.")
    latest = s.CharField(allow_null=True)
    editions = CoverageAnswer(many=True, help_text="Where the values stand, the common layer's editions first.")


class ComponentAnswer(s.Serializer):
    code = s.CharField()
    title = s.CharField()
    role = s.ChoiceField(("numerator", "denominator", "measure", "weight"))
    unit = s.CharField()
    population = s.CharField()
    kind = s.CharField()
    source = s.CharField()
    design_effect = s.FloatField(help_text="Variance against counting persons as independent of each other.")
    design_effect_reason = s.CharField(allow_null=True)


class SourceAnswer(s.Serializer):
    code = s.CharField()
    title = s.CharField()
    publisher = s.CharField()
    owner = s.CharField()
    cadence = s.CharField()
    lag_months = s.IntegerField()
    policy = s.CharField()
    legal_basis = s.CharField()
    licence = s.CharField()
    note = s.CharField(allow_null=True)


class SheetTextAnswer(s.Serializer):
    key_statement = s.CharField()
    reading_aid = s.CharField()
    legal_basis = s.CharField()
    comparability = s.CharField()
    availability = s.CharField(allow_null=True)


class LabelAnswer(s.Serializer):
    text = s.CharField()
    valid_from = s.DateField()
    valid_until = s.DateField(allow_null=True)


class PairingAnswer(s.Serializer):
    rule = s.CharField()
    within_months = s.IntegerField()


class MinimumAnswer(s.Serializer):
    staff = s.FloatField()
    public = s.FloatField()


class IndicatorSheetAnswer(IndicatorAnswer):
    numerator = texts()
    denominator = texts()
    measure = s.CharField(allow_null=True)
    weight = texts()
    pairing = PairingAnswer()
    scale = s.FloatField()
    minimum_denominator = MinimumAnswer()
    owner = texts()
    policy = texts()
    source = SourceAnswer(many=True)
    components = ComponentAnswer(many=True)
    sheet = SheetTextAnswer()
    labels = LabelAnswer(many=True)
    breaks = BreakAnswer(many=True)
    exceptional = ExceptionalAnswer(many=True)
    notes = NoteAnswer(many=True)
    departments = texts()
    visibility_reason = s.CharField(allow_null=True)
    fixed_classes = s.ListField(child=s.FloatField(), help_text="Edges between the classes of maps, ascending.")
