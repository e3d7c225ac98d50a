"""Releases: what is live, what is citable, and which blocks a release's manifest names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from indicators.models import LiveRelease, Release, ReleasedBlock
from indicators.periods import Period
from indicators.queries.errors import Unanswerable

MUNICIPALITY = "city"
_NUMBER = re.compile(r"([0-9]{4})/([0-9]{1,4})(?:(?:/|, Revision )([0-9]{1,4}))?")
_PERIOD = ("ends", "starts", "kind", "code")


@dataclass(frozen=True)
class Line:
    """One line of a manifest: where a block stands. Lines of one indicator are ordered by period, edition and level.

    ``entry`` is the line's own number, by which the block is read; ``denominator_period`` is nothing where there is none.
    ``is_common``: the edition belongs to the agreed common layer.
    """

    entry: int
    indicator: str
    period: Period
    denominator_period: Period | None
    edition: str
    edition_id: int
    is_common: bool
    level: str
    level_rank: int
    as_of: str
    data_status: str


Manifest = dict[str, tuple[Line, ...]]


def live_release(municipality: str = MUNICIPALITY) -> Release | None:
    """The release that the pointer shows; nothing before the first activation."""
    pointer = LiveRelease.objects.select_related("release").filter(municipality=municipality).first()
    return pointer.release if pointer else None


def release_by_number(number: str) -> Release | None:
    """The release that is cited as ``2026/3`` or ``2026/3, Revision 2`` (``2026/3/2`` in addresses), withdrawn or not.

    Nothing where the number was never given. Without a revision the first one is meant, as it was when it was cited.
    """
    found = _NUMBER.fullmatch(number.strip())
    if found is None:
        return None
    year, serial, *revision = (int(part) for part in found.groups() if part is not None)
    return Release.objects.filter(year=year, serial=serial, revision=revision[0] if revision else 1).first()


def not_withdrawn(release: Release) -> Release:
    """The release itself; raises ``Unanswerable("release_withdrawn")`` with its tombstone."""
    if release.withdrawn_at is not None:
        raise Unanswerable(
            "release_withdrawn",
            release=release.cited,
            reason=release.withdrawn_reason,
            withdrawn_at=release.withdrawn_at.date(),
            successor=release.successor.cited if release.successor else "–",
        )
    return release


def next_revision(release: Release) -> Release | None:
    """The revision after it under the same number, the withdrawn ones left out."""
    later = Release.objects.filter(year=release.year, serial=release.serial, revision__gt=release.revision)
    return later.filter(withdrawn_at__isnull=True).order_by("revision").first()


def releases() -> list[Release]:
    """Every release, newest first; withdrawn ones stay as tombstones."""
    return list(Release.objects.select_related("successor").order_by("-pk"))


@dataclass(frozen=True)
class _Own:
    """The lines of one indicator: in the city, and at places beyond it."""

    city: tuple[Line, ...]
    beyond: tuple[Line, ...]


@dataclass
class _Known:
    """What was read of one release's manifest: the whole of it, or the lines of some indicators alone."""

    whole: Manifest | None = None
    own: dict[str, _Own] = field(default_factory=dict)


@lru_cache(maxsize=16)
def _known(release_id: int) -> _Known:
    """A release is immutable: what was read of it is kept for the life of the process."""
    return _Known()


def manifest(release_id: int) -> Manifest:
    """Indicator → its lines in the areas of the city, without any value; read once."""
    known = _known(release_id)
    if known.whole is None:
        known.own = _read(release_id)
        known.whole = {indicator: own.city for indicator, own in known.own.items() if own.city}
    return known.whole


def manifest_of(release_id: int, indicator: str) -> tuple[Line, ...]:
    """The city's lines of one indicator alone: what the first reader of a new release waits for; none where there are none.

    Where the whole manifest is known, as it is behind a dashboard, nothing is read again.
    """
    return _own(release_id, indicator).city


def beyond_the_city(release_id: int, indicator: str) -> tuple[Line, ...]:
    """The lines of one indicator at places that the city is compared with: its county, its state.

    They stand in the same release and came the same way, but they are no part of the city: nothing that goes through its
    areas meets them. They are read with those of the city.
    """
    return _own(release_id, indicator).beyond


_NOTHING = _Own((), ())


def _own(release_id: int, indicator: str) -> _Own:
    known = _known(release_id)
    if known.whole is None and indicator not in known.own:
        known.own[indicator] = _read(release_id, indicator__code=indicator).get(indicator, _NOTHING)
    return known.own.get(indicator, _NOTHING)


def _read(release_id: int, **only: str) -> dict[str, _Own]:
    found: dict[str, tuple[list[Line], list[Line]]] = {}
    for line, is_beyond in _lines(release_id, **only):
        found.setdefault(line.indicator, ([], []))[is_beyond].append(line)
    return {indicator: _Own(tuple(city), tuple(beyond)) for indicator, (city, beyond) in found.items()}


def _lines(release_id: int, **only: str) -> Iterator[tuple[Line, bool]]:
    """Every line, and whether it stands beyond the city."""
    rows = (
        ReleasedBlock.objects.filter(release_id=release_id, **only)
        .order_by("indicator__code", "period__ends", "period__starts", "edition__valid_from", "level__rank")
        .values_list(
            "id",
            "indicator__code",
            *(f"period__{part}" for part in _PERIOD),
            *(f"denominator_period__{part}" for part in _PERIOD),
            "edition__code",
            "edition_id",
            "edition__system__is_common",
            "level__code",
            "level__rank",
            "as_of",
            "data_status",
            "edition__system__is_reference",
        )
    )
    for entry, indicator, *rest in rows:
        denominator_period = Period(*rest[4:8]) if rest[4] else None
        *place, as_of, data_status, is_beyond = rest[8:]
        place += [as_of.isoformat(), data_status]
        yield Line(entry, indicator, Period(*rest[0:4]), denominator_period, *place), is_beyond
