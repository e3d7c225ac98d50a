"""The examples in the docstrings of the methods, of disclosure and of plausibility are run: what is printed is true."""

import doctest
import importlib
import pkgutil

import pytest

import indicators.calculation
import indicators.disclosure
import indicators.intake.plausibility

PACKAGES = (indicators.calculation, indicators.disclosure, indicators.intake.plausibility)
MODULES = [
    "indicators.discoveries",
    *(module.name for p in PACKAGES for module in pkgutil.walk_packages(p.__path__, f"{p.__name__}.")),
]


@pytest.mark.parametrize("name", MODULES)
def test_printed_examples_are_true(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
