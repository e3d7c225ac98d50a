"""The format of the files in ``typologies``. Pure."""

from indicators.catalogue.problems import Findings
from indicators.catalogue.readers import BothLanguages, Choice, Code, Flag, Number, PeriodCode, Words
from indicators.catalogue.rules import FullName
from indicators.catalogue.shapes import take_titled, titled
from indicators.catalogue.tables import Key, ListOf, Table, Values
from indicators.catalogue.text import Text
from indicators.catalogue.typology_spec import TypeName, TypologySpec

METHODS = ("k_means", "ward")
MOST_TYPES = 9
LEAST_INDICATORS = 2


def _name(**values: object) -> TypeName:
    centre = values["centre"]
    assert isinstance(centre, tuple)
    return TypeName(Text(str(values["de"]), str(values["en"])), centre)


def _taken(value: object) -> Values:
    assert isinstance(value, TypeName)
    return {"de": value.text.de, "en": value.text.en, "centre": value.centre}


def names_fit(values: Values, full: FullName, findings: Findings) -> None:
    """At least two indicators; a name for every type or for none; a centre for every indicator."""
    indicators, types, names = values.get("indicators"), values.get("types"), values.get("names")
    if not isinstance(indicators, tuple):
        return
    if len(indicators) < LEAST_INDICATORS:
        findings.add(full("indicators"), "wrong_length", count=len(indicators), expected=LEAST_INDICATORS)
    if not isinstance(names, tuple) or not names:
        return
    if isinstance(types, int) and len(names) != types:
        findings.add(full("names"), "wrong_length", count=len(names), expected=types)
    for place, name in enumerate(names, start=1):
        if isinstance(name, TypeName) and len(name.centre) != len(indicators):
            key = full(f"names[{place}].centre")
            findings.add(key, "wrong_length", count=len(name.centre), expected=len(indicators))


NAME = Table(
    _name,
    (
        Key("de", Words(), "German."),
        Key("en", Words(), "English."),
        Key(
            "centre",
            ListOf(Number(-20, 20), empty=False, distinct=False),
            "Standardised centre of the type that has this name, one number per indicator.",
        ),
    ),
    _taken,
)

TYPOLOGY = Table(
    titled(TypologySpec),
    (
        Key("code", Code(), "Equal to the name of the file without its ending; never changes."),
        Key("title", BothLanguages(), "Name in the interface; the code where there is none.", None),
        Key("indicators", ListOf(Code(), empty=False), "Indicators by which areas are told apart, at least two."),
        Key("method", Choice(METHODS), "How types are found."),
        Key("types", Number(2, MOST_TYPES, whole=True), "How many types there are."),
        Key("seed", Number(0, 2**31 - 1, whole=True), "From which the starts of k-means are drawn.", 1),
        Key("starts", Number(1, 100, whole=True), "How many starts k-means has; the best one counts.", 20),
        Key("within_months", Number(0, 120, whole=True), "How much older than the day a value may be.", 24),
        Key("reference", PeriodCode(), "At its end types are numbered and named; none: the latest.", None),
        Key("default", Flag(), "Whether it says which areas are of the same type.", False),
        Key("reading_aid", BothLanguages(), "What the typology says, and what it does not.", None),
        Key("names", ListOf(NAME), "Names of the types; none: they are described by their indicators.", ()),
    ),
    take_titled,
    (names_fit,),
)
