"""The periods of a delivery in words: the announced one, and others that its file has."""

from django.utils.translation import gettext as _

from indicators.models import Delivery
from monitoring.wording import period_label

_MOST = 4


def periods_text(delivery: Delivery) -> str:
    """The announced period and those beside it; of many their number and the earliest. Reads what was prefetched."""
    named = period_label(delivery.period.code)
    others = [code for code in period_codes(delivery) if code != delivery.period.code]
    if not others:
        return named
    if len(others) <= _MOST:
        told = ", ".join(period_label(code) for code in others)
        return _("%(period)s, also %(others)s") % {"period": named, "others": told}
    values = {"period": named, "number": len(others), "first": period_label(others[0])}
    return _("%(period)s and %(number)s other periods from %(first)s on") % values


def period_codes(delivery: Delivery) -> list[str]:
    """Every period of the file, ascending; the announced one before the file was read."""
    periods = {row.period for row in delivery.delivered_periods.all()} | {delivery.period}
    return [period.code for period in sorted(periods, key=lambda period: (period.ends, period.starts, period.code))]
