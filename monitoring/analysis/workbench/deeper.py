"""What takes a moment longer than the map: whether the classes hold, and how they were in earlier periods."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indicators.calculation.index_blocks import IndexBlock
from indicators.calculation.indices import NO_CLASS
from indicators.calculation.robustness import Moves, moves, variants
from indicators.catalogue.specs import IndexSpec
from indicators.models import Release
from indicators.queries.composing import Ground, over_time
from indicators.queries.continuity import edition_before
from indicators.queries.meetings import Meeting
from monitoring.analysis.workbench.computing import Composed, counted

Classes = NDArray[np.int16]


def robustness(found: Composed) -> list[dict[str, Any]]:
    """Every variant with the areas that change class, as position and class; none where nothing could be computed."""
    ground, block, spec = found.ground, found.block, found.spec
    if ground is None or block is None or spec is None:
        return []
    city = ground.whole if spec.centre == "rate_of_the_whole" else None
    rows = variants(block.components, spec, included=block.included, whole=city)
    return [_moved(row.variation, row.at, row.moves, row.class_of) for row in rows]


def _moved(kind: str, at: int, found: Moves, class_of: Classes) -> dict[str, Any]:
    """``areas``: position, and class where it goes."""
    return {
        "kind": kind,
        "at": at,
        "compared": found.compared,
        "areas": [[int(position), int(class_of[position])] for position in found.changed],
    }


def history(release: Release, found: Composed) -> list[dict[str, Any]]:
    """Every period at the level that is shown: areas in each class, and which changed against the period before.

    ``areas``: position in the edition of the later period, class before, class then; nothing where the two cannot be
    compared, because a definition changed in between or nothing came before.
    """
    spec, entries, ground = found.spec, found.entries, found.ground
    if spec is None or entries is None or ground is None or found.audience is None or found.block is None:
        return []
    line = _in_time(found.meetings, ground.meeting)
    grounds = over_time(release, spec, entries, found.audience, line)
    blocks = [one.block(spec) for one in grounds]
    told = [_period(grounds[0], blocks[0], None, spec)] if grounds else []
    for (before, block_before), (now, block) in pairwise(zip(grounds, blocks, strict=True)):
        told.append(_period(now, block, _against(before, block_before, now, block, release), spec))
    return told


def _in_time(meetings: Sequence[Meeting], shown: Meeting) -> list[Meeting]:
    """One meeting a period at the level shown, of the same system's editions: the newest edition of each period."""
    of_level = [one for one in meetings if (one.level, one.is_common) == (shown.level, shown.is_common)]
    newest = {one.period: one for one in sorted(of_level, key=lambda one: one.edition_id)}
    return [newest[period] for period in sorted(newest)]


def _period(ground: Ground, block: IndexBlock, against: list[list[int]] | None, spec: IndexSpec) -> dict[str, Any]:
    return {
        "period": ground.meeting.period.code,
        "edition": ground.meeting.edition,
        "counts": counted(block.class_of, len(spec.classes)),
        "included": int(block.included.sum()),
        "areas": against,
    }


def _against(
    before: Ground, block_before: IndexBlock, now: Ground, block: IndexBlock, release: Release
) -> list[list[int]] | None:
    """Areas that changed class between two periods; nothing where the definition of a component changed in between."""
    earlier, later = before.meeting.period, now.meeting.period
    if not all(entry.spec.comparable(earlier, later) for entry in now.entries):
        return None
    then = block_before.class_of
    if before.meeting.edition != now.meeting.edition:
        former = edition_before(now.meeting.edition, release.pk)
        if former is None or former.edition != before.meeting.edition:
            return None
        positions = former.positions[now.meeting.level]
        then = np.where(positions < 0, NO_CLASS, then[positions]).astype(np.int16)
    changed = moves(then, block.class_of).changed
    return [[int(at), int(then[at]), int(block.class_of[at])] for at in changed]


def period_earlier(told: Sequence[dict[str, Any]], shown: str) -> dict[str, Any] | None:
    """The step from the period before to the one that is shown, out of a history; nothing where there is none."""
    at = next((number for number, one in enumerate(told) if one["period"] == shown), 0)
    if at == 0 or told[at]["areas"] is None:
        return None
    return {"kind": "period_earlier", "period": told[at - 1]["period"], "areas": told[at]["areas"]}
