"""An indicator at all areas of a level."""

from rest_framework import serializers as s

from indicators.calculation.classification import Method
from indicators.queries.classes import Scope
from monitoring.api.answers.common import (
    COURSE_WORDS,
    DIRECTION_WORDS,
    KINDS,
    POLARITIES,
    POSITION_WORDS,
    STATUS_WORDS,
    VARIANTS,
    BreakAnswer,
    ExceptionalAnswer,
    NoteAnswer,
    PlaceBeyondAnswer,
    ReleaseShortAnswer,
    WindowAnswer,
    numbers,
    texts,
    trend_words,
)


class ReferenceAnswer(s.Serializer):
    """An area that others are compared with; `parent` or `type` where each has its own."""

    code = s.CharField()
    name = s.CharField(allow_null=True)
    level = s.CharField()
    status = s.ChoiceField(STATUS_WORDS, allow_null=True)
    value = s.FloatField(allow_null=True)
    numerator = s.FloatField(allow_null=True)
    denominator = s.FloatField(allow_null=True)
    change = s.FloatField(allow_null=True)
    is_beyond = s.BooleanField(required=False, help_text="It is a place beyond the city: a county, a state.")
    remark = s.CharField(
        required=False,
        allow_null=True,
        help_text="Why nothing is compared, or which dates differ; null: nothing to say.",
    )


class ReferenceTypesAnswer(s.Serializer):
    """The types that areas are compared with, where the reference is `type`."""

    typology = s.CharField()
    title = s.CharField()
    names = texts()
    of = s.ListField(child=s.IntegerField(allow_null=True), help_text="Per area; null: it has no type.")


class ResidualAnswer(s.Serializer):
    """The unit "räumlich nicht zuordenbar": last of all arrays."""

    position = s.IntegerField()
    code = s.CharField()
    share = s.FloatField(allow_null=True, help_text="Its part of the city's cases, in percent.")


class ClassesAnswer(s.Serializer):
    method = s.ChoiceField(list(Method))
    count = s.IntegerField(help_text="How many colours the map needs.")
    scope = s.ChoiceField(list(Scope), help_text="Where the edges come from: this period, or all comparable ones.")
    first = s.CharField(help_text="First period whose values the edges come from.")
    last = s.CharField(help_text="Last one.")
    periods = s.IntegerField(help_text="How many they are.")
    centre = s.FloatField(allow_null=True, help_text="Value that deviations lie around; else null.")
    offered = s.ListField(child=s.ChoiceField(list(Method)), help_text="Methods that fit the indicator here.")


class PeriodsUsedAnswer(s.Serializer):
    numerator = s.CharField()
    denominator = s.CharField(allow_null=True)
    earlier = s.CharField(allow_null=True)


class ValuesAnswer(s.Serializer):
    indicator = s.CharField()
    title = s.CharField()
    level = s.CharField()
    edition = s.CharField()
    period = s.CharField()
    as_of = s.DateField()
    data_status = s.ChoiceField(("provisional", "final", "revised"))
    release = ReleaseShortAnswer()
    audited = s.CharField(help_text="`not_audited` until the disclosure audit has passed: not for publication.")
    unit = s.CharField(allow_blank=True)
    decimals = s.IntegerField()
    kind = s.ChoiceField(KINDS)
    polarity = s.ChoiceField(POLARITIES)
    reference = ReferenceAnswer()
    types = ReferenceTypesAnswer(allow_null=True)
    beyond = PlaceBeyondAnswer(many=True, help_text="Places beyond the city that can be the reference.")
    city = ReferenceAnswer()
    residual = ResidualAnswer(allow_null=True)
    breaks_of_definition = BreakAnswer(
        many=True, help_text="Where the definition changes: values across are not compared."
    )
    exceptional = ExceptionalAnswer(
        many=True, help_text="Spans that the period lies in: its values are true but not usual."
    )
    notes = NoteAnswer(many=True)
    breaks = s.ListField(child=s.FloatField(), help_text="Edges of classes, from the smallest value: C_l < y ≤ C_u.")
    classes = ClassesAnswer()
    codes = texts()
    names = texts()
    parents = s.ListField(child=s.CharField(allow_null=True))
    status = s.ListField(child=s.ChoiceField(STATUS_WORDS))
    value = numbers()
    numerator = numbers()
    denominator = numbers()
    low = numbers()
    high = numbers()
    reference_value = s.ListField(
        child=s.FloatField(allow_null=True), help_text="Filled where each area has a reference of its own; else empty."
    )
    difference = numbers()
    index = numbers()
    share = numbers()
    change = numbers()
    divergence = numbers()
    position = s.ListField(child=s.ChoiceField(POSITION_WORDS, allow_null=True))
    against_rest = trend_words(
        POSITION_WORDS,
        "The area against the city without it, the areas of the map judged together (at most 5 % false statements among "
        "those that differ). Null where no counts are shown.",
    )
    trend = trend_words(
        DIRECTION_WORDS,
        "Change over the year against the area's own history; null where that is too short, or a variant.",
    )
    course = trend_words(
        COURSE_WORDS,
        "`diverging`: opposite to the reference; `lagging`: less favourable than it; both outside the range of fluctuation "
        "in two comparisons in a row. `along`: neither.",
    )
    variant = s.ChoiceField(VARIANTS)
    variants = s.ListField(child=s.ChoiceField(VARIANTS), help_text="What can be asked for.")
    window = WindowAnswer(allow_null=True)
    periods_used = PeriodsUsedAnswer()


# ``class`` is a word of Python, so this column is declared by name.
ValuesAnswer._declared_fields["class"] = s.ListField(child=s.IntegerField(allow_null=True))
