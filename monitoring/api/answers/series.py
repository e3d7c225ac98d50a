"""One area: its series, its sheet."""

from rest_framework import serializers as s

from monitoring.api.answers.common import (
    COURSE_WORDS,
    DIRECTION_WORDS,
    KINDS,
    POLARITIES,
    POSITION_WORDS,
    STATUS_WORDS,
    VARIANTS,
    MarkedBreakAnswer,
    MarkedExceptionalAnswer,
    NoteAnswer,
    PlaceAnswer,
    PlaceBeyondAnswer,
    ReleaseShortAnswer,
    WindowAnswer,
    numbers,
    texts,
    trend_words,
)
from monitoring.api.answers.goals import GoalAnswer
from monitoring.api.answers.typologies import OwnTypeAnswer, SimilarAreaAnswer, UnusualAnswer


class SeriesAnswer(s.Serializer):
    indicator = s.CharField()
    title = s.CharField()
    unit = s.CharField(allow_blank=True)
    decimals = s.IntegerField()
    kind = s.ChoiceField(KINDS)
    release = ReleaseShortAnswer()
    area = PlaceAnswer()
    reference = PlaceAnswer()
    periods = texts()
    ends = s.ListField(child=s.DateField(), help_text="Last day of each period.")
    status = s.ListField(child=s.ChoiceField(STATUS_WORDS))
    value = numbers()
    low = numbers()
    high = numbers()
    reference_value = numbers()
    difference = numbers()
    index = numbers()
    share = numbers()
    change = numbers()
    divergence = numbers()
    position = s.ListField(child=s.ChoiceField(POSITION_WORDS, allow_null=True))
    against_rest = trend_words(POSITION_WORDS, "The area against the city without it, each period judged by itself.")
    trend = trend_words(DIRECTION_WORDS, "As in values, each period judged by itself.")
    course = trend_words(COURSE_WORDS, "As in values, each period judged by itself.")
    variant = s.ChoiceField(VARIANTS)
    windows = WindowAnswer(many=True, help_text="One for each period; empty without a variant that has windows.")
    data_status = texts()
    breaks = MarkedBreakAnswer(many=True)
    exceptional = MarkedExceptionalAnswer(many=True)
    notes = NoteAnswer(many=True)
    editions = texts()
    goals = GoalAnswer(many=True)


class AreaSheetRowAnswer(s.Serializer):
    indicator = s.CharField()
    title = s.CharField()
    domain = s.CharField()
    kind = s.ChoiceField(KINDS)
    unit = s.CharField(allow_blank=True)
    decimals = s.IntegerField()
    polarity = s.ChoiceField(POLARITIES)
    headline = s.IntegerField(help_text="Place among the few figures that stand first; 0: none.")
    period = s.CharField()
    denominator_period = s.CharField(allow_null=True)
    as_of = s.DateField()
    data_status = s.CharField()
    status = s.ChoiceField(STATUS_WORDS)
    value = s.FloatField(allow_null=True)
    numerator = s.FloatField(allow_null=True)
    denominator = s.FloatField(allow_null=True)
    low = s.FloatField(allow_null=True)
    high = s.FloatField(allow_null=True)
    type_status = s.ChoiceField(STATUS_WORDS, allow_null=True, help_text="Of all areas of its type together.")
    type_value = s.FloatField(allow_null=True)
    reference_status = s.ChoiceField(STATUS_WORDS)
    reference_value = s.FloatField(allow_null=True)
    difference = s.FloatField(allow_null=True)
    index = s.FloatField(allow_null=True)
    share = s.FloatField(allow_null=True)
    change = s.FloatField(allow_null=True)
    reference_change = s.FloatField(allow_null=True)
    divergence = s.FloatField(allow_null=True)
    position = s.ChoiceField(POSITION_WORDS, allow_null=True)
    against_rest = s.ChoiceField(
        POSITION_WORDS, allow_null=True, help_text="Against the city without the area, the rows judged together."
    )
    trend = s.ChoiceField(DIRECTION_WORDS, allow_null=True, help_text="As in values, the rows judged together.")
    course = s.ChoiceField(COURSE_WORDS, allow_null=True, help_text="As in values, the rows judged together.")
    level_sentence = s.CharField(allow_blank=True)
    trend_sentence = s.CharField(allow_blank=True)
    notes = NoteAnswer(many=True)
    reading_aid = s.CharField()
    goals = GoalAnswer(many=True)


class KinAnswer(s.Serializer):
    code = s.CharField()
    name = s.CharField()
    edition = s.CharField()
    share = s.FloatField(help_text="Part of the area's ground that it covers.")
    is_same = s.BooleanField()


class LineageAnswer(s.Serializer):
    valid_from = s.DateField()
    valid_until = s.DateField(allow_null=True)
    begins = s.BooleanField(help_text="The area is new in its edition: its series begin there.")
    ends = s.BooleanField(help_text="The next edition no longer has the area: its series end with this one.")
    before = KinAnswer(many=True)
    after = KinAnswer(many=True)


class AreaSheetAnswer(s.Serializer):
    area = PlaceAnswer()
    parents = PlaceAnswer(many=True)
    reference = PlaceAnswer()
    beyond = PlaceBeyondAnswer(many=True, help_text="Places beyond the city that can be the reference.")
    release = ReleaseShortAnswer(allow_null=True)
    audited = s.CharField(allow_null=True)
    lineage = LineageAnswer(help_text="The area in the editions before and after.")
    type = OwnTypeAnswer(allow_null=True)
    unusual = UnusualAnswer(many=True, help_text="What is most unusual, against the city and areas of its type.")
    similar = SimilarAreaAnswer(many=True, help_text="The most similar areas with the reason.")
    indicators = AreaSheetRowAnswer(many=True)
