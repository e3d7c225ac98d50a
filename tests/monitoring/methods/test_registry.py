"""Every public function of the methods stands on a page, or in the list of those that need none."""

import ast
from pathlib import Path

import pytest
from django.utils.translation import override

from indicators import calculation
from monitoring.methods.docstrings import described, functions_of
from monitoring.methods.registry import HELPERS, METHODS
from monitoring.methods.texts import TEXTS

ROOM = Path(calculation.__file__).parent
#: Module (with dots) → the public functions that it defines, read from its text.
FUNCTIONS = {
    ".".join(path.relative_to(ROOM).with_suffix("").parts): [
        node.name
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]
    for path in sorted(ROOM.rglob("*.py"))
}
SHOWN = [part for method in METHODS for part in method.parts]


def test_every_module_with_public_functions_belongs_to_one_method_or_is_a_helper_on_purpose() -> None:
    homeless = [module for module, names in FUNCTIONS.items() if names and module not in {*SHOWN, *HELPERS}]
    assert homeless == []
    assert len(SHOWN) == len(set(SHOWN)) and not set(SHOWN) & set(HELPERS)


def test_nothing_is_listed_that_is_not_there() -> None:
    assert [part for part in SHOWN if "indicators." not in part and part not in FUNCTIONS] == []
    assert [part for part in HELPERS if part not in FUNCTIONS] == []
    assert all(reason for reason in HELPERS.values())


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.code)
def test_a_page_shows_every_public_function_of_its_modules(method: object) -> None:
    for part, module in zip(method.parts, method.modules, strict=True):  # type: ignore[attr-defined]
        assert described(module), module
        names = {one.name for one in functions_of(module)}
        assert names == set(FUNCTIONS.get(part, names)), module
        assert all(one.blocks for one in functions_of(module)), module


def test_anchors_on_a_page_are_given_once() -> None:
    for method in METHODS:
        anchors = [f"module-{module.rpartition('.')[2]}" for module in method.modules]
        anchors += [one.anchor for module in method.modules for one in functions_of(module)]
        assert len(anchors) == len(set(anchors)), method.code


def test_every_method_says_what_it_says_and_what_not() -> None:
    assert set(TEXTS) == {method.code for method in METHODS}
    with override("en"):
        for text in TEXTS.values():
            assert all(len(str(part)) > 20 for part in (text.says, text.says_not, text.when))
