"""A small catalogue as texts, whole and sound; tests break one thing in it."""

from collections.abc import Mapping

from indicators.catalogue.problems import CatalogueError, CatalogueProblem
from indicators.catalogue.reading import read_texts

SOURCE = """
code = "register"
publisher = "Statistikstelle"
owner = "statistikstelle"
cadence = "quarter"
lag_months = 3
policy = "register-3"
retention_years = 10
legal_basis = "§ 34 BMG"
licence = "DL-DE BY 2.0"
"""
MEASURE = """
code = "{code}"
source = "register"
unit = "person"
population = "main_residence"
kind = "stock"
"""
SHARE_MEASURE = MEASURE.replace('"person"', '"percent"') + "decimals = 5\n"
INDICATOR = """
code = "kinder"
kind = "rate"
title = { de = "Kinder", en = "Children" }
numerator = ["children"]
denominator = ["residents"]
pairing = { denominator = "same" }
scale = 100
unit = "%"
decimals = 1
polarity = "neutral"
domain = "population"
minimum_denominator = { staff = 50, public = 100 }
visibility = "public"
[sheet]
key_statement = { de = "Kinder unter uns.", en = "Children among us." }
reading_aid = { de = "5 % sind Kinder.", en = "5% are children." }
legal_basis = "§ 34 BMG"
comparability = { de = "Stichtag.", en = "Reference date." }
"""
SHARE = (
    INDICATOR.replace("kinder", "anteil")
    .replace('kind = "rate"', 'kind = "share"')
    .replace('numerator = ["children"]\ndenominator = ["residents"]', 'measure = "share"\nweight = ["residents"]')
    .replace("scale = 100\n", "")
)
INDEX = """
code = "lage"
components = ["kinder", "anteil"]
weights = [1, 1]
centre = "mean_of_areas"
spread = "population_sd"
standardise = "z"
combine = "sum"
restandardise = true
exclude = { residents_below = 300, not_computed = true }
breaks = [-1, 1]
closed = ["<", "<=", ">"]
classes = ["niedrig", "mittel", "hoch"]
"""
TYPOLOGY = """
code = "typen"
indicators = ["kinder", "anteil"]
method = "k_means"
types = 2
[[names]]
de = "Viele Kinder"
en = "Many children"
centre = [1, -0.5]
[[names]]
de = "Wenige Kinder"
en = "Few children"
centre = [-1, 0.5]
"""
PROFILE = """
code = "tabelle"
source = "register"
format = "csv"
delimiter = ";"
encoding = "utf-8"
area = { column = "id", level = "planungsraum", width = 8 }
period = "argument"
signs = { "" = "missing" }
expected_areas = "edition"
[columns]
insgesamt = "residents"
kinder = "children"
"""

FILES: dict[str, str] = {
    "sources/register.toml": SOURCE,
    "measures/children.toml": MEASURE.format(code="children"),
    "measures/residents.toml": MEASURE.format(code="residents"),
    "measures/share.toml": SHARE_MEASURE.format(code="share"),
    "indicators/kinder.toml": INDICATOR,
    "indicators/anteil.toml": SHARE,
    "indices/lage.toml": INDEX,
    "profiles/tabelle.toml": PROFILE,
    "typologies/typen.toml": TYPOLOGY,
}


def problems_of(files: Mapping[str, str]) -> tuple[CatalogueProblem, ...]:
    """The problems of these files; none where they are sound."""
    try:
        read_texts({name: text.encode() for name, text in files.items()})
    except CatalogueError as refusal:
        return refusal.problems
    return ()


def broken(file: str, old: str, new: str) -> dict[str, str]:
    """The files with one text replaced in one of them; the text must stand there."""
    assert old in FILES[file], (file, old)
    return {**FILES, file: FILES[file].replace(old, new, 1)}
