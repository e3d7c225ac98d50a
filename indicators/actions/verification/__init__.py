"""Verify: every invariant of the stored data, the audit chain, and the reproduction of what is released."""

from indicators.actions.progress import Report, silent
from indicators.actions.verification.catalogue import catalogue
from indicators.actions.verification.erasures import erasures
from indicators.actions.verification.indices import index_blocks, indices
from indicators.actions.verification.origins import origins
from indicators.actions.verification.report import Verification
from indicators.actions.verification.reproduced import observations, released
from indicators.actions.verification.stored import blocks, files, journeys, lines, manifests
from indicators.actions.verification.trail import trail

LOOKS = (
    files,
    blocks,
    index_blocks,
    manifests,
    journeys,
    lines,
    origins,
    erasures,
    catalogue,
    observations,
    released,
    indices,
    trail,
)


def verify(*, sample: int | None = None, report: Report = silent) -> Verification:
    """Look at everything, or of files, blocks, manifests and deliveries at the newest ``sample``. Changes nothing."""
    found = Verification()
    for done, look in enumerate(LOOKS):
        report(look.__name__, done, len(LOOKS))
        look(found, sample)
    report("done", len(LOOKS), len(LOOKS))
    return found


__all__ = ["Verification", "verify"]
