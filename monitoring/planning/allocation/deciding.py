"""Recording what was decided, and doing it again from the release: the same numbers, or the difference is told."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import numpy as np
from django.db import transaction
from django.utils import timezone

from indicators.models import Release
from monitoring.dashboards.actions import Outdated
from monitoring.departments.models import Person
from monitoring.planning.allocation.actions import locked, record
from monitoring.planning.allocation.outcome import Outcome, outcome
from monitoring.planning.allocation.plan import Plan, Variant
from monitoring.planning.allocation.plan_document import read_plan, write_plan
from monitoring.planning.models import Allocation, AllocationBefore, AllocationDecision


@dataclass(frozen=True)
class Minute:
    """What the minutes say: by whom, when, and why."""

    decided_by: str
    decided_on: date
    reason: str


class NotYet(ValueError):
    """The day of the decision lies in the future."""


@transaction.atomic
def record_decision(
    *, by: Person, allocation: Allocation, release: Release, variant: int, seen: int, minute: Minute
) -> AllocationDecision:
    """The variant of that number (from 1) of draft ``seen`` was decided; it supersedes what was decided before.

    Raises:
        PermissionDenied, Outdated: somebody else has changed the draft meanwhile: what was seen must be what is recorded.
        Refused, Unanswerable: the variant has no result.
        NotYet: the day lies in the future.
    """
    found = locked(by, allocation)
    if found.draft != seen:
        raise Outdated(gone=False)
    if minute.decided_on > timezone.localdate():
        raise NotYet
    draft = found.drafts.get(number=found.draft)
    plan = read_plan(draft.document)
    chosen = plan.variants[variant - 1]
    result = outcome(release, plan, chosen, before_of(found))
    last = found.decisions.order_by("-number").first()
    document = write_plan(replace(plan, variants=(chosen,)))
    codes, amounts = list(result.inputs.places.codes), amounts_of(result)
    made = AllocationDecision.objects.create(
        allocation=found,
        number=last.number + 1 if last else 1,
        supersedes=last,
        release=release,
        plan=document,
        variant=chosen.name,
        codes=codes,
        amounts=amounts,
        before=_before_in_order(result),
        before_origin=origin_of(found),
        content_sha256=fingerprint(document, codes, amounts),
        prepared_by=draft.written_by,
        recorded_by=by,
        decided_by=minute.decided_by,
        decided_on=minute.decided_on,
        reason=minute.reason,
    )
    record(
        by,
        "allocation.decided",
        found,
        number=made.number,
        release=release.number,
        variant=chosen.name,
        sha256=made.content_sha256,
        decided_by=minute.decided_by,
        reason=minute.reason,
    )
    return made


def amounts_of(result: Outcome) -> list[Decimal]:
    """The amount of every area, in the edition's order."""
    return [result.decimal(steps) for steps in result.own.amount.tolist()]


def fingerprint(document: object, codes: list[str], amounts: list[Decimal]) -> str:
    """SHA-256 of what was decided: the parameters and every amount."""
    content = {
        "plan": document,
        "amounts": [[code, str(amount.normalize())] for code, amount in zip(codes, amounts, strict=True)],
    }
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def plan_of(decision: AllocationDecision) -> tuple[Plan, Variant]:
    """What was decided, with the only variant that it keeps."""
    plan = read_plan(decision.plan)
    return plan, plan.variants[0]


def recomputed(decision: AllocationDecision) -> Outcome:
    """The decision's result once more, from its release and its parameters alone.

    Raises:
        Refused, Unanswerable: what it was calculated from is not there any more.
    """
    plan, variant = plan_of(decision)
    before = {code: amount for code, amount in zip(decision.codes, decision.before, strict=True) if amount is not None}
    return outcome(decision.release, plan, variant, before or None)


def is_reproduced(decision: AllocationDecision, result: Outcome) -> bool:
    """Whether area by area the same comes out."""
    codes = list(result.inputs.places.codes)
    return codes == decision.codes and amounts_of(result) == decision.amounts


@transaction.atomic
def set_before(
    *,
    by: Person,
    allocation: Allocation,
    amounts: Mapping[str, Decimal],
    origin: str,
    decision: AllocationDecision | None = None,
) -> None:
    """What the areas had last year, in place of what stood there; nothing takes it away."""
    found = locked(by, allocation)
    AllocationBefore.objects.filter(allocation=found).delete()
    if amounts:
        AllocationBefore.objects.create(
            allocation=found,
            origin=origin[:200],
            codes=list(amounts),
            amounts=list(amounts.values()),
            decision=decision,
            entered_by=by,
        )
    record(by, "allocation.last_year", found, count=len(amounts), text=origin[:200])


def before_of(allocation: Allocation) -> dict[str, Decimal] | None:
    """Last year's amounts by code; nothing where none were entered."""
    kept = AllocationBefore.objects.filter(allocation=allocation).first()
    return dict(zip(kept.codes, kept.amounts, strict=True)) if kept else None


def origin_of(allocation: Allocation) -> str:
    """Where last year's amounts come from."""
    return AllocationBefore.objects.filter(allocation=allocation).values_list("origin", flat=True).first() or ""


def _before_in_order(result: Outcome) -> list[Decimal | None]:
    if result.before is None:
        return [None] * len(result.inputs.places.codes)
    return [None if np.isnan(one) else Decimal(str(one)) for one in result.before.tolist()]
