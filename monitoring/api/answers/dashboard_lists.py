"""What panels say that count or list areas and sources, one form for each kind."""

from rest_framework import serializers as s

from monitoring.api.answers.common import KINDS, texts
from monitoring.api.answers.dashboard_panels import NamedAnswer, number


class MovedRowAnswer(NamedAnswer):
    value = number()
    change = number()
    half = number()


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
    level = s.CharField()
    why_none = s.ChoiceField(
        ("", "no_year_before", "definition_changed", "no_residents", "too_few_residents", "too_short"),
        allow_blank=True,
        help_text="Why no area was looked at.",
    )
    looked_at = s.IntegerField(help_text="Areas with enough residents and a history to judge by.")
    outside = s.IntegerField(help_text="Of these, areas whose change lies outside their own range (95 %).")
    by_chance = s.IntegerField(help_text="As many would lie outside by chance alone.")
    moved = s.IntegerField(help_text="Areas that stand out even so: false discovery rate 5 %. Only these are listed.")
    risen = MovedRowAnswer(many=True)
    fallen = MovedRowAnswer(many=True)


class MovedAnswer(s.Serializer):
    """Sorted by need: not for publication."""

    at_least = s.IntegerField()
    indicators = MovedIndicatorAnswer(many=True)


class DeliverySourceAnswer(s.Serializer):
    source = s.CharField()
    title = s.CharField()
    publisher = s.CharField()
    owner = s.CharField()
    cadence = s.CharField()
    lag_months = s.IntegerField()
    latest = s.CharField(allow_null=True, help_text="Of the measure that is due first.")
    behind = texts()
    due = s.DateField(allow_null=True)
    state = s.ChoiceField(("current", "overdue", "none", "irregular"))


class DeliveriesPanelAnswer(s.Serializer):
    """What is live today, whatever release the dashboard shows."""

    sources = DeliverySourceAnswer(many=True)
    overdue = s.IntegerField()


class ChosenGroupAnswer(NamedAnswer):
    group = s.CharField(allow_null=True, help_text="Its label; none where the area has no class of both.")


class GroupsPanelAnswer(s.Serializer):
    """Status × dynamics: how many areas stand in which group."""

    index = s.CharField(help_text="The dynamics index.")
    title = s.CharField()
    status_title = s.CharField()
    period = s.CharField()
    earlier = s.CharField(allow_null=True)
    edition = s.CharField()
    level = s.CharField()
    status_classes = texts()
    dynamics_classes = texts()
    signs = texts()
    labels = texts()
    counts = s.ListField(child=s.IntegerField(), help_text="In the order of `labels`, status class by status class.")
    placed = s.IntegerField(help_text="Areas in a group.")
    areas = s.IntegerField()
    chosen = ChosenGroupAnswer(allow_null=True)


class WatchLineAnswer(s.Serializer):
    indicator = s.CharField()
    title = s.CharField()
    aspect = s.CharField()
    leaning = s.CharField()
    is_new = s.BooleanField()
    period = s.CharField()
    sentence = s.CharField(allow_blank=True)


class WatchGroupAnswer(NamedAnswer):
    edition = s.CharField()
    above = texts()
    lines = WatchLineAnswer(many=True)


class WatchPanelAnswer(s.Serializer):
    """Sorted by need: not for publication."""

    is_ready = s.BooleanField(help_text="False: the list of the release is still being computed.")
    quarter = s.CharField(allow_blank=True)
    entries = s.IntegerField()
    areas = s.IntegerField()
    put_aside = s.IntegerField()
    most = s.IntegerField(help_text="So many areas are listed at most.")
    groups = WatchGroupAnswer(many=True)
