"""The format of catalogue files: one table of keys per kind of file. Pure.

Each table reads a TOML document, validates it, writes a specification back and documents the format
(``indicators.catalogue.documents``). What concerns several keys at once stands in ``indicators.catalogue.rules``.
"""

from enum import StrEnum

from indicators.catalogue import rules, vocabulary
from indicators.catalogue.indicator_schema import INDICATOR
from indicators.catalogue.profile_schema import PROFILE
from indicators.catalogue.readers import BothLanguages, Choice, Code, Day, Flag, Number, Words
from indicators.catalogue.shapes import attributes, build_exclusion, build_index, take_index, take_titled, titled
from indicators.catalogue.specs import (
    IndexSheet,
    IndexSpec,
    IndicatorSpec,
    MeasureSpec,
    ProfileSpec,
    SourceSpec,
    TypologySpec,
)
from indicators.catalogue.tables import Key, ListOf, Table
from indicators.catalogue.typology_schema import TYPOLOGY

Spec = SourceSpec | MeasureSpec | IndicatorSpec | IndexSpec | ProfileSpec | TypologySpec


class Part(StrEnum):
    """The kinds of files, in the order in which they refer to each other."""

    SOURCE = "source"
    MEASURE = "measure"
    INDICATOR = "indicator"
    INDEX = "index"
    PROFILE = "profile"
    TYPOLOGY = "typology"

    @property
    def folder(self) -> str:
        """The sub-folder: ``sources``, ``measures``, ``indicators``, ``indices``, ``profiles``, ``typologies``."""
        return _FOLDERS.get(self.value, f"{self.value}s")


_FOLDERS = {"index": "indices", "typology": "typologies"}


CODE = Key("code", Code(), "Equal to the name of the file without its ending; never changes.")
TITLE = Key("title", BothLanguages(), "Name in the interface; the code where there is none.", None)

SOURCE = Table(
    titled(SourceSpec),
    (
        CODE,
        TITLE,
        Key("publisher", Words(), "Who publishes the statistics."),
        Key("owner", Code(), "Department that answers for the deliveries."),
        Key("cadence", Choice(vocabulary.CADENCES), "How often a delivery is due."),
        Key("lag_months", Number(0, 60, whole=True), "Months from the reference date until the figures are final."),
        Key("policy", Choice(vocabulary.POLICIES), "Disclosure policy."),
        Key("retention_years", Number(0, 100, whole=True), "Years after which delivered files are erased."),
        Key("legal_basis", Words(), "On which the data are processed."),
        Key("licence", Words(), "Under which results may be passed on."),
        Key("note", BothLanguages(), "What a reader must know about the source as a whole.", None),
    ),
    take_titled,
)

MEASURE = Table(
    titled(MeasureSpec),
    (
        CODE,
        TITLE,
        Key("source", Code(), "Source that delivers it."),
        Key("unit", Choice(vocabulary.MEASURE_UNITS), "What is counted or measured."),
        Key("population", Choice(vocabulary.POPULATIONS), "Whose or of what."),
        Key(
            "kind", Choice(vocabulary.MEASURE_KINDS), "Stock on a day, average or flow over a period, delivered change."
        ),
        Key("decimals", Number(0, 10, whole=True), "Decimals of the file; 0: counts, checked to be whole numbers.", 0),
        Key("design_effect", Number(0.1, 20), "Variance against counting persons as independent of each other.", 1.0),
        Key("design_effect_reason", BothLanguages(), "Where the design effect comes from.", None),
        Key("sensitive_complement", Flag(), "The rest of the population is protected too (migration).", False),
    ),
    take_titled,
)

EXCLUDED_AREA = Table(
    lambda code, reason: (code, reason),
    (Key("code", Words(), "Area."), Key("reason", Words(), "Why it is left out.")),
    lambda pair: dict(zip(("code", "reason"), pair, strict=True)) if isinstance(pair, tuple) else {},
)

EXCLUSION = Table(
    build_exclusion,
    (
        Key("residents_below", Number(0, whole=True), "Areas with fewer residents are left out.", None),
        Key("not_computed", Flag(), "Areas whose components were not computed are left out.", False),
        Key("areas", ListOf(EXCLUDED_AREA), "Areas left out by name.", ()),
    ),
    attributes,
)

INDEX_SHEET = Table(
    IndexSheet,
    (
        Key("key_statement", BothLanguages(), "What the index says, in one or two sentences of its own."),
        Key("reading_aid", BothLanguages(), "How to read one class, in a plain sentence."),
        Key("comparability", BothLanguages(), "With what it may be compared, and with what not."),
    ),
)

INDEX = Table(
    build_index,
    (
        CODE,
        TITLE,
        Key("components", ListOf(Code(), empty=False), "Indicators that are combined, at least two."),
        Key("weights", ListOf(Number(), empty=False, distinct=False), "One per component; their sum is above zero."),
        Key("centre", Choice(vocabulary.CENTRES), "From what a component's distance is taken."),
        Key("spread", Choice(vocabulary.SPREADS), "By what the distance is divided: ddof 0 or 1."),
        Key("standardise", Choice(vocabulary.STANDARDISATIONS), "How a component becomes comparable."),
        Key("combine", Choice(vocabulary.COMBINATIONS), "How components become one number."),
        Key("restandardise", Flag(), "Whether the result is standardised again the same way."),
        Key("exclude", EXCLUSION, "Areas that are left out before anything is computed."),
        Key("breaks", ListOf(Number()), "Edges between classes, ascending."),
        Key("closed", ListOf(Choice(vocabulary.COMPARISONS), distinct=False), "Per class: how it meets its edge."),
        Key("classes", ListOf(Words(), empty=False), "Names of the classes, from the lowest values up."),
        Key("classes_en", ListOf(Words()), "The same in English; without them the German names serve.", ()),
        Key("change_years", Number(0, 20, whole=True), "0: values; else their changes over so many years.", 0),
        Key("dynamics_of", Code(), "Status index with which it forms the groups of status × dynamics.", ""),
        Key("from", Day(), "First reference date that the definition serves.", None),
        Key("to", Day(), "Last reference date.", None),
        Key("sheet", INDEX_SHEET, "The index's sheet.", None),
    ),
    take_index,
    (
        rules.index_lengths_agree,
        rules.index_combines_several,
        rules.weights_have_a_sum,
        rules.edges_ascend,
        rules.edges_belong_to_one_class,
        rules.not_its_own_dynamics,
        rules.days_in_order,
    ),
)

TABLES: dict[Part, Table] = {
    Part.SOURCE: SOURCE,
    Part.MEASURE: MEASURE,
    Part.INDICATOR: INDICATOR,
    Part.INDEX: INDEX,
    Part.PROFILE: PROFILE,
    Part.TYPOLOGY: TYPOLOGY,
}
