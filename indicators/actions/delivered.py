"""The periods that a delivery's file has, as rows: the announced one, and others that the file names itself."""

from collections.abc import Iterable

from indicators.intake.checked import CheckedFile
from indicators.models import DeliveredPeriod, Delivery, Period
from indicators.periods import Period as PeriodValue


def stored_periods(periods: Iterable[PeriodValue]) -> dict[str, int]:
    """Code → row of each period, made where it is new."""
    wanted = {period.code: period for period in periods}
    Period.objects.bulk_create(
        (Period(code=one.code, kind=one.kind, starts=one.starts, ends=one.ends) for one in sorted(wanted.values())),
        ignore_conflicts=True,
    )
    return dict(Period.objects.filter(code__in=list(wanted)).values_list("code", "pk"))


def write_periods(delivery: Delivery, checked: CheckedFile) -> None:
    """Which periods the file has; the announced one belongs to the delivery whatever the file says."""
    found = {told.period for told in checked.periods if told.period is not None} | {delivery.period.span}
    rows = stored_periods(found).values()
    DeliveredPeriod.objects.filter(delivery=delivery).exclude(period__in=rows).delete()
    DeliveredPeriod.objects.bulk_create(
        (DeliveredPeriod(delivery=delivery, period_id=row) for row in sorted(rows)), ignore_conflicts=True
    )
