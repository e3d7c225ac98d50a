"""The lines of manifests that are indices': where their blocks stand, and which of them a question means."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from indicators.models import ReleasedIndex
from indicators.periods import Period
from indicators.queries.errors import Unanswerable, listed

_PERIOD = ("ends", "starts", "kind", "code")


@dataclass(frozen=True)
class IndexLine:
    """One line of a manifest: where a block of an index stands; ordered by period, edition and level.

    ``definition`` is the hash of the rules by which it was computed; ``earlier`` the period from which changes were taken.
    """

    entry: int
    index: str
    period: Period
    earlier: Period | None
    edition: str
    edition_id: int
    is_common: bool
    level: str
    level_rank: int
    as_of: str
    data_status: str
    definition: str


@lru_cache(maxsize=64)
def _lines(release_id: int) -> Mapping[str, tuple[IndexLine, ...]]:
    """Index → its lines. A release is immutable: kept for the life of the process."""
    rows = ReleasedIndex.objects.filter(release_id=release_id).order_by(
        "index__code", "period__ends", "period__starts", "edition__valid_from", "level__rank"
    )
    found: dict[str, list[IndexLine]] = {}
    for entry, code, *rest in rows.values_list(
        "id",
        "index__code",
        *(f"period__{part}" for part in _PERIOD),
        *(f"earlier_period__{part}" for part in _PERIOD),
        "edition__code",
        "edition_id",
        "edition__system__is_common",
        "level__code",
        "level__rank",
        "as_of",
        "data_status",
        "definition_sha256",
    ):
        earlier = Period(*rest[4:8]) if rest[4] else None
        *place, as_of, data_status, definition = rest[8:]
        line = IndexLine(entry, code, Period(*rest[:4]), earlier, *place, as_of.isoformat(), data_status, definition)
        found.setdefault(code, []).append(line)
    return {code: tuple(lines) for code, lines in found.items()}


def index_lines(release_id: int, code: str) -> tuple[IndexLine, ...]:
    """The manifest's lines of an index; none where nothing of it is released."""
    return _lines(release_id).get(code, ())


def selected(
    release_id: int,
    code: str,
    *,
    level: str | None = None,
    period: str | None = None,
    edition: str | None = None,
) -> IndexLine:
    """The line that is meant; by default the latest period, the common layer before others, the finest level.

    Raises:
        Unanswerable: ``index_not_released``, ``unknown_period``, ``unknown_edition``, ``unknown_level``, with what there is.
    """
    lines = index_lines(release_id, code)
    if not lines:
        raise Unanswerable("index_not_released", index=code)
    offered = _those(lines, "edition", edition)
    offered = [line for line in offered if line.level == level] or offered
    wanted = period or offered[-1].period.code
    of_period = [line for line in offered if line.period.code == wanted]
    if not of_period:
        raise Unanswerable(
            "unknown_period", period=wanted, known=listed(line.period.code for line in reversed(offered))
        )
    newest = max(reversed(of_period), key=lambda line: line.is_common).edition
    of_edition = [line for line in of_period if line.edition == newest]
    return max(_those(of_edition, "level", level), key=lambda line: line.level_rank)


def _those(lines: Sequence[IndexLine], name: str, wanted: str | None) -> list[IndexLine]:
    found = [line for line in lines if wanted in (None, getattr(line, name))]
    if not found:
        known = listed(getattr(line, name) for line in lines)
        raise Unanswerable(f"unknown_{name}", **{name: wanted, "known": known})
    return found
