"""What planning records: one module a subject; every name is offered here."""

from monitoring.planning.models.allocation import (
    Allocation,
    AllocationBefore,
    AllocationDecision,
    AllocationDraft,
    AllocationShare,
)
from monitoring.planning.models.attention import AttentionRule
from monitoring.planning.models.goals import Goal
from monitoring.planning.models.watch import Aspect, WatchDismissal, WatchEntry, WatchList

__all__ = [
    "Allocation",
    "AllocationBefore",
    "AllocationDecision",
    "AllocationDraft",
    "AllocationShare",
    "Aspect",
    "AttentionRule",
    "Goal",
    "WatchDismissal",
    "WatchEntry",
    "WatchList",
]
