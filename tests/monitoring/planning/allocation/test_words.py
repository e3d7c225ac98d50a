"""Every code has a sentence, every printed example is true."""

import ast
import doctest
from pathlib import Path

import pytest

from monitoring.allocation_messages import LINES, REFUSALS
from monitoring.papers import colours
from monitoring.planning.allocation import amounts, last_year
from monitoring.planning.allocation.forms import VariantForm

ROOT = Path(__file__).parents[4]


def codes_of(call: str, *folders: str) -> set[str]:
    """The codes with which a class is made anywhere below some folders; its first text."""
    found = set()
    for folder in folders:
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == call:
                    texts = [
                        one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)
                    ]
                    found.update(texts[:1])
    return found


def test_every_refusal_has_words_and_a_field_of_the_form() -> None:
    used = codes_of("Refused", "indicators/calculation", "monitoring/planning/allocation")
    assert used == set(REFUSALS)
    assert {field for field, _text in REFUSALS.values()} <= {*VariantForm.base_fields, "class_weights"}


def test_every_problem_of_a_line_has_words() -> None:
    used = codes_of("LineProblem", "monitoring/planning/allocation") | codes_of(
        "NoNumber", "monitoring/planning/allocation"
    )
    assert used <= set(LINES)


@pytest.mark.parametrize("module", [amounts, last_year, colours])
def test_printed_examples_are_true(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]
