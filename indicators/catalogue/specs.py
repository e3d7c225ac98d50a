"""What a catalogue file says, as frozen dataclasses. Pure: no Django, no database, no gettext.

One file describes one thing. ``indicators.catalogue.reading`` turns TOML documents into these, collecting every
problem; ``indicators.models`` stores the document beside its hash and rebuilds the specification from it. Import profiles
have a module of their own, ``indicators.catalogue.profile_spec``; its names are offered here too.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Literal

from indicators.catalogue.profile_spec import AreaColumn as AreaColumn
from indicators.catalogue.profile_spec import ColumnsFrom as ColumnsFrom
from indicators.catalogue.profile_spec import HeaderRows as HeaderRows
from indicators.catalogue.profile_spec import LongColumns as LongColumns
from indicators.catalogue.profile_spec import NotComputed as NotComputed
from indicators.catalogue.profile_spec import PeriodFrom as PeriodFrom
from indicators.catalogue.profile_spec import ProfileSpec as ProfileSpec
from indicators.catalogue.profile_spec import SumOf as SumOf
from indicators.catalogue.text import Text as Text
from indicators.catalogue.typology_spec import TypeName as TypeName
from indicators.catalogue.typology_spec import TypologySpec as TypologySpec
from indicators.periods import Period, parse_period


class IndicatorKind(StrEnum):
    RATE = "rate"
    SHARE = "share"
    CHANGE = "change"
    COUNT = "count"


class Polarity(StrEnum):
    HIGHER_IS_MORE_DISADVANTAGE = "higher_is_more_disadvantage"
    LOWER_IS_MORE_DISADVANTAGE = "lower_is_more_disadvantage"
    NEUTRAL = "neutral"


class Visibility(StrEnum):
    DEPARTMENT = "department"
    ADMINISTRATION = "administration"
    COUNCIL = "council"
    PUBLIC = "public"


PairingRule = Literal["same", "nearest_earlier"]


@dataclass(frozen=True)
class Pairing:
    """How the denominator's (or the weight's) date is found for a numerator's date.

    ``same``: equal ends only. ``nearest_earlier``: the latest end not after the numerator's, at most ``within_months``
    before.
    """

    rule: PairingRule
    within_months: int = 0


@dataclass(frozen=True)
class SourceSpec:
    code: str
    title: Text
    publisher: str
    owner: str
    cadence: str
    lag_months: int
    policy: str
    retention_years: int
    legal_basis: str
    licence: str
    note: Text | None = None  # what a reader must know about the source as a whole, e.g. why its policy is what it is


@dataclass(frozen=True)
class MeasureSpec:
    code: str
    title: Text
    source: str
    unit: str
    population: str
    kind: str
    design_effect: float = 1.0
    decimals: int = 0  # 0: counts, checked to be whole numbers; > 0: delivered shares and changes
    sensitive_complement: bool = False  # the rest of the population is protected too, whatever the source's policy says
    design_effect_reason: Text | None = None  # where the design effect comes from, or that it is an assumption


@dataclass(frozen=True)
class Break:
    """A change of definition: from this period on values mean something else than before."""

    period: str
    text: Text


@dataclass(frozen=True)
class Exceptional:
    """A span whose values are true but not usual (a pandemic, an arrival of refugees): noted, never left out."""

    first: str  # period
    last: str
    text: Text


@dataclass(frozen=True)
class MeasureFrom:
    """From ``period`` on (by its end) the indicator reads ``measure``: a definition that changed is another measure."""

    period: str
    measure: str


@dataclass(frozen=True)
class Label:
    """The name of a benefit at the time, with validity dates."""

    text: Text
    valid_from: date
    valid_until: date | None


@dataclass(frozen=True)
class IndicatorSheet:
    key_statement: Text
    reading_aid: Text
    legal_basis: str
    comparability: Text
    availability: Text | None = (
        None  # where the data come from, and why there may be none: shown while there is no value
    )


@dataclass(frozen=True)
class MinimumDenominator:
    staff: float
    public: float


@dataclass(frozen=True)
class IndicatorSpec:
    """``rate``: numerator ÷ denominator × scale. ``count``: the numerator, shown as share of the reference.

    ``share`` and ``change``: ``measure`` is delivered without counts and aggregated by ``weight`` (a sum of measures)
    only. Where a definition changed, ``measure`` serves until the first entry of ``measure_from``; calculations take
    ``at(period)``.
    """

    code: str
    kind: IndicatorKind
    title: Text
    numerator: tuple[str, ...]  # rate, count
    denominator: tuple[str, ...]  # rate
    measure: str | None  # share, change
    weight: tuple[str, ...]  # share, change; empty: cannot be aggregated
    pairing: Pairing
    scale: float
    unit: str
    decimals: int
    polarity: Polarity
    domain: str
    minimum_denominator: MinimumDenominator
    visibility: Visibility
    departments: tuple[str, ...]
    sheet: IndicatorSheet
    minimum_coverage: float = 0.95
    labels: tuple[Label, ...] = ()
    breaks: tuple[Break, ...] = ()
    fixed_classes: tuple[float, ...] = ()
    headline: int = 0  # place among the few figures that stand first everywhere; 0: none
    measure_from: tuple[MeasureFrom, ...] = ()  # share, change; each has a break of the same period
    visibility_reason: Text | None = None
    exceptional: tuple[Exceptional, ...] = ()

    @property
    def measures(self) -> tuple[str, ...]:
        """Every measure the indicator reads in any period, without repetition, numerator first."""
        own = (self.measure,) if self.measure else ()
        later = tuple(entry.measure for entry in self.measure_from)
        return tuple(dict.fromkeys((*self.numerator, *own, *later, *self.denominator, *self.weight)))

    def comparable(self, earlier: Period, now: Period) -> bool:
        """Whether the definition is the same in both: no break begins after ``earlier`` and up to ``now``."""
        return not any(earlier.ends < parse_period(found.period).ends <= now.ends for found in self.breaks)

    def at(self, period: Period) -> "IndicatorSpec":
        """The indicator with the measure that its definition names for ``period``; itself where nothing ever changed."""
        later = [entry for entry in self.measure_from if parse_period(entry.period).ends <= period.ends]
        if not later:
            return self
        return replace(self, measure=max(later, key=lambda entry: parse_period(entry.period).ends).measure)


@dataclass(frozen=True)
class Exclusion:
    residents_below: int | None = None
    not_computed: bool = False
    areas: tuple[tuple[str, str], ...] = ()  # (code, reason)


@dataclass(frozen=True)
class IndexSheet:
    key_statement: Text
    reading_aid: Text
    comparability: Text


@dataclass(frozen=True)
class IndexSpec:
    """Several indicators standardised, combined and divided into classes.

    ``change_years``: 0 combines the components' values, n > 0 their changes over n years in the unit of the value. A
    dynamics index names its status index in ``dynamics_of``; together they form the groups of status × dynamics.
    """

    code: str
    title: Text
    components: tuple[str, ...]
    weights: tuple[float, ...]
    centre: str  # mean_of_areas | rate_of_the_whole
    spread: str  # population_sd | sample_sd
    standardise: str  # z | min_max
    combine: str  # sum | mean
    restandardise: bool
    exclude: Exclusion
    breaks: tuple[float, ...]
    closed: tuple[str, ...]
    classes: tuple[str, ...]
    valid_from: date | None = None  # first and last reference date the definition serves
    valid_until: date | None = None
    change_years: int = 0
    dynamics_of: str = ""  # code of the status index; empty: it is no dynamics index
    classes_en: tuple[str, ...] = ()  # empty: the names of ``classes`` serve in English too
    sheet: IndexSheet | None = None

    def serves(self, period: Period) -> bool:
        """Whether the definition is meant for the period, by its end."""
        begun = self.valid_from is None or self.valid_from <= period.ends
        return begun and (self.valid_until is None or period.ends <= self.valid_until)


@dataclass(frozen=True)
class Catalogue:
    """A whole folder, every reference between its parts resolved."""

    sources: dict[str, SourceSpec] = field(default_factory=dict)
    measures: dict[str, MeasureSpec] = field(default_factory=dict)
    indicators: dict[str, IndicatorSpec] = field(default_factory=dict)
    indices: dict[str, IndexSpec] = field(default_factory=dict)
    profiles: dict[str, ProfileSpec] = field(default_factory=dict)
    typologies: dict[str, TypologySpec] = field(default_factory=dict)
