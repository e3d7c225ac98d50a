"""Dashboards: what there is, how one is laid out, and all its panels in one answer."""

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
from monitoring.api.answers.values import ClassesAnswer, ReferenceAnswer, ResidualAnswer

STATES = ("ok", "no_permission", "nothing_released", "unknown_period", "unknown_area", "unknown_level", "failed")


def number(**options: bool) -> s.FloatField:
    return s.FloatField(allow_null=True, **options)


class NamedAnswer(s.Serializer):
    code = s.CharField()
    name = s.CharField()


class ComparedAnswer(NamedAnswer):
    is_whole = s.BooleanField()


class DashboardShortAnswer(s.Serializer):
    code = s.CharField()
    title = s.CharField()
    is_default = s.BooleanField()
    default_for = texts()
    is_mine = s.BooleanField()
    owner = s.CharField(allow_blank=True)
    department = NamedAnswer(allow_null=True)
    shared_with = NamedAnswer(many=True)
    may_edit = s.BooleanField()
    changed_at = s.DateTimeField()
    panels = s.IntegerField(help_text="How many of its panels are open to the reader.")


class FiltersAnswer(s.Serializer):
    """Empty: the city, the city, the latest period, the finest level, what is live."""

    area = s.CharField(allow_blank=True)
    reference = s.CharField(allow_blank=True)
    period = s.CharField(allow_blank=True)
    level = s.CharField(allow_blank=True)
    release = s.CharField(allow_blank=True)


class PanelPlaceAnswer(s.Serializer):
    number = s.IntegerField()
    kind = s.CharField()
    x = s.IntegerField()
    y = s.IntegerField()
    w = s.IntegerField()
    h = s.IntegerField()


class PanelSettingsAnswer(PanelPlaceAnswer):
    settings = s.JSONField(help_text="As its kind was told; empty where it names an indicator that is not open.")


class DashboardAnswer(DashboardShortAnswer):
    filters = FiltersAnswer()
    layout = PanelSettingsAnswer(many=True)
    seen_by = texts()


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
    reference_values = numbers()
    breaks = BreakAnswer(many=True)
    sentences = texts()


class LevelCountAnswer(s.Serializer):
    level = s.CharField()
    areas = s.IntegerField()


class GlanceAnswer(s.Serializer):
    indicator = s.CharField()
    title = s.CharField()
    area = NamedAnswer()
    reference = ComparedAnswer()
    is_own_reference = s.BooleanField()
    period = s.CharField()
    earlier = s.CharField(allow_null=True)
    status = s.ChoiceField(STATUS_WORDS)
    residents = number()
    share = number()
    change = s.FloatField(allow_null=True, help_text="Against the year before, in percent.")
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
    breaks = MarkedBreakAnswer(many=True)
    exceptional = MarkedExceptionalAnswer(many=True)


class MovedRowAnswer(NamedAnswer):
    value = number()
    change = number()
    half = number()
    residents = number()


class MovedIndicatorAnswer(s.Serializer):
    indicator = s.CharField()
    title = s.CharField()
    unit = s.CharField(allow_blank=True)
    decimals = s.IntegerField()
    kind = s.ChoiceField(KINDS)
    period = s.CharField()
    earlier = s.CharField(allow_null=True)
    comparable = s.BooleanField()
    edition = s.CharField()
    looked_at = s.IntegerField(help_text="Areas with enough residents and a history to judge by.")
    outside = s.IntegerField(help_text="Of these, areas whose change lies outside their own range (95 %).")
    by_chance = s.IntegerField(help_text="As many would lie outside by chance alone.")
    moved = s.IntegerField(help_text="Areas that stand out even so: false discovery rate 5 %. Only these are listed.")
    risen = MovedRowAnswer(many=True)
    fallen = MovedRowAnswer(many=True)


class MovedAnswer(s.Serializer):
    """Sorted by need: not for publication."""

    at_least = s.IntegerField()
    level = s.CharField()
    indicators = MovedIndicatorAnswer(many=True)


class DeliverySourceAnswer(s.Serializer):
    source = s.CharField()
    title = s.CharField()
    publisher = s.CharField()
    owner = s.CharField()
    cadence = s.CharField()
    lag_months = s.IntegerField()
    latest = s.CharField(allow_null=True)
    due = s.DateField(allow_null=True)
    state = s.ChoiceField(("current", "overdue", "none", "irregular"))


class DeliveriesPanelAnswer(s.Serializer):
    sources = DeliverySourceAnswer(many=True)
    overdue = s.IntegerField()


class TextPanelAnswer(s.Serializer):
    heading = s.CharField()
    paragraphs = texts()


class PanelAnswer(PanelPlaceAnswer):
    """One panel; what it shows stands under the name of its kind."""

    name = s.CharField()
    state = s.ChoiceField(STATES)
    message = s.CharField(allow_blank=True, help_text="Why there is nothing to show, in words.")
    glance = GlanceAnswer(required=False)
    key_figure = KeyFigureAnswer(required=False)
    map = MapPanelAnswer(required=False)
    series = SeriesPanelAnswer(required=False)
    moved = MovedAnswer(required=False)
    deliveries = DeliveriesPanelAnswer(required=False)
    text = TextPanelAnswer(required=False)


class LevelAreasAnswer(s.Serializer):
    level = s.CharField()
    name = s.CharField()
    areas = NamedAnswer(many=True)


class ChoicesAnswer(s.Serializer):
    areas = LevelAreasAnswer(many=True)
    references = NamedAnswer(many=True)
    parent = s.CharField()
    periods = texts()
    levels = NamedAnswer(many=True)


class DashboardDataAnswer(s.Serializer):
    dashboard = s.CharField()
    title = s.CharField()
    release = ReleaseShortAnswer(allow_null=True)
    audited = s.CharField(allow_null=True)
    pinned = s.BooleanField(help_text="Whether the release is a chosen one, and not what is live.")
    filters = FiltersAnswer()
    area = NamedAnswer(allow_null=True)
    reference = NamedAnswer(allow_null=True)
    hints = texts()
    choices = ChoicesAnswer(allow_null=True)
    panels = PanelAnswer(many=True)
