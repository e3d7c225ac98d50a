"""The closed lists of words that catalogue files may use, in the order in which interfaces offer them. Pure.

``monitoring.wording`` words those that pages show.
"""

from indicators.catalogue.specs import IndicatorKind, Polarity, Visibility
from indicators.states import ValueState

CADENCES = ("day", "month", "quarter", "half-year", "year", "school-year", "two-years", "irregular")

POLICIES = ("ba-akg-10", "ba-3", "sensitive-10", "register-3", "open")
"""The policies that ``indicators.disclosure`` defines, which a test compares."""

SHARE_UNITS = ("percent", "percentage_point", "euro_per_square_metre")
"""Units of what is delivered without counts; never part of a numerator, a denominator or a weight."""

MEASURE_UNITS = (
    "person",
    "bedarfsgemeinschaft",
    "household",
    "dwelling",
    "building",
    "case",
    "event",
    "place",
    "euro",
    "square_metre",
    "hectare",
    "metre",
    "minute",
    "year",
    "decibel",
    "degree_celsius",
    "tree",
    "vote",
    "vehicle",
    *SHARE_UNITS,
)

POPULATIONS = (
    "main_residence",
    "main_residence_private_households",
    "main_and_secondary_residence",
    "private_households",
    "pupils",
    "children_examined",
    "eligible_voters",
    "respondents",
    "employees_at_residence",
    "dwellings",
    "facilities",
    "vehicles",
    "events",
    "area",
)

MEASURE_KINDS = ("stock", "average", "flow", "change")

INDICATOR_KINDS = tuple(kind.value for kind in IndicatorKind)
POLARITIES = tuple(polarity.value for polarity in Polarity)
VISIBILITIES = tuple(visibility.value for visibility in Visibility)

INDICATOR_UNITS = (
    "%",
    "percentage_point",
    "person",
    "per_100",
    "per_1000",
    "per_10000",
    "household",
    "dwelling",
    "case",
    "place",
    "euro",
    "euro_per_square_metre",
    "square_metre",
    "hectare",
    "metre",
    "minute",
    "year",
    "decibel",
    "degree_celsius",
    "index_points",
)

DOMAINS = (
    "population",
    "migration",
    "households",
    "work",
    "income",
    "family",
    "education",
    "housing",
    "health",
    "care",
    "participation",
    "mobility",
    "environment",
    "safety",
)
"""Life domains (Lebenslagen), in the order in which pages show them."""

CENTRES = ("mean_of_areas", "rate_of_the_whole")
SPREADS = ("population_sd", "sample_sd")
STANDARDISATIONS = ("z", "min_max")
COMBINATIONS = ("sum", "mean")
COMPARISONS = ("<", "<=", ">", ">=")

FORMATS = ("csv", "spreadsheet", "geodata", "parquet")
DELIMITERS = (",", ";", "\t", "|", "auto")
ENCODINGS = ("utf-8", "windows-1252", "utf-16", "auto")
QUOTES = ('"', "'", "")
LAYOUTS = ("wide", "long")
DECIMALS = (".", ",")
THOUSANDS = ("", ".", ",", " ", "'")
PERIOD_ORIGINS = ("argument", "column", "header", "sheet")
EXPECTED_AREAS = ("edition", "any")
SIGN_MEANINGS = ("zero", *(state.word for state in ValueState if state is not ValueState.OK))
