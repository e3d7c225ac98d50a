"""What is new since a moment: periods that were not released then, sheets that were written or changed after it."""

from datetime import datetime

from indicators.models import Indicator, Release
from indicators.queries.releases import manifest


def new_periods(live: Release, since: datetime) -> dict[str, tuple[str, ...]]:
    """Indicator → its periods in ``live`` that the release of that moment did not hold, in time; only where there are any."""
    before = (
        Release.objects.filter(activated_at__lte=since, withdrawn_at__isnull=True).order_by("-activated_at").first()
    )
    known = manifest(before.pk) if before else {}
    found: dict[str, tuple[str, ...]] = {}
    for indicator, lines in manifest(live.pk).items():
        old = {line.period.code for line in known.get(indicator, ())}
        fresh = tuple(dict.fromkeys(line.period.code for line in lines if line.period.code not in old))
        if fresh:
            found[indicator] = fresh
    return found


def changed_sheets(since: datetime) -> frozenset[str]:
    """Indicators whose document was made or changed after that moment."""
    return frozenset(Indicator.objects.filter(changed_at__gt=since).values_list("code", flat=True))
