"""Dashboards: what there is, how one is laid out, and all its panels in one answer."""

from rest_framework import serializers as s

from monitoring.api.answers.common import NoteAnswer, ReleaseShortAnswer, texts
from monitoring.api.answers.dashboard_lists import (
    DeliveriesPanelAnswer,
    GroupsPanelAnswer,
    MovedAnswer,
    WatchPanelAnswer,
)
from monitoring.api.answers.dashboard_panels import (
    GlanceAnswer,
    KeyFigureAnswer,
    MapPanelAnswer,
    NamedAnswer,
    SeriesPanelAnswer,
    TextPanelAnswer,
)

STATES = (
    "ok",
    "no_permission",
    "nothing_released",
    "unknown_period",
    "unknown_area",
    "unknown_level",
    "no_dynamics_index",
    "failed",
)


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


class PanelAnswer(PanelPlaceAnswer):
    """One panel; what it shows stands under the name of its kind."""

    name = s.CharField()
    state = s.ChoiceField(STATES)
    message = s.CharField(allow_blank=True, help_text="Why there is nothing to show, in words.")
    glance = GlanceAnswer(required=False)
    key_figure = KeyFigureAnswer(required=False)
    map = MapPanelAnswer(required=False)
    series = SeriesPanelAnswer(required=False)
    groups = GroupsPanelAnswer(required=False)
    moved = MovedAnswer(required=False)
    watch = WatchPanelAnswer(required=False)
    deliveries = DeliveriesPanelAnswer(required=False)
    text = TextPanelAnswer(required=False)


class LevelAreasAnswer(s.Serializer):
    level = s.CharField()
    name = s.CharField()
    areas = NamedAnswer(many=True)


class ChoicesAnswer(s.Serializer):
    areas = LevelAreasAnswer(many=True)
    references = NamedAnswer(many=True)
    beyond = NamedAnswer(
        many=True, help_text="Places beyond the city that can be the reference, where a panel has values."
    )
    parent = s.CharField()
    periods = texts()
    levels = NamedAnswer(many=True)


class DashboardDataAnswer(s.Serializer):
    dashboard = s.CharField()
    title = s.CharField()
    release = ReleaseShortAnswer(allow_null=True)
    audited = s.CharField(allow_null=True)
    demo = s.BooleanField(help_text="Invented data.")
    pinned = s.BooleanField(help_text="Whether the release is a chosen one, and not what is live.")
    filters = FiltersAnswer()
    area = NamedAnswer(allow_null=True)
    reference = NamedAnswer(allow_null=True)
    hints = texts()
    choices = ChoicesAnswer(allow_null=True)
    notes = NoteAnswer(many=True)
    panels = PanelAnswer(many=True)
