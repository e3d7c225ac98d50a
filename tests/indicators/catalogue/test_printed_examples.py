"""The examples by which the format of catalogue files is published load as they are printed."""

from datetime import date

from indicators.catalogue.reading import read_catalogue, read_texts
from indicators.catalogue.specs import IndicatorKind, Pairing, Visibility
from monitoring.settings import CATALOGUE_DIR

INDICATOR = """
# fixtures/catalogue/indicators/sgb2-quote.toml
code = "sgb2-quote"
kind = "rate"                              # rate | share | change | count; share and change name measure and weight
title = { de = "Leistungsberechtigte nach SGB II", en = "SGB II recipients" }
numerator = ["sgb2_leistungsberechtigte"]
denominator = ["einwohner_unter_regelaltersgrenze"]
pairing = { denominator = "nearest_earlier", within_months = 6 }
scale = 100
unit = "%"
decimals = 1                               # display only
polarity = "higher_is_more_disadvantage"   # or lower_…, or neutral
domain = "income"
minimum_denominator = { staff = 50, public = 100 }
visibility = "administration"              # department (with departments = […]) | administration | council | public
labels = [{ de = "Bürgergeld", from = "2023-01-01", to = "2026-06-30" }]
[[breaks]]
period = "2022-06"
de = "…"
[sheet]                                    # the Indikatorenblatt
key_statement = { de = "…", en = "…" }
reading_aid = { de = "…", en = "…" }
legal_basis = "…"
comparability = { de = "…", en = "…" }
"""
MEASURE = """
code = "sgb2_leistungsberechtigte"
source = "ba-kleinraeumig"
unit = "person"
population = "main_residence"
kind = "stock"
design_effect = 1.9
"""
SOURCE = """
code = "ba-kleinraeumig"
publisher = "Bundesagentur für Arbeit"
owner = "statistikstelle"
cadence = "quarter"
lag_months = 3
policy = "ba-akg-10"
retention_years = 10
legal_basis = "…"
licence = "…"
"""
INDEX = """
code = "mss-2013-status"
components = ["mss-s1", "mss-s2", "mss-s3", "mss-s4"]
weights = [1, 1, 1, 1]
centre = "mean_of_areas"
spread = "population_sd"
standardise = "z"
combine = "sum"
restandardise = true
exclude = { residents_below = 300, not_computed = true }
breaks = [-1, 1, 1.5]
closed = ["<", "<=", "<=", ">"]
classes = ["hoch", "mittel", "niedrig", "sehr niedrig"]
"""
PROFILE = """
code = "berlin-population-t2"
source = "einwohnerregister"
format = "csv"
delimiter = ","
encoding = "utf-8"
area = { column = "id", level = "planungsraum", width = 8 }
period = "argument"
columns = { inhabitants = "einwohner", inhabitants_age_below_6 = "einwohner_0_5" }   # …
signs = { "" = "missing" }
expected_areas = "edition"
residual = { rows = ["99999999"] }
"""
PRINTED = {
    "indicators/sgb2-quote.toml": INDICATOR,
    "measures/sgb2_leistungsberechtigte.toml": MEASURE,
    "sources/ba-kleinraeumig.toml": SOURCE,
    "indices/mss-2013-status.toml": INDEX,
    "profiles/berlin-population-t2.toml": PROFILE,
}


def test_printed_examples_load_beside_the_rest_of_the_catalogue() -> None:
    read = read_texts({name: text.encode() for name, text in PRINTED.items()}, beside=read_catalogue(CATALOGUE_DIR))
    indicator = read.indicators["sgb2-quote"]
    assert indicator.kind is IndicatorKind.RATE
    assert indicator.pairing == Pairing("nearest_earlier", 6)
    assert indicator.visibility is Visibility.ADMINISTRATION
    assert indicator.scale == 100
    label = indicator.labels[0]
    assert (label.text.de, label.text.en) == ("Bürgergeld", "Bürgergeld")
    assert (label.valid_from, label.valid_until) == (date(2023, 1, 1), date(2026, 6, 30))
    assert [entry.period for entry in indicator.breaks] == ["2022-06"]
    assert read.measures["sgb2_leistungsberechtigte"].design_effect == 1.9
    index = read.indices["mss-2013-status"]
    assert (index.exclude.residents_below, index.exclude.not_computed) == (300, True)
    assert index.breaks == (-1.0, 1.0, 1.5)
    profile = read.profiles["berlin-population-t2"]
    assert profile.columns == (("inhabitants", "einwohner"), ("inhabitants_age_below_6", "einwohner_0_5"))
    assert profile.signs == (("", "missing"),)
    assert profile.residual_rows == ("99999999",)


def test_own_files_keep_what_the_printed_examples_say() -> None:
    """Where the catalogue's files and the printed examples name the same key, they say the same."""
    own = read_catalogue(CATALOGUE_DIR)
    printed = read_texts({name: text.encode() for name, text in PRINTED.items()}, beside=own)
    for name in ("numerator", "denominator", "pairing", "scale", "unit", "decimals", "polarity", "visibility", "title"):
        assert getattr(own.indicators["sgb2-quote"], name) == getattr(printed.indicators["sgb2-quote"], name)
    for name in ("components", "weights", "spread", "breaks", "closed", "classes", "exclude", "restandardise"):
        assert getattr(own.indices["mss-2013-status"], name) == getattr(printed.indices["mss-2013-status"], name)
    theirs, ours = printed.profiles["berlin-population-t2"], own.profiles["berlin-population-t2"]
    assert set(theirs.columns) <= set(ours.columns)
    assert (theirs.area, theirs.signs, theirs.residual_rows) == (ours.area, ours.signs, ours.residual_rows)
