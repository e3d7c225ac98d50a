"""Check: every row of the file, every problem with its place; the whole file or nothing."""

from dataclasses import replace
from functools import partial

from django.utils import timezone

from areas.models import AreaEdition
from indicators.actions.delivered import write_periods
from indicators.actions.history import history_for
from indicators.actions.kept import keep
from indicators.actions.moves import move
from indicators.actions.places import SeveralSystems, edition_for, places_of
from indicators.actions.progress import Report
from indicators.catalogue.documents import spec_of
from indicators.catalogue.profile_spec import ProfileSpec
from indicators.catalogue.schemas import Part
from indicators.intake.checked import CheckedFile
from indicators.intake.checking import check_file, inspect_file
from indicators.intake.problems import KINDS, PersonLevelFile, make_problem
from indicators.intake.problems import Problem as Finding
from indicators.intake.reporting_period import check_period
from indicators.journey import Move
from indicators.models import Delivery, Measure, Problem, ProblemCount
from indicators.periods import Period


def profile_of(delivery: Delivery) -> ProfileSpec:
    """The import profile as it was when the file came, with the columns as they mean in the delivery's period.

    Of a file that says its periods itself each period has its own meaning.
    """
    profile = whole_profile_of(delivery)
    if profile.several_periods:
        return profile
    return replace(profile, columns=profile.columns_at(delivery.period.span), columns_from=())


def whole_profile_of(delivery: Delivery) -> ProfileSpec:
    """The import profile as it was when the file came, with its columns of all times."""
    profile = spec_of(Part.PROFILE, delivery.profile_document)
    assert isinstance(profile, ProfileSpec)
    return profile


def read(delivery: Delivery, profile: ProfileSpec, *, is_compared: bool = False) -> CheckedFile:
    """What the delivered file says; the same bytes, profile and areas always say the same.

    ``is_compared``: with everything that can be said of it beside what counts now, which changes no value.
    """
    assert delivery.edition is not None
    edition, places = delivery.edition, places_of(delivery.edition)
    whole = whole_profile_of(delivery)
    return check_file(
        bytes(delivery.file.content or b""),
        profile=profile,
        measures={m.code: m.spec for m in Measure.objects.filter(code__in=profile.measures)},
        places=places.delivered_at(profile.area),
        period=delivery.period.span,
        beside=partial(history_for, delivery, places, whole) if is_compared else None,
        edition=(edition.valid_from, edition.valid_until),
        today=timezone.localdate(delivery.uploaded_at),
    )


def check(delivery: Delivery, report: Report) -> None:
    """Read the file and write its report; errors refuse the delivery, one row per person erases its bytes."""
    report("check", 0, 1)
    profile = profile_of(delivery)
    period = delivery.period.span
    delivery.edition, unplaced = _edition(profile, period)
    findings: tuple[Finding, ...]
    counts: dict[str, int]
    try:
        if unplaced is not None:
            inspected = inspect_file(bytes(delivery.file.content or b""), profile=profile)
            findings = (*check_period(period.code, profile), unplaced)
            counts = {finding.code: 1 for finding in findings}
        else:
            checked = read(delivery, profile, is_compared=True)
            inspected, findings, counts = checked.inspected, checked.problems, dict(checked.counts)
            delivery.rows = checked.rows
            write_periods(delivery, checked)
            keep(delivery, checked)
        erase = "" if inspected else "not_inspected"
    except PersonLevelFile as found:
        findings, counts, erase = (found.problem,), {found.reason_code: 1}, found.reason_code
    _write_report(delivery, findings, counts)
    if erase:
        _erase(delivery, erase)
    refused = any(KINDS[code].severity == "error" for code in counts)
    report("check", 1, 1)
    move(delivery, Move.REFUSE if refused else Move.CHECK, problems=counts)


def _edition(profile: ProfileSpec, period: Period) -> tuple[AreaEdition | None, Finding | None]:
    """The areas that the file is about, or why there are none."""
    try:
        edition = edition_for(profile.area, period.ends)
    except SeveralSystems as several:
        return None, make_problem("several_systems", value=profile.area.level, systems=", ".join(several.systems))
    return edition, None if edition else make_problem("unknown_edition", value=period.code, hint="none")


def _write_report(delivery: Delivery, findings: tuple[Finding, ...], counts: dict[str, int]) -> None:
    Problem.objects.filter(delivery=delivery).delete()
    ProblemCount.objects.filter(delivery=delivery).delete()
    Problem.objects.bulk_create(
        (
            Problem(
                delivery=delivery,
                position=position,
                code=finding.code,
                severity=finding.severity,
                sheet=finding.sheet,
                row=finding.row,
                column=finding.column,
                value=finding.value,
                params=dict(finding.params),
            )
            for position, finding in enumerate(findings)
        ),
        batch_size=5000,
    )
    ProblemCount.objects.bulk_create(
        ProblemCount(delivery=delivery, code=code, severity=KINDS[code].severity, count=count)
        for code, count in counts.items()
    )


def _erase(delivery: Delivery, reason: str) -> None:
    """Only hash, size and reason stay of the bytes."""
    stored = delivery.file
    stored.content, stored.erased_at, stored.erased_reason = None, timezone.now(), reason
    stored.save(update_fields=["content", "erased_at", "erased_reason"])
