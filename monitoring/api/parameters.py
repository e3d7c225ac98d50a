"""Query parameters: read, checked and documented by one serializer each."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request

from indicators.calculation.classification import FEWEST, MOST, Method, parse_choice
from indicators.calculation.variants import Variant
from indicators.periods import parse_period
from indicators.queries.classes import Scope

_CODE = {"max_length": 80, "trim_whitespace": True}
_VARIANTS = (
    "`rolling4`: mean of four quarters, recomputed from their counts; `pooled3`: three years together; `smoothed`: small "
    "areas drawn towards the rate of all. Default: `none`."
)


class PeriodField(serializers.CharField):
    """A period in one of its written forms."""

    default_error_messages = {
        "period": _(
            "“{period}” is no period. Write 2018-12-31, 2018-12, 2018-Q4, 2018-H2, 2018, 2018/19 or 2016..2018."
        )
    }

    def to_internal_value(self, data: Any) -> str:
        text = super().to_internal_value(data)
        try:
            return parse_period(text).code
        except ValueError:
            self.fail("period", period=text)


class ReleaseField(serializers.RegexField):
    """A release as it is cited."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(r"^[0-9]{4}/[0-9]{1,4}((/|, Revision )[0-9]{1,4})?$", **kwargs)
        self.error_messages["invalid"] = _("Write a release as it is cited, for example 2026/1 or 2026/3, Revision 2.")


class ClassesField(serializers.CharField):
    """A method of classes with their number."""

    default_error_messages = {
        "classes": _(
            "“{classes}” is no choice of classes. Write natural:5, quantiles:5, equal:5 or deviations:5 with a number "
            "from {fewest} to {most}, or fixed."
        )
    }

    def to_internal_value(self, data: Any) -> str:
        text = super().to_internal_value(data)
        try:
            return str(parse_choice(text))
        except ValueError:
            self.fail("classes", classes=text, fewest=FEWEST, most=MOST)


class ValuesParameters(serializers.Serializer):
    indicator = serializers.CharField(**_CODE, help_text="Code of the indicator.")
    level = serializers.CharField(**_CODE, required=False, help_text="Code of a level. Default: the finest one.")
    period = PeriodField(max_length=20, required=False, help_text="Default: the latest one.")
    edition = serializers.CharField(**_CODE, required=False, help_text="Edition of areas. Default: the newest one.")
    reference = serializers.CharField(
        **_CODE,
        required=False,
        help_text="An area of a level above, `parent`, `type` (all areas of the same type), or a place beyond the city as "
        "`land:09`. Default: the city.",
    )
    release = ReleaseField(required=False, help_text="Number as cited, 2026/1. Default: what is live.")
    classes = ClassesField(
        max_length=20,
        required=False,
        help_text=f"METHOD:COUNT, with {', '.join(Method)} and {FEWEST} to {MOST} classes; `fixed` has no count. "
        "Default: the indicator's fixed classes, else quantiles:5.",
    )
    scope = serializers.ChoiceField(
        list(Scope),
        required=False,
        help_text="Where the edges come from: the values of this `period` (default), or of `all` comparable periods of "
        "the release in this edition, so that maps of several periods compare.",
    )
    variant = serializers.ChoiceField(list(Variant), required=False, help_text=_VARIANTS)


class ClustersParameters(serializers.Serializer):
    indicator = serializers.CharField(**_CODE, help_text="Code of the indicator.")
    level = serializers.CharField(**_CODE, required=False, help_text="Code of a level. Default: the finest one.")
    period = PeriodField(max_length=20, required=False, help_text="Default: the latest one.")
    edition = serializers.CharField(**_CODE, required=False, help_text="Edition of areas. Default: the newest one.")
    release = ReleaseField(required=False, help_text="Number as cited, 2026/1. Default: what is live.")
    variant = serializers.ChoiceField(list(Variant), required=False, help_text=_VARIANTS)


class RelationParameters(serializers.Serializer):
    x = serializers.CharField(**_CODE, help_text="Code of the first indicator.")
    y = serializers.CharField(**_CODE, help_text="Code of the second indicator.")
    level = serializers.CharField(
        **_CODE, required=False, help_text="Code of a level. Default: the finest one of both."
    )
    period = PeriodField(max_length=20, required=False, help_text="Of the first indicator. Default: the latest one.")
    edition = serializers.CharField(**_CODE, required=False, help_text="Edition of areas. Default: the newest one.")
    release = ReleaseField(required=False, help_text="Number as cited, 2026/1. Default: what is live.")
    weighted = serializers.BooleanField(required=False, default=False, help_text="Areas count by their residents.")


class SegregationParameters(serializers.Serializer):
    indicator = serializers.CharField(**_CODE, help_text="Code of an indicator that counts part of a population.")
    release = ReleaseField(required=False, help_text="Number as cited, 2026/1. Default: what is live.")


class IndexParameters(serializers.Serializer):
    level = serializers.CharField(**_CODE, required=False, help_text="Code of a level. Default: the finest one.")
    period = PeriodField(max_length=20, required=False, help_text="Default: the latest one.")
    edition = serializers.CharField(**_CODE, required=False, help_text="Edition of areas. Default: the newest one.")
    release = ReleaseField(required=False, help_text="Number as cited, 2026/1. Default: what is live.")


class GroupsParameters(IndexParameters):
    area = serializers.CharField(**_CODE, required=False, help_text="Code of an area whose path is told.")


class IndexHistoryParameters(serializers.Serializer):
    area = serializers.CharField(**_CODE, help_text="Code of the area.")
    level = serializers.CharField(**_CODE, required=False, help_text="Code of a level. Default: the finest one.")
    release = ReleaseField(required=False, help_text="Number as cited, 2026/1. Default: what is live.")


class SeriesParameters(serializers.Serializer):
    indicator = serializers.CharField(**_CODE, help_text="Code of the indicator.")
    area = serializers.CharField(**_CODE, help_text="Code of the area.")
    edition = serializers.CharField(**_CODE, required=False, help_text="Edition of areas. Default: the newest one.")
    reference = serializers.CharField(
        **_CODE,
        required=False,
        help_text="Code of an area above, `parent`, `type`, or a place beyond the city as `land:09`. Default: the city.",
    )
    release = ReleaseField(required=False, help_text="Number as cited, 2026/1. Default: what is live.")
    variant = serializers.ChoiceField(list(Variant), required=False, help_text=_VARIANTS)


class ProvenanceParameters(serializers.Serializer):
    indicator = serializers.CharField(**_CODE, help_text="Code of the indicator.")
    area = serializers.CharField(**_CODE, help_text="Code of the area.")
    period = PeriodField(max_length=20, required=False, help_text="Default: the latest one.")
    edition = serializers.CharField(**_CODE, required=False, help_text="Edition of areas. Default: the newest one.")
    reference = serializers.CharField(
        **_CODE,
        required=False,
        help_text="Code of an area above, `parent`, `type`, or a place beyond the city as `land:09`. Default: the city.",
    )
    release = ReleaseField(required=False, help_text="Number as cited, 2026/1. Default: what is live.")
    variant = serializers.ChoiceField(list(Variant), required=False, help_text=_VARIANTS)


class IndexNumberParameters(IndexParameters):
    area = serializers.CharField(**_CODE, help_text="Code of the area.")


class AreaParameters(serializers.Serializer):
    edition = serializers.CharField(**_CODE, required=False, help_text="Code of the edition. Default: the newest one.")
    level = serializers.CharField(**_CODE, required=False, help_text="Code of a level.")
    parent = serializers.CharField(**_CODE, required=False, help_text="Code of the area above.")
    q = serializers.CharField(max_length=100, required=False, help_text="Part of a name, or the beginning of a code.")


class SearchParameters(serializers.Serializer):
    q = serializers.CharField(max_length=100, help_text="Words of a name, a code; typing errors are forgiven.")
    limit = serializers.IntegerField(
        min_value=1, max_value=50, default=5, help_text="At most so many of each kind. Default: 5."
    )


class SheetParameters(serializers.Serializer):
    reference = serializers.CharField(
        **_CODE,
        required=False,
        help_text="Code of an area above, `parent`, `type`, or a place beyond the city as `land:09`. Default: the city.",
    )
    release = ReleaseField(required=False, help_text="Number as cited, 2026/1. Default: what is live.")


class DashboardParameters(serializers.Serializer):
    area = serializers.CharField(**_CODE, required=False, help_text="Code of an area. Default: the city.")
    reference = serializers.CharField(
        **_CODE, required=False, help_text="Code of an area above, or `parent`. Default: the city."
    )
    period = PeriodField(max_length=20, required=False, help_text="Every panel shows its latest up to it.")
    level = serializers.CharField(**_CODE, required=False, help_text="Code of a level. Default: the finest one.")
    release = ReleaseField(required=False, help_text="Number as cited, 2026/1. Default: what is live.")


class DifferencesParameters(serializers.Serializer):
    older = ReleaseField(help_text="Number as cited, 2026/1.")
    newer = ReleaseField(help_text="Number as cited, 2026/1, Revision 2.")
    indicator = serializers.CharField(**_CODE, required=False, help_text="Show this one area by area.")
    period = PeriodField(max_length=20, required=False, help_text="Default: the latest one of the newer release.")
    level = serializers.CharField(**_CODE, required=False, help_text="Code of a level. Default: the finest one.")
    edition = serializers.CharField(**_CODE, required=False, help_text="Edition of areas. Default: the newest one.")


class TypologyParameters(serializers.Serializer):
    edition = serializers.CharField(**_CODE, required=False, help_text="Edition of areas. Default: the newest one.")
    level = serializers.CharField(**_CODE, required=False, help_text="Code of a level. Default: the finest one.")
    release = ReleaseField(required=False, help_text="Number as cited, 2026/1. Default: what is live.")


class SimilarParameters(TypologyParameters):
    area = serializers.CharField(**_CODE, help_text="Code of the area.")
    typology = serializers.CharField(
        **_CODE, required=False, help_text="Typology whose indicators are compared. Default: the default one."
    )
    indicators = serializers.CharField(
        max_length=400, required=False, help_text="Codes of indicators with commas, instead of a typology."
    )
    most = serializers.IntegerField(min_value=1, max_value=50, default=5, help_text="How many areas. Default: 5.")


class GoalsParameters(serializers.Serializer):
    indicator = serializers.CharField(**_CODE, required=False, help_text="Code of the indicator.")
    area = serializers.CharField(**_CODE, required=False, help_text="Code of the area.")
    department = serializers.CharField(**_CODE, required=False, help_text="Code of the department.")


class ShapesParameters(serializers.Serializer):
    v = serializers.RegexField(
        r"^[0-9a-f]{64}$", required=False, help_text="SHA-256 of the content; with it the answer is kept for ever."
    )


def read(serializer: type[serializers.Serializer], request: Request) -> dict[str, Any]:
    """The checked parameters of a request; raises DRF's ``ValidationError``."""
    parameters = serializer(data=request.query_params)
    parameters.is_valid(raise_exception=True)
    return dict(parameters.validated_data)
