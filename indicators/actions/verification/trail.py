"""Is the audit trail whole: every link of the chain, and the signature of each head?"""

import hmac

from indicators.actions import audit
from indicators.actions.verification.report import Verification
from indicators.models import AuditEntry, AuditSeal


def trail(found: Verification, sample: int | None) -> None:
    """Walks the chain from its first link; a sample cannot prove a chain."""
    chain = audit.GENESIS
    last = None
    for seal in AuditSeal.objects.select_related("entry").order_by("pk").iterator(chunk_size=2000):
        chain = audit.link(chain, seal.entry)
        if seal.chain_sha256 != chain:
            found.findings.append(f"audit trail: entry {seal.entry_id} was changed, or one before it removed")
            chain = seal.chain_sha256
        if seal.signature and not hmac.compare_digest(seal.signature, audit.sign(seal.chain_sha256)):
            found.findings.append(f"audit trail: the signature at entry {seal.entry_id} is not valid")
        last = seal
        found.count("audit entries")
    if last is not None and not last.signature:
        found.findings.append("audit trail: the head is not signed")
    unsealed = AuditEntry.objects.filter(seal=None).count()
    if unsealed:
        found.notes.append(f"audit trail: {unsealed} entries wait for the sealer")
