"""Types of areas, similar areas, and what is unusual."""

from rest_framework import serializers as s

from monitoring.api.answers.common import STATUS_WORDS, PlaceAnswer, ReleaseShortAnswer, numbers, texts

TRAITS = ("far_above", "above", "below", "far_below")
QUALITIES = ("strong", "reasonable", "weak", "none")


class TypologyShortAnswer(s.Serializer):
    code = s.CharField()
    title = s.CharField()
    indicators = texts()
    method = s.ChoiceField(("k_means", "ward"))
    types = s.IntegerField(help_text="How many.")
    default = s.BooleanField(help_text="Says which areas are of the same type: `reference=type`.")
    reading_aid = s.CharField(allow_null=True)


class TypologyIndicatorAnswer(s.Serializer):
    indicator = s.CharField()
    title = s.CharField()
    unit = s.CharField(allow_blank=True)
    decimals = s.IntegerField()
    period = s.CharField()
    city = s.FloatField(allow_null=True)


class TraitAnswer(s.Serializer):
    indicator = s.CharField()
    difference = s.FloatField(help_text="Type less city, in standard deviations of the areas.")
    word = s.ChoiceField(TRAITS)


class TypeAnswer(s.Serializer):
    number = s.IntegerField(help_text="As in `type`; it orders nothing.")
    name = s.CharField()
    size = s.IntegerField(help_text="How many areas.")
    value = numbers()
    status = s.ListField(child=s.ChoiceField(STATUS_WORDS))
    difference = numbers()
    silhouette = s.FloatField(help_text="Mean of its areas.")
    traits = TraitAnswer(many=True)
    description = texts()


class TypeHistoryAnswer(s.Serializer):
    day = s.DateField()
    edition = s.CharField()
    silhouette = s.FloatField()
    both = s.IntegerField(help_text="Areas that have a type on this day and a year later.")
    changed = s.IntegerField(help_text="Of these, areas that have another one a year later.")
    type = s.ListField(child=s.IntegerField(allow_null=True))


class TypologyAnswer(TypologyShortAnswer):
    release = ReleaseShortAnswer()
    audited = s.CharField()
    edition = s.CharField()
    level = s.CharField()
    day = s.DateField()
    quality = s.ChoiceField(QUALITIES)
    silhouette = s.FloatField(help_text="Mean silhouette, −1 … 1.")
    quality_sentence = s.CharField()
    components = TypologyIndicatorAnswer(many=True)
    described = TypeAnswer(many=True)
    codes = texts()
    names = texts()
    type = s.ListField(child=s.IntegerField(allow_null=True), help_text="Null: the area takes no part.")
    status = s.ListField(child=s.ChoiceField(STATUS_WORDS), help_text="Why an area takes no part.")
    area_silhouette = numbers()
    history = TypeHistoryAnswer(many=True)


class SimilarAreaAnswer(s.Serializer):
    code = s.CharField()
    name = s.CharField()
    distance = s.FloatField()
    share = numbers()
    reason = s.CharField()


class SimilarAnswer(s.Serializer):
    release = ReleaseShortAnswer()
    area = PlaceAnswer()
    metric = s.CharField()
    indicators = texts()
    titles = texts()
    periods = texts()
    shrinkage = s.FloatField(
        help_text="0: the covariance as it is; else the part of it that was replaced by its diagonal."
    )
    areas = SimilarAreaAnswer(many=True)


class UnusualAnswer(s.Serializer):
    indicator = s.CharField()
    title = s.CharField()
    period = s.CharField()
    value = s.FloatField()
    city = s.FloatField(allow_null=True)
    others = s.FloatField(allow_null=True, help_text="The other areas of its type together; null: it has none.")
    from_city = s.FloatField(help_text="In spreads of the areas around the city.")
    from_type = s.FloatField(allow_null=True)
    ranged = s.BooleanField(help_text="Whether it was judged against a range of fluctuation.")
    reason = s.CharField()


class OwnTypeAnswer(s.Serializer):
    typology = s.CharField()
    title = s.CharField()
    number = s.IntegerField()
    name = s.CharField()
    size = s.IntegerField()
    description = texts()
