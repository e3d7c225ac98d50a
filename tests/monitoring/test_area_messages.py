"""Every problem of an import of areas has words, in both languages, that use only what the problem carries."""

import re

import pytest
from django.utils import translation

from areas.boundaries import PROBLEM_CODES, REASONS, Problem
from monitoring.area_messages import AREA_MESSAGES, REASON_MESSAGES, area_message


def example(code: str) -> Problem:
    values = {"reason": REASONS.get(code, ("",))[0]}
    params = tuple((name, values.get(name, f"<{name}>")) for name in PROBLEM_CODES[code] if name not in ("area", "row"))
    return Problem(code, "<area>", 7, params)


def test_every_code_is_worded_and_no_wording_is_left_over() -> None:
    assert set(AREA_MESSAGES) == set(PROBLEM_CODES)
    assert set(REASON_MESSAGES) == {reason for reasons in REASONS.values() for reason in reasons}
    assert set(REASONS) == {code for code, params in PROBLEM_CODES.items() if "reason" in params}


@pytest.mark.parametrize("code", sorted(PROBLEM_CODES))
@pytest.mark.parametrize("language", ["de", "en"])
def test_a_wording_uses_only_what_the_problem_carries(code: str, language: str) -> None:
    with translation.override(language):
        used = set(re.findall(r"%\((\w+)\)s", str(AREA_MESSAGES[code])))
        assert used <= set(PROBLEM_CODES[code])
        assert "%(" not in area_message(example(code))


@pytest.mark.parametrize("code", sorted(PROBLEM_CODES))
def test_german_and_english_say_it_in_their_own_words(code: str) -> None:
    with translation.override("en"):
        english = area_message(example(code))
    with translation.override("de"):
        assert area_message(example(code)) != english, "the German is missing"
