"""How unevenly a group lives over the areas of a level."""

from rest_framework import serializers as s

from monitoring.api.answers.common import ReleaseShortAnswer, texts


def numbers(about: str) -> s.ListField:
    return s.ListField(child=s.FloatField(allow_null=True), help_text=about)


class SegregationStrandAnswer(s.Serializer):
    """One level of one edition; every array is as long as `periods`, null where nothing is computed."""

    edition = s.CharField()
    level = s.CharField()
    periods = texts()
    ends = s.ListField(child=s.DateField())
    breaks = s.ListField(child=s.IntegerField(), help_text="Positions from which a new definition holds.")
    dissimilarity = numbers("Part of the group that would have to move for an even spread, 0 to 1.")
    by_chance = numbers("The dissimilarity to be expected if chance alone spread the group.")
    isolation = numbers("Part of the group among the people in a member's area, on average.")
    eta = numbers("Isolation without what the group's size alone brings.")
    gini = numbers("0: evenly spread, 1: apart.")
    moran = numbers("Moran's I of the rates: how alike neighbours are.")
    share = numbers("The group's part of the people in the areas that take part.")
    coverage = numbers("The part of the city's people who live in areas that take part.")
    areas = numbers("Areas that take part.")


class SegregationAnswer(s.Serializer):
    indicator = s.CharField()
    title = s.CharField()
    release = ReleaseShortAnswer()
    audited = s.CharField(help_text="`not_audited` until the disclosure audit has passed: not for publication.")
    design_effect = s.FloatField()
    minimum_coverage = s.FloatField()
    levels = SegregationStrandAnswer(many=True)
