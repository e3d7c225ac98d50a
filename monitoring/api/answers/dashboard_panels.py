"""What panels say, one form for each kind."""

from rest_framework import serializers as s

from monitoring.api.answers.common import (
    KINDS,
    POSITION_WORDS,
    STATUS_WORDS,
    BreakAnswer,
    MarkedBreakAnswer,
    MarkedExceptionalAnswer,
    ReleaseShortAnswer,
    numbers,
    texts,
)
from monitoring.api.answers.goals import GoalAnswer
from monitoring.api.answers.values import ClassesAnswer, ReferenceAnswer, ResidualAnswer


def number(**options: bool) -> s.FloatField:
    return s.FloatField(allow_null=True, **options)


class NamedAnswer(s.Serializer):
    code = s.CharField()
    name = s.CharField()


class ComparedAnswer(NamedAnswer):
    is_whole = s.BooleanField()


class KeyFigureAnswer(s.Serializer):
    indicator = s.CharField()
    title = s.CharField()
    unit = s.CharField(allow_blank=True)
    decimals = s.IntegerField()
    kind = s.ChoiceField(KINDS)
    period = s.CharField()
    earlier = s.CharField(allow_null=True, help_text="The same period a year before.")
    comparable = s.BooleanField(help_text="False: no year before, or another definition.")
    as_of = s.DateField()
    data_status = s.CharField()
    area = NamedAnswer()
    reference = ComparedAnswer()
    is_own_reference = s.BooleanField()
    status = s.ChoiceField(STATUS_WORDS)
    value = number()
    low = number()
    high = number()
    reference_status = s.ChoiceField(STATUS_WORDS, allow_null=True, help_text="None: the area is its own reference.")
    reference_value = number()
    difference = number()
    share = number()
    position = s.ChoiceField(POSITION_WORDS, allow_null=True)
    change = number()
    change_half = s.FloatField(allow_null=True, help_text="The range of fluctuation of the change is ± this.")
    change_outside = s.BooleanField(allow_null=True)
    reference_change = number()
    change_before = s.FloatField(allow_null=True, help_text="The city's change over the year before that.")
    periods = texts()
    statuses = s.ListField(child=s.ChoiceField(STATUS_WORDS))
    values = numbers()
    lows = numbers()
    highs = numbers()
    reference_statuses = s.ListField(child=s.ChoiceField(STATUS_WORDS))
    reference_values = numbers()
    breaks = BreakAnswer(many=True)
    goals = GoalAnswer(many=True)
    sentences = texts()


class LevelCountAnswer(s.Serializer):
    level = s.CharField()
    areas = s.IntegerField()


class GlanceAnswer(s.Serializer):
    indicator = s.CharField()
    title = s.CharField()
    unit = s.CharField(allow_blank=True)
    decimals = s.IntegerField()
    kind = s.ChoiceField(KINDS)
    area = NamedAnswer()
    reference = ComparedAnswer()
    is_own_reference = s.BooleanField()
    period = s.CharField()
    earlier = s.CharField(allow_null=True)
    status = s.ChoiceField(STATUS_WORDS)
    reference_status = s.ChoiceField(STATUS_WORDS, allow_null=True, help_text="None: the area is its own reference.")
    residents = number()
    share = number()
    change = s.FloatField(allow_null=True, help_text="Against the year before; of a count in percent.")
    levels = LevelCountAnswer(many=True)
    release = ReleaseShortAnswer()
    audited = s.CharField()
    demo = s.BooleanField()


class MapCoverageAnswer(s.Serializer):
    known = s.IntegerField()
    areas = s.IntegerField()


class MapPanelAnswer(s.Serializer):
    """The values of one indicator as `values/` gives them, and where the shapes are."""

    indicator = s.CharField()
    title = s.CharField()
    level = s.CharField()
    edition = s.CharField()
    period = s.CharField()
    as_of = s.DateField()
    data_status = s.CharField()
    release = ReleaseShortAnswer()
    audited = s.CharField()
    unit = s.CharField(allow_blank=True)
    decimals = s.IntegerField()
    kind = s.ChoiceField(KINDS)
    reference = ReferenceAnswer()
    city = ReferenceAnswer()
    residual = ResidualAnswer(allow_null=True)
    breaks = s.ListField(child=s.FloatField())
    classes = ClassesAnswer()
    codes = texts()
    names = texts()
    status = s.ListField(child=s.ChoiceField(STATUS_WORDS))
    value = numbers()
    reference_value = numbers()
    difference = numbers()
    index = numbers()
    share = numbers()
    change = numbers()
    divergence = numbers()
    position = s.ListField(child=s.ChoiceField(POSITION_WORDS, allow_null=True))
    show = s.ChoiceField(("value", "difference", "index"))
    area = s.CharField(allow_blank=True)
    shapes_url = s.CharField(allow_null=True)
    borders_url = s.CharField(allow_null=True)
    coverage = MapCoverageAnswer()


MapPanelAnswer._declared_fields["class"] = s.ListField(child=s.IntegerField(allow_null=True))


class LineAnswer(s.Serializer):
    code = s.CharField()
    name = s.CharField()
    level = s.CharField()
    is_reference = s.BooleanField()
    is_chosen = s.BooleanField()
    status = s.ListField(child=s.ChoiceField(STATUS_WORDS))
    value = numbers()


class GoalMarkAnswer(s.Serializer):
    goal = s.IntegerField()
    target = s.FloatField()
    due = s.DateField()
    name = s.CharField(help_text="Of the area that it is for.")
    text = s.CharField()


class SeriesPanelAnswer(s.Serializer):
    indicator = s.CharField()
    title = s.CharField()
    unit = s.CharField(allow_blank=True)
    decimals = s.IntegerField()
    kind = s.ChoiceField(KINDS)
    periods = texts()
    ends = s.ListField(child=s.DateField())
    edition_starts = s.ListField(child=s.IntegerField(), help_text="Positions where another edition of areas begins.")
    lines = LineAnswer(many=True)
    goals = GoalMarkAnswer(many=True)
    breaks = MarkedBreakAnswer(many=True)
    exceptional = MarkedExceptionalAnswer(many=True)


class TextPanelAnswer(s.Serializer):
    heading = s.CharField()
    paragraphs = texts()
