"""How well texts answer a search, without any database."""

import pytest

from areas.folding import fold
from monitoring.search.matching import Texts, match, typing_errors, wanted_words

HARBOUR = Texts("Hafenviertel Nord", names=("010203",), context=("Altstadt", "Mitte"))
MILLER = Texts("Müllerstraße (Süd)", names=("020101",))
BENEFITS = Texts(
    "Leistungsberechtigte nach SGB II",
    names=("SGB II recipients", "sgb2-quote", "Bürgergeld", "Arbeitslosengeld II"),
    context=("income", "Einkommen", "Income"),
    mentions=("Anteil der Menschen, die Grundsicherung für Arbeitsuchende erhalten",),
)


def score(search: str, texts: Texts) -> float:
    found = match(search, texts)
    return found.score if found else 0.0


@pytest.mark.parametrize("search", ["Müllerstraße", "Muellerstrasse", "mullerstraße", "MÜLLERSTRASSE", "müllerstr."])
def test_every_way_to_write_an_umlaut_is_the_same_word(search: str) -> None:
    found = match(search, MILLER)
    assert found is not None and found.sure


@pytest.mark.parametrize("end", range(1, len("Müllerstraße") + 1))
def test_a_name_is_found_letter_by_letter(end: int) -> None:
    found = match("Müllerstraße"[:end], MILLER)
    assert found is not None and found.sure


@pytest.mark.parametrize(
    ("search", "texts"),
    [
        ("hafne", HARBOUR),
        ("Hafenvirtel", HARBOUR),
        ("hafenviertl nord", HARBOUR),
        ("Halfenviertel", HARBOUR),
        ("mülerstrasse", MILLER),
        ("müllrstraße", MILLER),
        ("müllrstr.", MILLER),
        ("bürgergelt", BENEFITS),
        ("Leistungsberechtige", BENEFITS),
        ("einkomen", BENEFITS),
    ],
)
def test_a_typing_error_is_forgiven_but_not_taken_for_sure(search: str, texts: Texts) -> None:
    found = match(search, texts)
    assert found is not None and not found.sure


@pytest.mark.parametrize("search", ["xyzzy", "Bahnhof", "ost", "03", "heide wald"])
def test_what_is_something_else_does_not_answer(search: str) -> None:
    assert match(search, HARBOUR) is None


def test_the_better_a_text_answers_the_more_it_scores() -> None:
    steps = ["Hafenviertel Nord", "hafenviertel", "viertel", "hafne"]
    scores = [score(step, HARBOUR) for step in steps]
    assert scores == sorted(scores, reverse=True) and len(set(scores)) == len(scores)


def test_a_title_counts_more_than_what_it_lies_in() -> None:
    assert score("altstadt", Texts("Altstadt")) > score("altstadt", HARBOUR) > 0


def test_a_word_in_a_long_text_is_found_by_its_beginning_only() -> None:
    assert match("grundsicherung", BENEFITS) is not None
    assert match("grundsischerung", BENEFITS) is None


@pytest.mark.parametrize("search", ["hafen viertel nord", "hafenviertelnord"])
def test_spaces_do_not_matter(search: str) -> None:
    found = match(search, HARBOUR)
    assert found is not None and found.sure


def test_one_word_of_two_is_an_answer_that_is_not_sure() -> None:
    found = match("hafenviertel schwimmbad", HARBOUR)
    assert found is not None and not found.sure


def test_small_words_say_nothing_beside_others() -> None:
    assert wanted_words("Wohnen in der Altstadt") == ("wohnen", "altstadt")
    assert wanted_words("am") == ("am",)


def test_codes_are_found_by_their_beginning_and_never_by_likeness() -> None:
    assert score("0102", HARBOUR) > 0
    assert match("0120", HARBOUR) is None


@pytest.mark.parametrize(
    ("wanted", "word", "errors"), [("", "ab", 2), ("ab", "ba", 1), ("abc", "abc", 0), ("abcd", "acbd", 1), ("a", "", 1)]
)
def test_typing_errors_are_changes_gaps_and_swaps(wanted: str, word: str, errors: int) -> None:
    assert typing_errors(wanted, word) == errors


def test_a_beginning_folds_to_a_beginning() -> None:
    for name in ("Großer Müggelsee", "Neue Aue", "Ærø", "Łódź-Straße 3"):
        for end in range(len(name) + 1):
            assert fold(name).startswith(fold(name[:end]))
