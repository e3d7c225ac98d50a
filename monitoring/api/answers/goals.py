"""Goals: what is aimed at, and how far it is reached."""

from rest_framework import serializers as s

from indicators.calculation.goals import Beside, Standing

_STANDINGS = tuple(one.word for one in Standing)
_BESIDE = tuple(one.word for one in Beside)


class GoalAnswer(s.Serializer):
    goal = s.IntegerField(help_text="Number of the goal.")
    scope = s.ChoiceField(("city", "level", "area"), help_text="`level`: it holds for every area of the level.")
    level = s.CharField(allow_blank=True)
    area = s.CharField(allow_blank=True)
    target = s.FloatField(help_text="In the unit of the indicator.")
    due = s.DateField()
    start_period = s.CharField()
    start_day = s.DateField()
    start_value = s.FloatField(allow_null=True)
    period = s.CharField(help_text="Of the value that is compared.")
    value = s.FloatField(allow_null=True)
    distance = s.FloatField(allow_null=True, help_text="Value less target, in the unit of the indicator.")
    degree = s.FloatField(
        allow_null=True, help_text="Part of the way from start to target in percent; may be negative."
    )
    path_value = s.FloatField(allow_null=True, help_text="Where an even pace would be now.")
    needed_per_year = s.FloatField(allow_null=True)
    standing = s.ChoiceField(_STANDINGS)
    beside = s.ChoiceField(_BESIDE, help_text="The value's range of fluctuation beside the target.")
    against_polarity = s.BooleanField(help_text="The target lies in the direction of more disadvantage.")
    sentence = s.CharField()


class GoalListedAnswer(s.Serializer):
    """One goal of the list: its state where it is about one place, and how many areas stand where otherwise."""

    goal = s.IntegerField()
    indicator = s.CharField()
    title = s.CharField()
    department = s.CharField()
    scope = s.ChoiceField(("city", "level", "area"))
    level = s.CharField(allow_blank=True)
    area = s.CharField(allow_blank=True)
    target = s.FloatField()
    due = s.DateField()
    state = GoalAnswer(allow_null=True)
    areas = s.DictField(child=s.IntegerField(), help_text="Standing → number of areas, for goals of a level.")
