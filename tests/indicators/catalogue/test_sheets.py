"""Every indicator's sheet is worded in both languages, true to its numbers, and its own."""

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest

from indicators.catalogue.reading import read_catalogue
from indicators.catalogue.specs import IndicatorKind, IndicatorSpec, Polarity, Text, Visibility
from indicators.periods import parse_period
from monitoring.settings import CATALOGUE_DIR

INDICATORS = list(read_catalogue(CATALOGUE_DIR).indicators.values())
EACH = pytest.mark.parametrize("indicator", INDICATORS, ids=lambda indicator: indicator.code)
LANGUAGES = pytest.mark.parametrize("language", ["de", "en"])

STIGMA = re.compile(r"problemgebiet|problemkiez|brennpunkt|sozial schwach|\bschlecht|problem area|deprived")
VALUE = {
    "de": re.compile(r"([+−]?[\d.,]+)( %| je 100| je 1\.000| je 10\.000| m²| €/m²)? heißt: (.+)"),
    "en": re.compile(r"([+−]?[\d.,]+)(%| per 100| per 1,000| per 10,000| m²| €/m²)? means that (.+)"),
}

PUBLIC_DOMAINS = {"population", "households", "housing", "environment", "mobility", "participation"}
OTHERWISE_VISIBLE = {
    "alleinerziehende": Visibility.ADMINISTRATION,
    "pflegeplaetze": Visibility.PUBLIC,
    "hilfen-zur-erziehung": Visibility.DEPARTMENT,
}
ONE_SMALL_COHORT = {"uebergang-gymnasium"}


def texts(indicator: IndicatorSpec) -> Iterator[Text]:
    sheet = indicator.sheet
    yield from (indicator.title, sheet.key_statement, sheet.reading_aid, sheet.comparability)
    yield from (text for text in (sheet.availability, indicator.visibility_reason) if text)
    yield from (entry.text for entry in (*indicator.breaks, *indicator.exceptional))


def runs_of_five(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[start : start + 5]) for start in range(len(words) - 4)}


@LANGUAGES
def test_no_two_key_statements_share_a_run_of_five_words(language: str) -> None:
    seen: dict[tuple[str, ...], str] = {}
    for indicator in INDICATORS:
        for run in runs_of_five(getattr(indicator.sheet.key_statement, language)):
            assert seen.setdefault(run, indicator.code) == indicator.code, run


@LANGUAGES
def test_no_reading_aid_repeats_the_key_statement_of_another_indicator(language: str) -> None:
    stated = {one.code: runs_of_five(getattr(one.sheet.key_statement, language)) for one in INDICATORS}
    for indicator in INDICATORS:
        aid = runs_of_five(getattr(indicator.sheet.reading_aid, language))
        assert [code for code, own in stated.items() if code != indicator.code and own & aid] == [], indicator.code


@LANGUAGES
@pytest.mark.parametrize("part", ["key_statement", "reading_aid", "comparability"])
def test_no_sheet_repeats_anothers_sentence(part: str, language: str) -> None:
    sentences = [getattr(getattr(indicator.sheet, part), language) for indicator in INDICATORS]
    assert len(set(sentences)) == len(sentences)


@EACH
def test_sheet_is_worded_in_both_languages_and_without_stigma(indicator: IndicatorSpec) -> None:
    for text in texts(indicator):
        assert text.de != text.en
        assert text.de.strip().endswith((".", ")")) or text == indicator.title
        assert not STIGMA.search(f"{text.de} {text.en}".lower())
        assert " %" not in text.en, "English writes 5.0% without a space"
        assert not re.search(r"\d%", text.de), "German writes 5,0 % with a space"


@EACH
def test_reading_aid_is_one_plain_sentence_with_a_value_in_the_indicators_unit(indicator: IndicatorSpec) -> None:
    for language, form in VALUE.items():
        found = form.fullmatch(getattr(indicator.sheet.reading_aid, language))
        assert found
        assert not re.search(r"[a-zäöüß]\. ", found[3])
    aid = indicator.sheet.reading_aid.de
    assert {"%": " % heißt", "per_100": " je 100 heißt", "per_1000": " je 1.000 heißt"}.get(indicator.unit, "") in aid
    assert {"per_10000": " je 10.000 heißt", "square_metre": " m² heißt"}.get(indicator.unit, "") in aid


@EACH
def test_numbers_of_the_reading_aid_give_its_value(indicator: IndicatorSpec) -> None:
    """“7,5 %: von 200 sind 15”: some two numbers of the sentence, or its “jede fünfte”, give the value."""
    if indicator.kind in (IndicatorKind.COUNT, IndicatorKind.CHANGE):
        return
    for language, form in VALUE.items():
        found = form.fullmatch(getattr(indicator.sheet.reading_aid, language))
        assert found
        value = number(found[1], language)
        rough = 0.1 if ROUGHLY.search(found[3]) else 1e-9
        scale = 100 if indicator.unit == "%" else indicator.scale
        given = [scale * part for part in ratios(found[3], language)]
        assert any(abs(one - value) <= rough * value for one in given), (language, found[0], given)


@EACH
def test_visibility_and_polarity_follow_the_subject(indicator: IndicatorSpec) -> None:
    assert indicator.visibility_reason is not None
    usual = Visibility.PUBLIC if indicator.domain in PUBLIC_DOMAINS else Visibility.ADMINISTRATION
    assert indicator.visibility is OTHERWISE_VISIBLE.get(indicator.code, usual)
    if indicator.domain in ("population", "migration"):
        assert indicator.polarity is Polarity.NEUTRAL


@EACH
def test_too_few_people_make_no_value(indicator: IndicatorSpec) -> None:
    smallest = indicator.minimum_denominator
    if indicator.code.startswith("mss-"):
        assert smallest.staff == 0, "published without counts by its publisher, whose own minimum holds"
    elif indicator.kind is not IndicatorKind.COUNT:
        assert smallest.staff >= (30 if indicator.code in ONE_SMALL_COHORT else 50)
    if indicator.kind is not IndicatorKind.COUNT:
        assert smallest.public >= 100
    if indicator.unit == "per_10000":
        assert smallest.staff >= 1000, "rare events need many people"


@EACH
def test_breaks_and_spans_stand_in_the_order_of_time(indicator: IndicatorSpec) -> None:
    for periods in ([one.period for one in indicator.breaks], [one.first for one in indicator.exceptional]):
        days = [parse_period(period).ends for period in periods]
        assert all(earlier < later for earlier, later in pairwise(days))


WORDS = {
    "de": "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
    "en": "zero one two three four five six seven eight nine ten eleven twelve",
}
ORDINALS = {
    "de": {"zweite": 2, "vierte": 4, "fünfte": 5, "sechste": 6},
    "en": {"second": 2, "fourth": 4, "fifth": 5, "sixth": 6},
}
ROUGHLY = re.compile(r"\b(fast|etwa|gut|zwei drittel|almost|roughly|just over|two thirds)\b", re.IGNORECASE)


def number(text: str, language: str) -> float:
    plain = text.replace("−", "-").strip(",.")
    return float(plain.replace(".", "").replace(",", ".") if language == "de" else plain.replace(",", ""))


def ratios(sentence: str, language: str) -> list[float]:
    """Every quotient of two numbers of the sentence, written as figures or words; 1 ÷ n for the n-th."""
    spelled = {word: place for place, word in enumerate(WORDS[language].split())}
    numbers: list[float] = []
    parts: list[float] = [2 / 3] if re.search("zwei drittel|two thirds", sentence.lower()) else []
    for word in re.findall(r"\d[\d.,]*|[^\W\d]+", sentence.lower()):
        ordinal = next((n for stem, n in ORDINALS[language].items() if word.startswith(stem)), None)
        if word[0].isdigit():
            numbers.append(number(word, language))
        elif ordinal:
            parts.append(1 / ordinal)
        elif word in spelled or re.fullmatch("ein(e[nmrs]?)?", word):
            numbers.append(spelled.get(word, 1))
    return parts + [one / other for one in numbers for other in numbers if other]
