"""What a search finds."""

from rest_framework import serializers as s

KINDS = ("area", "indicator", "dashboard")


class FoundAnswer(s.Serializer):
    kind = s.ChoiceField(KINDS)
    code = s.CharField()
    title = s.CharField()
    detail = s.CharField(allow_blank=True, help_text="What tells it from others of the same title.")
    url = s.CharField(help_text="Its page.")
    edition = s.CharField(allow_blank=True, help_text="Of an area.")
    level = s.CharField(allow_blank=True, help_text="Of an area.")
    sure = s.BooleanField(help_text="No typing error had to be forgiven.")


class SearchTotals(s.Serializer):
    area = s.IntegerField()
    indicator = s.IntegerField()
    dashboard = s.IntegerField()


class SearchAnswer(s.Serializer):
    q = s.CharField()
    results = FoundAnswer(many=True, help_text="Best first.")
    totals = SearchTotals(help_text="How many there are of each kind, shown or not.")
    did_you_mean = s.CharField(allow_blank=True, help_text="Where nothing is sure: what was probably meant.")
