"""What planning records: one module a subject; every name is offered here."""

from monitoring.planning.models.allocation import (
    Allocation,
    AllocationBefore,
    AllocationDecision,
    AllocationDraft,
    AllocationShare,
)

__all__ = ["Allocation", "AllocationBefore", "AllocationDecision", "AllocationDraft", "AllocationShare"]
