"""What a calculation reads: which deliveries count, which indicators and periods they touch, and a hash of it all."""

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from areas.models import AreaEdition
from indicators.actions.index_ground import index_inputs_sha256
from indicators.actions.observations import DenseObservations, InForceMap, delivered_cells, in_force_with, read_dense
from indicators.actions.places import EditionPlaces, places_of
from indicators.calculation.inputs import IndicatorInputs, MeasureSeries
from indicators.catalogue.specs import IndicatorSpec
from indicators.disclosure.policies import policy
from indicators.models import Delivery, Erasure, Indicator, Measure, Period
from indicators.periods import Period as PeriodValue
from indicators.retention import lacks


@dataclass(frozen=True, eq=False)
class KnownInputs:
    """The catalogue and the deliveries that count, as they are now, for the indicators that a delivery touches.

    ``in_force``: (measure id, period id) → delivery id, the delivery itself included. ``since``: periods that end
    earlier cannot be touched; ``first`` says the same of each delivered measure by itself. ``erased``: measure → periods
    that count and whose content went. ``indices``: a hash of what the indices that read them are computed from beside them,
    empty where none does. ``sha256`` changes whenever any of it does.
    """

    places: EditionPlaces
    indicators: dict[str, Indicator]
    measures: dict[str, Measure]
    periods: dict[int, Period]
    in_force: Mapping[tuple[int, int], int]
    since: date
    first: Mapping[str, date] = field(default_factory=dict)
    erased: Mapping[str, Sequence[PeriodValue]] = field(default_factory=dict)
    indices: str = ""

    @property
    def sha256(self) -> str:
        """SHA-256 over the deliveries that count, the area edition and the catalogue entries."""
        body = {
            "edition": self.places.edition_code,
            "since": self.since.isoformat(),
            "indicators": sorted(indicator.sha256 for indicator in self.indicators.values()),
            "measures": sorted((measure.sha256, measure.source.sha256) for measure in self.measures.values()),
            "deliveries": sorted((m, self.periods[p].code, delivery) for (m, p), delivery in self.in_force.items()),
        }
        if self.indices:
            body["indices"] = self.indices
        if self.erased:
            body["erased"] = sorted((code, sorted(p.code for p in gone)) for code, gone in self.erased.items())
        return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()

    def of(self, codes: Collection[str]) -> "KnownInputs":
        """What some of the indicators are computed from, and nothing else."""
        indicators = {code: indicator for code, indicator in self.indicators.items() if code in codes}
        needed = {code for indicator in indicators.values() for code in indicator.spec.measures}
        measures = {code: measure for code, measure in self.measures.items() if code in needed}
        ids = {measure.pk for measure in measures.values()}
        in_force = {cell: delivery for cell, delivery in self.in_force.items() if cell[0] in ids}
        return replace(self, indicators=indicators, measures=measures, in_force=in_force)

    def lacks(self, spec: IndicatorSpec, period: PeriodValue) -> bool:
        """Whether the indicator's value of a period was computed from something that is erased: it stays as released."""
        direct = (*spec.numerator, *([spec.measure] if spec.measure else []), *(e.measure for e in spec.measure_from))
        within = 0 if spec.pairing.rule == "same" else spec.pairing.within_months
        return lacks(period, direct, (*spec.denominator, *spec.weight), within, self.erased)

    def read(self) -> dict[str, MeasureSeries]:
        """Every measure's series by code, loaded with one COPY."""
        order = {pk: rank for rank, pk in enumerate(sorted(self.periods, key=lambda pk: self.periods[pk].span))}
        dense = read_dense(self.in_force, order, self.places)
        return {
            code: self._series(measure, dense) for code, measure in self.measures.items() if measure.pk in dense.levels
        }

    def _series(self, measure: Measure, dense: DenseObservations) -> MeasureSeries:
        levels = dict(dense.levels[measure.pk])
        values, states = levels.pop(self.places.hierarchy.finest)
        return MeasureSeries(
            measure=measure.spec,
            policy=policy(measure.source.spec.policy),
            periods=tuple(self.periods[pk].span for pk in dense.periods[measure.pk]),
            values=values,
            states=states,
            totals=levels,
            sensitive_complement=measure.spec.sensitive_complement,
        )

    def inputs(self, series: Mapping[str, MeasureSeries]) -> Iterator[IndicatorInputs]:
        """What the method needs, for each indicator that has a period to compute."""
        for indicator in self.indicators.values():
            spec = indicator.spec
            if periods := self._wanted(spec, series):
                measures = {code: series[code] for code in spec.measures if code in series}
                yield IndicatorInputs(spec, tuple(periods), self.places.hierarchy, measures)

    def _wanted(self, spec: IndicatorSpec, series: Mapping[str, MeasureSeries]) -> list[PeriodValue]:
        """The periods that have a numerator (or a share), end no earlier than ``since``, and lack nothing."""
        wanted = set()
        since = min((self.first[code] for code in spec.measures if code in self.first), default=self.since)
        for code in {
            *spec.numerator,
            *([spec.measure] if spec.measure else []),
            *(e.measure for e in spec.measure_from),
        }:
            for period in series[code].periods if code in series else ():
                definition = spec.at(period)
                if period.ends >= since and code in (*definition.numerator, definition.measure):
                    wanted.add(period)
        return sorted(period for period in wanted if not self.lacks(spec, period))


def known_inputs(delivery: Delivery) -> KnownInputs:
    """What counts now for the indicators that ``delivery`` touches, as if it were in force."""
    (known,) = known_together([delivery])
    return known


def known_together(deliveries: Sequence[Delivery]) -> list[KnownInputs]:
    """What counts now for the indicators that any of these deliveries touches, as if all were in force; one an edition."""
    editions = {one.edition.pk: one.edition for one in deliveries if one.edition is not None}
    found = []
    for pk in sorted(editions):
        cells = delivered_cells(one.pk for one in deliveries if one.edition_id == pk)
        codes = set(Measure.objects.filter(pk__in={measure for measure, _ in cells}).values_list("code", flat=True))
        touched = [indicator for indicator in Indicator.objects.all() if codes & set(indicator.spec.measures)]
        known = _known(editions[pk], touched, _firsts(cells), cells)
        indices = index_inputs_sha256(known.indicators, known.since, editions[pk], deliveries)
        found.append(replace(known, indices=indices))
    return found


def _firsts(cells: InForceMap) -> dict[int, date]:
    """Measure id → the end of the first period that is delivered of it."""
    ends = dict(Period.objects.filter(pk__in={period for _, period in cells}).values_list("pk", "ends"))
    found: dict[int, date] = {}
    for measure, period in cells:
        found[measure] = min(ends[period], found.get(measure, date.max))
    return found


def together_sha256(known: Sequence[KnownInputs]) -> str:
    """SHA-256 of what deliveries are calculated from; of one edition its own."""
    if len(known) == 1:
        return known[0].sha256
    return hashlib.sha256("\n".join(sorted(one.sha256 for one in known)).encode()).hexdigest()


def everything_in_force(edition: AreaEdition) -> KnownInputs:
    """What counts now for every indicator in an edition."""
    return _known(edition, list(Indicator.objects.all()), {}, {}, since=date.min)


def _known(
    edition: AreaEdition,
    indicators: list[Indicator],
    firsts: Mapping[int, date],
    candidates: InForceMap,
    since: date = date.max,
) -> KnownInputs:
    needed = {code for indicator in indicators for code in indicator.spec.measures}
    measures = {measure.code: measure for measure in Measure.objects.select_related("source").filter(code__in=needed)}
    ids = [measure.pk for measure in measures.values()]
    in_force = in_force_with(ids, edition.pk, candidates)
    gone = set(Erasure.objects.filter(pk__in=set(in_force.values())).values_list("pk", flat=True))
    periods = Period.objects.in_bulk({period for _, period in in_force})
    return KnownInputs(
        places=places_of(edition),
        indicators={indicator.code: indicator for indicator in indicators},
        measures=measures,
        periods=periods,
        in_force={place: delivery for place, delivery in in_force.items() if delivery not in gone},
        since=min(firsts.values(), default=since),
        first={code: firsts[measure.pk] for code, measure in measures.items() if measure.pk in firsts},
        erased={
            code: [periods[p].span for (m, p), source in in_force.items() if m == measure.pk and source in gone]
            for code, measure in (measures.items() if gone else ())
        },
    )
