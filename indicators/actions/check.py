"""Check: every row of the file, every problem with its place; the whole file or nothing."""

from dataclasses import replace

from django.utils import timezone

from areas.models import AreaEdition
from indicators.actions.moves import move
from indicators.actions.observations import current_values
from indicators.actions.places import SeveralSystems, edition_for, places_of
from indicators.actions.progress import Report
from indicators.catalogue.documents import spec_of
from indicators.catalogue.schemas import Part
from indicators.catalogue.specs import ProfileSpec
from indicators.intake.checking import CheckedFile, check_file, inspect_file
from indicators.intake.problems import KINDS, PersonLevelFile, make_problem
from indicators.intake.problems import Problem as Finding
from indicators.intake.reporting_period import check_period
from indicators.journey import Move
from indicators.models import Delivery, Measure, Problem, ProblemCount
from indicators.periods import Period


def profile_of(delivery: Delivery) -> ProfileSpec:
    """The import profile as it was when the file came, with the columns as they mean in the delivery's period."""
    profile = spec_of(Part.PROFILE, delivery.profile_document)
    assert isinstance(profile, ProfileSpec)
    return replace(profile, columns=profile.columns_at(delivery.period.span), columns_from=())


def read(delivery: Delivery, profile: ProfileSpec) -> CheckedFile:
    """What the delivered file says; the same bytes, profile and areas always say the same."""
    assert delivery.edition is not None
    places = places_of(delivery.edition)
    codes = [measure for _, measure in profile.columns]
    return check_file(
        bytes(delivery.file.content or b""),
        profile=profile,
        measures={m.code: m.spec for m in Measure.objects.filter(code__in=codes)},
        places=places.delivered_at(profile.area),
        period=delivery.period.span,
        in_force=current_values(delivery, places, profile),
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
            checked = read(delivery, profile)
            inspected, findings, counts = checked.inspected, checked.problems, dict(checked.counts)
            delivery.rows = checked.rows
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
