"""Places beyond the city in answers: which can be compared with, and why there is nothing to compare."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from indicators.periods import Period
from indicators.queries.beyond import Beyond, line_beyond, periods_beyond
from monitoring.wording import period_label, period_phrase

_MOST = 4


def choices(places: Iterable[Beyond]) -> list[dict[str, Any]]:
    """The places that can be named as a reference; ``code`` is what the question says."""
    return [{"code": place.key, "name": place.name, "level": place.level} for place in places]


def remark(place: Beyond, indicator: str, period: Period, base: Period | None, release_id: int) -> str | None:
    """What has to be said beside the value of a place: that there is none, or that it stands on another date.

    Args:
        base: the denominator's period of the areas that are compared with it.
    """
    line = line_beyond(place, indicator, period.code, release_id)
    if line is None:
        known = [period_label(code) for code in reversed(periods_beyond(place, indicator, release_id))]
        told = ", ".join(known[:_MOST]) + (" …" if len(known) > _MOST else "")
        return _(
            "For %(place)s there is no released value %(period)s: nothing is compared, and no other period stands in for "
            "it. Released are: %(known)s."
        ) % {"place": place.name, "period": period_phrase(period.code), "known": told}
    own = line.denominator_period
    if own is not None and base is not None and own != base:
        return _("The denominator of %(place)s is of %(own)s, that of the areas of %(base)s.") % {
            "place": place.name,
            "own": period_label(own.code),
            "base": period_label(base.code),
        }
    return None
