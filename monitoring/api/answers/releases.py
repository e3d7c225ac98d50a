"""Releases."""

from rest_framework import serializers as s

from monitoring.api.answers.common import ReleaseShortAnswer, texts


class ReleaseAnswer(ReleaseShortAnswer):
    state = s.ChoiceField(("live", "earlier", "withdrawn"))
    live = s.BooleanField()
    audited = s.CharField()
    demo = s.BooleanField()
    previous = s.CharField(allow_null=True)
    note = s.CharField(allow_blank=True, help_text="How to read it: withdrawn and why, or not for publication.")


class ReleaseIndicatorAnswer(s.Serializer):
    code = s.CharField()
    title = s.CharField()
    periods = texts()
    changed = s.BooleanField(help_text="Its blocks are not those of the release before.")


class ReleaseSheetAnswer(ReleaseAnswer):
    manifest_sha256 = s.CharField()
    citation = s.CharField()
    indicators = ReleaseIndicatorAnswer(many=True)
