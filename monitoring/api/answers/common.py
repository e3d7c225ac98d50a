"""What answers have in common: columns, texts, problems, a release in short."""

from drf_spectacular.utils import OpenApiResponse
from rest_framework import serializers as s

from indicators.calculation.variants import Variant

STATUS_WORDS = ("ok", "missing", "pending", "not_applicable", "unreliable", "suppressed")
POSITION_WORDS = ("above", "below", "within")
DIRECTION_WORDS = ("falling", "stable", "rising")
COURSE_WORDS = ("along", "diverging", "lagging")
VARIANTS = tuple(variant.value for variant in Variant)
KINDS = ("rate", "share", "change", "count")
VISIBILITIES = ("department", "administration", "council", "public")
POLARITIES = ("higher_is_more_disadvantage", "lower_is_more_disadvantage", "neutral")


def numbers() -> s.ListField:
    return s.ListField(child=s.FloatField(allow_null=True))


def texts() -> s.ListField:
    return s.ListField(child=s.CharField())


def trend_words(words: tuple[str, ...], about: str) -> s.ListField:
    return s.ListField(child=s.ChoiceField(words, allow_null=True), help_text=about)


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


class PlaceAnswer(s.Serializer):
    code = s.CharField()
    name = s.CharField()
    level = s.CharField()
    edition = s.CharField()
    is_residual = s.BooleanField()


class PlaceBeyondAnswer(s.Serializer):
    """A place beyond the city (county, state) of which values are released."""

    code = s.CharField(help_text="What `reference` takes: `land:09`.")
    name = s.CharField()
    level = s.CharField()


class ReleaseShortAnswer(s.Serializer):
    number = s.CharField(help_text="As in addresses and questions: `2026/3`, `2026/3/2` for its second revision.")
    cited = s.CharField(help_text="As people cite it: `2026/3, Revision 2`.")
    revision = s.IntegerField()
    reason = s.CharField(allow_blank=True)
    activated_at = s.DateTimeField()
    demo = s.BooleanField(help_text="Its values are invented.")


class BreakAnswer(s.Serializer):
    period = s.CharField()
    text = s.CharField()


class ExceptionalAnswer(s.Serializer):
    first = s.CharField(help_text="First period of the span.")
    last = s.CharField(help_text="Last period of the span.")
    text = s.CharField()


class NoteAnswer(s.Serializer):
    kind = s.ChoiceField(("break", "exceptional", "register", "note"))
    first = s.CharField(allow_null=True, help_text="First period that it is about; null: every one.")
    last = s.CharField(allow_null=True, help_text="Last period; null: until further notice.")
    text = s.CharField()
    areas = texts()
    release = s.CharField(help_text="The release that it was recorded with, as cited.")


class WindowAnswer(s.Serializer):
    """The periods that a value is computed from where it is not one alone."""

    first = s.CharField()
    last = s.CharField()
    periods = s.IntegerField(help_text="How many there are of them.")
    gap = s.BooleanField(help_text="One of them was never delivered: there is no value.")
    broken = s.BooleanField(help_text="The definition changes inside: there is no value.")


class MarkedBreakAnswer(BreakAnswer):
    at = s.IntegerField(allow_null=True, help_text="Position of the first period with the new definition.")


class MarkedExceptionalAnswer(ExceptionalAnswer):
    first_at = s.IntegerField(allow_null=True, help_text="Position of the first period of the series within the span.")
    last_at = s.IntegerField(allow_null=True, help_text="Position of the last one.")


def problems(*statuses: int) -> dict[tuple[int, str], object]:
    """The problem answers of an endpoint, for its description."""
    return {(status, "application/problem+json"): OpenApiResponse(Problem, "Problem details.") for status in statuses}
