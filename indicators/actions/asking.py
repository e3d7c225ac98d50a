"""What is written before a decision: reasons for warnings, a question back, its answer. Each stays with its name and date."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from indicators.actions.audit import record
from indicators.actions.errors import Refused
from indicators.actions.moves import locked_soon, move
from indicators.intake.problems import Severity
from indicators.journey import Move, State
from indicators.models import Delivery, ProblemCount, Remark, WarningReason

#: While a delivery stands here its warnings can be answered: its report is there, and nothing is decided.
ANSWERABLE = frozenset({State.CHECKED, State.STAGED, State.CANDIDATE, State.ASKED})


@transaction.atomic
def give_reason(*, by: AbstractBaseUser, delivery: int, code: str, text: str) -> WarningReason:
    """Say why the warnings of one kind are right as they are; said again, the later text counts.

    Raises:
        Refused: ``reason_missing``, ``wrong_state`` (decided already, or not checked yet), ``unknown_warning``, ``in_work``.
    """
    found, text = locked_soon(delivery), text.strip()
    if not text:
        raise Refused("reason_missing")
    if State(found.state) not in ANSWERABLE:
        raise Refused("wrong_state", state=found.state, move="give_reason")
    counted = ProblemCount.objects.filter(delivery=found, severity=Severity.WARNING, code=code).first()
    if counted is None:
        raise Refused("unknown_warning", warning=code)
    given, _ = WarningReason.objects.update_or_create(
        delivery=found, code=code, defaults={"text": text, "by": by, "count": counted.count}
    )
    details = {"code": code, "count": counted.count, "reason": text}
    record(by=by, action="give_reason", subject="delivery", subject_id=found.pk, **details)
    return given


@transaction.atomic
def ask(*, by: AbstractBaseUser, delivery: int, reason: str) -> Delivery:
    """Ask back: the delivery waits for an answer, and nobody approves it meanwhile."""
    return _remark(by, delivery, Remark.Kind.QUESTION, reason, Move.ASK)


@transaction.atomic
def answer(*, by: AbstractBaseUser, delivery: int, reason: str) -> Delivery:
    """Answer what was asked: the candidate waits for its decision again."""
    return _remark(by, delivery, Remark.Kind.ANSWER, reason, Move.ANSWER)


def _remark(by: AbstractBaseUser, delivery: int, kind: Remark.Kind, text: str, step: Move) -> Delivery:
    found, text = locked_soon(delivery), text.strip()
    if not text:
        raise Refused("reason_missing")
    move(found, step, by=by, reason=text)
    Remark.objects.create(delivery=found, kind=kind, text=text, by=by)
    return found
