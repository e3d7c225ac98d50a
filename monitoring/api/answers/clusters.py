"""Spatial patterns of an indicator at all areas of a level."""

from rest_framework import serializers as s

from indicators.calculation.clusters import Pattern
from monitoring.api.answers.common import ReleaseShortAnswer, numbers, texts


class OverallAnswer(s.Serializer):
    """Moran's I of the whole."""

    statistic = s.FloatField(allow_null=True, help_text="Null where it cannot be computed; `reason` says why.")
    expected = s.FloatField(allow_null=True, help_text="What chance alone would let expect: −1 ÷ (areas − 1).")
    p = s.FloatField(allow_null=True, help_text="Pseudo p of both sides, by permutation of all values.")
    mean = s.FloatField(allow_null=True, help_text="Mean of the areas: what high and low are measured against.")
    areas = s.IntegerField(help_text="Areas with a value.")
    islands = s.IntegerField(help_text="Those of them without a neighbour that has a value.")
    reason = s.ChoiceField(("too_few_areas", "all_tied", "no_neighbours"), allow_null=True)
    sentence = s.CharField(help_text="What this says, in the asked language.")


class ClustersAnswer(s.Serializer):
    indicator = s.CharField()
    title = s.CharField()
    level = s.CharField()
    edition = s.CharField()
    period = s.CharField()
    release = ReleaseShortAnswer()
    audited = s.CharField(help_text="`not_audited` until the disclosure audit has passed: not for publication.")
    permutations = s.IntegerField()
    seed = s.IntegerField(help_text="Of the permutations: the same data give the same answer.")
    false_discovery_rate = s.FloatField(help_text="Expected part of false statements among the patterns of the map.")
    overall = OverallAnswer()
    codes = texts()
    names = texts()
    pattern = s.ListField(child=s.ChoiceField([pattern.word for pattern in Pattern]))
    local = numbers()
    neighbours = s.ListField(child=s.IntegerField(), help_text="How many neighbours with a value each area has.")
    neighbours_mean = numbers()
    p = numbers()
