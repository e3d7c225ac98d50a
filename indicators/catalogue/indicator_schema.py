"""The keys of files in ``indicators/``, the indicator's sheet among them. Pure."""

from indicators.catalogue import rules, vocabulary
from indicators.catalogue.readers import BothLanguages, Choice, Code, Day, Number, PeriodCode, Words
from indicators.catalogue.shapes import (
    build_break,
    build_exceptional,
    build_indicator,
    build_label,
    build_pairing,
    take_break,
    take_exceptional,
    take_indicator,
    take_label,
    take_pairing,
)
from indicators.catalogue.specs import (
    IndicatorKind,
    IndicatorSheet,
    MeasureFrom,
    MinimumDenominator,
    Polarity,
    Visibility,
)
from indicators.catalogue.tables import Key, ListOf, Table

SHEET = Table(
    IndicatorSheet,
    (
        Key("key_statement", BothLanguages(), "What the indicator says, in one or two sentences of its own."),
        Key("reading_aid", BothLanguages(), "How to read one value, in a plain sentence."),
        Key("legal_basis", Words(), "On which the statistics rest."),
        Key("comparability", BothLanguages(), "With what it may be compared, and with what not."),
        Key("availability", BothLanguages(), "Where the data come from and why there may be none.", None),
    ),
)

LABEL = Table(
    build_label,
    (
        Key("de", Words(), "Name of the benefit at the time."),
        Key("en", Words(), "The same in English; the German name where it stays untranslated.", None),
        Key("from", Day(), "First day on which the name holds."),
        Key("to", Day(), "Last day; none: until further notice.", None),
    ),
    take_label,
    (rules.days_in_order,),
)

BREAK = Table(
    build_break,
    (
        Key("period", PeriodCode(), "First period with the new definition."),
        Key("de", Words(), "What changed."),
        Key("en", Words(), "The same in English; the German text where there is none.", None),
    ),
    take_break,
)

EXCEPTIONAL = Table(
    build_exceptional,
    (
        Key("from", PeriodCode(), "First period of the span."),
        Key("to", PeriodCode(), "Last period of the span."),
        Key("de", Words(), "What was not usual then."),
        Key("en", Words(), "The same in English; the German text where there is none.", None),
    ),
    take_exceptional,
    (rules.periods_in_order,),
)

PAIRING = Table(
    build_pairing,
    (
        Key("denominator", Choice(("same", "nearest_earlier")), "How the date of the denominator or weight is found."),
        Key("within_months", Number(0, 60, whole=True), "How many months earlier at most.", 0),
    ),
    take_pairing,
    (rules.pairing_states_its_months,),
)

MINIMUM_DENOMINATOR = Table(
    MinimumDenominator,
    (
        Key("staff", Number(0), "Below it a value is not shown to staff."),
        Key("public", Number(0), "Below it a value is not shown to the public."),
    ),
    rules=(rules.public_minimum_is_not_lower,),
)

MEASURE_FROM = Table(
    MeasureFrom,
    (
        Key("period", PeriodCode(), "First period with the new definition; has a break of its own."),
        Key("measure", Code(), "Measure read from then on."),
    ),
)

MEASURES = ListOf(Code(), empty=False)

INDICATOR = Table(
    build_indicator,
    (
        Key("code", Code(), "Equal to the name of the file without its ending; never changes."),
        Key(
            "kind", Choice(vocabulary.INDICATOR_KINDS, IndicatorKind), "rate, count; share, change: delivered as such."
        ),
        Key("title", BothLanguages(), "The statistical concept."),
        Key("numerator", MEASURES, "Measures that are added (rate, count).", ()),
        Key("denominator", MEASURES, "Measures that are added (rate).", ()),
        Key("measure", Code(), "Measure delivered without counts (share, change).", None),
        Key("weight", ListOf(Code()), "Measures whose sum re-aggregates it; []: cannot be aggregated.", None),
        Key("pairing", PAIRING, "Which date of the denominator or weight goes with the numerator's.", None),
        Key("scale", Number(0.0), "Factor of a rate.", 1.0),
        Key("unit", Choice(vocabulary.INDICATOR_UNITS), "Unit of the values."),
        Key("decimals", Number(0, 6, whole=True), "Decimals of the display."),
        Key("polarity", Choice(vocabulary.POLARITIES, Polarity), "Which direction means more disadvantage, if any."),
        Key("domain", Choice(vocabulary.DOMAINS), "Life domain."),
        Key("minimum_denominator", MINIMUM_DENOMINATOR, "Below it a value says too little."),
        Key("minimum_coverage", Number(0, 1), "Share of the denominator's population that an aggregate needs.", 0.95),
        Key("visibility", Choice(vocabulary.VISIBILITIES, Visibility), "Who may see it at most."),
        Key("departments", ListOf(Code(), empty=False), "Which, with visibility department.", ()),
        Key("visibility_reason", BothLanguages(), "Why it is visible so far and no further.", None),
        Key("headline", Number(0, 99, whole=True), "Place among the few figures that stand first; 0: none.", 0),
        Key("fixed_classes", ListOf(Number(), empty=False), "Class breaks of maps, ascending.", ()),
        Key("labels", ListOf(LABEL), "Names of the benefit over time.", ()),
        Key("measure_from", ListOf(MEASURE_FROM), "Later definitions, each a measure of its own.", ()),
        Key("breaks", ListOf(BREAK), "Changes of definition.", ()),
        Key("exceptional", ListOf(EXCEPTIONAL), "Spans whose values are true but not usual; series note them.", ()),
        Key("sheet", SHEET, "The indicator's sheet (Indikatorenblatt)."),
    ),
    take_indicator,
    (
        rules.keys_fit_the_kind,
        rules.departments_fit_the_visibility,
        rules.classes_ascend,
        rules.definitions_change_at_breaks,
    ),
)
