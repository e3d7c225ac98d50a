"""How many areas of an index stand in which class, period by period, and how many are left out and why."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from monitoring.api.views.indices import IndexValuesView, IndexView
from monitoring.pages.asking import ask
from monitoring.pages.index_words import LEFT_OUT

_PERIODS = 8
"""So many periods stand on the sheet, the latest first."""


@dataclass(frozen=True)
class ClassCounts:
    """One period at the finest level. ``counts``: areas in each class; ``left_out``: reasons in words with their number.

    ``new_edition``: the areas are others than in the period above it in the table.
    """

    period: str
    level: str
    edition: str
    counts: tuple[int, ...]
    left_out: tuple[tuple[str, int], ...]
    new_edition: bool


def class_counts(request: HttpRequest, code: str) -> list[ClassCounts]:
    """The latest periods of an index, as its reader sees them; none where nothing is released."""
    known = ask(request, IndexView, code=code)
    if not known.ok or not known.data["periods"]:
        return []
    found: list[ClassCounts] = []
    for period in known.data["periods"][: -_PERIODS - 1 : -1]:
        answer = ask(request, IndexValuesView, {"period": period}, code=code)
        if answer.ok:
            before = found[-1].edition if found else answer.data["edition"]
            found.append(_counted(answer.data, before))
    return found


def _counted(document: dict[str, Any], before: str) -> ClassCounts:
    classes = Counter(at for at in document["class"] if at is not None)
    reasons = Counter(reason for reason in document["left_out"] if reason and reason != "residual")
    return ClassCounts(
        document["period"],
        document["level"],
        document["edition"],
        tuple(classes[at] for at in range(len(document["classes"]))),
        tuple((str(LEFT_OUT.get(reason, reason)), number) for reason, number in sorted(reasons.items())),
        document["edition"] != before,
    )
