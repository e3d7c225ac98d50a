"""The form of every answer, as the OpenAPI schema describes it. Values are columns: codes once, then arrays."""

from drf_spectacular.utils import OpenApiResponse
from rest_framework import serializers as s

STATUS_WORDS = ("ok", "missing", "pending", "not_applicable", "unreliable", "suppressed")
POSITION_WORDS = ("above", "below", "within")
KINDS = ("rate", "share", "change", "count")
VISIBILITIES = ("department", "administration", "council", "public")
POLARITIES = ("higher_is_more_disadvantage", "lower_is_more_disadvantage", "neutral")


def numbers() -> s.ListField:
    return s.ListField(child=s.FloatField(allow_null=True))


def texts() -> s.ListField:
    return s.ListField(child=s.CharField())


class ProblemError(s.Serializer):
    parameter = s.CharField(allow_blank=True)
    reason = s.CharField()


class Problem(s.Serializer):
    """Problem details (RFC 9457)."""

    type = s.CharField()
    title = s.CharField()
    status = s.IntegerField()
    detail = s.CharField()
    code = s.CharField(help_text="Stable; the texts are in the asked language.")
    errors = ProblemError(many=True, required=False)


class Names(s.Serializer):
    de = s.CharField()
    en = s.CharField()


class MeAnswer(s.Serializer):
    username = s.CharField(allow_blank=True, help_text="Empty: not signed in.")
    name = s.CharField(allow_blank=True)
    roles = texts()
    departments = texts()
    language = s.CharField()


class LevelAnswer(s.Serializer):
    code = s.CharField()
    name = Names()
    order = s.IntegerField()


class AreaSystemAnswer(s.Serializer):
    code = s.CharField()
    name = Names()
    levels = LevelAnswer(many=True)


class EditionLevelAnswer(s.Serializer):
    level = s.CharField()
    areas = s.IntegerField(help_text="The residual unit is counted.")
    shapes_sha256 = s.CharField(allow_null=True)
    shapes_url = s.CharField(allow_null=True)


class EditionAnswer(s.Serializer):
    code = s.CharField()
    system = s.CharField()
    valid_from = s.DateField()
    valid_until = s.DateField(allow_null=True)
    levels = EditionLevelAnswer(many=True)


class AreaAnswer(s.Serializer):
    code = s.CharField()
    name = s.CharField()
    level = s.CharField()
    parent = s.CharField(allow_null=True)
    edition = s.CharField()
    is_residual = s.BooleanField()


class IndicatorAnswer(s.Serializer):
    code = s.CharField()
    title = s.CharField()
    kind = s.ChoiceField(KINDS)
    unit = s.CharField(allow_blank=True)
    decimals = s.IntegerField()
    polarity = s.ChoiceField(POLARITIES)
    domain = s.CharField()
    visibility = s.ChoiceField(VISIBILITIES)
    periods = texts()
    levels = s.ListField(child=s.CharField(), help_text="Coarsest first.")
    latest = s.CharField(allow_null=True)


class ComponentAnswer(s.Serializer):
    code = s.CharField()
    title = s.CharField()
    role = s.ChoiceField(("numerator", "denominator", "measure", "weight"))
    unit = s.CharField()
    population = s.CharField()
    kind = s.CharField()
    source = s.CharField()


class SourceAnswer(s.Serializer):
    code = s.CharField()
    title = s.CharField()
    publisher = s.CharField()
    owner = s.CharField()
    cadence = s.CharField()
    lag_months = s.IntegerField()
    policy = s.CharField()
    legal_basis = s.CharField()
    licence = s.CharField()
    note = s.CharField(allow_null=True)


class SheetTextAnswer(s.Serializer):
    key_statement = s.CharField()
    reading_aid = s.CharField()
    legal_basis = s.CharField()
    comparability = s.CharField()
    availability = s.CharField(allow_null=True)


class BreakAnswer(s.Serializer):
    period = s.CharField()
    text = s.CharField()


class LabelAnswer(s.Serializer):
    text = s.CharField()
    valid_from = s.DateField()
    valid_until = s.DateField(allow_null=True)


class PairingAnswer(s.Serializer):
    rule = s.CharField()
    within_months = s.IntegerField()


class MinimumAnswer(s.Serializer):
    staff = s.FloatField()
    public = s.FloatField()


class IndicatorSheetAnswer(IndicatorAnswer):
    numerator = texts()
    denominator = texts()
    measure = s.CharField(allow_null=True)
    weight = texts()
    pairing = PairingAnswer()
    scale = s.FloatField()
    minimum_denominator = MinimumAnswer()
    owner = texts()
    policy = texts()
    source = SourceAnswer(many=True)
    components = ComponentAnswer(many=True)
    sheet = SheetTextAnswer()
    labels = LabelAnswer(many=True)
    breaks = BreakAnswer(many=True)


class ReleaseShortAnswer(s.Serializer):
    number = s.CharField()
    reason = s.CharField(allow_blank=True)
    activated_at = s.DateTimeField()


class ReferenceAnswer(s.Serializer):
    """An area that others are compared with; `parent` where each has its own."""

    code = s.CharField()
    name = s.CharField(allow_null=True)
    level = s.CharField()
    status = s.ChoiceField(STATUS_WORDS, allow_null=True)
    value = s.FloatField(allow_null=True)
    numerator = s.FloatField(allow_null=True)
    denominator = s.FloatField(allow_null=True)
    change = s.FloatField(allow_null=True)


class ResidualAnswer(s.Serializer):
    """The unit "räumlich nicht zuordenbar": last of all arrays."""

    position = s.IntegerField()
    code = s.CharField()
    share = s.FloatField(allow_null=True, help_text="Its part of the city's cases, in percent.")


class ClassesAnswer(s.Serializer):
    method = s.ChoiceField(("fixed", "quantiles"))
    count = s.IntegerField(help_text="How many colours the map needs.")


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
    city = ReferenceAnswer()
    residual = ResidualAnswer(allow_null=True)
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
    periods_used = PeriodsUsedAnswer()


# ``class`` is a word of Python, so this column is declared by name.
ValuesAnswer._declared_fields["class"] = s.ListField(child=s.IntegerField(allow_null=True))


class PlaceAnswer(s.Serializer):
    code = s.CharField()
    name = s.CharField()
    level = s.CharField()
    edition = s.CharField()
    is_residual = s.BooleanField()


class SeriesAnswer(s.Serializer):
    indicator = s.CharField()
    title = s.CharField()
    unit = s.CharField(allow_blank=True)
    decimals = s.IntegerField()
    kind = s.ChoiceField(KINDS)
    release = ReleaseShortAnswer()
    area = PlaceAnswer()
    reference = PlaceAnswer()
    periods = texts()
    ends = s.ListField(child=s.DateField(), help_text="Last day of each period.")
    status = s.ListField(child=s.ChoiceField(STATUS_WORDS))
    value = numbers()
    low = numbers()
    high = numbers()
    reference_value = numbers()
    difference = numbers()
    index = numbers()
    share = numbers()
    change = numbers()
    divergence = numbers()
    position = s.ListField(child=s.ChoiceField(POSITION_WORDS, allow_null=True))
    data_status = texts()
    breaks = BreakAnswer(many=True)
    editions = texts()


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


class AreaSheetRowAnswer(s.Serializer):
    indicator = s.CharField()
    title = s.CharField()
    domain = s.CharField()
    kind = s.ChoiceField(KINDS)
    unit = s.CharField(allow_blank=True)
    decimals = s.IntegerField()
    polarity = s.ChoiceField(POLARITIES)
    period = s.CharField()
    denominator_period = s.CharField(allow_null=True)
    as_of = s.DateField()
    data_status = s.CharField()
    status = s.ChoiceField(STATUS_WORDS)
    value = s.FloatField(allow_null=True)
    numerator = s.FloatField(allow_null=True)
    denominator = s.FloatField(allow_null=True)
    low = s.FloatField(allow_null=True)
    high = s.FloatField(allow_null=True)
    reference_status = s.ChoiceField(STATUS_WORDS)
    reference_value = s.FloatField(allow_null=True)
    difference = s.FloatField(allow_null=True)
    index = s.FloatField(allow_null=True)
    share = s.FloatField(allow_null=True)
    change = s.FloatField(allow_null=True)
    reference_change = s.FloatField(allow_null=True)
    divergence = s.FloatField(allow_null=True)
    position = s.ChoiceField(POSITION_WORDS, allow_null=True)
    level_sentence = s.CharField(allow_blank=True)
    trend_sentence = s.CharField(allow_blank=True)
    reading_aid = s.CharField()


class AreaSheetAnswer(s.Serializer):
    area = PlaceAnswer()
    parents = PlaceAnswer(many=True)
    reference = PlaceAnswer()
    release = ReleaseShortAnswer(allow_null=True)
    audited = s.CharField(allow_null=True)
    indicators = AreaSheetRowAnswer(many=True)


def problems(*statuses: int) -> dict[tuple[int, str], object]:
    """The problem answers of an endpoint, for its description."""
    return {(status, "application/problem+json"): OpenApiResponse(Problem, "Problem details.") for status in statuses}
