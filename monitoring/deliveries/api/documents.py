"""Deliveries and previews in the form that ``answers`` describes."""

from dataclasses import asdict
from typing import Any

from indicators.models import Delivery
from indicators.office import reports
from indicators.office.preview import preview
from indicators.office.previewed import IndicatorPreview, PeriodPreview
from indicators.office.releasing import seen_hash
from monitoring.deliveries import offers
from monitoring.deliveries.profiles import said
from monitoring.deliveries.spans import period_codes
from monitoring.departments.readers import Somebody


def short_document(person: Somebody, delivery: Delivery) -> dict[str, Any]:
    """A delivery as one line of the list."""
    progress = getattr(delivery, "progress", None)
    return {
        "delivery": delivery.pk,
        "file_name": delivery.file_name,
        "profile": delivery.profile.code,
        "period": delivery.period.code,
        "periods": period_codes(delivery),
        "as_of": delivery.as_of,
        "state": delivery.state,
        "state_since": delivery.state_since,
        "progress": {"step": progress.step, "done": progress.done, "total": progress.total} if progress else None,
        "rows": delivery.rows,
        "uploaded_by": delivery.uploaded_by.get_username(),
        "uploaded_at": delivery.uploaded_at,
        "decided_by": delivery.decided_by.get_username() if delivery.decided_by else None,
        "decided_at": delivery.decided_at,
        "reason": delivery.reason,
        "release": delivery.release.number if delivery.release else None,
        "next_step": str(offers.next_step(person, delivery)),
    }


def delivery_document(person: Somebody, delivery: Delivery) -> dict[str, Any]:
    """A delivery with the counts of its problems and what the person may do."""
    return short_document(person, delivery) | {
        "file_sha256": delivery.file.sha256,
        "file_size": delivery.file.size,
        "erased_at": delivery.file.erased_at,
        "edition": delivery.edition.code if delivery.edition else None,
        "is_revision": delivery.is_revision,
        "failure": delivery.failure,
        "problems": {severity.value: count for severity, count in reports.totals(delivery.pk).items()},
        "actions": [offer.move.value for offer in offers.offers_for(person, delivery)],
    }


def preview_document(delivery: Delivery, indicator: str = "") -> dict[str, Any]:
    """The candidate against what is live."""
    compared = preview(delivery, indicator=indicator)
    return {
        "delivery": delivery.pk,
        "compared_with_release": compared.release,
        "manifest": seen_hash([delivery]),
        "audited": delivery.calculation.audit if delivery.calculation else "",
        "indicators": [_indicator(row) for row in compared.indicators],
    }


def _indicator(row: IndicatorPreview) -> dict[str, Any]:
    return {
        "code": row.code,
        "title": said(row.spec.title),
        "kind": row.spec.kind.value,
        "unit": row.spec.unit,
        "decimals": row.spec.decimals,
        "periods": [_period(period) for period in row.periods],
    }


def _period(row: PeriodPreview) -> dict[str, Any]:
    return {
        "period": row.period,
        "compared_with": row.compared_with,
        "is_new": row.is_new,
        "is_unchanged": row.is_unchanged,
        "city_before": asdict(row.city_before) if row.city_before else None,
        "city_after": asdict(row.city_after) if row.city_after else None,
        "levels": [{"level": line.level, **asdict(line.counts)} for line in row.levels],
        "jumps": [asdict(jump) for jump in row.jumps],
        "missing": [{"code": code, "name": name} for code, name in row.missing],
        "newly_suppressed": [{"code": code, "name": name} for code, name in row.newly_suppressed],
    }
