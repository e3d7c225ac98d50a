"""Enquiries: take down, change, answer, close, open again; take published values into an answer. Nothing else gets in."""

from dataclasses import asdict, dataclass
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from indicators.actions.audit import record
from indicators.actions.errors import Refused
from indicators.models import Enquiry, EnquiryValue, ReleasedBlock
from indicators.states import ValueState

ASKERS = ("council", "press", "public", "administration")
OPEN, ANSWERED, CLOSED = "open", "answered", "closed"
_NUMBER_LOCK = 7_100_000_006


@dataclass(frozen=True)
class Asked:
    """What was asked by whom, until when. ``asked_by`` names an institution or a role, never a private person."""

    asker: str
    asked_by: str
    asked_on: date
    due_on: date | None
    topic: str
    question: str


@dataclass(frozen=True)
class Cell:
    """One cell of a released block: ``entry`` is the manifest's line, ``position`` the place in its arrays."""

    entry: int
    position: int


@dataclass(frozen=True)
class Said:
    """A published value with the words that go out; the fields are those of ``EnquiryValue``."""

    indicator: str
    title: str
    area: str
    area_name: str
    edition: str
    level: str
    period: str
    value: float
    reference_value: float | None
    unit: str
    decimals: int
    sentence: str
    source: str


@transaction.atomic
def open_enquiry(*, by: AbstractBaseUser, asked: Asked) -> Enquiry:
    """Take a question down under the next number of the year.

    Raises:
        Refused: ``enquiry_incomplete``.
    """
    _require_whole(asked)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_NUMBER_LOCK])
    year = timezone.localdate().year
    last = Enquiry.objects.filter(year=year).aggregate(last=Max("serial"))["last"] or 0
    made = Enquiry.objects.create(year=year, serial=last + 1, created_by=by, **asdict(asked))
    _write_down(by, "enquiry.opened", made, asker=asked.asker, asked_by=asked.asked_by)
    return made


@transaction.atomic
def change(*, by: AbstractBaseUser, enquiry: int, version: int, asked: Asked) -> Enquiry:
    """Correct what was taken down.

    Raises:
        Refused: ``unknown_enquiry``, ``enquiry_not_open``, ``enquiry_changed_meanwhile``, ``enquiry_incomplete``.
    """
    _require_whole(asked)
    found = _open(enquiry, version)
    changed = [name for name, value in asdict(asked).items() if getattr(found, name) != value]
    for name in changed:
        setattr(found, name, getattr(asked, name))
    if "due_on" in changed:
        found.reminded_on = None
    return _changed(by, found, "enquiry.changed", keys=changed) if changed else found


@transaction.atomic
def write_answer(*, by: AbstractBaseUser, enquiry: int, version: int, answer: str) -> Enquiry:
    """Keep the draft of an answer.

    Raises:
        Refused: ``unknown_enquiry``, ``enquiry_not_open``, ``enquiry_changed_meanwhile``.
    """
    found = _open(enquiry, version)
    if found.answer == answer.strip():
        return found
    found.answer = answer.strip()
    return _changed(by, found, "enquiry.changed", keys=["answer"])


@transaction.atomic
def move(*, by: AbstractBaseUser, enquiry: int, to: str) -> Enquiry:
    """Answered, closed, or open again; the same twice is the same as once.

    Raises:
        Refused: ``unknown_enquiry``, ``enquiry_unanswered`` (there is no answer yet).
    """
    found = _locked(enquiry)
    if found.state == to:
        return found
    if to == ANSWERED and not found.answer:
        raise Refused("enquiry_unanswered")
    now = timezone.now()
    before, found.state = found.state, to
    found.closed_at = now if to == CLOSED else None
    if to == ANSWERED:
        found.answered_by, found.answered_at = by, now
    elif to == OPEN:
        found.answered_by = found.answered_at = found.reminded_on = None
    name = {ANSWERED: "enquiry.answered", CLOSED: "enquiry.closed", OPEN: "enquiry.reopened"}[to]
    return _changed(by, found, name, before=before, after=to)


@transaction.atomic
def take_value(*, by: AbstractBaseUser, enquiry: int, cell: Cell, said: Said) -> EnquiryValue:
    """Take a published value into the answer, frozen by its release.

    Whatever was asked for before is looked at again here: the cell stands in a release that is not withdrawn, and it holds
    a number.

    Raises:
        Refused: ``unknown_enquiry``, ``enquiry_not_open``, ``value_unknown``, ``value_not_published``, ``value_taken``.
    """
    found = _open(enquiry)
    block = ReleasedBlock.objects.filter(pk=cell.entry).select_related("indicator", "period").first()
    if block is None or (block.indicator.code, block.period.code) != (said.indicator, said.period):
        raise Refused("value_unknown")
    if not 0 <= cell.position < len(block.status):
        raise Refused("value_unknown")
    state = ValueState(block.status[cell.position])
    if state is not ValueState.OK:
        raise Refused("value_not_published", state=state.word)
    place = {"indicator": said.indicator, "edition": said.edition, "level": said.level, "area": said.area}
    if found.values_used.filter(release_id=block.release_id, period=said.period, **place).exists():
        raise Refused("value_taken")
    made = EnquiryValue.objects.create(
        enquiry=found,
        release_id=block.release_id,
        block_sha256=block.content_sha256,
        status=state.word,
        taken_by=by,
        **asdict(said),
    )
    _changed(by, found, "enquiry.value_taken", indicator=said.indicator, area=said.area, period=said.period)
    return made


@transaction.atomic
def remove_value(*, by: AbstractBaseUser, enquiry: int, value: int) -> None:
    """Take a value out again; removing it twice is the same as once.

    Raises:
        Refused: ``unknown_enquiry``, ``enquiry_not_open``.
    """
    found = _open(enquiry)
    taken = found.values_used.filter(pk=value).first()
    if taken is None:
        return
    taken.delete()
    _changed(by, found, "enquiry.value_removed", indicator=taken.indicator, area=taken.area, period=taken.period)


@transaction.atomic
def remember_reminder(*, enquiry: int, today: date) -> bool:
    """Write down that somebody is reminded of it today; ``False`` where that is done, or no longer needed."""
    waiting = Enquiry.objects.filter(pk=enquiry, state=OPEN, reminded_on=None)
    return waiting.update(reminded_on=today) == 1


def _require_whole(asked: Asked) -> None:
    if not asked.question.strip() or not asked.asked_by.strip() or asked.asker not in ASKERS:
        raise Refused("enquiry_incomplete")


def _locked(enquiry: int) -> Enquiry:
    found = Enquiry.objects.select_for_update().filter(pk=enquiry).first()
    if found is None:
        raise Refused("unknown_enquiry")
    return found


def _open(enquiry: int, version: int | None = None) -> Enquiry:
    """The enquiry, locked and open; with ``version``: as whoever writes has read it."""
    found = _locked(enquiry)
    if found.state != OPEN:
        raise Refused("enquiry_not_open")
    if version is not None and found.version != version:
        raise Refused("enquiry_changed_meanwhile")
    return found


def _changed(by: AbstractBaseUser, found: Enquiry, action: str, **details: object) -> Enquiry:
    found.version += 1
    found.save()
    _write_down(by, action, found, **details)
    return found


def _write_down(by: AbstractBaseUser, action: str, found: Enquiry, **details: object) -> None:
    record(by=by, action=action, subject="enquiry", subject_id=found.pk, number=found.number, **details)
