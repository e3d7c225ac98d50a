"""An entry of early warning in words: level and trend apart, more and less, and whom it concerns; never better or worse."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from indicators.catalogue.specs import IndicatorKind, IndicatorSpec
from indicators.periods import parse_period
from monitoring.api.doors import said
from monitoring.numbers import as_shown, format_change, format_value
from monitoring.planning.models import Aspect, WatchEntry
from monitoring.wording import period_phrase, period_since

ASPECTS: dict[str, Promise] = {Aspect.TREND: _("Trend"), Aspect.LEVEL: pgettext_lazy("of a value", "Level")}
LEANINGS: dict[int, Promise] = {
    1: _("towards more disadvantage than was to be expected"),
    -1: _("towards less disadvantage than was to be expected"),
    0: _("otherwise than was to be expected"),
}
_TREND = {
    "more": _("“%(title)s” has risen by %(change)s %(since)s, to %(value)s %(period)s."),
    "less": _("“%(title)s” has fallen by %(change)s %(since)s, to %(value)s %(period)s."),
    "same": _("“%(title)s” has not changed %(since)s; it stands at %(value)s %(period)s."),
    "unknown": _("“%(title)s” has reached %(value)s %(period)s."),
}
_TREND_EXPECTED = _(
    "As the city moved, and as the areas have fluctuated so far, %(expected)s was to be expected, and in 95 of 100 cases "
    "something between %(low)s and %(high)s."
)
_LEVEL = _("“%(title)s” stood at %(value)s %(period)s.")
_LEVEL_CITY = _("“%(title)s” stood at %(value)s %(period)s (city: %(city)s).")


def sentences(entry: WatchEntry, spec: IndicatorSpec) -> list[str]:
    """What was observed, and what was to be expected."""

    def shown(number: float) -> str:
        return format_value(number, spec.unit, spec.decimals)

    words = {
        "title": said(spec.title),
        "value": shown(entry.value),
        "period": period_phrase(entry.period),
        "expected": shown(entry.expected),
        "low": shown(entry.low),
        "high": shown(entry.high),
    }
    if entry.aspect == Aspect.TREND:
        return [_moved(entry, spec, words), str(_TREND_EXPECTED) % words]
    is_count = spec.kind is IndicatorKind.COUNT
    if entry.city_value is None or is_count:
        return [str(_LEVEL) % words, _alike(entry, words)]
    return [str(_LEVEL_CITY) % {**words, "city": shown(entry.city_value)}, _alike(entry, words)]


def _alike(entry: WatchEntry, words: dict[str, str]) -> str:
    number = len(entry.alike)
    return ngettext(
        "By the %(number)d area most like it in the other life domains, %(expected)s was to be expected, and in 95 of 100 "
        "cases something between %(low)s and %(high)s.",
        "By the %(number)d areas most like it in the other life domains, %(expected)s was to be expected, and in 95 of 100 "
        "cases something between %(low)s and %(high)s.",
        number,
    ) % {**words, "number": number}


def _moved(entry: WatchEntry, spec: IndicatorSpec, words: dict[str, str]) -> str:
    if entry.earlier_value is None or not _compares(entry, spec):
        return str(_TREND["unknown"]) % words
    is_count = spec.kind is IndicatorKind.COUNT
    if is_count and not entry.earlier_value:
        return str(_TREND["unknown"]) % words
    change = 100 * (entry.value / entry.earlier_value - 1) if is_count else entry.value - entry.earlier_value
    rounded = as_shown(change, 1 if is_count else spec.decimals)
    way = "same" if rounded == 0 else "more" if rounded > 0 else "less"
    words["change"] = format_change(change, spec.kind, spec.unit, spec.decimals, signed=False)
    words["since"] = period_since(entry.earlier_period)
    return str(_TREND[way]) % words


def _compares(entry: WatchEntry, spec: IndicatorSpec) -> bool:
    """Whether the definition is the same at the start and the end of the trend; otherwise no change is told."""
    return spec.comparable(parse_period(entry.earlier_period), parse_period(entry.period))
