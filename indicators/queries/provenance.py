"""How one number came about: what it was computed from, by which definition and code, and what follows from it.

A number is its block's, and a block may stand in many releases. It was computed for the first of those in a row in which it
stands, from the deliveries that counted then; later deliveries that left it as it was are told beside them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from indicators.catalogue.specs import IndicatorKind, IndicatorSpec, MeasureSpec, SourceSpec
from indicators.models import Release, ReleasedBlock, ReleaseDefinition, ReleaseEntry, ReleaseOrigin
from indicators.models.releases import line_of
from indicators.periods import Period
from indicators.queries.audience import Audience
from indicators.queries.catalogue import Entry, components
from indicators.queries.errors import Unanswerable, listed
from indicators.queries.releases import Line
from indicators.queries.selection import earlier_of
from indicators.queries.series import Series, series


@dataclass(frozen=True)
class Origin:
    """A measure of the number: which delivery it comes from, with its days and the release that put it in force.

    ``delivery`` is 0 where none is recorded. ``later``: deliveries since (number, release as cited) that changed nothing of
    the number.
    """

    measure: MeasureSpec
    source: SourceSpec
    role: str
    period: Period | None
    delivery: int = 0
    as_of: date | None = None
    received_on: date | None = None
    release: str = ""
    later: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class Made:
    """``release`` is the first one with the number; ``definition`` the hash of the indicator's document by which it was
    computed (empty: not recorded), ``since`` the day from which that one held."""

    release: Release
    block: str
    code_version: str
    definition: str
    since: date | None
    origins: tuple[Origin, ...]


@dataclass(frozen=True, eq=False)
class Provenance:
    """The number at position ``at`` of a series; ``before`` is the position of what its change is against.

    ``whole``: every part is counted that was ever reported. ``made`` is nothing where there is no number.
    """

    release: Release
    series: Series
    at: int
    before: int | None
    whole: bool
    made: Made | None

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
) -> Provenance:
    """The number of an area and period (by default the latest), as ``audience`` gets it.

    Raises:
        Unanswerable: as ``series``; ``unknown_period``.
    """
    found = series(release, entry, audience, area=area, reference=reference, edition=edition)
    codes = [line.period.code for line in found.lines]
    wanted = period or codes[-1]
    if wanted not in codes:
        raise Unanswerable("unknown_period", period=wanted, known=listed(reversed(codes)))
    at = codes.index(wanted)
    line = found.lines[at]
    earlier = earlier_of(line, found.lines)
    comparable = earlier is not None and found.entry.spec.comparable(earlier, line.period)
    before = codes.index(earlier.code) if earlier is not None and comparable else None
    told = found.own.status[at] == 0
    coverage = f"coverage__{found.area.position}"
    row = ReleasedBlock.objects.values("block_id", "content_sha256", "code_version", coverage).get(pk=line.entry)
    return Provenance(
        release=release,
        series=found,
        at=at,
        before=before,
        whole=row[coverage] is None or row[coverage] >= 1,
        made=_made(release, found.entry, line, row["block_id"], row["content_sha256"], row["code_version"])
        if told
        else None,
    )


def _made(release: Release, entry: Entry, line: Line, block: int, sha256: str, code_version: str) -> Made:
    row = line_of(release.pk)
    first = _first(row, block)
    definition = ReleaseDefinition.objects.filter(release=first, indicator=entry.pk).first()
    return Made(
        release=first,
        block=sha256,
        code_version=code_version,
        definition=definition.sha256 if definition else "",
        since=definition.since if definition else None,
        origins=_origins(row, first, entry.spec.at(line.period), line),
    )


def _first(row: tuple[int, ...], block: int) -> Release:
    """The first release of those in a row, back from the newest, in which the block stands."""
    holding = set(ReleaseEntry.objects.filter(block=block, release__in=row).values_list("release", flat=True))
    first = row[0]
    for pk in row:
        if pk not in holding:
            break
        first = pk
    return Release.objects.get(pk=first)


def _origins(row: tuple[int, ...], first: Release, spec: IndicatorSpec, line: Line) -> tuple[Origin, ...]:
    wanted = list(roles(spec))
    known = {part.measure.code: part for part in components(spec)}
    periods = {"numerator": line.period, "measure": line.period}
    told: dict[tuple[str, str], list[ReleaseOrigin]] = {}
    for one in (
        ReleaseOrigin.objects.filter(release__in=row, edition=line.edition_id, measure__code__in=known)
        .filter(period__code__in=[p.code for p in (line.period, line.denominator_period) if p])
        .select_related("release", "measure", "period")
        .order_by("release_id")
    ):
        told.setdefault((one.measure.code, one.period.code), []).append(one)
    found = []
    for code, role in wanted:
        if code not in known:
            continue
        period = periods.get(role, line.denominator_period)
        rows = told.get((code, period.code if period else ""), [])
        found.append(_origin(known[code].measure, known[code].source, role, period, rows, first.pk))
    return tuple(found)


def _origin(
    measure: MeasureSpec, source: SourceSpec, role: str, period: Period | None, told: list[ReleaseOrigin], first: int
) -> Origin:
    counted = [one for one in told if one.release_id <= first]
    if not counted:
        return Origin(measure, source, role, period)
    one = counted[-1]
    later = tuple((other.delivery, other.release.cited) for other in told if other.release_id > first)
    return Origin(measure, source, role, period, one.delivery, one.as_of, one.received_on, one.release.cited, later)


def roles(spec: IndicatorSpec) -> Iterable[tuple[str, str]]:
    """(measure, role) of what the value of one period is computed from; a share's by the definition of that period."""
    yield from ((code, "numerator") for code in spec.numerator)
    if spec.kind is IndicatorKind.RATE:
        yield from ((code, "denominator") for code in spec.denominator)
    if spec.measure:
        yield spec.measure, "measure"
        yield from ((code, "weight") for code in spec.weight)
