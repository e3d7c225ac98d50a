"""Level and trend in words: German first, English complete, never merged, never judging."""

from dataclasses import replace

import pytest
from django.utils import translation

from monitoring.areasheets.sentences import Statement, level_sentences, reference_phrase, trend_sentences


@pytest.fixture(autouse=True)
def german() -> object:
    with translation.override("de"):
        yield


def known(**changes: object) -> Statement:
    statement = Statement(
        area="Musterquartier",
        title="Leistungsberechtigte nach SGB II",
        kind="rate",
        unit="%",
        decimals=1,
        period="2025-12",
        status="ok",
        value=18.2,
        reference=reference_phrase(whole=True),
        reference_value=12.1,
        difference=6.1,
        position="above",
        earlier="2024-12",
        change=0.4,
        reference_change=-0.3,
    )
    return replace(statement, **changes)  # type: ignore[arg-type]


def spoken(sentences: list[str]) -> str:
    return " ".join(sentences).replace("\N{NO-BREAK SPACE}", " ")


def test_the_level_names_value_reference_and_range_of_fluctuation() -> None:
    assert spoken(level_sentences(known())) == (
        "Im Gebiet Musterquartier lag „Leistungsberechtigte nach SGB II“ im Dezember 2025 bei 18,2 %, "
        "6,1 Prozentpunkte mehr als in der Stadt insgesamt (12,1 %). Der Unterschied liegt außerhalb des Schwankungsbereichs."
    )


def test_a_difference_within_the_range_says_so() -> None:
    assert "innerhalb des Schwankungsbereichs" in spoken(level_sentences(known(position="within")))


def test_what_shows_as_equal_is_called_equal() -> None:
    said = spoken(level_sentences(known(difference=0.04, reference_value=18.16)))
    assert "genauso wie in der Stadt insgesamt (18,2 %)" in said and "mehr" not in said


def test_a_suppressed_value_has_a_state_and_no_number() -> None:
    said = spoken(level_sentences(known(status="suppressed", value=None)))
    assert "geheim gehalten" in said and not any(sign.isdigit() for sign in said.replace("2025", ""))
    assert trend_sentences(known(status="suppressed", value=None)) == []


def test_the_trend_is_a_statement_of_its_own() -> None:
    assert spoken(trend_sentences(known())) == (
        "Der Wert ist seit Dezember 2024 um 0,4 Prozentpunkte gestiegen. "
        "Im selben Zeitraum ist er in der Stadt insgesamt um 0,3 Prozentpunkte gesunken."
    )


def test_without_the_year_before_the_trend_says_that_it_is_missing() -> None:
    assert (
        spoken(trend_sentences(known(change=None, earlier=None))) == "Für einen Vergleich fehlt der Wert des Vorjahres."
    )


def test_a_count_stands_with_its_share_and_changes_in_percent() -> None:
    count = known(
        kind="count", unit="person", decimals=0, value=1234.0, reference_value=98720.0, difference=None, change=2.0
    )
    assert "bei 1.234; das sind 1,3 % der Zahl in der Stadt insgesamt" in spoken(level_sentences(count))
    assert "um 2,0 % gestiegen" in spoken(trend_sentences(count))


def test_english_is_complete() -> None:
    with translation.override("en"):
        english = known(reference=reference_phrase(whole=True), period="2025-Q4")
        assert spoken(level_sentences(english)) == (
            "In the area Musterquartier, “Leistungsberechtigte nach SGB II” stood at 18.2% in quarter 4 of 2025, "
            "6.1 percentage points more than in the city as a whole (12.1%). "
            "The difference lies outside the range of fluctuation."
        )


@pytest.mark.parametrize("language", ["de", "en"])
def test_no_sentence_judges(language: str) -> None:
    from monitoring.areasheets.sentences import TEMPLATES

    with translation.override(language):
        said = " ".join(str(words) for words in TEMPLATES.values()).casefold()
    for judgement in ("schlechter", "besser", "problem", "brennpunkt", "worse", "better", "bad"):
        assert judgement not in said
