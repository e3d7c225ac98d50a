"""Notes that travel with the numbers: recorded with a delivery or a release in preparation, released with it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from indicators.actions.audit import record
from indicators.actions.errors import Refused
from indicators.actions.moves import locked_soon
from indicators.journey import State
from indicators.looked_at import NOTE_FIELDS, drafts_of, notes_with
from indicators.models import Delivery, Indicator, Measure, NoteDraft, NoteKind, Release, ReleasedNote
from indicators.periods import parse_period

_OPEN = frozenset(
    {State.RECEIVED, State.CHECKED, State.STAGED, State.COLLECTED, State.CANDIDATE, State.ASKED, State.FAILED}
)


@dataclass(frozen=True)
class Told:
    """What a note says. No indicator and no measure means everything that the release is about."""

    kind: str
    text_de: str
    text_en: str
    first: str = ""
    last: str = ""
    indicators: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    areas: tuple[str, ...] = field(default=())


@transaction.atomic
def record_note(*, by: AbstractBaseUser, delivery: int, note: Told) -> NoteDraft:
    """Record a note with a delivery: it stays with it, also where the release in preparation is given up or taken back.

    Raises:
        Refused: ``wrong_state`` (decided already), ``unknown_note_kind``, ``note_text_missing``, ``note_period``,
            ``note_codes``, ``in_work``.
    """
    found = locked_soon(delivery)
    if State(found.state) not in _OPEN:
        raise Refused("wrong_state", state=found.state, move="note")
    _check(note)
    values = {name: getattr(note, name) for name in NOTE_FIELDS}
    made = NoteDraft.objects.create(
        by=by, delivery=found, **{k: list(v) if isinstance(v, tuple) else v for k, v in values.items()}
    )
    record(by=by, action="record_note", subject="delivery", subject_id=found.pk, note=made.pk, kind=note.kind)
    return made


@transaction.atomic
def remove_note(*, by: AbstractBaseUser, delivery: int, note: int) -> None:
    """Take a note back before it is approved. Raises ``Refused`` (``wrong_state``, ``unknown_note``)."""
    found = locked_soon(delivery)
    if State(found.state) not in _OPEN:
        raise Refused("wrong_state", state=found.state, move="note")
    drafts = notes_with(found)
    chosen = next((draft for draft in drafts if draft.pk == note), None)
    if chosen is None:
        raise Refused("unknown_note")
    record(by=by, action="remove_note", subject="delivery", subject_id=found.pk, note=note, text=chosen.text_de)
    chosen.delete()


def publish_notes(release: Release, deliveries: Sequence[Delivery]) -> None:
    """The notes as they were recorded become the release's."""
    ReleasedNote.objects.bulk_create(
        ReleasedNote(release=release, **{name: getattr(draft, name) for name in NOTE_FIELDS})
        for draft in drafts_of(deliveries)
    )


def _check(note: Told) -> None:
    if note.kind not in NoteKind.values:
        raise Refused("unknown_note_kind", kind=note.kind, known=", ".join(NoteKind.values))
    if not note.text_de.strip() or not note.text_en.strip():
        raise Refused("note_text_missing")
    needed = {NoteKind.BREAK: (note.first,), NoteKind.EXCEPTIONAL: (note.first, note.last)}.get(NoteKind(note.kind), ())
    if not all(needed):
        raise Refused("note_period", period="")
    for code in filter(None, (note.first, note.last)):
        try:
            parse_period(code)
        except ValueError:
            raise Refused("note_period", period=code) from None
    if note.last and parse_period(note.first).ends > parse_period(note.last).ends:
        raise Refused("note_period", period=note.last)
    unknown = set(note.indicators) - set(Indicator.objects.values_list("code", flat=True))
    unknown |= set(note.measures) - set(Measure.objects.values_list("code", flat=True))
    if unknown:
        raise Refused("note_codes", unknown=", ".join(sorted(unknown)))
