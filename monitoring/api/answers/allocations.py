"""Allocations by need: the list, and one with the amounts of its variants as columns."""

from rest_framework import serializers as s

from monitoring.api.answers.common import STATUS_WORDS, ReleaseShortAnswer, numbers, texts
from monitoring.api.answers.dashboard_panels import NamedAnswer
from monitoring.planning.allocation.plan import Subject

STATES = ("draft", "decided")
"""``decided``: something was decided; the draft can go on beside it."""
STANDINGS = ("given", "assumed", "left_out")


class AllocationVariantShortAnswer(s.Serializer):
    number = s.IntegerField()
    name = s.CharField()
    total = s.FloatField(help_text="What there is to distribute: positions or euros.")
    step = s.FloatField(help_text="The smallest part; every amount is a multiple of it.")
    base = s.CharField(help_text="An indicator, or a part of one: `sgb2-quote:denominator`.")
    need = s.CharField(help_text="An indicator, or an index: `index:sozialraum-status`.")


class AllocationShortAnswer(s.Serializer):
    code = s.CharField()
    title = s.CharField()
    state = s.ChoiceField(STATES)
    open = s.BooleanField(help_text="Whether the reader may see base and need of all variants; no number otherwise.")
    subject = s.ChoiceField([subject.value for subject in Subject])
    release_number = s.CharField(help_text="The release that it is calculated from.")
    edition = s.CharField()
    level = s.CharField()
    is_mine = s.BooleanField()
    owner = s.CharField()
    department = NamedAnswer()
    may_edit = s.BooleanField()
    changed_at = s.DateTimeField()
    variants = AllocationVariantShortAnswer(many=True, help_text="None where it is not open.")


class AllocationProblemAnswer(s.Serializer):
    code = s.CharField()
    parameter = s.CharField(allow_blank=True, help_text="What of the variant cannot be used.")
    text = s.CharField()


class SettingAnswer(s.Serializer):
    name = s.CharField()
    text = s.CharField()


class AllocationRowsAnswer(s.Serializer):
    """Columns in the order of ``codes``."""

    base = numbers()
    need = numbers()
    need_status = s.ListField(child=s.ChoiceField(STATUS_WORDS))
    weight = numbers()
    quota = s.ListField(child=s.FloatField(allow_null=True), help_text="Before the rounding to whole parts.")
    equal_split = numbers()
    last_year = numbers()
    amount = numbers()
    amount_per_head = numbers()
    standing = s.ListField(
        child=s.ChoiceField(STANDINGS), help_text="`assumed`: without a value of need, counted like the city."
    )
    remark = texts()


class AllocationVariantAnswer(AllocationVariantShortAnswer):
    base_period = s.CharField(allow_null=True)
    need_period = s.CharField(allow_null=True)
    rule = SettingAnswer(many=True)
    statements = texts()
    problem = AllocationProblemAnswer(allow_null=True, help_text="Why it cannot be calculated; it has no rows then.")
    rows = AllocationRowsAnswer(allow_null=True)


class AllocationDecisionAnswer(s.Serializer):
    number = s.IntegerField()
    variant = s.CharField()
    decided_by = s.CharField()
    decided_on = s.DateField()
    release_number = s.CharField()
    superseded = s.BooleanField()
    sha256 = s.CharField(help_text="Of the parameters and every amount.")


class AllocationAnswer(AllocationShortAnswer):
    question = s.CharField(allow_blank=True)
    release = ReleaseShortAnswer(allow_null=True, help_text="Null where it was withdrawn, or is not open.")
    codes = s.ListField(child=s.CharField(), help_text="The areas, the residual unit last.")
    names = texts()
    variants = AllocationVariantAnswer(many=True, help_text="None where it is not open.")
    decisions = AllocationDecisionAnswer(many=True, help_text="The latest first; none where it is not open.")
