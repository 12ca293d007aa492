"""The worked examples in the documentation of the register are run."""

from __future__ import annotations

import doctest
import importlib

import pytest
from django.utils import translation

MODULES = ("commands", "naming", "publishing", "mapping", "loading.columns", "loading.reading", "loading.tables")


@pytest.mark.usefixtures("country")
@pytest.mark.parametrize("name", MODULES)
def test_worked_examples_hold(name: str) -> None:
    with translation.override("en"):
        result = doctest.testmod(importlib.import_module(f"twiza.registry.{name}"))
    assert result.attempted > 0
    assert result.failed == 0
