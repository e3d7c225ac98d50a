"""Every problem of a catalogue file has words, and the words use its parameters only."""

import re

import pytest
from django.utils import translation

from indicators.catalogue.problems import PROBLEM_CODES, CatalogueProblem
from monitoring.catalogue_messages import CATALOGUE_MESSAGES, catalogue_message
from tests.indicators.catalogue.minimal import broken, problems_of
from tests.indicators.catalogue.test_refusals import SLIPS


def test_every_code_has_words_and_no_words_lack_a_code() -> None:
    assert set(CATALOGUE_MESSAGES) == set(PROBLEM_CODES)


@pytest.mark.parametrize("code", PROBLEM_CODES)
def test_words_use_the_parameters_of_their_code_only(code: str) -> None:
    with translation.override("en"):
        assert set(re.findall(r"%\((\w+)\)s", str(CATALOGUE_MESSAGES[code]))) <= set(PROBLEM_CODES[code])


def test_problem_is_told_with_file_key_and_reason() -> None:
    problem = CatalogueProblem("indicators/x.toml", "domain", "unknown_value", (("value", "sun"), ("allowed", "work")))
    with translation.override("en"):
        told = catalogue_message(problem)
    assert told == "indicators/x.toml, key “domain”: “sun” is not among the values allowed here: work."


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_slip_can_be_told_without_a_gap(language: str) -> None:
    with translation.override(language):
        for file, old, new, _, _ in SLIPS:
            for problem in problems_of(broken(file, old, new)):
                assert not re.search(r"%\(|%s", catalogue_message(problem))
