"""Is the audit trail whole? A walk from its first link, and the row that remembers what it found."""

import hmac
import time
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction

from indicators import chain
from indicators.actions.audit import sign
from indicators.models import AuditEntry, AuditSeal, TrailCheck

_COLUMNS = tuple(f"entry__{name}" for name in chain.FIELDS)
_A_PIECE = 2000


@dataclass(frozen=True)
class Break:
    """An entry at which the chain does not hold, and why: ``changed`` (it, or one before it is gone) or ``signature``."""

    entry: int
    kind: str


@dataclass
class Walk:
    """How far a walk came, and the last link."""

    entries: int = 0
    head: str = chain.GENESIS
    head_is_signed: bool = True

    def breaks(self) -> Iterator[Break]:
        """Walk along the whole chain in the order of sealing; each place where it does not hold."""
        rows = AuditSeal.objects.order_by("pk").values_list("chain_sha256", "signature", *_COLUMNS)
        for stored, signature, number, at, *rest in rows.iterator(chunk_size=_A_PIECE):
            entry = dict(zip(chain.FIELDS, (number, at.isoformat(), *rest), strict=True))
            if chain.link(self.head, entry) != stored:
                yield Break(number, "changed")
            if signature and not hmac.compare_digest(signature, sign(stored)):
                yield Break(number, "signature")
            self.entries, self.head, self.head_is_signed = self.entries + 1, stored, bool(signature)


@transaction.atomic
def check_trail() -> TrailCheck:
    """Walk, and remember how far and what was found."""
    begin = time.monotonic()
    walk = Walk()
    found = list(walk.breaks())
    return TrailCheck.objects.create(
        entries=walk.entries,
        unsealed=AuditEntry.objects.filter(seal=None).count(),
        head=walk.head if walk.entries else "",
        broken=len(found) + (not walk.head_is_signed),
        first_broken=found[0].entry if found else None,
        seconds=round(time.monotonic() - begin, 3),
    )
