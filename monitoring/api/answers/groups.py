"""Status × dynamics: the groups of areas, and one area over the years."""

from rest_framework import serializers as s

from monitoring.api.answers.common import ReleaseShortAnswer, texts


def _positions(of: str) -> s.ListField:
    return s.ListField(
        child=s.IntegerField(allow_null=True), help_text=f"Position in `{of}`; null where there is none."
    )


class GroupStepAnswer(s.Serializer):
    period = s.CharField()
    status = s.IntegerField(allow_null=True, help_text="Position in `status_classes`.")
    dynamics = s.IntegerField(allow_null=True, help_text="Position in `dynamics_classes`.")
    group = s.CharField(allow_null=True)
    left_out = s.ListField(child=s.CharField(), help_text="Why there is no class, as sentences.")


class GroupPathAnswer(s.Serializer):
    area = s.CharField()
    name = s.CharField()
    steps = GroupStepAnswer(many=True)


class GroupsAnswer(s.Serializer):
    index = s.CharField(help_text="The dynamics index.")
    title = s.CharField()
    status_index = s.CharField()
    status_title = s.CharField()
    level = s.CharField()
    edition = s.CharField()
    period = s.CharField()
    earlier = s.CharField(allow_null=True, help_text="Period from which the changes of the dynamics were taken.")
    periods = texts()
    levels = texts()
    release = ReleaseShortAnswer()
    audited = s.CharField(help_text="`not_audited` until the disclosure audit has passed: not for publication.")
    status_classes = texts()
    dynamics_classes = texts()
    labels = s.ListField(child=s.CharField(), help_text="Short names of all groups, status class by status class.")
    counts = s.ListField(child=s.IntegerField(), help_text="Areas of each group, in the order of `labels`.")
    without = s.IntegerField(help_text="Areas without a group, the residual unit left out.")
    codes = texts()
    names = texts()
    status = _positions("status_classes")
    dynamics = _positions("dynamics_classes")
    group = _positions("labels")
    left_out = s.ListField(child=s.ListField(child=s.CharField()), help_text="Why there is no group, as sentences.")
    path = GroupPathAnswer(allow_null=True)
