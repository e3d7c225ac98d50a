"""Two indicators side by side over the areas of a level."""

from rest_framework import serializers as s

from monitoring.api.answers.common import STATUS_WORDS, ReleaseShortAnswer, numbers, texts


class RelationSideAnswer(s.Serializer):
    indicator = s.CharField()
    title = s.CharField()
    unit = s.CharField(allow_blank=True)
    decimals = s.IntegerField()
    period = s.CharField()
    city = s.FloatField(allow_null=True)
    status = s.ListField(child=s.ChoiceField(STATUS_WORDS))
    value = numbers()


class RelationAnswer(s.Serializer):
    level = s.CharField()
    edition = s.CharField()
    release = ReleaseShortAnswer()
    audited = s.CharField(help_text="`not_audited` until the disclosure audit has passed: not for publication.")
    weighted = s.BooleanField(help_text="Areas count by their residents.")
    codes = texts()
    names = texts()
    x = RelationSideAnswer()
    y = RelationSideAnswer()
    pearson = s.FloatField(allow_null=True)
    spearman = s.FloatField(allow_null=True)
    areas = s.IntegerField(help_text="Areas that take part.")
    reason = s.ChoiceField(("too_few_areas", "all_tied"), allow_null=True)
    sentence = s.CharField(help_text="What this says, in the asked language.")
