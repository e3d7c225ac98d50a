"""Releases."""

from rest_framework import serializers as s

from monitoring.api.answers.common import ReleaseShortAnswer, texts


class ReleaseAnswer(ReleaseShortAnswer):
    state = s.ChoiceField(("live", "earlier", "withdrawn"))
    live = s.BooleanField()
    audited = s.CharField()
    previous = s.CharField(allow_null=True)
    note = s.CharField(allow_blank=True, help_text="How to read it: withdrawn and why, or not for publication.")


class DifferencesAnswer(s.Serializer):
    new = s.ListField(child=s.CharField(), help_text="Periods that the release before did not have.")
    revised = s.ListField(child=s.CharField(), help_text="Periods in which a value or a state is another one.")
    gone = s.ListField(child=s.CharField(), help_text="Periods that the release before had.")
    marked = s.ListField(child=s.CharField(), help_text="Periods with the same values, whose mark or date changed.")


class ReleaseIndicatorAnswer(s.Serializer):
    code = s.CharField()
    title = s.CharField()
    periods = texts()
    changed = s.BooleanField(help_text="A reader sees other values than in the release before.")
    differences = DifferencesAnswer()


class ReleaseSheetAnswer(ReleaseAnswer):
    manifest_sha256 = s.CharField()
    citation = s.CharField()
    indicators = ReleaseIndicatorAnswer(many=True)
