"""How one number came about: what it was computed from, by which definition and code, and what follows from it.

A number over a longer time comes from those of its periods, a smoothed one from those of all areas beside it: both are
told, as far as the reader sees them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from indicators.calculation.smoothing import Smoothed
from indicators.calculation.variants import MONTHS, Variant, Window
from indicators.models import Release, ReleasedBlock
from indicators.periods import Period
from indicators.queries.audience import Audience
from indicators.queries.beyond import line_beyond
from indicators.queries.blocks import released_blocks, shown
from indicators.queries.catalogue import Entry
from indicators.queries.continuity import same_places
from indicators.queries.errors import Unanswerable, listed
from indicators.queries.making import Made, made_of
from indicators.queries.places import areas_at
from indicators.queries.releases import Line
from indicators.queries.rest import design_effect_of
from indicators.queries.selection import earlier_of
from indicators.queries.series import Series, series
from indicators.queries.typologies import TypologyEntry
from indicators.queries.variants import period_before, smoothing_of
from indicators.states import ValueState


@dataclass(frozen=True, eq=False)
class Windowing:
    """The periods of a longer number: ``plain`` is the series as it was counted, ``at`` where they stand in it."""

    window: Window
    plain: Series
    at: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Smoothing:
    """How an area was drawn towards all areas: its own counts (NaN for readers without), the level's, the design effect."""

    numerator: float
    denominator: float
    whole_numerator: float
    whole_denominator: float
    of_level: Smoothed
    weight: float
    design_effect: float


@dataclass(frozen=True, eq=False)
class Provenance:
    """The number at position ``at`` of a series; ``before`` is the position of what its change is against.

    ``whole``: every part is counted that was ever reported. ``made`` is nothing where there is no number; of several
    periods together it names the deliveries of all of them, and the newest of their releases. ``of_reference``: the same of
    the number of a place beyond the city that it is compared with.
    """

    release: Release
    series: Series
    at: int
    before: int | None
    whole: bool
    made: Made | None
    windowing: Windowing | None = None
    smoothing: Smoothing | None = None
    of_reference: Made | None = None

    @property
    def line(self) -> Line:
        return self.series.lines[self.at]


def provenance(
    release: Release,
    entry: Entry,
    audience: Audience,
    *,
    area: str,
    period: str | None = None,
    reference: str | None = None,
    edition: str | None = None,
    variant: str | None = None,
    typology: TypologyEntry | None = None,
) -> Provenance:
    """The number of an area and period (by default the latest), as ``audience`` gets it; the rest as in ``series``.

    Raises:
        Unanswerable: as ``series``; ``unknown_period``.
    """
    asked = {"area": area, "reference": reference, "edition": edition, "typology": typology}
    found = series(release, entry, audience, **asked, variant=variant)  # type: ignore[arg-type]
    codes = [line.period.code for line in found.lines]
    wanted = period or codes[-1]
    if wanted not in codes:
        raise Unanswerable("unknown_period", period=wanted, known=listed(reversed(codes)))
    at = codes.index(wanted)
    windowing = None
    if found.variant in MONTHS:
        plain = series(release, entry, audience, **asked)  # type: ignore[arg-type]
        windowing = _windowing(found, plain, at)
    lines = [windowing.plain.lines[one] for one in windowing.at] if windowing else [found.lines[at]]
    places = _places(release, found)
    is_told = found.own.status[at] == ValueState.OK
    smoothing = None
    if is_told and found.variant is Variant.SMOOTHED and not found.area.is_residual:
        smoothing = _smoothing(release, found, found.lines[at], places, audience)
    before = _before(found, at)
    return Provenance(
        release=release,
        series=found,
        at=at,
        before=codes.index(before.code) if before else None,
        whole=all(_is_whole(line, places[line.edition]) for line in lines),
        made=_together(made_of(release, found.entry, lines), lines) if is_told else None,
        windowing=windowing,
        smoothing=smoothing,
        of_reference=_made_beyond(release, found, at) if is_told else None,
    )


def _made_beyond(release: Release, found: Series, at: int) -> Made | None:
    """How the number of a place beyond the city was made; nothing where there is none."""
    if found.beyond is None or found.of_reference.status[at] != ValueState.OK:
        return None
    line = line_beyond(found.beyond, found.entry.code, found.lines[at].period.code, release.pk)
    return made_of(release, found.entry, [line]).get(line.entry) if line else None


def _before(found: Series, at: int) -> Period | None:
    """What the number's change is against: the same period a year before, or the window before; nothing across a break."""
    line, spec = found.lines[at], found.entry.spec
    if found.variant in MONTHS:
        return period_before(found.variant, line.period, [one.period for one in found.lines], spec)
    earlier = earlier_of(line, found.lines)
    return earlier if earlier is not None and spec.comparable(earlier, line.period) else None


def _windowing(found: Series, plain: Series, at: int) -> Windowing:
    places = {line.period: position for position, line in enumerate(plain.lines)}
    window = found.windows[at]
    return Windowing(window, plain, tuple(places[period] for period in window.periods if period in places))


def _places(release: Release, found: Series) -> dict[str, int]:
    """Edition → where the area stands in it."""
    own = found.area.place
    return {edition: place.position for edition, place, _ in same_places(found.edition, release.pk, own, own)}


def _is_whole(line: Line, position: int) -> bool:
    covered = ReleasedBlock.objects.filter(pk=line.entry).values_list(f"coverage__{position}", flat=True).first()
    return covered is None or covered >= 1


def _together(made: dict[int, Made], lines: Sequence[Line]) -> Made | None:
    """One period's making as it is; of several the last one's, with the deliveries of all and the newest release."""
    told = [made[line.entry] for line in lines if line.entry in made]
    if not told:
        return None  # withdrawn a moment ago
    newest = max((one.release for one in told), key=lambda release: release.pk)
    return replace(told[-1], release=newest, origins=tuple(origin for one in told for origin in one.origins))


def _smoothing(
    release: Release, found: Series, line: Line, places: Mapping[str, int], audience: Audience
) -> Smoothing | None:
    """Nothing for readers without counts: from the weight of an area one could tell how many people it has."""
    block = released_blocks([line]).get((line.period.code, line.level))
    if block is None or not audience.counts:
        return None
    spec, effect = found.entry.spec, design_effect_of(found.entry, release.pk)
    seen = shown(block, spec, audience)
    of_level = smoothing_of(block, seen, spec, effect, areas_at(line).level(line.level).residual)
    position = places[line.edition]
    taken = np.isfinite(of_level.value)
    return Smoothing(
        numerator=float(seen.numerator[position]),
        denominator=float(seen.denominator[position]),
        whole_numerator=float(seen.numerator[taken].sum()),
        whole_denominator=float(seen.denominator[taken].sum()),
        of_level=of_level,
        weight=float(of_level.weight[position]),
        design_effect=effect,
    )
