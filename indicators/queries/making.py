"""How released numbers were made: the first release with each, its definition, its code, and the deliveries behind it.

A number is its block's, and a block may stand in many releases. It was computed for the first of those in a row in which it
stands, from the deliveries that counted then; later deliveries that left it as it was are told beside them.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from indicators.catalogue.specs import IndicatorKind, IndicatorSpec, MeasureSpec, SourceSpec
from indicators.models import Release, ReleasedBlock, ReleaseDefinition, ReleaseEntry, ReleaseOrigin
from indicators.models.releases import line_of
from indicators.periods import Period
from indicators.queries.catalogue import Component, Entry, components
from indicators.queries.releases import Line


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


_Told = Mapping[tuple[str, str, int], Sequence[ReleaseOrigin]]  # (measure, period, edition) → in the order of releases


def made_of(release: Release, entry: Entry, lines: Sequence[Line]) -> dict[int, Made]:
    """Number of the line → how its block was made, for lines of one indicator; six queries, however many lines."""
    row = line_of(release.pk)
    blocks = {
        pk: rest
        for pk, *rest in ReleasedBlock.objects.filter(pk__in=[line.entry for line in lines]).values_list(
            "id", "block_id", "content_sha256", "code_version"
        )
    }
    there = [line for line in lines if line.entry in blocks]
    holding: dict[int, set[int]] = {}
    stands = ReleaseEntry.objects.filter(block__in=[block for block, *_ in blocks.values()], release__in=row)
    for block, number in stands.values_list("block", "release"):
        holding.setdefault(block, set()).add(number)
    firsts = {line.entry: first_of(row, holding[blocks[line.entry][0]]) for line in there}
    releases = Release.objects.in_bulk(set(firsts.values()))
    definitions = {
        one.release_id: one for one in ReleaseDefinition.objects.filter(release__in=releases, indicator=entry.pk)
    }
    specs = {line.entry: entry.spec.at(line.period) for line in there}
    known = {part.measure.code: part for part in components(entry.spec)}
    told = _told(row, there, known)
    found = {}
    for line in there:
        first, (_, sha256, code_version) = firsts[line.entry], blocks[line.entry]
        definition = definitions.get(first)
        found[line.entry] = Made(
            release=releases[first],
            block=sha256,
            code_version=code_version,
            definition=definition.sha256 if definition else "",
            since=definition.since if definition else None,
            origins=tuple(_origins(first, specs[line.entry], line, known, told)),
        )
    return found


def first_of(row: Sequence[int], holding: Collection[int]) -> int:
    """The first release of those in a row, back from the newest, that hold something.

    >>> first_of((9, 7, 4, 2), {9, 7, 2})
    7
    """
    first = row[0]
    for pk in row:
        if pk not in holding:
            break
        first = pk
    return first


def _told(row: Sequence[int], lines: Iterable[Line], measures: Collection[str]) -> _Told:
    periods = {period.code for line in lines for period in (line.period, line.denominator_period) if period}
    rows = ReleaseOrigin.objects.filter(
        release__in=row,
        edition__in={line.edition_id for line in lines},
        measure__code__in=measures,
        period__code__in=periods,
    )
    told: dict[tuple[str, str, int], list[ReleaseOrigin]] = {}
    for one in rows.select_related("release", "measure", "period").order_by("release_id"):
        told.setdefault((one.measure.code, one.period.code, one.edition_id), []).append(one)
    return told


def _origins(
    first: int, spec: IndicatorSpec, line: Line, known: Mapping[str, Component], told: _Told
) -> Iterable[Origin]:
    periods = {"numerator": line.period, "measure": line.period}
    for code, role in roles(spec):
        if code in known:
            period = periods.get(role, line.denominator_period)
            rows = told.get((code, period.code if period else "", line.edition_id), ())
            yield _origin(known[code], role, period, rows, first)


def _origin(part: Component, role: str, period: Period | None, told: Sequence[ReleaseOrigin], first: int) -> Origin:
    counted = [one for one in told if one.release_id <= first]
    if not counted:
        return Origin(part.measure, part.source, role, period)
    one = counted[-1]
    later = tuple((other.delivery, other.release.cited) for other in told if other.release_id > first)
    return Origin(
        part.measure,
        part.source,
        role,
        period,
        one.delivery,
        one.as_of,
        one.received_on,
        one.release.cited,
        later,
    )


def roles(spec: IndicatorSpec) -> Iterable[tuple[str, str]]:
    """(measure, role) of what the value of one period is computed from; a share's by the definition of that period."""
    yield from ((code, "numerator") for code in spec.numerator)
    if spec.kind is IndicatorKind.RATE:
        yield from ((code, "denominator") for code in spec.denominator)
    if spec.measure:
        yield spec.measure, "measure"
        yield from ((code, "weight") for code in spec.weight)
