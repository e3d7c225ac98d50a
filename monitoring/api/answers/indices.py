"""Indices and their values."""

from rest_framework import serializers as s

from indicators.states import LeftOut
from monitoring.api.answers.catalogue import CoverageAnswer
from monitoring.api.answers.common import STATUS_WORDS, ReleaseShortAnswer, numbers, texts

REASONS = tuple(reason.word for reason in LeftOut if reason is not LeftOut.NONE)


class IndexAnswer(s.Serializer):
    code = s.CharField()
    title = s.CharField()
    components = s.ListField(child=s.CharField(), help_text="Indicators that are combined.")
    classes = s.ListField(child=s.CharField(), help_text="Names of the classes, from the lowest values up.")
    dynamics_of = s.CharField(allow_null=True, help_text="Status index with which it forms status × dynamics.")
    change_years = s.IntegerField(help_text="0: values are combined; else their changes over so many years.")
    periods = texts()
    levels = s.ListField(child=s.CharField(), help_text="Coarsest first.")
    latest = s.CharField(allow_null=True)
    editions = CoverageAnswer(many=True)


class IndexPartAnswer(s.Serializer):
    indicator = s.CharField()
    title = s.CharField()
    weight = s.FloatField()


class EdgeAnswer(s.Serializer):
    name = s.CharField(help_text="Of the class.")
    comparison = s.ChoiceField(("<", "<=", ">", ">="))
    edge = s.FloatField(help_text="The class holds what compares so with it, and no class before does.")


class AreaLeftOutAnswer(s.Serializer):
    area = s.CharField()
    reason = s.CharField()


class IndexTextAnswer(s.Serializer):
    key_statement = s.CharField()
    reading_aid = s.CharField()
    comparability = s.CharField()


class IndexSheetAnswer(IndexAnswer):
    parts = IndexPartAnswer(many=True)
    centre = s.ChoiceField(("mean_of_areas", "rate_of_the_whole"))
    spread = s.ChoiceField(("population_sd", "sample_sd"))
    standardise = s.ChoiceField(("z", "min_max"))
    combine = s.ChoiceField(("sum", "mean"))
    restandardise = s.BooleanField()
    residents_below = s.IntegerField(allow_null=True)
    areas_left_out = AreaLeftOutAnswer(many=True)
    edges = EdgeAnswer(many=True)
    valid_from = s.DateField(allow_null=True)
    valid_until = s.DateField(allow_null=True)
    sheet = IndexTextAnswer(allow_null=True)
    sha256 = s.CharField(help_text="Hash of the definition.")


class IndexComponentAnswer(s.Serializer):
    indicator = s.CharField()
    title = s.CharField()
    unit = s.CharField(allow_blank=True)
    decimals = s.IntegerField(help_text="For showing its values.")
    weight = s.FloatField()
    value = numbers()
    z = numbers()


class IndexValuesAnswer(s.Serializer):
    index = s.CharField()
    title = s.CharField()
    level = s.CharField()
    edition = s.CharField()
    period = s.CharField()
    earlier = s.CharField(allow_null=True, help_text="Period from which changes were taken.")
    as_of = s.DateField()
    data_status = s.ChoiceField(("provisional", "final", "revised"))
    release = ReleaseShortAnswer()
    audited = s.CharField(help_text="`not_audited` until the disclosure audit has passed: not for publication.")
    classes = texts()
    edges = EdgeAnswer(many=True)
    codes = texts()
    names = texts()
    parents = s.ListField(child=s.CharField(allow_null=True))
    status = s.ListField(child=s.ChoiceField(STATUS_WORDS))
    value = numbers()
    left_out = s.ListField(child=s.ChoiceField(REASONS, allow_null=True))
    left_out_text = s.ListField(child=s.CharField(allow_null=True), help_text="The same as a sentence.")
    components = IndexComponentAnswer(many=True)


class IndexHistoryAnswer(s.Serializer):
    index = s.CharField()
    title = s.CharField()
    area = s.CharField()
    level = s.CharField()
    classes = texts()
    periods = texts()
    status = s.ListField(child=s.ChoiceField(STATUS_WORDS))
    value = numbers()
    left_out_text = s.ListField(child=s.CharField(allow_null=True), help_text="Why there is no index, as a sentence.")


# ``class`` is a word of Python, so this column is declared by name.
for _answer in (IndexValuesAnswer, IndexHistoryAnswer):
    _answer._declared_fields["class"] = s.ListField(
        child=s.IntegerField(allow_null=True), help_text="Position in `classes`; null where an area has no index."
    )
