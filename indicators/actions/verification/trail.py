"""Is the audit trail whole: every link of the chain, and the signature of each head?"""

from indicators.actions.trail import Walk
from indicators.actions.verification.report import Verification
from indicators.models import AuditEntry

_TOLD = {
    "changed": "was changed, or one before it removed",
    "signature": "has a signature that is not valid",
}


def trail(found: Verification, sample: int | None) -> None:
    """Walks the chain from its first link; a sample cannot prove a chain."""
    walk = Walk()
    found.findings += [f"audit trail: entry {broken.entry} {_TOLD[broken.kind]}" for broken in walk.breaks()]
    found.count("audit entries", walk.entries)
    if not walk.head_is_signed:
        found.findings.append("audit trail: the head is not signed")
    unsealed = AuditEntry.objects.filter(seal=None).count()
    if unsealed:
        found.notes.append(f"audit trail: {unsealed} entries wait for the sealer")
