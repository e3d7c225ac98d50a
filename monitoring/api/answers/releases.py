"""Releases."""

from rest_framework import serializers as s

from monitoring.api.answers.common import STATUS_WORDS, NoteAnswer, ReleaseShortAnswer, texts


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
    for_readers = s.CharField(allow_blank=True, help_text="What the office says about it to readers, plain text.")
    notes = NoteAnswer(many=True, help_text="Breaks, exceptional periods, corrections and notes that came with it.")
    successor = s.CharField(allow_null=True, help_text="The revision after it, where there is one.")
    manifest_sha256 = s.CharField()
    citation = s.CharField()
    indicators = ReleaseIndicatorAnswer(many=True)
    indices = ReleaseIndicatorAnswer(many=True)


class SeenAnswer(s.Serializer):
    status = s.ChoiceField(STATUS_WORDS)
    value = s.FloatField(allow_null=True)


SeenAnswer._declared_fields["class"] = s.IntegerField(allow_null=True, help_text="Counted from 0.")


class AreaChangeAnswer(s.Serializer):
    code = s.CharField()
    name = s.CharField()
    before = SeenAnswer()
    after = SeenAnswer()


class ReleaseAreasAnswer(s.Serializer):
    """One indicator, period and level in both releases."""

    indicator = s.CharField()
    title = s.CharField()
    period = s.CharField()
    level = s.CharField()
    edition = s.CharField()
    unit = s.CharField(allow_blank=True)
    decimals = s.IntegerField()
    size = s.IntegerField(help_text="How many areas the level has.")
    areas = AreaChangeAnswer(many=True, help_text="Those that differ, in the edition's order.")


class ComparedIndicatorAnswer(s.Serializer):
    code = s.CharField()
    title = s.CharField()
    differences = DifferencesAnswer()


class ReleaseDifferencesAnswer(s.Serializer):
    older = ReleaseShortAnswer()
    newer = ReleaseShortAnswer()
    indicators = ComparedIndicatorAnswer(many=True, help_text="Only those that differ.")
    indices = ReleaseIndicatorAnswer(many=True, help_text="Only those that differ.")
    areas = ReleaseAreasAnswer(allow_null=True, help_text="With `indicator`: area by area.")
