"""What the office agrees on about a source's dates, and the periods that it notes as not coming."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from indicators.actions.audit import record
from indicators.actions.errors import Refused
from indicators.actions.receive import stored_period
from indicators.calendar import STEPS
from indicators.models import Agreement, Source, Waiver
from indicators.periods import Period, parse_period

#: Nobody agrees on a beginning further away than that.
_YEARS = 30


def _source(code: str) -> Source:
    found = Source.objects.filter(code=code).first()
    if found is None:
        raise Refused("unknown_source", source=code[:80])
    return found


def _first(code: str) -> str:
    """The period from which on deliveries are expected, as it is written; nothing for none."""
    if not code.strip():
        return ""
    try:
        period = parse_period(code.strip())
    except ValueError:
        raise Refused("not_a_period", period=code[:40]) from None
    if abs(period.ends.year - timezone.localdate().year) > _YEARS:
        raise Refused("not_a_period", period=period.code)
    return period.code


@transaction.atomic
def agree(
    *,
    by: AbstractBaseUser,
    source: str,
    first_period: str = "",
    extra_days: int = 0,
    grace_days: int,
    contact: AbstractBaseUser | None = None,
    reminders: bool = True,
) -> Agreement:
    """Keep what was agreed with the department that delivers a source.

    Raises:
        Refused: ``unknown_source``, ``not_dated`` (it delivers at no fixed dates), ``not_a_period``.
    """
    found = _source(source)
    if found.spec.cadence not in STEPS:
        raise Refused("not_dated", source=source)
    values = {
        "first_period": _first(first_period),
        "extra_days": extra_days,
        "grace_days": grace_days,
        "contact": contact,
        "reminders": reminders,
        "changed_by": by,
    }
    agreement, _ = Agreement.objects.update_or_create(source=found, defaults=values)
    told = values | {"contact": contact.get_username() if contact else None}
    told.pop("changed_by")
    record(by=by, action="agree_dates", subject="source", subject_id=source, **told)
    return agreement


@transaction.atomic
def waive(*, by: AbstractBaseUser, source: str, period: Period, reason: str) -> Waiver:
    """Note that a period does not come. Noted again, the later reason counts.

    Raises:
        Refused: ``unknown_source``, ``reason_missing``.
    """
    found, text = _source(source), reason.strip()
    if not text:
        raise Refused("reason_missing")
    values = {"reason": text, "waived_by": by, "waived_at": timezone.now()}
    waiver, _ = Waiver.objects.update_or_create(source=found, period=stored_period(period), defaults=values)
    record(by=by, action="waive_period", subject="source", subject_id=source, period=period.code, reason=text)
    return waiver


@transaction.atomic
def expect_again(*, by: AbstractBaseUser, source: str, period: str) -> None:
    """Take the note back: the period is expected again. Without a note nothing happens."""
    removed, _ = Waiver.objects.filter(source__code=source, period__code=period).delete()
    if removed:
        record(by=by, action="expect_period", subject="source", subject_id=source, period=period)
