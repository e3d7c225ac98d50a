"""Every code that the API can answer with has words in both languages, and these use what the code carries."""

import re

import pytest
from django.utils import translation

from indicators.queries.errors import UNANSWERABLE_CODES
from monitoring.api.problems import problem
from monitoring.api_messages import PROBLEMS


@pytest.mark.parametrize("code", PROBLEMS)
def test_code_has_words_in_both_languages(code: str) -> None:
    title, detail = PROBLEMS[code]
    placeholders = set(re.findall(r"%\((\w+)\)s", str(detail)))
    told = {}
    for language in ("de", "en"):
        with translation.override(language):
            told[language] = problem(code, 400, **dict.fromkeys(placeholders, "…"))
    assert told["de"]["title"] != told["en"]["title"]
    assert all(document["detail"] for document in told.values())


@pytest.mark.parametrize(("code", "params"), UNANSWERABLE_CODES.items())
def test_what_the_door_cannot_answer_is_worded_with_its_parameters(code: str, params: tuple[str, ...]) -> None:
    with translation.override("en"):
        detail = str(PROBLEMS[code][1])
    assert set(re.findall(r"%\((\w+)\)s", detail)) == set(params)


def test_long_parameters_are_clipped() -> None:
    assert len(problem("unknown_area", 404, area="x" * 9000)["detail"]) < 2200
