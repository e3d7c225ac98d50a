"""What indices are computed from: the candidate's blocks where it has some, and live ones for everything else."""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q

from areas.models import AreaEdition
from indicators.catalogue.index_rules import rules_sha256
from indicators.catalogue.specs import Break, IndexSpec, IndicatorSpec, Text
from indicators.looked_at import drafts_of
from indicators.models import (
    CalculationEntry,
    Delivery,
    Index,
    Indicator,
    LiveRelease,
    NoteDraft,
    NoteKind,
    Period,
    ReleasedNote,
    ReleaseEntry,
)
from indicators.models.releases import line_of
from indicators.periods import months_before, months_later

RESIDENTS = "einwohner"
"""Indicator that counts residents, for the least number that an index asks for."""

Spot = tuple[int, int, int]  # period, edition, level
Place = tuple[str, Spot]  # indicator, spot
Blocks = Mapping[Place, int]
_BEYOND = Q(block__edition__system__is_reference=True)
"""Places that the city is compared with: an index says how areas of the city lie among each other."""
_PLACE = ("block__indicator__code", "block__period", "block__edition", "block__level", "block")


def read_by(spec: IndexSpec) -> tuple[str, ...]:
    """The indicators that an index reads: its components, and the residents where it asks for a least number."""
    asks = spec.exclude.residents_below is not None
    return tuple(dict.fromkeys((*spec.components, *([RESIDENTS] if asks else []))))


def touched_indices(codes: Collection[str]) -> list[Index]:
    """The indices that read one of these indicators, by code."""
    return [row for row in Index.objects.order_by("code") if not set(codes).isdisjoint(read_by(row.spec))]


@dataclass(frozen=True, eq=False)
class Ground:
    """Blocks by indicator and spot; ``own``: those of the candidate. ``specs``: indicators with every break that holds."""

    blocks: Blocks
    own: frozenset[Place]
    periods: Mapping[int, Period]
    editions: Mapping[int, AreaEdition]
    specs: Mapping[str, IndicatorSpec]


def live_release_of(editions: Iterable[AreaEdition]) -> int | None:
    """The live release of the city to which the editions belong; nothing before the first."""
    cities = {edition.system.municipality for edition in editions}
    return LiveRelease.objects.filter(municipality__in=cities).values_list("release", flat=True).first()


def ground(
    indices: Sequence[Index], *, release: int | None, calculation: int | None, deliveries: Sequence[Delivery] = ()
) -> Ground:
    """Everything that these indices can be computed from: live, and instead of it what a calculation has."""
    codes = {code for row in indices for code in read_by(row.spec)}
    own: dict[Place, int] = {}
    if calculation is not None:
        entries = CalculationEntry.objects.filter(calculation=calculation, block__indicator__code__in=codes)
        own = _places(entries.exclude(_BEYOND).values_list(*_PLACE))
        if not own:
            return Ground({}, frozenset(), {}, {}, {})  # of places beyond the city alone: it touches no index
    within = _window(indices, {place[1][0] for place in own}) if calculation is not None else None
    live = ReleaseEntry.objects.filter(release=release, indicator__code__in=codes).exclude(_BEYOND)
    if within is not None:
        live = live.filter(period__ends__range=within)
    blocks = _places(live.values_list(*_PLACE)) | own
    specs = {row.code: row.spec for row in Indicator.objects.filter(code__in=codes)}
    return Ground(
        blocks,
        frozenset(own),
        Period.objects.in_bulk({spot[0] for _, spot in blocks}),
        AreaEdition.objects.select_related("system").in_bulk({spot[1] for _, spot in blocks}),
        _with_recorded_breaks(specs, release, deliveries),
    )


def index_inputs_sha256(
    codes: Collection[str], since: date, edition: AreaEdition, deliveries: Sequence[Delivery]
) -> str:
    """What the indices of a candidate are computed from beside its own blocks; empty where it touches no index.

    Args:
        codes: the indicators that the candidate computes.
        since: periods that end earlier are not computed.
    """
    indices = touched_indices(codes) if not edition.system.is_reference else []
    if not indices:
        return ""
    release = live_release_of([edition])
    others = {code for row in indices for code in read_by(row.spec)} - set(codes)
    first = months_before(since, _months(indices)) if since > date.min else since
    live = ReleaseEntry.objects.filter(release=release, indicator__code__in=others, period__ends__gte=first).exclude(
        _BEYOND
    )
    specs = {row.code: row.spec for row in Indicator.objects.filter(code__in={*others, *codes})}
    noted = _with_recorded_breaks(specs, release, deliveries) if any(row.spec.change_years for row in indices) else {}
    body = {
        "indices": [[rules_sha256(row.document), _days(row.spec)] for row in indices],
        "live": sorted(live.values_list("block__content_sha256", flat=True)),
        "breaks": sorted((code, sorted(own.period for own in spec.breaks)) for code, spec in noted.items()),
    }
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()


def _days(spec: IndexSpec) -> list[str]:
    return [day.isoformat() if day else "" for day in (spec.valid_from, spec.valid_until)]


def _places(rows: Iterable[tuple[str, int, int, int, int]]) -> dict[Place, int]:
    return {(code, (period, edition, level)): block for code, period, edition, level, block in rows}


def _months(indices: Iterable[Index]) -> int:
    """So far back reaches what an index of a period can be computed from."""
    return 12 * max((row.spec.change_years for row in indices), default=0) + 12


def _window(indices: Sequence[Index], periods: set[int]) -> tuple[date, date]:
    """The days between which periods can matter to the indices of these: changes reach back, and to what comes later."""
    ends = list(Period.objects.filter(pk__in=periods).values_list("ends", flat=True)) or [date.max]
    months = _months(indices)
    return months_before(min(ends), months), months_later(max(ends), months) if max(ends) < date.max else date.max


def _with_recorded_breaks(
    specs: Mapping[str, IndicatorSpec], release: int | None, deliveries: Sequence[Delivery]
) -> dict[str, IndicatorSpec]:
    """Indicators with the breaks that the catalogue, releases, and these deliveries record for all of their areas."""
    line = line_of(release) if release is not None else ()
    notes: list[ReleasedNote | NoteDraft] = list(ReleasedNote.objects.filter(release__in=line, kind=NoteKind.BREAK))
    if deliveries:
        notes += [draft for draft in drafts_of(deliveries) if draft.kind == NoteKind.BREAK]
    general = [note for note in notes if not note.areas]
    return {code: _with_breaks(spec, general) for code, spec in specs.items()}


def _with_breaks(spec: IndicatorSpec, notes: Sequence[ReleasedNote | NoteDraft]) -> IndicatorSpec:
    own = [
        Break(note.first, Text(note.text_de, note.text_en))
        for note in notes
        if not (note.indicators or note.measures)
        or spec.code in note.indicators
        or not set(spec.measures).isdisjoint(note.measures)
    ]
    return replace(spec, breaks=(*spec.breaks, *own)) if own else spec
