"""The lists of indicators, sources and measures: what of each is searched, filtered by, and shown."""

from dataclasses import dataclass

from areas.folding import fold
from indicators.catalogue import vocabulary
from indicators.catalogue.schemas import Part
from indicators.catalogue.specs import IndicatorSpec, MeasureSpec, SourceSpec, Text
from indicators.queries.documents import Stored
from indicators.queries.releases import Line, Manifest
from monitoring.api.doors import said
from monitoring.catalogue.filters import Item
from monitoring.catalogue.visible import VisibleCatalogue
from monitoring.catalogue.words import rank
from monitoring.search.matching import Texts
from monitoring.wording import domain_text


@dataclass(frozen=True)
class IndicatorRow:
    """``levels`` and ``latest`` are those of what is live for this reader; both empty where nothing is."""

    code: str
    title: str
    statement: str
    kind: str
    domain: str
    visibility: str
    sources: tuple[SourceSpec, ...]
    levels: tuple[str, ...]
    latest: str


@dataclass(frozen=True)
class SourceRow:
    spec: SourceSpec
    measures: int
    indicators: int
    latest: str


@dataclass(frozen=True)
class MeasureRow:
    spec: MeasureSpec
    source: SourceSpec | None
    indicators: tuple[IndicatorSpec, ...]


def indicator_items(catalogue: VisibleCatalogue, lines: Manifest) -> list[Item]:
    """Every indicator, by life domain and title."""
    return [_indicator(catalogue, one, lines.get(one.code, ())) for one in catalogue.entries[Part.INDICATOR].values()]


def _indicator(catalogue: VisibleCatalogue, one: Stored, lines: tuple[Line, ...]) -> Item:
    spec = one.spec
    assert isinstance(spec, IndicatorSpec)
    found = [source for measure in spec.measures if (source := catalogue.source_of(measure))]
    sources = tuple({source.code: source for source in found}.values())
    levels = {line.level: line.level_rank for line in lines}
    ordered = tuple(sorted(levels, key=lambda level: levels[level]))
    row = IndicatorRow(
        spec.code,
        said(spec.title),
        said(spec.sheet.key_statement),
        spec.kind.value,
        spec.domain,
        spec.visibility.value,
        sources,
        ordered,
        lines[-1].period.code if lines else "",
    )
    names = [*_both(spec.title), spec.code, *(text for label in spec.labels for text in _both(label.text))]
    values = {
        "domain": (spec.domain,),
        "source": tuple(source.code for source in sources),
        "cadence": tuple({source.cadence: None for source in sources[:1]}),
        "kind": (spec.kind.value,),
        "visibility": (spec.visibility.value,),
        "values": ("with" if lines else "without",),
        "level": ordered,
    }
    texts = Texts(
        row.title, tuple(names), (domain_text(spec.domain), *_titles(sources)), _both(spec.sheet.key_statement)
    )
    place = (rank(vocabulary.DOMAINS, spec.domain), fold(row.title), spec.code)
    return Item(spec.code, texts, values, place, row)


def source_items(catalogue: VisibleCatalogue, lines: Manifest) -> list[Item]:
    """Every source, by title."""
    return [_source(catalogue, one, lines) for one in catalogue.entries[Part.SOURCE].values()]


def _source(catalogue: VisibleCatalogue, one: Stored, lines: Manifest) -> Item:
    spec = one.spec
    assert isinstance(spec, SourceSpec)
    periods = [line.period for indicator in one.indicators for line in lines.get(indicator.code, ())]
    measures = catalogue.measures_of(spec.code)
    latest = max(periods, key=lambda period: period.ends).code if periods else ""
    row = SourceRow(spec, len(measures), len(one.indicators), latest)
    mentioned = [said(measure.spec.title) for measure in measures]
    texts = Texts(
        said(spec.title), (*_both(spec.title), spec.code), (spec.publisher, spec.owner), (*mentioned, spec.legal_basis)
    )
    values = {
        "owner": (spec.owner,),
        "cadence": (spec.cadence,),
        "policy": (spec.policy,),
        "values": ("with" if periods else "without",),
    }
    return Item(spec.code, texts, values, (fold(said(spec.title)), spec.code), row)


def measure_items(catalogue: VisibleCatalogue) -> list[Item]:
    """Every measure, by source and title."""
    return [_measure(catalogue, one) for one in catalogue.entries[Part.MEASURE].values()]


def _measure(catalogue: VisibleCatalogue, one: Stored) -> Item:
    spec = one.spec
    assert isinstance(spec, MeasureSpec)
    source = catalogue.source_of(spec.code)
    row = MeasureRow(spec, source, one.indicators)
    title = said(spec.title)
    texts = Texts(title, (*_both(spec.title), spec.code), _titles((source,) if source else ()))
    values = {
        "source": (spec.source,),
        "unit": (spec.unit,),
        "population": (spec.population,),
        "measure_kind": (spec.kind,),
        "read": ("read" if one.indicators else "unread",),
    }
    return Item(spec.code, texts, values, (fold(said(source.title)) if source else "", fold(title), spec.code), row)


def _both(text: Text) -> tuple[str, str]:
    return text.de, text.en


def _titles(sources: tuple[SourceSpec, ...]) -> tuple[str, ...]:
    return tuple(text for source in sources for text in (*_both(source.title), source.publisher))
