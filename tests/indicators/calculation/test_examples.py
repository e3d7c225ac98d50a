"""The examples in the docstrings of the methods and of disclosure are run, so that what is printed there is true."""

import doctest
import importlib
import pkgutil

import pytest

import indicators.calculation
import indicators.disclosure

PACKAGES = (indicators.calculation, indicators.disclosure)
MODULES = [
    "indicators.discoveries",
    *(f"{p.__name__}.{module.name}" for p in PACKAGES for module in pkgutil.iter_modules(p.__path__)),
]


@pytest.mark.parametrize("name", MODULES)
def test_printed_examples_are_true(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
