"""A large calculation shared between workers: its parts are rows, each taken under a lock by whoever is free.

Who calculates offers the parts over a connection of its own, so that others see them at once, takes one after the other
itself, and waits for those that others hold. A helper stores the blocks of a part in a transaction of its own: blocks are
immutable and stored once per content, so that what a dead worker left behind is found again or does no harm. The same
blocks come out whoever computes them, and their hashes with them.
"""

from collections.abc import Iterator, Sequence

from django.db import connection, connections, transaction

from indicators.actions.inputs import KnownInputs, known_together
from indicators.actions.method import store_blocks_of
from indicators.actions.progress import Report
from indicators.journey import State
from indicators.models import CalculationPart, Delivery, ResultBlock

SHARE = "share"
"""Reported once when parts are offered: whoever watches may wake other workers."""
WORTH_SHARING = 2_000_000
"""Cells (indicator × period × area) from which a calculation is worth a second worker's start."""
_OF_THE_REST, _LEAST = 6, 2
"""A part is a sixth of what is left, and no fewer than two indicators: whoever ends last ends with a small one."""
_PART_LOCKS = 7_103
_CALCULATING = (State.STAGED.value, State.COLLECTED.value)

_OFFER = """
    INSERT INTO sealed.calculation_part (deliveries, inputs_sha256, position, indicators)
    VALUES (%s::bigint[], %s, %s, %s::varchar[]) ON CONFLICT DO NOTHING
"""
_LEFT_BEHIND = """
    DELETE FROM sealed.calculation_part p
    WHERE NOT EXISTS (SELECT FROM sealed.delivery d WHERE d.id = ANY(p.deliveries) AND d.state = ANY(%s))
       OR (p.deliveries = %s::bigint[] AND p.inputs_sha256 <> ALL(%s))
"""


def shared_blocks(known: Sequence[KnownInputs], deliveries: Sequence[Delivery], report: Report) -> dict[str, int]:
    """Content hash → id of the blocks of a calculation, edition by edition; large ones with the help of other workers."""
    stored: dict[str, int] = {}
    for one in known:
        if _cells(one) < WORTH_SHARING:
            stored |= store_blocks_of(one, list(one.indicators), report)
        else:
            stored |= _in_parts(one, known, [delivery.pk for delivery in deliveries], report)
    return stored


def help_out(remembered: dict[str, KnownInputs]) -> bool:
    """Compute one part that nobody is at; whether there was one. Whoever holds the calculation takes it from there.

    ``remembered``: hash of the inputs → what is known, from one part to the next.
    """
    for pk in CalculationPart.objects.filter(blocks=None).values_list("pk", flat=True):
        with transaction.atomic():
            if not _taken(pk):
                continue
            part = CalculationPart.objects.filter(pk=pk, blocks=None).first()
            if part is None:
                continue
            deliveries = list(Delivery.objects.filter(pk__in=part.deliveries, state__in=_CALCULATING).order_by("pk"))
            if part.inputs_sha256 not in remembered:
                remembered |= {known.sha256: known for known in known_together(deliveries)}
            known = remembered.get(part.inputs_sha256)
            if known is None or len(deliveries) < len(part.deliveries):
                continue
            part.blocks = list(store_blocks_of(known, part.indicators).values())
            part.save(update_fields=["blocks"])
            return True
    return False


def _cells(known: KnownInputs) -> int:
    periods = sum(1 for period in known.periods.values() if period.ends >= known.since)
    return len(known.indicators) * periods * sum(len(areas) for areas in known.places.areas)


def _in_parts(
    one: KnownInputs, known: Sequence[KnownInputs], deliveries: Sequence[int], report: Report
) -> dict[str, int]:
    """Every part of one edition: own ones at once, those that somebody else is at when they are done."""
    offered = _offer(one, [k.sha256 for k in known], sorted(deliveries))
    report(SHARE, 0, len(offered))
    stored: dict[str, int] = {}
    held = [pk for pk in offered if not _done(pk, one, stored, report, len(offered), wait=False)]
    for pk in held:
        _done(pk, one, stored, report, len(offered), wait=True)
    CalculationPart.objects.filter(pk__in=offered).delete()
    return stored


def _done(pk: int, known: KnownInputs, stored: dict[str, int], report: Report, total: int, *, wait: bool) -> bool:
    """Add a part's blocks to ``stored``, computed here unless somebody did; not done where somebody is at it."""
    if not _taken(pk, wait=wait):
        return False
    part = CalculationPart.objects.get(pk=pk)
    if part.blocks is None:
        stored |= store_blocks_of(known, part.indicators)
    else:
        rows = ResultBlock.objects.filter(pk__in=part.blocks)
        stored |= dict(rows.values_list("content_sha256", "pk"))
    report("calculate", part.position + 1, total)
    return True


def _taken(pk: int, *, wait: bool = False) -> bool:
    """Whether the part is this transaction's until it ends."""
    with connection.cursor() as cursor:
        if wait:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_PART_LOCKS, pk])
            return True
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [_PART_LOCKS, pk])
        return bool(cursor.fetchone()[0])


def _offer(one: KnownInputs, wanted: list[str], deliveries: list[int]) -> list[int]:
    """The parts of a calculation, committed at once; those of an attempt that died are found again."""
    over = connections.create_connection("default")
    try:
        with over.cursor() as cursor:
            cursor.execute(_LEFT_BEHIND, [list(_CALCULATING), deliveries, wanted])
            for position, codes in enumerate(_parts(one)):
                cursor.execute(_OFFER, [deliveries, one.sha256, position, codes])
    finally:
        over.close()
    rows = CalculationPart.objects.filter(deliveries=deliveries, inputs_sha256=one.sha256)
    return list(rows.order_by("position").values_list("pk", flat=True))


def _parts(known: KnownInputs) -> Iterator[list[str]]:
    """Large parts first; indicators that share a denominator stay together as far as that goes."""
    codes = sorted(known.indicators, key=lambda code: (known.indicators[code].spec.denominator, code))
    while codes:
        size = max(_LEAST, len(codes) // _OF_THE_REST)
        yield codes[:size]
        codes = codes[size:]
