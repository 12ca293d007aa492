"""The worked examples in the documentation of the thinking are run."""

import doctest
import importlib

import pytest

MODULES = ("statistics", "scoring", "grades", "potential")


@pytest.mark.parametrize("name", MODULES)
def test_worked_examples_hold(name):
    result = doctest.testmod(importlib.import_module(f"twiza.calc.{name}"))
    assert result.attempted > 0
    assert result.failed == 0
