"""Every problem that the intake can find has words in both languages, with exactly the parameters it carries."""

import re
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.utils import translation

from indicators.intake import KINDS, PROBLEM_CODES, Problem
from indicators.intake.problems import make_problem
from monitoring.intake_messages import INTAKE_MESSAGES
from monitoring.messages import explain, message
from monitoring.problem_wording import Wording

PLACEHOLDER = re.compile(r"%\((\w+)\)s")
LOCATORS = {"value", "column"}
GERMAN = Path(settings.BASE_DIR) / "monitoring" / "locale" / "de" / "LC_MESSAGES" / "django.po"


CASES = [
    (code, hint, {*kind.params, *params})
    for code, kind in KINDS.items()
    for hint, params in ({"": ()} | dict(kind.hints)).items()
]


def words(code: str, hint: str) -> Wording:
    wording = INTAKE_MESSAGES[code]
    return wording.hints[hint] if hint else wording


def placeholders(wording: Wording) -> set[str]:
    with translation.override("en"):
        return set(PLACEHOLDER.findall(f"{wording.what} {wording.advice}")) - LOCATORS


def test_every_code_has_words_and_no_words_are_without_a_code() -> None:
    assert set(INTAKE_MESSAGES) == set(PROBLEM_CODES)
    assert all(set(INTAKE_MESSAGES[code].hints) == set(kind.hints) for code, kind in KINDS.items())


@pytest.mark.parametrize(("code", "hint", "params"), CASES)
def test_the_words_use_exactly_the_parameters_of_the_code(code: str, hint: str, params: set[str]) -> None:
    assert placeholders(words(code, hint)) == params


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize(("code", "hint", "params"), CASES)
def test_every_problem_says_what_happened_and_what_to_do(code: str, hint: str, params: set[str], language: str) -> None:
    problem = make_problem(
        code, row=12, column="Spaltenname", value="7,5", hint=hint, **dict.fromkeys(params, "PARAMETER")
    )
    with translation.override(language):
        told = explain(problem)
    assert told.what and told.advice and "12" in told.where
    assert "%" not in f"{told.what}{told.advice}".replace("%%", "") and "…" not in told.what
    assert f"{told.what}{told.advice}".count("PARAMETER") >= len(params)


def german() -> dict[str, str]:
    return {entry.msgid: entry.msgstr for entry in polib.pofile(str(GERMAN)) if not entry.fuzzy}


def test_every_text_is_in_the_german_catalogue_with_the_same_parameters() -> None:
    catalogue = german()
    for code, hint, _ in CASES:
        for text in (words(code, hint).what, words(code, hint).advice):
            with translation.override("en"):
                english = str(text)
            assert catalogue.get(english), english
            assert sorted(PLACEHOLDER.findall(english)) == sorted(PLACEHOLDER.findall(catalogue[english]))


def test_a_message_says_line_column_what_and_what_to_do_in_english() -> None:
    problem = make_problem("not_a_number", row=7, column="residents", value="1,5", hint="decimal_comma")
    with translation.override("en"):
        assert message(problem) == (
            "Line 7, column “residents”: “1,5” is no number. "
            "It seems to have a decimal comma; this profile expects a decimal point without thousands marks."
        )


def test_a_message_says_line_column_what_and_what_to_do_in_german() -> None:
    german()
    problem = make_problem("not_a_number", row=7, column="residents", value="1,5", hint="decimal_comma")
    with translation.override("de"):
        assert message(problem) == (
            "Zeile 7, Spalte „residents“: „1,5“ ist keine Zahl. "
            "Vermutlich ein Dezimalkomma; dieses Importprofil erwartet einen Dezimalpunkt und keine Tausendertrennung."
        )


def test_numbers_are_grouped_and_lines_are_not() -> None:
    with translation.override("en"):
        repeated = message(make_problem("duplicate_area", row=20_001, column="id", value="0101", first_row=10_001))
        cells = message(make_problem("too_many_cells", cells=20_000_000, limit=16_000_000))
    assert "Line 20001" in repeated and "line 10001" in repeated
    assert "20,000,000" in cells


def test_terms_of_the_trade_are_words_of_the_language() -> None:
    with translation.override("en"):
        told = message(make_problem("wrong_delimiter", row=1, found=";", declared=","))
    assert "semicolon" in told and "comma" in told


def test_a_stored_problem_of_an_older_version_is_still_told() -> None:
    with translation.override("en"):
        assert "…" in message(Problem("wrong_encoding", KINDS["wrong_encoding"].severity, row=3))
        assert message(Problem("gone_100%", KINDS["no_rows"].severity)) == "gone_100%"
